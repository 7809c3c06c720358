// `npm run bench`: the same set-up as `npm start`, then the measurements. `-- --json` prints them as JSON.
import { refuse } from './machine.mjs'
import { givenArguments, handOver, setUp } from './set-up.mjs'

try {
  handOver(await setUp(), ['--import', './scripts/tsx.mjs', 'bench/main.ts', ...givenArguments])
} catch (error) {
  refuse(error)
}
