import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { confirmApplication, sendApplicationCode } from '#app/applications/confirm.ts'
import { openApplication } from '#app/applications/open.ts'
import { loadApplication } from '#app/applications/load.ts'
import type { Json, Raw } from '#kernel/fields/field.ts'
import { CASES } from '#services/retirement/cases.ts'
import service from '#services/retirement/service.ts'
import { listCertificatesOf } from '#store/certificates.ts'
import { getPerson } from '#store/people.ts'
import { photograph } from '../support/api-stage.ts'
import { deskActs, playsOf } from '../support/api-walk.ts'
import { branchOf, ok } from '../support/desk.ts'
import { at } from '../support/jalali.ts'
import { startPortal } from '../support/portal.ts'

const portal = await startPortal({ after })
// A year whose wages are known.
portal.clock.set(at('1405/05/03', '09:00:00'))
const branch = branchOf(portal)
const [ordinary] = CASES
const [play] = await playsOf(service)
const DAY = 24 * 3600_000

// What registries say is that of the first case, whoever asks.
const told: Readonly<Record<string, unknown>> = Object.fromEntries(
  Object.entries(service.facts).map(([name, { from }]) => [
    from.key,
    (ordinary!.facts as Record<string, unknown>)[name],
  ]),
)
Object.assign(
  portal.app.sources,
  Object.fromEntries(
    Object.entries(told).map(([key, value]) => [
      key,
      async () => ({
        value: value as Json,
        source: key,
        replyId: '1',
        saidAt: new Date(portal.clock.now()).toISOString(),
      }),
    ]),
  ),
)
const { app } = portal

/** The answers of a page as its form carries them. */
function formOf(page: string, more: Readonly<Record<string, Json>> = {}): Record<string, string> {
  const raws = service.pages[page]!.fields.map((name): Raw => {
    const field = service.fields[name as keyof typeof service.fields]!
    const read = field.fromJson(more[name] ?? ordinary!.answers[name] ?? null, name)
    if (!read.ok) throw new Error(name)
    return field.write(read.value as never, name)
  })
  return Object.assign({}, ...raws) as Record<string, string>
}
const draft = await branch.draft()
const { mobile, number } = await getPerson(app.db, draft.personId)
const inbox = async (words: RegExp) => (await portal.outside.inbox(mobile)).filter(({ text }) => words.test(text))
const codeSent = async () => {
  await portal.work()
  return (await inbox(/^\d{6} /))[0]!.text.slice(0, 6)
}
const wrong = (code: string) => code.replace(/./g, (digit) => String((Number(digit) + 1) % 10))

test('from the estimate to the edict, without JavaScript: code by SMS, letter asked for later, reminder, second person', async (t) => {
  const owner = await branch.owner(draft)
  await owner.open('/services/retirement')
  owner.sees('چه لازم دارید')
  await owner.submit({}, '/services/retirement/start')
  owner.sees('برآورد مستمری بازنشستگی').sees('چگونه حساب شد؟')
  const before = owner.text
  await owner.submit({ ...formOf('estimate', { moreYears: 5 }), '_work-out': '1' })
  assert.match(owner.path, /pages\/estimate#sheet$/)
  owner.sees('با سال‌های کار بیشتر')
  assert.notEqual(owner.text, before)
  for (const page of Object.keys(service.pages).filter((name) => name !== 'account')) {
    assert.match(owner.path, new RegExp(`/pages/${page}(#sheet)?$`))
    await owner.submit(formOf(page))
  }
  assert.match(owner.path, /\/documents$/)
  const here = owner.path.replace('/documents', '')
  await owner.upload(`${here}/documents/idCard`, { name: 'id.png', bytes: await photograph() })
  await owner.open(`${here}/review`)
  owner.sees('مستمری ماهانه')

  await owner.submit({}, `${here}/code`)
  assert.equal(owner.path, `${here}/confirm`)
  owner.sees('با کد پیامکی تأیید کنید')
  const code = await codeSent()
  await owner.submit({ code: wrong(code) })
  owner.sees('این کد درست نیست')
  await owner.submit({}, `${here}/code`)
  owner.sees('کد قبلی تازه فرستاده شده است')
  const form = owner.form(`${here}/confirm`)
  await owner.send(form, { code })
  owner.sees('درخواست شما به شعبه رسید')
  await owner.send(form, { code })
  owner.at(`${here}?sent=1`, 200)

  const key = { personId: draft.personId, applicationId: here.split('/').at(-1)! }
  const load = async () => (await loadApplication(app, key))!
  const { application } = await load()
  assert.equal(application.moves.length, 1, 'pressed twice, sent once')
  assert.deepEqual(application.moves[0]!.proof, { by: 'sms-code', issue: 1 })

  await t.test('once the unit has approved, the letter is asked for, and the person is reminded of it', async () => {
    while (await deskActs(app, key, play!));
    assert.equal((await load()).row.state, 'resignation')
    await portal.work()
    assert.equal((await inbox(/نوبت شماست.*«نامهٔ ترک کار»/)).length, 1)
    await owner.open(here)
    owner.sees('برای ادامه این مدرک لازم است')
    await portal.forward(45 * DAY)
    await portal.work()
    assert.equal((await inbox(/هنوز منتظر شماست/)).length, 0)
    await portal.forward(6 * DAY)
    await portal.work()
    assert.equal((await inbox(/هنوز منتظر شماست.*«نامهٔ ترک کار»/)).length, 1)
    await portal.forward(2 * DAY)
    await portal.work()
    assert.equal((await inbox(/هنوز منتظر شماست/)).length, 1, 'once')
  })

  await t.test(
    'with the letter it is decided by two people, and lands in the register, on paper and on the phone',
    async () => {
      const again = await branch.owner(key)
      await again.open(`${here}/documents`)
      await again.upload(`${here}/documents/resignation`, { name: 'letter.png', bytes: await photograph() })
      await again.open(`${here}/review`)
      await again.submit({}, `${here}/submit`)
      await portal.work()
      assert.equal((await inbox(/آنچه برای درخواست .* خواسته شده بود/)).length, 1)
      while (await deskActs(app, key, play!));
      const { application: ended, row } = await load()
      assert.equal(row.state, 'approved')
      const by = ended.moves.filter(({ move }) => /:(approve|confirm)$/.test(move)).map((made) => made.by.id)
      assert.equal(new Set(by).size, 2)
      await portal.work()
      const [pension] = await app.register.pensions(number)
      const effects = ended.actions.flatMap((action) => (action.kind === 'outcome' ? action.effects : []))
      const entry = effects.find((effect) => effect.do === 'register')!.data as { monthly: string }
      assert.deepEqual([pension?.kind, pension?.monthly, pension?.edicts.length], ['old-age', entry.monthly, 1])
      assert.equal((await listCertificatesOf(app.db, key)).length, 1)
      assert.equal((await inbox(/مستمری بازنشستگی شما با مبلغ ماهانه/)).length, 1)
    },
  )
})

test('a code is for one application, is asked for where it can be sent only, and stays good where nothing could be sent', async () => {
  const person = await branch.draft()
  const key = ok(await openApplication(app, person.personId, 'retirement'))
  const refused = await sendApplicationCode(app, key)
  assert.ok(!refused.ok)
  assert.match(refused.problem.message, /پرسشی بی‌پاسخ|استعلام/)
  const none = await confirmApplication(app, key, '123456')
  assert.ok(!none.ok && none.problem.errors?.[0]?.field === 'code')
  const other = await confirmApplication(app, person, '123456')
  assert.deepEqual(other.ok ? '' : other.problem.code, 'wrong-step', 'a service without codes')
})
