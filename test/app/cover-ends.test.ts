import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { addDays, parseJalali, type IsoDate } from '#kernel/dates.ts'
import { lookAtDueCovers } from '#app/covers/look.ts'
import { coverBegins } from '#app/covers/begin.ts'
import { carryOut } from '#app/commands/carry-out.ts'
import type { CoverKey } from '#store/covers.ts'
import { findInRegister } from '#store/register/members.ts'
import { takeDue } from '#store/outbox.ts'
import { randomId } from '#store/ids.ts'
import { account, cover, coverNow, DayClock, dayBefore } from '../support/covers.ts'
import { good, somebody } from '../support/people.ts'
import { startPortal } from '../support/portal.ts'

const day = (text: string): IsoDate => good(parseJalali(text))
const hasan = somebody({ firstName: 'حسن', sex: 'male', born: '۱۳۵۵/۰۱/۰۱' })
const people = [hasan]
const child = (born: string, more: Parameters<typeof somebody>[0] = {}) => {
  const one = somebody({ firstName: 'امیر', sex: 'male', born, father: hasan.person.number, ...more })
  people.push(one)
  return one
}
const amir = child('1386/10/20')
const leap = child('1387/12/30', { firstName: 'نوید' })
const student = child('1380/05/05', { firstName: 'رضا' })
const baby = child('1400/05/05', { firstName: 'سارا', sex: 'female' })
const late = child('1386/01/15', { firstName: 'کیان' })
const crowd = Array.from({ length: 30 }, () => child('1386/10/20', { firstName: 'آرش' }))

const portal = await startPortal({ after }, { people })
const clock = new DayClock(day('1404/02/01'))
const app = { ...portal.app, clock }
const hasanId = await account(app, hasan)

/** Everything the worker would do on a day: look, then carry out what came of it. */
async function live(on: IsoDate): Promise<void> {
  clock.set(on)
  while ((await lookAtDueCovers(app)) > 0);
  for (;;) {
    const taken = await takeDue(app.db, new Date(clock.now()), new Date(clock.now() + 60_000), 50)
    if (taken.length === 0) return
    for (const command of taken) assert.equal((await carryOut(app, command)).ended, 'done', command.kind)
  }
}
const texts = async (one: { mobiles: readonly string[] }, word = 'پوشش') =>
  (await portal.outside.inbox(one.mobiles[0]!)).map(({ text }) => text).filter((text) => text.includes(word))
const about = async (one: { mobiles: readonly string[] }, name: string) =>
  (await texts(one)).filter((text) => text.includes(name))
const events = async (key: CoverKey) =>
  (
    await portal.database.query<{ kind: string }>(
      'select kind from register_cover_event where dependant_id = $1 order by at, event_id',
      [key.dependantId],
    )
  ).map(({ kind }) => kind)

describe('a son who grows up', () => {
  test('is warned of a month before the birthday, exactly once, with what can be done; and so is he', async () => {
    const amirId = await account(app, amir)
    clock.set(day('1404/02/01'))
    const key = await cover(app, hasanId, amir, 'son')
    await live(day('1404/02/01'))
    assert.equal((await coverNow(app, key)).until, day('1405/10/20'), 'the end is known at once')
    await live(day('1405/09/19'))
    assert.deepEqual(await about(hasan, 'امیر'), [], 'not a day too early')
    await live(day('1405/09/20'))
    for (const on of ['1405/09/20', '1405/09/21', '1405/10/01', '1405/10/19']) await live(day(on))
    const [warning, ...more] = await about(hasan, 'امیر')
    assert.deepEqual(more, [])
    assert.match(warning!, /تا پایان ۱۹ دی ۱۴۰۵ است/)
    assert.match(warning!, /دانشجو یا ازکارافتاده/)
    const own = await texts(amir)
    assert.equal(own.length, 1)
    assert.match(own[0]!, /پوشش بیمهٔ شما از راه حسن صادقی تا پایان ۱۹ دی ۱۴۰۵/)
    assert.equal((await coverNow(app, key)).endedOn, null, 'still covered on the last day')
    assert.deepEqual(await events(key), ['moved', 'warned'])

    await live(day('1405/10/20'))
    await live(day('1405/10/21'))
    const row = await coverNow(app, key)
    assert.deepEqual([row.endedOn, row.endedBecause], [day('1405/10/20'), 'age-limit'])
    assert.equal((await findInRegister(app.db, amir.person.number)).coveredBy, null, 'he is free for another cover')
    assert.equal((await about(hasan, 'به سر رسید')).length, 1)
    assert.equal((await about(amir, 'به سر رسید')).length, 1)
    assert.deepEqual(await events(key), ['moved', 'warned', 'ended'])
    assert.ok(amirId)
  })

  test('born on 30 Esfand: warned on 1 Esfand, covered through the last day of the year, ended at Nowruz', async () => {
    clock.set(day('1405/11/01'))
    const key = await cover(app, hasanId, leap, 'son')
    await live(day('1405/11/01'))
    await live(day('1406/11/30'))
    assert.deepEqual(await about(hasan, 'نوید'), [])
    await live(day('1406/12/01'))
    assert.equal((await about(hasan, 'نوید')).length, 1)
    assert.match((await about(hasan, 'نوید'))[0]!, /تا پایان ۲۹ اسفند ۱۴۰۶/)
    clock.set(day('1406/12/29'), 23 * 60 + 59)
    await lookAtDueCovers(app)
    assert.equal((await coverNow(app, key)).endedOn, null, 'a minute before midnight in Iran')
    clock.set(day('1407/01/01'), 0)
    await lookAtDueCovers(app)
    assert.equal((await coverNow(app, key)).endedOn, day('1407/01/01'))
  })

  test('whose cover began less than a month before is warned of at once', async () => {
    clock.set(day('1405/01/02'))
    const key = await cover(app, hasanId, late, 'son')
    await live(day('1405/01/02'))
    assert.match((await about(hasan, 'کیان'))[0]!, /تا پایان ۱۴ فروردین ۱۴۰۵/)
    await live(day('1405/01/15'))
    assert.equal((await coverNow(app, key)).endedBecause, 'age-limit')
  })

  test('is judged by the birth date first presented, and warned of anew when it comes to light', async () => {
    clock.set(day('1404/06/01'))
    const sly = child('1388/10/20', { firstName: 'پویا' })
    const key = await cover(app, hasanId, sly, 'son')
    await live(day('1404/06/01'))
    assert.equal((await coverNow(app, key)).until, day('1407/10/20'))
    await portal.database.query(
      `insert into register_member (person_id, standing, pension, other_fund, working, first_birth_date, id_card_on_file)
       values ($1, 'none', false, false, false, $2, true)`,
      [key.dependantId, day('1387/10/20')],
    )
    await portal.database.query('update register_cover set look_on = from_date where dependant_id = $1', [
      key.dependantId,
    ])
    await live(day('1406/09/19'))
    assert.equal((await coverNow(app, key)).until, day('1406/10/20'))
    assert.deepEqual(await about(hasan, 'پویا'), [])
    await live(day('1406/09/20'))
    assert.equal((await about(hasan, 'پویا')).length, 1)
  })
})

describe('a student', () => {
  test('is warned of and ended by the end of study; renewed in the last month, the cover goes on without a gap', async () => {
    clock.set(day('1404/07/01'))
    const until = day('1405/06/31')
    const key = await cover(app, hasanId, student, 'son', {
      ground: 'study',
      studyUntil: until,
      until: addDays(until, 1),
    })
    await live(day('1404/07/01'))
    await live(day('1405/06/02'))
    assert.equal((await about(hasan, 'رضا')).length, 1)
    assert.match((await about(hasan, 'رضا'))[0]!, /تا پایان ۳۱ شهریور ۱۴۰۵/)

    const again = {
      number: student.person.number,
      relation: 'son',
      name: 'رضا صادقی',
      birthDate: student.person.birthDate,
    }
    const next = day('1407/06/31')
    const grounds = { sex: 'male', ground: 'study', studyUntil: next, until: addDays(next, 1) } as const
    const applicationId = randomId()
    const renew = () => coverBegins(app, hasanId, { ...again, from: day('1405/06/20'), ...grounds }, applicationId)
    clock.set(day('1405/06/20'))
    await renew()
    await renew()
    for (const on of ['1405/06/20', '1405/07/01', '1405/07/02', '1407/05/31']) await live(day(on))
    const row = await coverNow(app, key)
    assert.deepEqual([row.endedOn, row.until], [null, addDays(next, 1)])
    assert.equal((await about(hasan, 'رضا')).length, 1, 'the new end is far')
    await live(day('1407/06/01'))
    assert.equal((await about(hasan, 'رضا')).length, 2)
    await live(day('1407/07/01'))
    assert.equal((await coverNow(app, key)).endedBecause, 'study-ended')
    assert.deepEqual(await events(key), ['warned', 'renewed', 'warned', 'ended'])

    await renew()
    assert.equal((await coverNow(app, key)).endedOn, day('1407/07/01'), 'an approval carried out late revives nothing')
    assert.equal((await findInRegister(app.db, student.person.number)).coveredBy, null)
  })
})

test('a daughter who is not of age is asked about, never warned of: no date ends her cover', async () => {
  clock.set(day('1405/02/01'))
  const key = await cover(app, hasanId, baby, 'daughter')
  for (const on of ['1405/02/01', '1405/07/30', '1405/08/01', '1417/01/01']) await live(day(on))
  assert.deepEqual(await about(hasan, 'سارا'), [])
  const row = await coverNow(app, key)
  assert.deepEqual([row.endedOn, row.until, row.askedOn], [null, null, day('1417/01/01')])
})

test('two workers and one that dies on the way: every cover warned of once and ended once', async () => {
  clock.set(day('1405/02/01'))
  const keys: CoverKey[] = []
  for (const one of crowd) keys.push(await cover(app, hasanId, one, 'son'))
  const before = (await about(hasan, 'آرش')).length
  assert.equal(before, 0)
  /** A database that breaks in the middle of a transaction now and then, as a killed process does. */
  let n = 0
  const shaky = {
    ...app,
    db: {
      ...app.db,
      transaction: <T>(work: Parameters<typeof app.db.transaction<T>>[0]) =>
        app.db.transaction<T>(async (tx) => {
          const result = await work(tx)
          n += 1
          if (n % 3 === 0) throw new Error('killed')
          return result
        }),
    },
  }
  const looks = async (on: IsoDate) => {
    // Whatever failed is due again the next day.
    for (let later = 0; later < 12; later += 1) {
      clock.set(addDays(on, later))
      await Promise.all([shaky, app, shaky].map((one) => lookAtDueCovers(one).catch(() => 0)))
    }
  }
  await looks(day('1405/09/20'))
  const counts = async (kind: string) =>
    (
      await portal.database.query<{ n: number; most: number }>(
        `select count(*)::int as n, max(c)::int as most from (
           select count(*) as c from register_cover_event where kind = $1 and dependant_id = any($2) group by dependant_id) x`,
        [kind, keys.map(({ dependantId }) => dependantId)],
      )
    )[0]!
  assert.deepEqual(await counts('warned'), { n: 30, most: 1 })
  assert.equal((await coverNow(app, keys[0]!)).endedOn, null)
  await looks(dayBefore(day('1405/10/20')))
  assert.deepEqual(await counts('ended'), { n: 30, most: 1 })
  for (const key of keys)
    assert.equal((await coverNow(app, key)).endedOn, day('1405/10/20'), 'however late it is found')
  const sent = await portal.database.query<{ template: string; n: number }>(
    `select payload ->> 'template' as template, count(*)::int as n from outbox
     where kind = 'send-sms' and payload ->> 'dependantId' = any($1) and person_id = $2 group by 1 order by 1`,
    [keys.map(({ dependantId }) => dependantId), hasanId],
  )
  assert.deepEqual(sent, [
    { template: 'cover-ended', n: 30 },
    { template: 'cover-ending', n: 30 },
  ])
})

test('a cover that cannot be looked at is put off to the next day and does not hold up the others', async () => {
  clock.set(day('1405/03/01'))
  const broken = await cover(app, hasanId, child('1386/10/20', { firstName: 'الف' }), 'son')
  const fine = await cover(app, hasanId, child('1386/10/20', { firstName: 'ب' }), 'son')
  await portal.database.query(
    `update register_cover set relation = 'son', birth_date = '1700-01-01' where dependant_id = $1`,
    [broken.dependantId],
  )
  clock.set(day('1405/03/01'))
  await assert.rejects(lookAtDueCovers(app), AggregateError)
  assert.equal((await coverNow(app, broken)).lookOn, day('1405/03/02'))
  assert.equal((await coverNow(app, fine)).lookOn, day('1405/09/01'), 'looked at: asked about again in half a year')
})
