import { tehranDate } from '#kernel/dates.ts'
import type { PersonalNumber } from '#kernel/personal-number.ts'
import { findPersonId } from '#store/people.ts'
import { addServiceState, type SaidOfService } from '#store/service-states.ts'
import { findStaff } from '#store/staff.ts'
import { nowOf, type App } from '../app.ts'
import { done, failed, type Result } from '../problem.ts'

const refused = (message: string): Result<never> => failed({ code: 'wrong-step', message })

/** Something to be said of a service; `person` where it is to hold for one person only. */
export type NewState = Omit<SaidOfService, 'personId'> & { readonly person: PersonalNumber | null }

/** Says of a service from one day to another that it is off, on, on with a warning, or done elsewhere. Who said so is kept. */
export async function sayOfService(
  app: Pick<App, 'db' | 'clock'>,
  userName: string,
  { person, ...said }: NewState,
): Promise<Result<void>> {
  const staff = await findStaff(app.db, userName)
  if (staff === undefined) return refused(`کارمند فعالی با نام کاربری «${userName}» نیست.`)
  if (said.state !== 'active' && said.reason.trim() === '') return refused('دلیل را بنویسید؛ مردم آن را می‌خوانند.')
  if (said.until !== null && said.until < tehranDate(app.clock.now())) return refused('روز پایان گذشته است.')
  if (said.until !== null && said.until < said.from) return refused('روز پایان پیش از روز آغاز است.')
  if (said.state === 'outside' && said.link?.startsWith('https://') !== true)
    return refused('برای خدمتی که جای دیگر است نشانی آن را با --link https://… بدهید.')
  const personId = person === null ? null : await findPersonId(app.db, person)
  if (personId === undefined) return refused('کسی با این کد ملی در سامانه حساب ندارد.')
  if (personId !== null && said.state !== 'active' && said.state !== 'off')
    return refused('برای یک نفر فقط off و on گفته می‌شود.')
  await addServiceState(app.db, { ...said, personId }, staff.staffId, nowOf(app))
  return done(undefined)
}
