import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { addDays, formatJalali, parseJalali, tehranDate } from '#kernel/dates.ts'
import { lookAtDueCovers } from '#app/covers/look.ts'
import { coverName } from '#app/staff/covers.ts'
import { setQuestion } from '#store/covers.ts'
import { findPersonId } from '#store/people.ts'
import { account, cover, coverNow } from '../support/covers.ts'
import { branchOf } from '../support/desk.ts'
import { good, somebody } from '../support/people.ts'
import { startPortal } from '../support/portal.ts'
import { signedUp } from '../support/sign-up.ts'

const man = somebody({ firstName: 'حسن', sex: 'male', born: '۱۳۵۵/۰۱/۰۱' })
const portal = await startPortal({ after }, { people: [man] })
const { app } = portal
const branch = branchOf(portal)
const today = tehranDate(app.clock.now())

test('the desk lists what is asked about covers and what ends soon, and the answer decides, once', async () => {
  const insured = await account(app, somebody({ firstName: 'کاوه', lastName: 'پارسا', sex: 'male' }))
  const mother = await cover(app, insured, somebody({ firstName: 'صدیقه', lastName: 'پارسا' }), 'mother')
  const son = somebody({ firstName: 'امیر', lastName: 'پارسا', sex: 'male' })
  const until = addDays(today, 10)
  await cover(app, insured, son, 'son', { ground: 'study', studyUntil: addDays(until, -1), until })
  await setQuestion(app.db, mother, 'support', new Date())

  const officer = await branch.staff('officer')
  await officer.open('/staff')
  assert.match(officer.html, /href="\/staff\/covers"/)
  await officer.open('/staff/covers')
  officer.sees('تأمین مخارج مادر').sees('صدیقه پارسا، مادر').sees('بیمه‌شده: کاوه پارسا')
  officer.sees('امیر پارسا').sees(`تا پایان ${formatJalali(addDays(until, -1), 'long')}`)
  const other = await branch.staff('officer', { branchId: 2 })
  await other.open('/staff/covers')
  assert.doesNotMatch(other.html, /پارسا/)

  const page = `/staff/covers/${coverName(mother)}`
  await officer.open(page)
  await officer.submit({ answer: 'ends', on: '۱۴۹۰/۰۱/۰۱', note: '' }, page)
  officer.sees('این روز هنوز نرسیده است').sees('بنویسید از چه راهی معلوم شد')
  assert.equal((await coverNow(app, mother)).question, 'support')

  const colleague = await branch.staff('supervisor')
  await colleague.open(page)
  const note = 'مادر با همسر خود زندگی می‌کند و مخارجش با اوست.'
  await officer.submit({ answer: 'ends', on: formatJalali(today, 'numeric'), note }, page)
  officer.at('/staff/covers?done=yes').sees('پاسخ شما ثبت شد')
  await colleague.submit({ answer: 'goes-on', on: '', note: 'هنوز با فرزند خود است.' }, page)
  assert.equal(colleague.status, 404)
  const row = await coverNow(app, mother)
  assert.deepEqual([row.endedOn, row.endedBecause, row.question], [today, 'branch', null])
  const events = await portal.database.query<{ kind: string; by: string }>(
    'select kind, by from register_cover_event where dependant_id = $1 order by at, kind',
    [mother.dependantId],
  )
  assert.deepEqual(events, [
    { kind: 'answered', by: officer.staffId },
    { kind: 'ended', by: officer.staffId },
  ])
})

test('a cover that goes on goes on', async () => {
  const insured = await account(app, somebody())
  const key = await cover(app, insured, somebody(), 'wife')
  await setQuestion(app.db, key, 'bond', new Date())
  const officer = await branch.staff('officer')
  await officer.open(`/staff/covers/${coverName(key)}`)
  await officer.submit({ answer: 'goes-on', on: '', note: 'سند ازدواج دیده شد.' }, `/staff/covers/${coverName(key)}`)
  officer.at('/staff/covers?done=yes')
  const row = await coverNow(app, key)
  assert.deepEqual([row.endedOn, row.question], [null, null])
})

test('the insured reads what ends soon, what the branch looks at, and why a cover ended and by which law', async () => {
  const visitor = await signedUp(portal, man.form)
  const insured = (await findPersonId(app.db, man.person.number))!
  const at = (firstName: string, relation: string, more: Parameters<typeof cover>[4]) =>
    cover(app, insured, somebody({ firstName, sex: relation === 'son' ? 'male' : 'female' }), relation, more)
  const from = good(parseJalali('1400/01/01'))
  const soon = addDays(today, 12)
  await at('نوید', 'son', { ground: 'study', studyUntil: addDays(soon, -1), until: soon })
  await at('رضا', 'son', { from, ground: 'study', studyUntil: addDays(today, -3), until: addDays(today, -2) })
  const asked = await at('زهرا', 'wife', { from })
  await setQuestion(app.db, asked, 'bond', new Date())
  await lookAtDueCovers(app)
  await visitor.open('/services/dependants')
  visitor.sees(`پوشش نوید صادقی تا پایان ${formatJalali(addDays(soon, -1), 'long')} است`).sees('رو به پایان')
  visitor.sees('درخواست تازه بدهید').sees('در بررسی شعبه').sees('پوشش‌های پایان‌یافته')
  visitor
    .sees('پوشش فرزند پسر تا پایان تحصیلی بود که وزارت علوم اعلام کرده است')
    .sees('بند ۳ مادهٔ ۵۸ قانون تأمین اجتماعی')
})
