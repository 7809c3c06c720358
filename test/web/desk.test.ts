import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import { HtmlValidate, StaticConfigLoader } from 'html-validate'
import { answerPage } from '#app/applications/fill.ts'
import { citizen } from '#app/applications/load.ts'
import { moveApplication } from '#app/applications/move.ts'
import { uploadFile } from '#app/applications/upload.ts'
import { recordedFacts } from '#app/staff/recorded-facts.ts'
import { movesOf } from '#kernel/service/flow.ts'
import { services } from '#services/all.ts'
import { MOVE_WORDS } from '#web/pages/desk/words.ts'
import { newContext } from '../support/chromium.ts'
import { takeNext } from '#app/staff/take-next.ts'
import type { Desk } from '#app/staff/desk.ts'
import { branchOf, ok } from '../support/desk.ts'
import { startPortal } from '../support/portal.ts'
import { Visitor } from '../support/visitor.ts'

const portal = await startPortal({ after })
const branch = branchOf(portal)
const caseOf = (code: string, rest = '') => `/staff/cases/${code}${rest}`
const kinds = async (key: Parameters<typeof branch.load>[0]) =>
  (await branch.load(key)).application.actions.map(({ kind }) => kind)

describe('the queue', () => {
  test('an officer sees what waits at the own branch and nothing else', async () => {
    const mine = await branch.sent()
    const elsewhere = await branch.sent('wife', 2)
    const draft = await branch.draft()
    const officer = await branch.staff('officer')
    await officer.open('/staff')
    assert.ok(officer.html.includes(caseOf(mine.code)))
    for (const { code } of [elsewhere, draft]) {
      assert.ok(!officer.html.includes(code))
      await officer.open(caseOf(code))
      officer.at(caseOf(code), 404)
      await officer.open(`/staff?q=${code}`)
      officer.sees('در میز شما پرونده‌ای با این مشخصات پیدا نشد')
    }
    assert.ok(!(await kinds(elsewhere)).includes('viewed'))
  })

  test('is searched by tracking code, national code, and name in any spelling', async () => {
    const { code, personId } = await branch.sent()
    const officer = await branch.staff('officer')
    const [person] = await portal.database.query<{ number: string }>('select number from person where person_id = $1', [
      personId,
    ])
    for (const text of [code, person!.number, 'محمد رضا صادقي', 'صادقی محمد‌رضا']) {
      await officer.open(`/staff?q=${encodeURIComponent(text)}`)
      assert.ok(officer.html.includes(caseOf(code)), text)
    }
    await officer.open(`/staff?q=${encodeURIComponent('%%')}`)
    assert.ok(!officer.html.includes(caseOf(code)))
    const other = await branch.staff('officer', { branchId: 2 })
    await other.open(`/staff?q=${person!.number}`)
    assert.ok(!other.html.includes(caseOf(code)))
  })

  test('page after page shows each application once, and those past their time are marked', async () => {
    const codes = new Set<string>()
    for (let n = 0; n < 28; n += 1) codes.add((await branch.sent('wife', 3)).code)
    const officer = await branch.staff('officer', { branchId: 3 })
    await officer.open('/staff')
    assert.ok(!officer.text.includes('دیرکرد ۲۸'))
    await portal.forward(9 * 24 * 3600_000)
    const later = await branch.staff('officer', { branchId: 3 })
    await later.open('/staff?late=yes')
    later.sees('دیرکرد ۲۸')
    const seen: string[] = []
    for (;;) {
      seen.push(...[...later.html.matchAll(/\/staff\/cases\/(\d{10})/g)].map(([, code]) => code!))
      const next = /href="([^"]*)" rel="next"/.exec(later.html)?.[1]
      if (next === undefined) break
      await later.open(next.replaceAll('&amp;', '&'))
    }
    assert.deepEqual(seen.toSorted(), [...codes].toSorted())
  })

  test('whoever has just done something sees a queue that was read after it, though others share one of a moment ago', async () => {
    for (let n = 0; n < 2; n += 1) await branch.sent('wife', 6)
    const [officer, colleague] = await Promise.all([1, 2].map(() => branch.staff('officer', { branchId: 6 })))
    await Promise.all([officer!, colleague!].map((each) => each.open('/staff')))
    const name = (
      await portal.app.db.query<{ name: string }>(`select display_name as name from staff where staff_id = $1`, [
        officer!.staffId,
      ])
    )[0]!.name
    assert.ok(!officer!.text.includes(`در دست ${name}`))
    await officer!.submit({}, '/staff/next')
    await officer!.open('/staff')
    officer!.sees(`در دست ${name}`)
    await colleague!.open('/staff')
    colleague!.sees(`در دست ${name}`)
  })

  test('of two officers who ask for the next one at once, each gets another', async () => {
    for (let n = 0; n < 2; n += 1) await branch.sent('wife', 4)
    const officers = await Promise.all([1, 2, 3].map(() => branch.staff('officer', { branchId: 4 })))
    for (const officer of officers) await officer.open('/staff')
    await Promise.all(officers.map((officer) => officer.submit({}, '/staff/next')))
    const paths = officers.map(({ path }) => path)
    assert.equal(new Set(paths).size, 3)
    assert.equal(paths.filter((path) => path.startsWith('/staff/cases/')).length, 2)
    assert.ok(paths.includes('/staff?none=yes'))
  })

  test('one press of «بعدی در نوبت» takes one case, sent twice at once or again after a lost answer', async () => {
    for (let n = 0; n < 3; n += 1) await branch.sent('wife', 5)
    const officer = await branch.staff('officer', { branchId: 5 })
    const other = await branch.staff('officer', { branchId: 5 })
    const inHand = async () => portal.app.db.query(`select from application where holder = $1`, [officer.staffId])
    await officer.open('/staff')
    const form = officer.form('/staff/next')
    const desk: Desk = { staffId: officer.staffId, role: 'officer', scope: { branchId: 5 } }
    const once = form.hidden['once']!
    const presses = await Promise.all([1, 2, 3, 4].map(() => takeNext(portal.app, desk, once)))
    const [code] = presses.map((taken) => taken?.trackingCode)
    assert.equal(new Set(presses.map((taken) => taken?.trackingCode)).size, 1)
    assert.equal((await inHand()).length, 1)
    await officer.send(form)
    officer.at(`/staff/cases/${code}`)
    await other.open('/staff')
    await other.send(other.form('/staff/next'), { once })
    assert.notEqual(other.path, officer.path, 'a key is its owner’s alone')
    await officer.open('/staff')
    await officer.submit({}, '/staff/next')
    assert.notEqual(officer.path, `/staff/cases/${code}`, 'a new page has a new key')
    assert.equal((await inHand()).length, 2)
    await officer.send(form)
    officer.at(`/staff/cases/${code}`)
    assert.equal(await takeNext(portal.app, desk, null), null, 'none is left')
  })

  test('without a session, or with one that is over, everybody is led to the sign-in', async () => {
    const visitor = new Visitor(portal.url)
    assert.equal((await visitor.open('/staff')).path, '/staff/sign-in')
    const officer = await branch.staff('officer')
    await officer.open('/staff')
    officer.at('/staff')
    await portal.forward(31 * 60_000)
    assert.equal((await officer.open('/staff')).path, '/staff/sign-in')
  })
})

describe('a case', () => {
  test('shows answers beside the registry, verdicts with their articles; reading it is an action once an hour', async () => {
    const key = await branch.sent()
    const officer = await branch.staff('officer')
    await officer.open(caseOf(key.code))
    officer.sees('تفاوت دارد').sees('یکی است').sees('قانون تأمین اجتماعی').sees('صفحهٔ اول شناسنامه')
    await officer.open(caseOf(key.code))
    assert.equal((await kinds(key)).filter((kind) => kind === 'viewed').length, 1)
    const colleague = await branch.staff('officer')
    await colleague.open(caseOf(key.code))
    assert.equal((await kinds(key)).filter((kind) => kind === 'viewed').length, 2)
  })

  test('is claimed, returned with two remarks, corrected, and approved: its effects are commands', async () => {
    const key = await branch.sent()
    const officer = await branch.staff('officer')
    await officer.open(caseOf(key.code))
    await officer.submit({}, caseOf(key.code, '/claim'))
    officer.at(caseOf(key.code))
    await officer.submit({}, caseOf(key.code, '/moves/return'))
    officer.at(caseOf(key.code, '/moves/return'), 422).sees('دست‌کم برای یک پرسش یا مدرک')
    await officer.submit(
      { 'field-placeOfBirth': 'با شناسنامه یکی نیست.', 'document-idCard': 'تصویر خوانا نیست.' },
      caseOf(key.code, '/moves/return'),
    )
    officer.at(`/staff?done=${key.code}`)
    const { application } = await branch.load(key)
    assert.equal(application.state, 'returned')
    assert.deepEqual(application.remarks.map(({ about, name }) => `${about} ${name}`).toSorted(), [
      'document idCard',
      'field placeOfBirth',
    ])
    ok(await answerPage(branch.app, key, 'details', { json: { placeOfBirth: 'قم' } }))
    await branch.upload(key, 'idCard')
    ok(await moveApplication(branch.app, key, citizen(key.personId), 'citizen:submit'))

    await officer.open(caseOf(key.code))
    officer.sees('تغییرها پس از برگرداندن').sees('با شناسنامه یکی نیست.').sees('تغییر کرد')
    await officer.submit({}, caseOf(key.code, '/claim'))
    const { hidden } = officer.form(caseOf(key.code, '/moves/approve'))
    await officer.submit({}, caseOf(key.code, '/moves/approve'))
    officer.at(`/staff?done=${key.code}`)
    await officer.post(caseOf(key.code, '/moves/approve'), hidden)
    officer.at(`/staff?done=${key.code}`)
    assert.equal((await branch.load(key)).application.state, 'approved')
    const commands = await portal.database.query(
      `select 1 from outbox where person_id = $1 and kind = 'application-effect'`,
      [key.personId],
    )
    const end = (await branch.load(key)).application.actions.find(({ kind }) => kind === 'outcome')
    assert.ok(end?.kind === 'outcome' && end.effects.length >= 3)
    // The certificate waits for the entry in the register before it.
    assert.equal(commands.length, end.effects.filter((effect) => effect.do !== 'certificate').length)
  })

  test('is rejected only with a reason from the list and a word on it; what was typed stays', async () => {
    const key = await branch.sent()
    const officer = await branch.staff('officer')
    const reject = caseOf(key.code, '/moves/reject')
    await officer.open(caseOf(key.code))
    await officer.submit({}, caseOf(key.code, '/claim'))
    await officer.submit({ note: 'یادداشت من' }, reject)
    officer.at(reject, 422).sees('دست‌کم یک دلیل').sees('یادداشت من')
    await officer.submit({ 'reason-tie': 'yes', 'note-tie': ' ' }, reject)
    officer.at(reject, 422).sees('توضیحی برای شخص بنویسید')
    await officer.submit({ 'reason-nonsense': 'yes', 'note-nonsense': 'بی‌معنا' }, reject)
    officer.at(reject, 409)
    await officer.submit({ 'reason-tie': 'yes', 'note-tie': 'سند ازدواج دیده نشد.' }, reject)
    const { application } = await branch.load(key)
    assert.equal(application.state, 'rejected')
    assert.deepEqual(application.moves.at(-1)?.reasons, [{ rule: 'tie', note: 'سند ازدواج دیده نشد.' }])
  })

  test('in somebody else’s hand is refused with the reason, and what was typed is shown to be copied', async () => {
    const key = await branch.sent()
    const officer = await branch.staff('officer', { branchId: 1 }, 'سعید احمدی')
    const colleague = await branch.staff('officer')
    for (const one of [officer, colleague]) await one.open(caseOf(key.code))
    const { hidden } = colleague.form(caseOf(key.code, '/claim'))
    await officer.submit({}, caseOf(key.code, '/claim'))
    await colleague.submit({}, caseOf(key.code, '/claim'))
    colleague.at(caseOf(key.code, '/claim'), 409).sees('همکار دیگری')
    await colleague.post(caseOf(key.code, '/moves/return'), { ...hidden, 'field-branch': 'این را نوشته بودم' })
    colleague.at(caseOf(key.code, '/moves/return'), 409)
    colleague.sees('این پرونده در دست همکار دیگری است.').sees('این را نوشته بودم').sees('سعید احمدی')
    assert.equal((await branch.load(key)).application.state, 'submitted')
  })

  test('has notes for colleagues, and goes back to the queue', async () => {
    const key = await branch.sent()
    const officer = await branch.staff('officer')
    await officer.open(caseOf(key.code))
    await officer.submit({ text: ' ' }, caseOf(key.code, '/notes'))
    officer.at(caseOf(key.code, '/notes'), 422)
    await officer.submit({ text: 'با شعبهٔ دو هماهنگ شد.' }, caseOf(key.code, '/notes'))
    officer.at(caseOf(key.code)).sees('با شعبهٔ دو هماهنگ شد.')
    await officer.submit({}, caseOf(key.code, '/claim'))
    assert.equal((await branch.load(key)).application.holder, officer.staffId)
    await officer.submit({}, caseOf(key.code, '/release'))
    assert.equal((await branch.load(key)).application.holder, null)
  })

  test('a post that another site forged is refused', async () => {
    const key = await branch.sent()
    const officer = await branch.staff('officer')
    await officer.open(caseOf(key.code))
    await officer.post(caseOf(key.code, '/claim'), {})
    assert.equal(officer.status, 403)
    assert.equal((await branch.load(key)).application.holder, null)
  })
})

describe('a file', () => {
  const image = async () => {
    const sharp = (await import('sharp')).default
    return sharp({ create: { width: 40, height: 30, channels: 3, background: { r: 1, g: 90, b: 9 } } })
      .jpeg()
      .toBuffer()
  }

  test('is opened through the case it belongs to; every opening is an action that names the document', async () => {
    const key = await branch.sent()
    const other = await branch.sent()
    const officer = await branch.staff('officer')
    await officer.open(caseOf(key.code))
    await officer.submit({}, caseOf(key.code, '/claim'))
    await officer.submit({ 'document-idCard': 'تصویر خوانا نیست.' }, caseOf(key.code, '/moves/return'))
    ok(await uploadFile(branch.app, key, 'idCard', { name: 'شناسنامه.jpg', bytes: await image() }))
    ok(await moveApplication(branch.app, key, citizen(key.personId), 'citizen:submit'))
    await officer.open(caseOf(key.code))
    officer.sees('شناسنامه.jpg').sees('بدون پویش')
    const href = new RegExp(`${caseOf(key.code)}/files/[\\w-]+`).exec(
      officer.html.slice(officer.html.indexOf('صفحهٔ اول شناسنامه')),
    )![0]
    const response = await fetch(portal.url + href, { headers: { cookie: `staff=${officer.cookie('staff')}` } })
    assert.equal(response.status, 200)
    assert.equal(response.headers.get('content-type'), 'image/jpeg')
    assert.match(response.headers.get('content-security-policy') ?? '', /sandbox/)
    assert.equal(response.headers.get('cache-control'), 'private, no-store')
    await response.arrayBuffer()
    const last = (await branch.load(key)).application.actions.at(-1)
    assert.ok(last?.kind === 'viewed' && last.what === 'idCard' && last.by.id === officer.staffId)
    await officer.open(href.replace(key.code, other.code))
    assert.equal(officer.status, 404)
    const away = await branch.staff('officer', { branchId: 2 })
    assert.equal((await away.open(href)).status, 404)
  })
})

describe('the pages', () => {
  const validator = new HtmlValidate(
    new StaticConfigLoader({
      extends: ['html-validate:standard', 'html-validate:a11y', 'html-validate:document'],
      rules: {
        'require-sri': 'off',
        'void-style': 'off',
        'attribute-boolean-style': 'off',
        'doctype-style': 'off',
      },
    }),
  )

  /** Each page that looks different, with who sees it. */
  async function pagesToSee() {
    const key = await branch.sent()
    const mother = await branch.sent('mother')
    const officer = await branch.staff('officer')
    const supervisor = await branch.staff('supervisor')
    await officer.open(caseOf(key.code))
    await officer.submit({}, caseOf(key.code, '/claim'))
    await officer.submit({ 'reason-tie': 'yes', 'note-tie': ' ' }, caseOf(key.code, '/moves/reject'))
    const wrong = officer.html
    await officer.open(caseOf(mother.code))
    await officer.submit({}, caseOf(mother.code, '/claim'))
    await officer.submit({}, caseOf(mother.code, '/moves/inquire'))
    const inquirer = await branch.staff('livelihood-inquiry')
    await inquirer.open(caseOf(mother.code))
    await inquirer.submit({}, caseOf(mother.code, '/claim'))
    return {
      wrong,
      seen: [
        [officer, '/staff'],
        [officer, '/staff?q=صادقی'],
        [officer, caseOf(key.code)],
        [officer, caseOf('0000000000')],
        [supervisor, '/staff?holder=all'],
        [supervisor, caseOf(key.code)],
        [inquirer, caseOf(mother.code)],
        [await branch.staff('administrator'), '/staff'],
      ] as const,
    }
  }

  test('are valid HTML, without inline scripts or styles', async () => {
    const { wrong, seen } = await pagesToSee()
    const pages: (readonly [string, string])[] = [['a form with errors', wrong]]
    for (const [visitor, path] of seen) pages.push([path, (await visitor.open(path)).html])
    for (const [path, html] of pages) {
      const { results } = await validator.validateString(html)
      const faults = results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`))
      assert.deepEqual(faults, [], path)
      assert.doesNotMatch(html, /\sstyle=|<style|\son[a-z]+=|javascript:/i, path)
    }
  })

  test('have no accessibility fault that axe can find, and nothing runs out of 320 px', async (t) => {
    const { seen } = await pagesToSee()
    for (const [visitor, path] of seen) {
      const context = await newContext(t, { viewport: { width: 320, height: 640 }, serviceWorkers: 'block' })
      await context.addCookies([{ name: 'staff', value: visitor.cookie('staff')!, url: portal.url }])
      const page = await context.newPage()
      await page.goto(portal.url + path)
      for (const summary of await page.locator('summary').all()) await summary.click()
      const { violations } = await new AxeBuilder({ page }).analyze()
      assert.deepEqual(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`),
        [],
        path,
      )
      const [content, view] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth])
      assert.equal(content, view, path)
      await context.close()
    }
  })
})

describe('other roles', () => {
  test('a supervisor sees and assigns an officer’s case, sees the workload, and cannot decide it', async () => {
    const key = await branch.sent()
    const officer = await branch.staff('officer', { branchId: 1 }, 'بهرام کارآمد')
    const away = await branch.staff('officer', { branchId: 2 })
    const supervisor = await branch.staff('supervisor')
    await supervisor.open('/staff?holder=all')
    await supervisor.open(caseOf(key.code))
    const { hidden } = supervisor.form(caseOf(key.code, '/assign'))
    await supervisor.post(caseOf(key.code, '/moves/approve'), hidden)
    assert.equal(supervisor.status, 409)
    await supervisor.post(caseOf(key.code, '/claim'), hidden)
    assert.equal(supervisor.status, 409)
    await supervisor.post(caseOf(key.code, '/assign'), { ...hidden, to: away.staffId })
    assert.equal(supervisor.status, 422)
    await supervisor.open(caseOf(key.code))
    await supervisor.submit({ to: officer.staffId }, caseOf(key.code, '/assign'))
    supervisor.at(caseOf(key.code)).sees('بهرام کارآمد')
    assert.equal((await branch.load(key)).application.holder, officer.staffId)
    await supervisor.open('/staff/team')
    supervisor.sees('بار کاری همکاران').sees('بهرام کارآمد')
    await supervisor.open(`/staff?of=${officer.staffId}`)
    assert.ok(supervisor.html.includes(caseOf(key.code)))
    await officer.open('/staff?holder=all')
    await officer.open(caseOf(key.code))
    await officer.post(caseOf(key.code, '/assign'), { ...officer.form(caseOf(key.code, '/release')).hidden, to: '1' })
    assert.equal(officer.status, 409)
  })

  test('father and mother go through inquiry and commission, who see only theirs and record what they found', async () => {
    const key = await branch.sent('father')
    const officer = await branch.staff('officer')
    const inquirer = await branch.staff('livelihood-inquiry')
    const physician = await branch.staff('medical-commission', { province: 'قم' })
    const take = async (staff: typeof officer) => {
      await staff.open(caseOf(key.code))
      await staff.submit({}, caseOf(key.code, '/claim'))
      staff.at(caseOf(key.code))
    }
    const move = async (staff: typeof officer, action: string) => {
      await staff.submit({}, caseOf(key.code, `/moves/${action}`))
      staff.at(`/staff?done=${key.code}`)
    }
    for (const one of [inquirer, physician]) assert.equal((await one.open(caseOf(key.code))).status, 404)
    await take(officer)
    await move(officer, 'inquire')
    assert.equal((await physician.open(caseOf(key.code))).status, 404)
    await take(inquirer)
    inquirer.sees('اول نتیجهٔ بررسی را ثبت کنید.')
    await inquirer.submit({ 'livelihood.supported': 'yes' }, caseOf(key.code, '/facts/livelihood'))
    inquirer.at(caseOf(key.code, '/facts/livelihood'), 422).sees('گزارش تحقیق')
    await inquirer.submit(
      { 'livelihood.supported': 'yes', 'livelihood.report': 'با پسرش زندگی می‌کند.' },
      caseOf(key.code, '/facts/livelihood'),
    )
    inquirer.at(caseOf(key.code)).sees('با پسرش زندگی می‌کند.')
    await move(inquirer, 'report')
    assert.equal((await inquirer.open(caseOf(key.code))).status, 404)

    await take(officer)
    await move(officer, 'refer')
    await take(physician)
    await physician.submit(
      { 'commission.disabled': 'yes', 'commission.vote': 'رأی شمارهٔ ۱۲' },
      caseOf(key.code, '/facts/commission'),
    )
    await move(physician, 'report')
    const { application } = await branch.load(key)
    assert.equal(application.facts['livelihood']?.source, inquirer.staffId)
    assert.deepEqual(application.facts['commission']?.value, { disabled: true, vote: 'رأی شمارهٔ ۱۲' })
    await take(officer)
    await move(officer, 'approve')
    assert.equal((await branch.load(key)).application.state, 'approved')
  })

  test('a mother of age needs the livelihood inquiry only', async () => {
    const key = await branch.sent('mother')
    const officer = await branch.staff('officer')
    await officer.open(caseOf(key.code))
    await officer.submit({}, caseOf(key.code, '/claim'))
    officer.sees('ارجاع به کمیسیون پزشکی: این درخواست به این بررسی نیاز ندارد.')
    assert.doesNotThrow(() => officer.form(caseOf(key.code, '/moves/inquire')))
  })

  test('who serves a province sees all its branches and no other province', async () => {
    const [one, two] = [await branch.sent('wife', 1), await branch.sent('wife', 2)]
    const qom = await branch.staff('officer', { province: 'قم' })
    const tehran = await branch.staff('officer', { province: 'تهران' })
    for (const { code } of [one, two]) {
      assert.equal((await qom.open(caseOf(code))).status, 200)
      assert.equal((await tehran.open(caseOf(code))).status, 404)
    }
  })
})

test('every move of staff in every service has its words, and every fact recorded by hand its form', () => {
  for (const service of services) {
    for (const name of Object.values(service.flow.states).flatMap((state) => movesOf(state))) {
      const [role, action] = name.split(':')
      if (role !== 'citizen' && role !== 'clock') assert.ok(MOVE_WORDS[action!], `${service.id} ${name}`)
    }
    for (const { from } of Object.values(service.facts))
      if (from.recordedBy !== null) assert.ok(recordedFacts[from.key], from.key)
  }
})
