// `npm start`: whatever this machine lacks is fetched first, then the portal runs until Ctrl-C.
import { notedProcess, portFrom, Refusal, refuse, requireFreePort } from './machine.mjs'
import { handOver, script, setUp } from './set-up.mjs'
import { setTimeout as sleep } from 'node:timers/promises'

try {
  await lastRunToEnd()
  // What a killed start left behind may hold the port still; the launcher ends it and looks again.
  if (notedProcess('web') === null) await requireFreePort(portFrom(process.env.PORT), process.env.HOST || '127.0.0.1')
  handOver(await setUp(), [script('launch.ts')])
} catch (error) {
  refuse(error)
}

// Ctrl-C and start again in one breath: the run before may still be writing everything down.
async function lastRunToEnd() {
  const patience = Date.now() + 1_500
  for (;;) {
    const running = notedProcess('portal')
    if (running === null) return
    if (Date.now() > patience && notedProcess('stopping') !== running) {
      throw new Refusal(`Tamin already runs from this directory (process ${running}): stop it first.`)
    }
    await sleep(50)
  }
}
