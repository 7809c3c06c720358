import { addDays, dayOfWeek, isIsoDate, tehranDate, type IsoDate } from '#kernel/dates.ts'
import { personalTraces } from '#kernel/personal-traces.ts'
import { clustersOf, coverage } from '#kernel/question-gaps.ts'
import { tehranInstant } from '#kernel/working-time/working-time.ts'
import { listWordings } from '#store/answers.ts'
import { listDeviations, listUnmatched, type Deviation, type Unmatched } from '#store/gaps.ts'
import type { App } from '../app.ts'
import { done, failed, type Result } from '../problem.ts'
import type { StaffSignedIn } from '../staff/sign-in-staff.ts'
import { gapRoles } from '../staff/staff.ts'

/** Less of its telling words than this in the nearest canonical question: nobody has answered that yet. */
const LEAST_COVERED = 0.6
const MOST_TEXTS = 2_000
const MOST_SHOWN = 5

/** What people asked in a week that no canonical question answers, put together, and where answers differ. */
export type Gaps = {
  readonly week: IsoDate
  readonly looked: number
  readonly clusters: readonly {
    readonly words: readonly string[]
    readonly count: number
    /** How people said it; what could lead to somebody is left out. */
    readonly wordings: readonly string[]
  }[]
  readonly deviations: readonly Deviation[]
}

/** The week (Saturday to Friday) in which a day lies, for those who write answers and the director. */
export async function gapsOfWeek(
  app: Pick<App, 'db' | 'clock' | 'questions'>,
  { role }: StaffSignedIn,
  day: string,
): Promise<Result<Gaps>> {
  if (!gapRoles.includes(role))
    return failed({ code: 'not-found', message: 'پرسش‌های بی‌پاسخ را ویراستار پاسخ‌ها و مدیر کل می‌بینند.' })
  const within = isIsoDate(day) ? day : tehranDate(app.clock.now())
  const week = addDays(within, -dayOfWeek(within))
  const [from, until] = [midnight(week), midnight(addDays(week, 7))]
  const [asked, wordings, deviations] = await Promise.all([
    listUnmatched(app.db, from, until, MOST_TEXTS),
    listWordings(app.db),
    listDeviations(app.db, new Date(until.getTime() - 30 * 86_400_000)),
  ])
  const known = new Map(wordings.map((one) => [one.questionId, one.wordings]))
  const open: { id: string; text: string }[] = []
  for (const one of asked) {
    const text = wordsFrom(one)
    const [nearest] = await app.questions.like(app.db, text, 1)
    const covered = nearest === undefined ? 0 : coverage(text, known.get(nearest.questionId) ?? [])
    if (covered < LEAST_COVERED) open.push({ id: one.trackingCode, text })
  }
  const clusters = clustersOf(open).map(({ words, texts }) => ({
    words,
    count: texts.length,
    wordings: [...new Set(texts.map(({ text }) => text))]
      .filter((text) => personalTraces(text).length === 0)
      .slice(0, MOST_SHOWN),
  }))
  return done({ week, looked: asked.length, clusters, deviations })
}

const midnight = (day: IsoDate): Date => new Date(tehranInstant(day, 0) * 1000)

/** The title where it says enough, else the beginning of what was written. */
const wordsFrom = ({ title, body }: Unmatched): string =>
  (title.trim().split(/\s+/).length >= 3 ? title : `${title} ${body}`).trim().slice(0, 200)
