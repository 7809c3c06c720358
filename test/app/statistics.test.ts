import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { askPerson } from '#app/requests/ask.ts'
import { draftReply, type DraftValues } from '#app/requests/draft.ts'
import { approveReply } from '#app/requests/approve.ts'
import { rateRequest } from '#app/requests/rate.ts'
import { openProvedRequest } from '#app/requests/read.ts'
import { reopenRequest } from '#app/requests/reopen.ts'
import { sweepClocks } from '#app/requests/sweep.ts'
import { takeRequest } from '#app/requests/take.ts'
import { withdrawRequest } from '#app/requests/withdraw.ts'
import { writeToRequest } from '#app/requests/write.ts'
import { lineOf, publicStatistics, StatisticsBook, statisticsCsv } from '#app/statistics/statistics.ts'
import { workingSecondsBetween } from '#kernel/working-time/working-time.ts'
import type { MonthOfBranch } from '#store/statistics.ts'
import { startPortal } from '../support/portal.ts'
import { at, ok, requestsOf } from '../support/requests.ts'

const row: MonthOfBranch = {
  month: '1405-11',
  branchId: 1,
  branchName: 'شعبهٔ یک قم',
  province: 'قم',
  received: 40,
  answered: 30,
  inTime: 27,
  openLate: 10,
  medianHours: 6.24,
  slowHours: 19.96,
  reopened: 3,
  rated: 20,
  solved: 15,
  deviations: 12,
  pauses: 11,
}

describe('what is shown of a month', () => {
  test('what is open and late counts as late, and shares are of those whom they are about', () => {
    const { inTime, reopened, solved, medianHours, slowHours } = lineOf(row)
    assert.deepEqual(
      { inTime, reopened, solved, medianHours, slowHours },
      { inTime: 67.5, reopened: 10, solved: 75, medianHours: 6.2, slowHours: 20 },
    )
  })

  test('no number from one to nine, and nothing computed of fewer than ten', () => {
    for (let few = 1; few < 10; few += 1) {
      const line = lineOf({
        ...row,
        received: few,
        answered: few,
        inTime: few,
        openLate: 0,
        reopened: 1,
        rated: few,
        solved: few,
        deviations: few,
        pauses: few,
      })
      for (const cell of [
        'received',
        'inTime',
        'medianHours',
        'slowHours',
        'reopened',
        'solved',
        'deviations',
        'pauses',
      ] as const)
        assert.equal(line[cell], null, `${few} ${cell}`)
    }
    assert.equal(lineOf({ ...row, openLate: 0 }).openLate, 0, 'nothing late may be said')
    assert.equal(lineOf({ ...row, received: 10 }).received, 10)
  })

  test('whoever has the request is named, branch, province or headquarters', () => {
    assert.equal(lineOf({ ...row, branchName: null }).branch, 'استان قم')
    assert.equal(lineOf({ ...row, branchName: null, province: null }).branch, 'ستاد')
  })
})

test('the query counts what happened, with working hours by the calendar, and the open late ones too', async (t) => {
  const portal = await startPortal({ after: (work) => after(work) })
  const desk = requestsOf(portal)
  const { app } = desk
  await desk.questions()
  desk.until(at('1405/11/03', '09:00'))
  await desk.answer('فیش را از «خدمات من» بگیرید.')
  const [clerk, head] = [await desk.staff('officer'), await desk.staff('supervisor')]
  const canonical: DraftValues = { how: 'canonical', questionId: 1, chosen: {} }
  const own: DraftValues = { how: 'own', text: 'پاسخ ویژه.', reason: 'مورد او فرق دارد', questionId: 1 }
  const receipts = []
  for (let n = 0; n < 30; n += 1) {
    const guest = { by: 'guest', name: 'مهمان', mobile: `0912444${1000 + n}`, address: `10.2.0.${n}` } as const
    receipts.push(await desk.receive({ branchId: 1 }, guest))
  }
  await desk.receive({ kind: 'oversight', body: 'گزارش نظارت' }, { by: 'anonymous', address: '10.3.0.1' })
  for (const { trackingCode } of receipts) ok(await takeRequest(app, clerk, trackingCode, null))
  const codes = receipts.map(({ trackingCode }) => trackingCode)
  const answer = async (code: string, draft: DraftValues) => {
    const drafted = ok(await draftReply(app, clerk, code, draft, null))
    if (drafted.state === 'pending-approval') ok(await approveReply(app, head, code, null))
  }
  const sendNow = async () => {
    portal.clock.forward(16_000)
    await portal.work()
  }
  // Ten are asked something, ten others are answered the same day.
  for (const code of codes.slice(20)) ok(await askPerson(app, clerk, code, 'شمارهٔ بیمه را بفرستید.', null))
  for (const { key } of receipts.slice(20)) ok(await openProvedRequest(app, key))
  desk.until(at('1405/11/03', '11:00'))
  for (const code of codes.slice(0, 10)) await answer(code, canonical)
  await sendNow()
  // The next working day the ten answer us and are answered in own words.
  desk.until(at('1405/11/04', '10:00'))
  for (const { key } of receipts.slice(20)) ok(await writeToRequest(app, key, { text: '۱۲۳' }, null))
  for (const code of codes.slice(20)) await answer(code, own)
  await sendNow()
  // One is withdrawn, five are answered after their limit, four never.
  ok(await withdrawRequest(app, receipts[19]!.key, '', null))
  desk.until(at('1405/11/14', '10:00'))
  while ((await sweepClocks(app)) > 0);
  for (const code of codes.slice(10, 15)) await answer(code, canonical)
  await sendNow()
  for (const [n, { key }] of receipts.slice(0, 10).entries())
    ok(await rateRequest(app, key, { solved: n < 7, score: 3, text: '' }, null))
  ok(await reopenRequest(app, receipts[0]!.key, 'حل نشد.', null))

  const { lines } = await publicStatistics(app)
  assert.deepEqual([...new Set(lines.map(({ month }) => month))], ['1405-11'])
  const line = lines.find(({ branchId }) => branchId === 1)!
  // 25 answered (20 in time), four open and late; the withdrawn and the reopened are neither.
  assert.equal(line.received, 30)
  assert.equal(line.inTime, Math.round((1000 * 20) / 29) / 10)
  assert.equal(line.openLate, null, 'four are too few to be shown')
  assert.equal(line.reopened, 4)
  assert.equal(line.solved, 70)
  assert.equal(line.deviations, 10)
  assert.equal(line.pauses, 10)
  const time = await app.workingTimes.of(app.db, 1)
  const views = await Promise.all(receipts.map(({ key }) => desk.view(key)))
  const worked = views.flatMap(({ request }) =>
    request.answers.map(({ at: sentAt }) => {
      const { pauses } = request.clocks.find(({ kind }) => kind === 'answer')!
      const stood = pauses.reduce((sum, [from, until]) => sum + workingSecondsBetween(time, from, until), 0)
      return (workingSecondsBetween(time, request.receivedAt, sentAt) - stood) / 3600
    }),
  )
  const sorted = worked.toSorted((one, other) => one - other)
  assert.equal(sorted.length, 25)
  assert.ok(Math.abs(line.medianHours! - sorted[12]!) < 0.11, `${line.medianHours} ${sorted[12]}`)
  const place = 0.95 * 24
  const slow = sorted[Math.floor(place)]! + (place % 1) * (sorted[Math.ceil(place)]! - sorted[Math.floor(place)]!)
  assert.ok(Math.abs(line.slowHours! - slow) < 0.11, `${line.slowHours} ${slow}`)
  assert.equal(JSON.stringify(lines).includes('oversight'), false)

  await t.test('page, CSV and JSON show the same, to everybody', async () => {
    const page = await portal.server.inject('/statistics')
    assert.match(page.body, /<caption>بهمن ۱۴۰۵<\/caption>/)
    assert.match(page.body, /۶۹٪/)
    const csv = await portal.server.inject('/statistics.csv')
    assert.match(csv.headers['content-type'] as string, /^text\/csv/)
    assert.equal(csv.body, statisticsCsv({ countedAt: 0, lines }))
    assert.match(csv.body, /^month,branchId,branch,received/)
    const json = JSON.parse((await portal.server.inject('/statistics.json')).body) as { lines: unknown }
    assert.deepEqual(json.lines, lines)
  })

  await t.test('they are counted at most once in a quarter of an hour', async () => {
    const book = new StatisticsBook()
    const first = await book.read(app)
    portal.clock.forward(14 * 60_000)
    assert.equal(await book.read(app), first)
    portal.clock.forward(2 * 60_000)
    assert.notEqual(await book.read(app), first)
  })
})
