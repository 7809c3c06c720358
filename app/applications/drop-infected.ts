import { isolate } from '#kernel/text.ts'
import type { Tx } from '#store/database.ts'
import type { KeptFile } from '#store/files.ts'
import { enqueue } from '#store/outbox.ts'
import { nowOf, type App } from '../app.ts'
import { done } from '../problem.ts'
import { actWithin } from './act.ts'
import { clockActor } from './load.ts'

/**
 * Takes a file that the virus scanner destroyed out of its application, so that it must be given again. While the
 * application is open its owner is told, by a message on it and by SMS; the desk sees it in any case.
 */
export async function dropInfected(
  tx: Tx,
  app: Pick<App, 'clock' | 'workingTimes'>,
  file: Pick<KeptFile, 'personId' | 'applicationId' | 'document' | 'id'>,
): Promise<void> {
  const { personId, applicationId, document, id } = file
  let isTold = false
  await actWithin(tx, app, file, clockActor, `infected:${id}`, ({ service, application }) => {
    const title = service.documents[document]?.title ?? service.fields[document]?.label
    if (title === undefined) return done([])
    const infected = { kind: 'infected', document, file: id } as const
    const lost = application.documents[document]?.find((one) => one.id === id)
    const { clock } = service.flow.states[application.state]!
    if (lost === undefined || clock === undefined) return done([infected])
    isTold = true
    const text = `پروندهٔ ${isolate(lost.name)} که برای «${title}» فرستادید بدافزار داشت و پاک شد. ${WHAT_TO_DO[clock]}`
    return done([infected, { kind: 'noted', text, shownTo: 'citizen' }])
  })
  if (!isTold) return
  await enqueue(
    tx,
    {
      personId,
      kind: 'send-sms',
      payload: { template: 'application-file-refused', to: 'person', applicationId },
      dedupeKey: `infected:${id}`,
    },
    nowOf(app),
  )
}

const WHAT_TO_DO = {
  citizen: 'همان مدرک را دوباره بفرستید؛ بهتر است از اصل آن عکس تازه‌ای بگیرید.',
  organisation:
    'کارشناس شعبه درخواست را برای فرستادن دوبارهٔ همین مدرک به شما برمی‌گرداند و آن وقت پیامک می‌گیرید. از اصل مدرک عکس تازه‌ای آماده کنید.',
}
