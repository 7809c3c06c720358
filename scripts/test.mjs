// `npm test`: the same set-up as `npm start`, then every check. `npm test -- PATTERN` runs only the test files it matches.
import { refuse } from './machine.mjs'
import { givenArguments, handOver, script, setUp } from './set-up.mjs'

try {
  // The full run builds as one of its checks; the pages that a few tests look at need a build too.
  const few = givenArguments.length > 0
  handOver(await setUp({ build: few }), [script('check.ts'), ...givenArguments])
} catch (error) {
  refuse(error)
}
