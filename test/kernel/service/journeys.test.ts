import { test } from 'node:test'
import { journeysHold } from '../../support/journeys-hold.ts'
import { funeral } from './funeral.ts'

test('random legal journeys: never throw, can always end, show nothing hidden, move no deadline back', () => {
  journeysHold(funeral, 150)
})
