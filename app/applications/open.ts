import { linkHash } from '#kernel/hash-chain.ts'
import type { Action } from '#kernel/service/action.ts'
import { fold } from '#kernel/service/application.ts'
import { deadline } from '#kernel/service/deadline.ts'
import { isReading } from '#kernel/sheet/reading.ts'
import { fold as foldText } from '#kernel/text.ts'
import { findService } from '#services/all.ts'
import {
  appendActions,
  insertApplication,
  newApplicationId,
  setWake,
  type ApplicationKey,
  type ApplicationRow,
} from '#store/applications.ts'
import { getPerson } from '#store/people.ts'
import type { PersonId } from '#store/ids.ts'
import { newTrackingCode } from '#store/tracking.ts'
import type { App } from '../app.ts'
import { done, failed, type Result } from '../problem.ts'
import { digest, onePending, projection } from './act.ts'
import { citizen, momentOf } from './load.ts'

/** Opens an application of the newest version of a service for a person. */
export async function openApplication(
  app: App,
  personId: PersonId,
  serviceId: string,
): Promise<Result<ApplicationKey>> {
  const service = findService(serviceId)
  if (service === undefined) return failed({ code: 'not-found', message: 'چنین خدمتی هنوز در سامانه نیست.' })
  if (isReading(service))
    return failed({
      code: 'wrong-step',
      message: 'این خدمت درخواست نمی‌خواهد: پاسخ آن را همان لحظه در صفحهٔ خودش ببینید.',
    })
  const person = await getPerson(app.db, personId)
  const moment = await momentOf(app.db, app, person.branchId)
  const action: Action = {
    kind: 'opened',
    service: service.id,
    version: service.version,
    applicant: person.number,
    at: moment.at,
    by: citizen(personId),
  }
  const application = fold(service, [action])
  const applicationId = newApplicationId()
  const key = { personId, applicationId }
  const at = new Date(moment.at)
  const hash = linkHash('', action, digest)
  const written = app.db.transaction(async (tx) => {
    const blank: ApplicationRow = {
      ...key,
      service: service.id,
      version: service.version,
      trackingCode: await newTrackingCode(tx, personId, 'application', applicationId),
      state: application.state,
      turn: 'citizen',
      roles: [],
      pending: null,
      branchId: person.branchId,
      holder: null,
      actions: 1,
      lastHash: hash,
      subject: null,
      applicantName: foldText(`${person.firstName} ${person.lastName}`),
      openedAt: at,
      submittedAt: null,
      since: at,
      dueAt: null,
      endedAt: null,
    }
    await insertApplication(tx, projection(service, application, blank, moment, hash))
    await appendActions(tx, key, 0, [{ action, hash, key: null }], at)
    const limit = deadline(service, application, moment.time)
    await setWake(tx, key, limit?.after == null ? null : new Date(limit.at))
    return done(key)
  })
  return onePending(written)
}
