// `npm test`: the same set-up as `npm start`, then every check. `npm test -- PATTERN` runs only the test files it matches.
import { refuse } from './machine.mjs'
import { givenArguments, handOver, script, setUp } from './set-up.mjs'

try {
  handOver(await setUp({ build: false }), [script('check.ts'), ...givenArguments])
} catch (error) {
  refuse(error)
}
