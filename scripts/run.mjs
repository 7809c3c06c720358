// Runs one of the built programs for production, settings from the environment: `node scripts/run.mjs web`.
// No set-up: that belongs into the making of the image. Where Node is new enough, this very process becomes the program.
import { Refusal, refuse, root } from './machine.mjs'
import { endWithNpm, handOver, nodeToUse } from './set-up.mjs'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

try {
  const [name, ...args] = process.argv.slice(2)
  const program = join(root, 'dist/server', `${name}.js`)
  if (!existsSync(program)) throw new Refusal(`There is no ${program}: run "npm run build" first.`)
  const node = nodeToUse()
  if (node === null)
    throw new Refusal(
      `Node ${process.versions.node} is too old for this: 24 is needed, or run "npm run build" here, which fetches it.`,
    )
  if (node === process.execPath) {
    process.chdir(root)
    process.setSourceMapsEnabled(true)
    process.argv = [process.argv[0], program, ...args]
    endWithNpm(() => process.kill(process.pid, 'SIGTERM'))
    await import(pathToFileURL(program).href)
  } else {
    handOver(node, ['--enable-source-maps', '--import', './scripts/end-with-parent.mjs', program, ...args])
  }
} catch (error) {
  refuse(error)
}
