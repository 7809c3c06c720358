// `npm run docs`: writes the parts of the documents that follow from the code.
import { refuse } from './machine.mjs'
import { handOver, script, setUp } from './set-up.mjs'

try {
  handOver(await setUp({ build: false }), [script('docs.ts')])
} catch (error) {
  refuse(error)
}
