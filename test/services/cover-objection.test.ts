import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addJalaliYears, type IsoDate } from '#kernel/dates.ts'
import { outcome } from '#kernel/service/outcome.ts'
import { judge } from '#kernel/service/judge.ts'
import { permitted } from '#kernel/service/permitted.ts'
import { APPLICANT, jalali } from '#services/case.ts'
import { CASES } from '#services/cover-objection/cases.ts'
import service from '#services/cover-objection/service.ts'
import { examine, fill } from '../support/cases.ts'
import { Journey, actor } from '../support/journey.ts'

function sent(title: string): Journey {
  const one = CASES.find((each) => each.title === title)!
  const journey = new Journey(service, APPLICANT)
  fill(journey, one)
  journey.moves('citizen:submit')
  examine(journey, one.found)
  return journey
}
function entered(title: string): Record<string, unknown> & { readonly decidedOn: IsoDate } {
  const journey = sent(title).moves('officer:approve')
  const [entry] = outcome(service, journey.application, journey.today)
  assert.ok(entry?.do === 'register' && entry.entry === 'cover.restore')
  return { ...(entry.data as Record<string, unknown>), decidedOn: journey.today }
}

test('whoever ended the cover may neither take the objection nor decide it; anybody else may', () => {
  const one = CASES.find(({ title }) => title === 'تصمیم شعبه که درست نبوده است')!
  const journey = new Journey(service, APPLICANT)
  fill(journey, one)
  journey.moves('citizen:submit')
  const claims = (role: 'officer' | 'supervisor', id: string) =>
    permitted(service, journey.application, actor(role, id), journey.moment).claim
  assert.equal(claims('officer', 'zahra'), false)
  assert.equal(claims('officer', 'reza'), true)
  // Given into their hands by a supervisor it is still not theirs to decide.
  journey.does(actor('officer', 'zahra'), { kind: 'claimed' })
  const { moves } = permitted(service, journey.application, actor('officer', 'zahra'), journey.moment)
  assert.ok(moves.length > 0 && moves.every(({ allowed }) => !allowed))
})

test('a cover comes back from its first day, on what it rested on before', () => {
  const { from, on, ground, until, committedOn } = entered('تصمیم شعبه که درست نبوده است')
  assert.deepEqual(
    [from, on, ground, until, committedOn],
    [jalali('1395/05/01'), jalali('1404/08/12'), 'tie', null, null],
  )
})

test('study that is shown now carries it on for a year, a commitment that is given now for good', () => {
  const { ground, since, until, decidedOn } = entered('دانشجویی که سال پیش کد نداده است')
  assert.deepEqual([ground, since, until], ['study', decidedOn, addJalaliYears(decidedOn, 1)])
  const daughter = entered('دختری که برای او تعهد داده نشده بود')
  assert.deepEqual([daughter['committedOn'], daughter['until']], [daughter.decidedOn, null])
})

test('what ends a cover later does not keep it from coming back until then', () => {
  assert.equal(entered('پسری که پس از آن روز به سن قانونی رسید')['until'], jalali('1404/09/01'))
})

test('an end that stays is refused with the articles it came by', () => {
  const journey = sent('پایانی که شعبه پس از رسیدگی درست می‌داند')
  const review = judge(service, journey.application, journey.today).rules.find(({ rule }) => rule === 'review')!
  assert.equal(review.verdict, 'no')
  assert.deepEqual(
    review.articles.map(({ cite }) => cite),
    ['مادهٔ ۵۸ قانون تأمین اجتماعی'],
  )
  journey.moves('officer:reject', { reasons: [{ rule: 'review', note: 'پابرجاست.' }] })
  const [message] = outcome(service, journey.application, journey.today)
  assert.ok(message?.do === 'sms' && message.values['law']!.includes('۵۸'))
})
