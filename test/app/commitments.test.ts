import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { giveCommitment, openCommitment, ownCoverName } from '#app/covers/commitment.ts'
import { coverBegins } from '#app/covers/begin.ts'
import { carryOut } from '#app/commands/carry-out.ts'
import { lookAtDueCovers } from '#app/covers/look.ts'
import { parseJalali, type IsoDate } from '#kernel/dates.ts'
import { DAUGHTER_COMMITMENT } from '#services/dependants/guide.ts'
import type { CoverKey } from '#store/covers.ts'
import { randomId } from '#store/ids.ts'
import { takeDue } from '#store/outbox.ts'
import { account, cover, coverNow, DayClock } from '../support/covers.ts'
import { good, somebody } from '../support/people.ts'
import { startPortal } from '../support/portal.ts'

const day = (text: string): IsoDate => good(parseJalali(text))
const father = somebody({ firstName: 'حسن', sex: 'male', born: '۱۳۵۵/۰۱/۰۱' })
const stranger = somebody({ firstName: 'کریم', sex: 'male', born: '۱۳۵۵/۰۱/۰۱' })
const people = [father, stranger]
const girl = (firstName: string, born = '1388/05/05') => {
  const one = somebody({ firstName, sex: 'female', born, father: father.person.number })
  people.push(one)
  return one
}
// She is 18 on 1406/05/05.
const [silent, given, grown, old, boyish] = [
  girl('نرگس'),
  girl('سارا'),
  girl('مریم'),
  girl('لاله', '1375/02/02'),
  girl('مینا'),
]
const portal = await startPortal({ after }, { people })
const clock = new DayClock(day('1404/02/01'))
const app = { ...portal.app, clock }
const fatherId = await account(app, father)
const strangerId = await account(app, stranger)

async function live(on: string): Promise<void> {
  clock.set(day(on))
  while ((await lookAtDueCovers(app)) > 0);
  for (;;) {
    const taken = await takeDue(app.db, new Date(clock.now()), new Date(clock.now() + 60_000), 50)
    if (taken.length === 0) return
    for (const command of taken) assert.equal((await carryOut(app, command)).ended, 'done', command.kind)
  }
}
async function begun(one: typeof silent, from = '1400/01/10'): Promise<CoverKey> {
  clock.set(day('1404/02/01'))
  return cover(app, fatherId, one, 'daughter', { from: day(from) })
}
const texts = async (name: string) =>
  (await portal.outside.inbox(father.mobiles[0]!)).map(({ text }) => text).filter((text) => text.includes(name))
const events = async ({ dependantId }: CoverKey) =>
  (
    await portal.database.query<{ kind: string }>(
      `select kind from register_cover_event where dependant_id = $1 and kind <> 'moved' order by at, kind`,
      [dependantId],
    )
  ).map(({ kind }) => kind)

describe('a daughter who comes of age while she is covered', () => {
  test('is asked about a month before, once reminded, and without a commitment the cover ends a month after', async () => {
    const key = await begun(silent)
    await live('1406/04/04')
    assert.deepEqual(await texts('نرگس'), [], 'not a day too early')
    assert.equal((await openCommitment(app, fatherId, ownCoverName(key))).ok, false, 'nothing to commit to yet')
    for (const on of ['1406/04/05', '1406/04/06', '1406/04/20']) await live(on)
    const [asked, ...more] = await texts('نرگس')
    assert.deepEqual(more, [])
    assert.match(asked!, /تا پایان ۴ شهریور ۱۴۰۶ در «افراد تبعی» تعهد بدهید/)
    assert.equal((await coverNow(app, key)).until, day('1406/06/05'))
    for (const on of ['1406/05/05', '1406/05/06', '1406/06/04']) await live(on)
    assert.equal((await texts('یادآوری')).length, 1)
    assert.equal((await coverNow(app, key)).endedOn, null, 'still covered on the last day')
    await live('1406/06/05')
    const { endedOn, endedBecause } = await coverNow(app, key)
    assert.deepEqual([endedOn, endedBecause], [day('1406/06/05'), 'commitment'])
    assert.deepEqual(await events(key), ['commitment-asked', 'commitment-reminded', 'ended'])
    const late = await giveCommitment(app, fatherId, ownCoverName(key), true)
    assert.equal(late.ok, false, 'after the end a new application is the way')
  })

  test('stays covered without an end once it is given, by her own father or mother alone, with the words kept', async () => {
    const key = await begun(given)
    const name = ownCoverName(key)
    await live('1406/04/05')
    assert.equal((await openCommitment(app, strangerId, name)).ok, false)
    assert.equal((await giveCommitment(app, strangerId, name, true)).ok, false)
    const untold = await giveCommitment(app, fatherId, name, false)
    assert.ok(!untold.ok && untold.problem.errors?.[0]?.field === 'commitment')
    assert.equal((await coverNow(app, key)).committedOn, null)
    const twice = await Promise.all([1, 2].map(() => giveCommitment(app, fatherId, name, true)))
    assert.equal(twice.filter(({ ok }) => ok).length, 1, 'given at once by two, it is given once')
    const row = await coverNow(app, key)
    assert.deepEqual([row.committedOn, row.until], [day('1406/04/05'), null])
    for (const on of ['1406/04/06', '1406/05/05', '1406/06/05', '1407/01/05']) await live(on)
    assert.equal((await coverNow(app, key)).endedOn, null)
    assert.deepEqual(await events(key), ['commitment-asked', 'committed'])
    const [committed] = await portal.database.query<{ detail: { words: string }; by: string }>(
      `select detail, by from register_cover_event where dependant_id = $1 and kind = 'committed'`,
      [key.dependantId],
    )
    assert.deepEqual([committed!.detail.words, committed!.by], [DAUGHTER_COMMITMENT, 'insured'])
    assert.equal((await texts('سارا')).length, 1)
  })

  test('who was of age long before anybody asked is asked first, and has a whole month', async () => {
    const key = await begun(old, '1390/01/01')
    await live('1404/02/02')
    const row = await coverNow(app, key)
    assert.deepEqual([row.commitmentAskedOn, row.until], [day('1404/02/02'), day('1404/03/02')])
    await live('1404/02/17')
    assert.deepEqual(await events(key), ['commitment-asked', 'commitment-reminded'])
  })

  test('who was of age when the cover began, or was enrolled anew, is not asked: the application has the commitment', async () => {
    const key = await begun(grown, '1406/05/05')
    await live('1406/07/01')
    assert.deepEqual(await events(key), [])
    const renewed = await begun(boyish)
    await live('1406/04/05')
    await live('1406/05/06')
    const entry = {
      number: boyish.person.number,
      relation: 'daughter',
      name: 'مینا',
      birthDate: boyish.person.birthDate,
      from: day('1406/05/06'),
      until: null,
      sex: 'female',
      ground: 'tie',
      studyUntil: null,
    } as const
    await coverBegins(app, fatherId, entry, randomId())
    await live('1406/07/01')
    assert.equal((await coverNow(app, renewed)).endedOn, null)
  })
})
