import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { digest } from '#app/applications/act.ts'
import { addDays, formatJalali, tehranDate } from '#kernel/dates.ts'
import { brokenLink } from '#kernel/hash-chain.ts'
import { listActions } from '#store/applications.ts'
import { branchOf } from '../support/desk.ts'
import { startPortal } from '../support/portal.ts'
import type { Visitor } from '../support/visitor.ts'

const portal = await startPortal({ after })
const branch = branchOf(portal)
const caseOf = (code: string, rest = '') => `/staff/cases/${code}${rest}`
type Key = Awaited<ReturnType<typeof branch.sent>>

const actionsOf = async (key: Key) => (await branch.load(key)).application.actions
const dueOf = async (key: Key) => (await branch.load(key)).row.dueAt!.getTime()

async function take(staff: Visitor, { code }: Key): Promise<void> {
  await staff.open(caseOf(code))
  await staff.submit({}, caseOf(code, '/claim'))
  staff.at(caseOf(code))
}

/** The form that was sent, sent again just as it was: a double click. */
async function twice(staff: Visitor, action: string, values: Record<string, string>): Promise<void> {
  const { hidden } = staff.form(action)
  await staff.post(action, { ...hidden, ...values })
  await staff.post(action, { ...hidden, ...values })
}

/** What the person reads of it, and all that stands in the source of the page. */
async function ownerSees(key: Key): Promise<string> {
  const owner = await branch.owner(key)
  await owner.open(`/applications/${key.applicationId}`)
  owner.at(`/applications/${key.applicationId}`)
  return owner.html
}

async function chainHolds(key: Key): Promise<void> {
  assert.equal(brokenLink(await listActions(branch.app.db, key), digest), null)
}

describe('a note', () => {
  test('sent twice is written once, is part of the chain, and never reaches the person', async () => {
    const key = await branch.sent()
    const officer = await branch.staff('officer')
    await officer.open(caseOf(key.code))
    await twice(officer, caseOf(key.code, '/notes'), { text: 'تلفنی با متقاضی هماهنگ شد.' })
    officer.at(caseOf(key.code)).sees('تلفنی با متقاضی هماهنگ شد.')
    assert.equal((await actionsOf(key)).filter(({ kind }) => kind === 'noted').length, 1)
    await chainHolds(key)
    assert.ok(!(await ownerSees(key)).includes('تلفنی با متقاضی'))
  })

  test('is another one when it is written again, also in the same words', async () => {
    const key = await branch.sent()
    const officer = await branch.staff('officer')
    for (let n = 0; n < 2; n += 1) {
      await officer.open(caseOf(key.code))
      await officer.submit({ text: 'تلفن زدم.' }, caseOf(key.code, '/notes'))
    }
    assert.equal((await actionsOf(key)).filter(({ kind }) => kind === 'noted').length, 2)
  })
})

describe('a question to a colleague', () => {
  test('put to one who could not see the case: they see it, answer it, and see it no more; nobody’s clock moves', async () => {
    const key = await branch.sent()
    const officer = await branch.staff('officer', { branchId: 1 }, 'بهرام کارآمد')
    const physician = await branch.staff('medical-commission', { branchId: 1 }, 'دکتر مینا رستمی')
    const other = await branch.staff('medical-commission')
    const away = await branch.staff('medical-commission', { branchId: 2 })
    await take(officer, key)
    const due = await dueOf(key)
    assert.equal((await physician.open(caseOf(key.code))).status, 404)

    const ask = caseOf(key.code, '/questions')
    await officer.open(caseOf(key.code))
    await twice(officer, ask, { 'ask-to': physician.staffId, question: 'این گواهی پزشکی معتبر است؟' })
    officer.at(caseOf(key.code)).sees('این گواهی پزشکی معتبر است؟').sees('بی‌پاسخ')
    assert.equal((await actionsOf(key)).filter(({ kind }) => kind === 'asked').length, 1)

    for (const one of [other, away]) {
      assert.equal((await one.open(caseOf(key.code))).status, 404)
      await one.open('/staff/questions')
      assert.ok(!one.html.includes(key.code))
    }
    await physician.open('/staff')
    physician.sees('پرسش همکاران ۱')
    await physician.open('/staff/questions')
    physician.sees('بهرام کارآمد می‌پرسد')
    await physician.open(caseOf(key.code))
    const n = (await actionsOf(key)).findIndex(({ kind }) => kind === 'asked')
    const reply = caseOf(key.code, `/questions/${n}/reply`)
    await physician.submit({ [`reply-${n}`]: ' ' }, reply)
    physician.at(reply, 422).sees('پاسخ خود را بنویسید.')
    await twice(physician, reply, { [`reply-${n}`]: 'بله، مهر آن اصل است.' })
    assert.equal((await actionsOf(key)).filter(({ kind }) => kind === 'replied').length, 1)
    assert.equal((await physician.open(caseOf(key.code))).status, 404)

    await officer.open(caseOf(key.code))
    officer.sees('بله، مهر آن اصل است.').sees('پاسخ دکتر مینا رستمی')
    await officer.open('/staff/questions')
    officer.sees('پاسخ داده شد')
    assert.equal(await dueOf(key), due)
    assert.equal((await branch.load(key)).application.holder, officer.staffId)
    await chainHolds(key)
    const html = await ownerSees(key)
    for (const secret of ['معتبر است', 'مهر آن اصل', 'رستمی', 'کارآمد']) assert.ok(!html.includes(secret), secret)
    assert.ok(html.includes('کمیسیون پزشکی'), 'that the physician read it is told')
  })

  test('put to a role: whoever has it at the branch may answer, but not the one who asked, nor anybody else', async () => {
    const key = await branch.sent()
    const asker = await branch.staff('officer')
    const colleague = await branch.staff('officer')
    const supervisor = await branch.staff('supervisor')
    await take(asker, key)
    await asker.submit({ 'ask-to': 'officer', question: 'این شعبه را می‌شناسید؟' }, caseOf(key.code, '/questions'))
    const n = (await actionsOf(key)).findIndex(({ kind }) => kind === 'asked')
    const reply = caseOf(key.code, `/questions/${n}/reply`)
    for (const one of [asker, supervisor]) {
      await one.open(caseOf(key.code))
      one.sees('این شعبه را می‌شناسید؟')
      assert.throws(() => one.form(reply))
      await one.post(reply, { ...one.form(caseOf(key.code, '/notes')).hidden, [`reply-${n}`]: 'من' })
      one.at(reply, 409).sees('پاسخ این پرسش با شما نیست')
    }
    await asker.open('/staff/questions')
    asker.sees('همکاری از شما چیزی نپرسیده است.')
    await colleague.open(caseOf(key.code))
    await colleague.submit({ [`reply-${n}`]: 'بله.' }, reply)
    colleague.at('/staff/questions')
    const replied = (await actionsOf(key)).find(({ kind }) => kind === 'replied')
    assert.equal(replied?.by.id, colleague.staffId)
  })

  test('needs words, and somebody who serves the branch', async () => {
    const key = await branch.sent()
    const officer = await branch.staff('officer')
    const away = await branch.staff('officer', { branchId: 2 })
    await officer.open(caseOf(key.code))
    const ask = caseOf(key.code, '/questions')
    await officer.submit({ 'ask-to': away.staffId, question: 'می‌دانید؟' }, ask)
    officer.at(ask, 422).sees('همکار یا نقشی را از فهرست انتخاب کنید.').sees('می‌دانید؟')
    await officer.submit({ 'ask-to': 'supervisor', question: ' ' }, ask)
    officer.at(ask, 422).sees('پرسش خود را بنویسید.')
    await officer.submit({ 'ask-to': 'clock', question: 'کی؟' }, ask)
    officer.at(ask, 422)
    assert.equal(
      (await actionsOf(key)).some(({ kind }) => kind === 'asked'),
      false,
    )
  })

  test('waits for nobody once the application is closed', async () => {
    const key = await branch.sent()
    const officer = await branch.staff('officer')
    const supervisor = await branch.staff('supervisor', { branchId: 1 }, 'منصور راد')
    await take(officer, key)
    await officer.submit({ 'ask-to': supervisor.staffId, question: 'تأیید کنم؟' }, caseOf(key.code, '/questions'))
    await officer.submit({}, caseOf(key.code, '/moves/approve'))
    officer.at(`/staff?done=${key.code}`)
    await supervisor.open('/staff/questions')
    supervisor.sees('همکاری از شما چیزی نپرسیده است.')
    await officer.open(caseOf(key.code))
    assert.throws(() => officer.form(caseOf(key.code, '/questions')))
  })
})

describe('handing over', () => {
  test('the holder gives the case to a colleague with a word; the colleague goes on, the person is told nothing of it', async () => {
    const key = await branch.sent()
    const officer = await branch.staff('officer')
    const colleague = await branch.staff('officer', { branchId: 1 }, 'بهرام کارآمد')
    const away = await branch.staff('officer', { branchId: 2 })
    const inquirer = await branch.staff('livelihood-inquiry')
    const give = caseOf(key.code, '/hand-over')
    const due = await dueOf(key)
    await officer.open(caseOf(key.code))
    assert.throws(() => officer.form(give), 'what is not in hand cannot be given')
    const { hidden } = officer.form(caseOf(key.code, '/notes'))
    await officer.post(give, { ...hidden, 'hand-over-to': colleague.staffId, 'hand-over-note': 'بردار' })
    officer.at(give, 409)
    await take(officer, key)
    await officer.submit({ 'hand-over-to': colleague.staffId, 'hand-over-note': ' ' }, give)
    officer.at(give, 422).sees('چرا پرونده را به او می‌سپارید')
    for (const { staffId } of [away, inquirer, officer]) {
      await officer.open(caseOf(key.code))
      await officer.submit({ 'hand-over-to': staffId, 'hand-over-note': 'بردار' }, give)
      officer.at(give, 422).sees('همکاری را از فهرست انتخاب کنید.')
    }
    await officer.open(caseOf(key.code))
    const { hidden: sent } = officer.form(give)
    const values = { ...sent, 'hand-over-to': colleague.staffId, 'hand-over-note': 'فردا مرخصی هستم.' }
    await officer.post(give, values)
    officer.at(`/staff?done=${key.code}`)
    await officer.post(give, values)
    officer.at(`/staff?done=${key.code}`)
    assert.equal((await actionsOf(key)).filter(({ kind }) => kind === 'assigned').length, 1)
    assert.equal((await branch.load(key)).application.holder, colleague.staffId)
    assert.equal(await dueOf(key), due)
    await colleague.open('/staff?holder=mine')
    assert.ok(colleague.html.includes(caseOf(key.code)))
    await colleague.open(caseOf(key.code))
    colleague.sees('فردا مرخصی هستم.')
    await colleague.submit({}, caseOf(key.code, '/moves/approve'))
    assert.equal((await branch.load(key)).application.state, 'approved')
    assert.ok(!(await ownerSees(key)).includes('مرخصی'))
  })
})

describe('a deputy', () => {
  const day = (days: number) => formatJalali(addDays(tehranDate(portal.clock.now()), days), 'numeric')

  test('on the days that the supervisor named sees what the absent one has in hand, and may take it; nobody else may', async () => {
    const [one, two] = [await branch.sent(), await branch.sent()]
    const absent = await branch.staff('officer', { branchId: 1 }, 'شهلا غایب')
    const deputy = await branch.staff('officer', { branchId: 1 }, 'بهرام جانشین')
    const colleague = await branch.staff('officer')
    const supervisor = await branch.staff('supervisor')
    for (const key of [one, two]) await take(absent, key)
    await deputy.open(caseOf(one.code))
    assert.throws(() => deputy.form(caseOf(one.code, '/claim')))

    await supervisor.open('/staff/team')
    const names = { absent: absent.staffId, deputy: deputy.staffId }
    await supervisor.submit({ ...names, from: day(0), until: day(2) }, '/staff/deputies')
    supervisor.at('/staff/team').sees('بهرام جانشین به جای شهلا غایب').sees('غایب، جانشین: بهرام جانشین')

    await deputy.open('/staff')
    deputy.sees('به جای همکار ۲')
    await deputy.open('/staff?holder=absent')
    for (const { code } of [one, two]) assert.ok(deputy.html.includes(caseOf(code)))
    await deputy.open(caseOf(one.code))
    deputy.sees('برداشتن به جای شهلا غایب')
    await deputy.submit({}, caseOf(one.code, '/claim'))
    deputy.at(caseOf(one.code)).sees('پرونده را به جای شهلا غایب برداشت')
    assert.equal((await branch.load(one)).application.holder, deputy.staffId)

    const { hidden } = deputy.form(caseOf(one.code, '/notes'))
    await colleague.open('/staff?holder=absent')
    assert.ok(!colleague.html.includes(caseOf(two.code)))
    await colleague.open(caseOf(two.code))
    await colleague.post(caseOf(two.code, '/claim'), colleague.form(caseOf(two.code, '/notes')).hidden)
    assert.equal(colleague.status, 409)

    await supervisor.open('/staff/team')
    const [end] = /\/staff\/deputies\/\d+\/end/.exec(supervisor.html)!
    await supervisor.submit({}, end)
    await deputy.post(caseOf(two.code, '/claim'), hidden)
    assert.equal(deputy.status, 409)
    assert.equal((await branch.load(two)).application.holder, absent.staffId)
  })

  test('neither before the first day nor after the last', async () => {
    const key = await branch.sent()
    const absent = await branch.staff('officer')
    const deputy = await branch.staff('officer')
    const supervisor = await branch.staff('supervisor')
    await take(absent, key)
    await supervisor.open('/staff/team')
    const names = { absent: absent.staffId, deputy: deputy.staffId }
    await supervisor.submit({ ...names, from: day(1), until: day(1) }, '/staff/deputies')
    supervisor.at('/staff/team')
    const seesIt = async () => {
      const visitor = await branch.staff('officer') // sessions end with the day: the deputy signs in anew
      await portal.database.query('update staff_session set staff_id = $1 where staff_id = $2', [
        deputy.staffId,
        visitor.staffId,
      ])
      visitor.setCookie('staff', visitor.cookie('staff')!.replace(visitor.staffId, deputy.staffId))
      await visitor.open('/staff?holder=absent')
      assert.equal(visitor.path, '/staff?holder=absent')
      return visitor.html.includes(caseOf(key.code))
    }
    assert.equal(await seesIt(), false)
    await portal.forward(24 * 3600_000)
    assert.equal(await seesIt(), true)
    await portal.forward(24 * 3600_000)
    assert.equal(await seesIt(), false)
  })

  test('is somebody else of the same role and unit, present on days that are not over', async () => {
    const [absent, deputy, third] = [
      await branch.staff('officer'),
      await branch.staff('officer'),
      await branch.staff('officer'),
    ]
    const inquirer = await branch.staff('livelihood-inquiry')
    const away = await branch.staff('officer', { branchId: 2 })
    const supervisor = await branch.staff('supervisor')
    const name = async (values: Record<string, string>, says?: string) => {
      await supervisor.open('/staff/team')
      const good = { absent: absent.staffId, deputy: deputy.staffId, from: day(5), until: day(9) }
      await supervisor.submit({ ...good, ...values }, '/staff/deputies')
      if (says === undefined) supervisor.at('/staff/team')
      else supervisor.at('/staff/deputies', 422).sees(says)
    }
    await name({ absent: '' }, 'همکار غایب را از فهرست انتخاب کنید.')
    await name({ absent: away.staffId }, 'همکار غایب را از فهرست انتخاب کنید.')
    await name({ deputy: away.staffId }, 'جانشین را از فهرست انتخاب کنید.')
    await name({ deputy: absent.staffId }, 'جانشین باید همکار دیگری باشد.')
    await name({ deputy: inquirer.staffId }, 'همان نقش')
    await name({ from: '2026-01-01' }, 'میلادی')
    await name({ until: day(4) }, 'روز پایان باید پس از روز آغاز')
    await name({ from: day(-5), until: day(-1) }, 'این روزها گذشته است')
    await name({ until: day(80) }, 'حداکثر برای ۶۰ روز')
    await name({})
    await name({ deputy: third.staffId }, 'جانشین دیگری تعیین شده است')
    await name({ absent: third.staffId, deputy: absent.staffId }, 'خود غایب است')
    await name({ absent: deputy.staffId, deputy: third.staffId }, 'جانشین دیگری است')
    await name({ deputy: third.staffId, from: day(10), until: day(12) })
  })

  test('of two supervisors who name one at the same moment, one is told that there is one', async () => {
    const [absent, ...deputies] = [1, 2, 3].map(() => branch.staff('officer'))
    const { staffId } = await absent!
    const supervisors = await Promise.all([1, 2].map(() => branch.staff('supervisor')))
    for (const supervisor of supervisors) await supervisor.open('/staff/team')
    await Promise.all(
      supervisors.map(async (supervisor, n) => {
        const deputy = (await deputies[n]!).staffId
        await supervisor.submit({ absent: staffId, deputy, from: day(0), until: day(3) }, '/staff/deputies')
      }),
    )
    assert.deepEqual(
      supervisors.map(({ status }) => status).toSorted((one, other) => one - other),
      [200, 422],
    )
  })

  test('a supervisor sees workload, overdue work and deputies of the own scope only', async () => {
    const key = await branch.sent('wife', 2)
    const officer = await branch.staff('officer', { branchId: 2 }, 'پروین شعبهٔ دو')
    const head = await branch.staff('supervisor', { branchId: 2 })
    await take(officer, key)
    await head.open('/staff/team')
    head.sees('پروین شعبهٔ دو').sees('در دست: ۱ دیرکرد: ۰')
    const here = await branch.staff('supervisor')
    const province = await branch.staff('supervisor', { province: 'قم' })
    const other = await branch.staff('supervisor', { province: 'تهران' })
    assert.ok(!(await here.open('/staff/team')).html.includes('پروین شعبهٔ دو'))
    assert.ok((await province.open('/staff/team')).html.includes('پروین شعبهٔ دو'))
    assert.ok(!(await other.open('/staff/team')).html.includes('پروین شعبهٔ دو'))
    await portal.forward(9 * 24 * 3600_000)
    const later = await branch.staff('supervisor', { branchId: 2 })
    await later.open('/staff/team')
    later.sees('در دست: ۱ دیرکرد: ۱')
  })
})
