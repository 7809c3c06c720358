import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { judge } from '#kernel/service/judge.ts'
import { isReading } from '#kernel/sheet/reading.ts'
import { addDays, formatJalali, tehranDate } from '#kernel/dates.ts'
import { toPersianDigits } from '#kernel/text.ts'
import { inForce, NoDataError } from '#law/parameters.ts'
import { minimumDailyWage } from '#law/parameters/wages.ts'
import { findService, services } from '#services/all.ts'
import { apiStage } from '../support/api-stage.ts'
import { deskActs, playsOf, type Play } from '../support/api-walk.ts'
import { deskOfPages } from '../support/page-desk.ts'
import { PageReader } from '../support/page-reader.ts'
import { PageVisit, press } from '../support/page-visit.ts'
import { pageWalk } from '../support/page-walk.ts'

// The first weeks of a year for which the law's figures are not announced yet: people ask and apply as ever, what cannot be
// reckoned is said in its place, and only the decision that needs the figure waits for it.

const NEW_YEAR = addDays(minimumDailyWage.values.at(-1)!.until!, 14)
const LACKS = `برای ${formatJalali(NEW_YEAR, 'long')} مقداری برای «حداقل مزد روزانهٔ کارگر عادی» نداریم و از سال دیگری حدس نمی‌زنیم.`

const stage = await apiStage({ after }, NEW_YEAR)
const url = await stage.server.listen({ host: '127.0.0.1', port: 0 })
const visit = new PageVisit(stage, url)
const walk = pageWalk(stage, visit)
const hand = deskOfPages(stage.app, url, walk.key)
const firstOf = async (id: string): Promise<Play> => (await playsOf(findService(id)!))[0]!

/** As far as the organisation comes with it. */
async function sentBy(id: string): Promise<Play> {
  const play = await firstOf(id)
  await walk.begin(findService(id)!, play)
  await walk.goOn(play)
  return play
}
const state = async () => (await walk.status()).application.state

test('nobody knows the wage of that year', () => {
  assert.throws(() => inForce(minimumDailyWage, NEW_YEAR), NoDataError)
})

test('an estimate says what lacks, and still which ways to a pension are open', async () => {
  const service = findService('pension-estimate')!
  const withMoreYears = (await playsOf(service)).find((play) => Number(play.answer('moreYears')) > 0)!
  const page = await visit.open(stage.toldAt(service, withMoreYears))
  assert.equal(visit.visitor.status, 200)
  page.says(['سابقهٔ پرداخت حق بیمه', LACKS, 'راه‌های بازنشستگی'])
})

describe('a pension', () => {
  let play: Play
  test('is asked for as ever', async () => {
    play = await firstOf('retirement')
    await walk.begin(findService('retirement')!, play)
    visit.read().says([LACKS, 'راه‌های بازنشستگی', 'هنوز معلوم نیست'])
    const { now } = await walk.goOn(play)
    assert.notEqual(now.application.submitted, null)
    await visit.open(walk.here())
    visit.read().says([LACKS])
  })

  test('is decided when the figure is there: until then the second person reads what lacks, and nothing has happened', async () => {
    while ((await state()) !== 'approving') {
      if (await deskActs(stage.app, walk.key(), play, hand)) continue
      await walk.continue()
      await walk.goOn(play)
    }
    const { trackingCode } = (await walk.now()).row
    const { visitor, page } = await hand.open('supervisor', trackingCode)
    page.says([LACKS])
    await press(visitor, page.form(`/staff/cases/${trackingCode}/moves/confirm`))
    assert.equal(visitor.status, 503)
    const refused = new PageReader(visitor)
    assert.equal(refused.heading, 'مقدار قانونی این روز هنوز معلوم نیست')
    refused.says([LACKS, 'سر جای خود می‌ماند'])
    assert.equal(await state(), 'approving')
  })
})

describe('a contract of the self-employed', () => {
  test('is asked for as ever, and its bounds are said to be unknown', async () => {
    await sentBy('self-employed')
    await visit.open(walk.here())
    visit.read().says([LACKS])
  })

  test('is approved when the bounds are known: until then the desk reads that they are not', async () => {
    const { service, application, moment, row } = await walk.now()
    const { verdict, rules } = judge(service, application, tehranDate(moment.at))
    assert.equal(verdict, 'unknown')
    const { page } = await hand.open('officer', row.trackingCode)
    page.says([toPersianDigits(rules.find(({ rule }) => rule === 'base')!.title)])
    assert.ok(!page.posts.some((post) => post.endsWith('/moves/approve')))
  })
})

test('whatever is asked for in such a year, no page breaks', async () => {
  for (const service of services) {
    const play = await firstOf(service.id)
    // Plays are of another year: where theirs would have gone on, this one may refuse.
    if (isReading(service)) await visit.open(stage.toldAt(service, play))
    else await sentBy(service.id).catch(() => undefined)
  }
  const { body } = await stage.server.inject('/metrics')
  assert.match(body, /^tamin_minimum_wage_known_days 0$/m)
  const asked = body.split('\n').filter((line) => line.startsWith('tamin_http_requests_total'))
  assert.ok(asked.length > services.length)
  assert.deepEqual(
    asked.filter((line) => line.includes('status="500"')),
    [],
  )
})
