// `npm run build`: makes dist/ anew, whether it is fresh or not.
import { refuse } from './machine.mjs'
import { makeBuild, setUp } from './set-up.mjs'

try {
  await setUp({ build: false })
  await makeBuild()
} catch (error) {
  refuse(error)
}
