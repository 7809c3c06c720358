import { WorkingTimes } from '#app/applications/working-times.ts'
import { limits } from '#app/limits.ts'
import { approveReply } from '#app/requests/approve.ts'
import { askPerson } from '#app/requests/ask.ts'
import type { Clerk } from '#app/requests/clerk.ts'
import { draftReply } from '#app/requests/draft.ts'
import { receiveRequest, type Asker, type NewRequest } from '#app/requests/receive.ts'
import { takeRequest } from '#app/requests/take.ts'
import type { Result } from '#app/problem.ts'
import type { Secrets } from '#app/secrets.ts'
import type { Database } from '#store/database.ts'
import type { PersonId } from '#store/ids.ts'

type Told = NewRequest & {
  /** Days ago. */
  readonly ago: number
  readonly upTo?: 'taken' | 'asked' | 'drafted' | 'answered'
}

const REQUESTS: readonly Told[] = [
  {
    kind: 'question',
    area: 'insurance',
    title: 'سابقهٔ سال ۱۴۰۲',
    body: 'سه ماه از سابقهٔ سال ۱۴۰۲ من در سامانه نیست. کارفرما می‌گوید لیست را فرستاده است. چه کنم؟',
    ago: 0,
  },
  {
    kind: 'question',
    area: 'treatment',
    title: 'هزینهٔ عمل جراحی',
    body: 'تاریخ عمل پدرم هفتهٔ آینده است. کدام بیمارستان طرف قرارداد است و چه مدارکی لازم داریم؟',
    ago: 1,
    upTo: 'taken',
  },
  {
    kind: 'complaint',
    area: 'pension',
    title: 'واریز نشدن مستمری',
    body: 'مستمری این ماه مادرم واریز نشده و دو بار به شعبه رفته‌ایم بی‌آنکه پاسخی بگیریم.',
    ago: 2,
    upTo: 'drafted',
  },
  {
    kind: 'suggestion',
    area: 'other',
    title: 'نوبت اینترنتی شعبه',
    body: 'کاش می‌شد برای مراجعه به شعبه از سایت نوبت گرفت تا این‌همه معطل نشویم.',
    ago: 3,
    upTo: 'answered',
  },
  {
    kind: 'question',
    area: 'pension',
    title: 'بازنشستگی پیش از موعد',
    body: 'بیست سال سابقهٔ کار سخت دارم. آیا می‌توانم زودتر بازنشسته شوم؟',
    ago: 2,
    upTo: 'asked',
  },
  {
    kind: 'question',
    area: 'insurance',
    title: 'دفترچهٔ فرزند دانشجو',
    body: 'پسرم دانشجو است و پوشش بیمهٔ او قطع شده. برای ادامه چه مدرکی بیاورم؟',
    ago: 8,
  },
  {
    kind: 'information',
    area: 'other',
    title: 'شمار بیمه‌شدگان استان',
    body: 'شمار بیمه‌شدگان اجباری استان قم در پنج سال گذشته را می‌خواهم.',
    ago: 4,
  },
]

const DAY = 24 * 3600_000

/** Some requests of the first people of the demonstration, in different states, one of them late. Again: nothing is added. */
export async function addRequests(
  db: Database,
  secrets: Secrets,
  people: readonly PersonId[],
  { clerk, head }: { readonly clerk: Clerk; readonly head: Clerk },
): Promise<readonly { title: string; trackingCode: string }[]> {
  const added = []
  for (const [n, { ago, upTo, ...values }] of REQUESTS.entries()) {
    const clock = { now: () => Date.now() - ago * DAY }
    const app = {
      db,
      clock,
      secrets,
      limits: limits(db, secrets),
      workingTimes: new WorkingTimes(clock),
    }
    const asker: Asker = { by: 'person', personId: people[n % people.length]! }
    const began = clock.now()
    const { trackingCode, receivedAt } = ok(await receiveRequest(app, asker, values, `demo-${n}`))
    added.push({ title: values.title, trackingCode })
    if (upTo === undefined || receivedAt < began) continue
    ok(await takeRequest(app, clerk, trackingCode, 'demo-take'))
    if (upTo === 'asked') ok(await askPerson(app, clerk, trackingCode, 'شغل و نشانی کارگاه را بنویسید.', 'demo-ask'))
    if (upTo !== 'drafted' && upTo !== 'answered') continue
    const reply = { how: 'own', text: REPLY, reason: 'برای این موضوع پاسخ آماده‌ای نیست.', questionId: null } as const
    ok(await draftReply(app, clerk, trackingCode, reply, 'demo-draft'))
    if (upTo === 'answered') ok(await approveReply(app, head, trackingCode, 'demo-approve'))
  }
  return added
}

const REPLY = 'سپاس از این‌که نوشتید. موضوع را در شعبه بررسی کردیم و نتیجه را در پروندهٔ شما ثبت کرده‌ایم.'

function ok<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.problem.message} ${JSON.stringify(result.problem.errors ?? [])}`)
  return result.value
}
