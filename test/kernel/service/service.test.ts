import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { formatJalali, tehranDate } from '#kernel/dates.ts'
import { file } from '#kernel/fields/fields.ts'
import { brokenLink, canonical, linkHash } from '#kernel/hash-chain.ts'
import { Unreadable, fold } from '#kernel/service/application.ts'
import { deadline } from '#kernel/service/deadline.ts'
import { differences } from '#kernel/service/difference.ts'
import { acceptsFile, nextPage, openParts, readPage } from '#kernel/service/form.ts'
import { instant } from '#kernel/service/flows.ts'
import { judge } from '#kernel/service/judge.ts'
import { outcome } from '#kernel/service/outcome.ts'
import { permitted } from '#kernel/service/permitted.ts'
import { mayReply, questions } from '#kernel/service/questions.ts'
import { type Service } from '#kernel/service/service.ts'
import { situation } from '#kernel/service/situation.ts'
import { Journey, MORNING, actor, time } from '../../support/journey.ts'
import { funeral } from './funeral.ts'

const DECEASED = '9901234565'
const IBAN = 'IR150130000000000012345678'
const DIED = { death: { diedOn: '2026-01-01', insured: true } }

const filled = (kinship = 'child') =>
  new Journey(funeral).answers('deceased', { deceased: DECEASED, kinship }).facts(DIED)

const complete = () => filled().answers('account', { account: IBAN, note: null }).uploads('invoice')
const submitted = () => complete().moves('citizen:submit')

test('the next page follows from the answers: page by page, then documents, then review', () => {
  const journey = new Journey(funeral)
  const next = () => nextPage(funeral, journey.application, journey.today)
  assert.deepEqual(next(), { step: 'page', page: 'deceased' })
  journey.answers('deceased', { deceased: DECEASED, kinship: 'child' })
  const waiting = next()
  assert.equal(waiting.step, 'wait')
  assert.deepEqual(waiting.step === 'wait' && waiting.facts.map(({ name, about }) => [name, about]), [
    ['death', DECEASED],
  ])
  journey.facts(DIED)
  assert.deepEqual(next(), { step: 'page', page: 'account' })
  journey.answers('account', { account: IBAN, note: null })
  assert.deepEqual(next(), { step: 'documents' })
  journey.uploads('invoice')
  assert.deepEqual(next(), { step: 'review' })
  journey.moves('citizen:submit')
  assert.deepEqual(next(), { step: 'none' })
})

test('no comes before the person fills the rest in vain, with the article and what would change it', () => {
  const journey = new Journey(funeral)
    .answers('deceased', { deceased: DECEASED, kinship: 'child' })
    .facts({ death: { diedOn: null, insured: true } })
  const next = nextPage(funeral, journey.application, journey.today)
  assert.equal(next.step, 'refused')
  const [died, insured] = next.step === 'refused' ? next.judgement.rules : []
  assert.equal(died?.verdict, 'no')
  assert.equal(died?.refusal, 'درگذشت این شخص هنوز در ثبت احوال ثبت نشده است.')
  assert.equal(died?.mend, 'اول درگذشت را در ثبت احوال ثبت کنید.')
  assert.deepEqual(
    died?.articles.map(({ id }) => id),
    ['ssa-84'],
  )
  assert.deepEqual(died?.because, [{ kind: 'fact', name: 'death', property: 'diedOn', value: null }])
  assert.equal(insured?.verdict, 'yes')
  assert.equal(journey.refusalOf('citizen:submit'), 'هنوز مدرکی فرستاده نشده است.')
})

test('a rule that reads what is not known yet is unknown, and says what it waits for', () => {
  const journey = new Journey(funeral).answers('deceased', { deceased: DECEASED, kinship: 'friend' })
  const { verdict, rules } = judge(funeral, journey.application, journey.today)
  assert.equal(verdict, 'unknown')
  assert.deepEqual(
    rules.map(({ rule, wanted }) => [rule, wanted]),
    [
      ['died', { kind: 'fact', name: 'death' }],
      ['insured', { kind: 'fact', name: 'death' }],
      ['seen', { kind: 'fact', name: 'visit' }],
    ],
  )
  assert.deepEqual(rules.at(-1)?.because, [{ kind: 'answer', name: 'kinship', property: null, value: 'friend' }])
})

test('a rule that does not concern the application is left out', () => {
  assert.deepEqual(
    judge(funeral, complete().application, '2026-01-10' as never).rules.map(({ rule }) => rule),
    ['died', 'insured'],
  )
})

test('changing an answer that everything rests on wipes the other answers, facts and files', () => {
  const journey = complete()
  journey.answers('deceased', { deceased: DECEASED, kinship: 'child' })
  assert.deepEqual(nextPage(funeral, journey.application, journey.today), { step: 'review' })
  journey.answers('deceased', { deceased: DECEASED, kinship: 'spouse' })
  assert.deepEqual(journey.application.answers, { deceased: DECEASED, kinship: 'spouse' })
  assert.deepEqual([journey.application.facts, journey.application.documents], [{}, {}])
  assert.equal(nextPage(funeral, journey.application, journey.today).step, 'wait')
})

test('an answer on a page that is no longer shown is not read', () => {
  const hidden = new Journey(funeral)
    .answers('deceased', { deceased: DECEASED, kinship: 'friend' })
    .answers('witness', { witness: 'رضا' })
  const service: Service = {
    ...funeral,
    pages: { ...funeral.pages, deceased: { title: 'درگذشته', fields: ['deceased', 'kinship'] } },
  }
  const application = fold(service, [
    ...hidden.answers('deceased', { deceased: DECEASED, kinship: 'child' }).application.actions,
  ])
  assert.equal(application.answers['witness'], 'رضا')
  const now = situation(service, application, hidden.today)
  assert.deepEqual([now.pages, Object.keys(now.context.answers)], [['deceased'], ['deceased', 'kinship']])
})

test('what a fact was found for must be what is asked now', () => {
  const journey = filled()
  const service: Service = {
    ...funeral,
    pages: { ...funeral.pages, deceased: { title: 'درگذشته', fields: ['deceased', 'kinship'] } },
  }
  const application = fold(
    service,
    journey.answers('deceased', { deceased: '9911234568', kinship: 'child' }).application.actions,
  )
  assert.deepEqual(
    situation(service, application, journey.today).missingFacts.map(({ about }) => about),
    ['9911234568'],
  )
})

test('a source that changes its mind between look-up and sending: the new answer counts, the old one is kept', () => {
  const journey = complete()
  journey.does(actor('clock'), {
    kind: 'fact',
    name: 'death',
    about: DECEASED,
    value: { diedOn: null, insured: true },
    source: 'civil-registry.death',
    replyId: '2',
    saidAt: '',
  })
  assert.deepEqual(journey.application.facts['death']?.earlier?.value, DIED.death)
  assert.equal(journey.refusalOf('citizen:submit'), 'درگذشت این شخص هنوز در ثبت احوال ثبت نشده است.')
})

test('only the citizen sends, only a holder decides, and a second person confirms', () => {
  const journey = submitted()
  assert.match(journey.refusalOf('citizen:submit') ?? '', /شدنی نیست/)
  assert.equal(journey.refusalOf('officer:approve'), 'اول پرونده را به نام خود بردارید.')
  journey.does(actor('officer', 'other'), { kind: 'claimed' })
  assert.equal(journey.refusalOf('officer:approve'), 'این پرونده در دست همکار دیگری است.')
  journey.does(actor('officer', 'other'), { kind: 'released' })
  journey.moves('officer:approve', {}, 'zahra')
  assert.equal(journey.application.state, 'approving')
  assert.throws(() => journey.moves('supervisor:confirm', {}, 'zahra'), /اول پرونده|همکار دیگری/)
  assert.equal(permitted(funeral, journey.application, actor('supervisor', 'zahra'), journey.moment).claim, false)
  journey.moves('supervisor:confirm', {}, 'maryam')
  assert.equal(journey.application.state, 'approved')
  assert.deepEqual(outcome(funeral, journey.application, journey.today), [
    { do: 'pay', rials: '1000', purpose: IBAN },
    { do: 'sms', text: 'approved', to: 'applicant', values: {} },
  ])
})

test('what needs an inquiry goes through it before it can be approved', () => {
  const journey = new Journey(funeral)
    .answers('deceased', { deceased: DECEASED, kinship: 'friend' })
    .answers('witness', { witness: 'رضا' })
    .facts(DIED)
    .answers('account', { account: IBAN, note: null })
    .uploads('invoice', 'letter')
    .moves('citizen:submit')
  assert.throws(() => journey.moves('officer:approve'), /«بازدید شعبه» هنوز معلوم نیست/)
  journey.moves('officer:inquire').does(actor('inquirer'), { kind: 'claimed' })
  assert.deepEqual(
    permitted(funeral, journey.application, actor('inquirer'), journey.moment).record.map(({ name }) => name),
    ['visit'],
  )
  assert.throws(() => journey.moves('inquirer:report'), /اول نتیجهٔ بررسی را ثبت کنید/)
  journey.facts({ visit: { seen: true } }, 'inquirer').moves('inquirer:report')
  assert.equal(journey.application.state, 'submitted')
  assert.throws(() => journey.moves('officer:inquire'), /نیاز ندارد/)
  assert.equal(journey.moves('officer:approve').application.state, 'approving')
  assert.throws(() => submitted().moves('officer:inquire'), /نیاز ندارد/)
})

test('a return opens only what was marked, and the officer sees what changed', () => {
  const journey = submitted()
  assert.throws(() => journey.moves('officer:return'), /دست‌کم یک مورد/)
  assert.throws(
    () => journey.moves('officer:return', { remarks: [{ about: 'field', name: 'witness', remark: 'نام؟' }] }),
    /همین درخواست/,
  )
  journey.moves('officer:return', {
    remarks: [
      { about: 'field', name: 'account', remark: 'شبا به نام شما نیست.' },
      { about: 'document', name: 'invoice', remark: 'خوانا نیست.' },
    ],
  })
  assert.deepEqual(openParts(funeral, journey.application, journey.today), {
    fields: ['account'],
    documents: ['invoice'],
  })
  assert.deepEqual(nextPage(funeral, journey.application, journey.today), { step: 'page', page: 'account' })
  assert.equal(journey.refusalOf('citizen:submit'), 'هنوز پرسشی بی‌پاسخ مانده است.')
  assert.equal(
    readPage(funeral, journey.application, 'deceased', { form: { deceased: '9911234568' } }, journey.today).ok,
    false,
  )

  const read = readPage(
    funeral,
    journey.application,
    'account',
    { form: { account: '860120000000000012345678', note: 'دزدکی' } },
    journey.today,
  )
  assert.deepEqual(read, { ok: true, value: { account: 'IR860120000000000012345678' } })
  journey.answers('account', { account: 'IR860120000000000012345678' }).uploads('invoice').moves('citizen:submit')
  assert.deepEqual(
    differences(funeral, journey.application).map(({ name, changed, remark }) => [name, changed, remark]),
    [
      ['account', true, 'شبا به نام شما نیست.'],
      ['invoice', true, 'خوانا نیست.'],
    ],
  )
  assert.deepEqual(journey.application.answers['note'], null)
})

test('deadlines: three working days for the branch, standing still while the person corrects', () => {
  const due = (journey: Journey) =>
    formatJalali(tehranDate(deadline(funeral, journey.application, time)!.at), 'numeric')
  const journey = submitted()
  assert.equal(due(journey), '۱۴۰۴/۱۰/۲۳')
  journey.does(actor('clock'), { kind: 'noted', text: 'یک روز بعد', shownTo: 'staff' }, 24)
  journey.moves('officer:return', { remarks: [{ about: 'document', name: 'invoice', remark: 'خوانا نیست.' }] })
  assert.deepEqual([deadline(funeral, journey.application, time)?.clock, due(journey)], ['citizen', '۱۴۰۴/۱۱/۰۶'])
  journey.does(actor('citizen'), { kind: 'noted', text: 'چهار روز بعد', shownTo: 'staff' }, 96)
  journey.uploads('invoice').moves('citizen:submit')
  assert.equal(due(journey), '۱۴۰۴/۱۰/۲۹')
  journey.does(actor('officer'), { kind: 'claimed' })
  assert.equal(due(journey), '۱۴۰۴/۱۰/۲۹')
})

test('the clock moves an application only when its time is over', () => {
  const journey = new Journey(funeral)
  assert.equal(journey.refusalOf('clock:due'), 'مهلت هنوز به پایان نرسیده است.')
  journey.at = deadline(funeral, journey.application, time)!.at
  assert.equal(journey.moves('clock:due').application.state, 'lapsed')
  assert.deepEqual(outcome(funeral, journey.application, journey.today), [])
  assert.match(submitted().refusalOf('clock:due') ?? '', /شدنی نیست/)
})

test('a refusal is objected to once, within its days, and judged by somebody else', () => {
  const refuse = () =>
    submitted()
      .moves('officer:reject', { reasons: [{ rule: 'insured', note: 'سابقه‌ای نیست.' }] }, 'zahra')
      .moves('supervisor:confirm', {}, 'maryam')
  assert.throws(() => submitted().moves('officer:reject'), /دلیل رد/)
  assert.throws(
    () => submitted().moves('officer:reject', { reasons: [{ rule: 'nothing', note: 'x' }] }),
    /قاعده‌های همین خدمت/,
  )
  const late = refuse()
  late.at += 40 * 86_400_000
  assert.equal(late.refusalOf('citizen:object'), 'مهلت این کار به پایان رسیده است.')
  const journey = refuse().moves('citizen:object')
  assert.throws(() => journey.moves('supervisor:approve', {}, 'maryam'), /اول پرونده|همکار دیگری/)
  journey.moves('supervisor:reject', { reasons: [{ rule: 'insured', note: 'سابقه‌ای نیست.' }] }, 'sara')
  assert.match(journey.refusalOf('citizen:object') ?? '', /یک بار/)
})

test('files: asked for, not too many, never the same twice', () => {
  const journey = filled()
  const file = journey.file()
  const accepts = (document: string, one = journey.file()) =>
    acceptsFile(funeral, journey.application, document, one, journey.today)
  assert.ok(accepts('invoice', file).ok)
  assert.ok(!accepts('letter').ok)
  journey.does(actor('citizen'), { kind: 'uploaded', document: 'invoice', file })
  assert.ok(!accepts('invoice', { ...journey.file(), sha256: file.sha256 }).ok)
  journey.uploads('invoice')
  assert.ok(!accepts('invoice').ok)
  journey.does(actor('citizen'), { kind: 'removed', document: 'invoice', file: file.id })
  assert.ok(accepts('invoice').ok)
})

test('a file that the scanner destroyed must be given again, and nothing is approved before', () => {
  const lose = (journey: Journey) =>
    journey.does(actor('clock'), {
      kind: 'infected',
      document: 'invoice',
      file: journey.application.documents['invoice']!.at(-1)!.id,
    })
  const journey = lose(submitted())
  assert.deepEqual([journey.application.infected, journey.application.documents['invoice']], [['invoice'], []])
  journey.does(actor('officer'), { kind: 'claimed' })
  assert.match(journey.refusalOf('officer:approve') ?? '', /آلوده بود و پاک شد/)
  // Returned for something else, the lost document is open all the same.
  journey.moves('officer:return', { remarks: [{ about: 'field', name: 'note', remark: 'بنویسید.' }] })
  assert.deepEqual(openParts(funeral, journey.application, journey.today).documents, ['invoice'])
  journey.answers('account', { note: null })
  assert.equal(journey.refusalOf('citizen:submit'), 'هنوز مدرکی فرستاده نشده است.')
  journey.uploads('invoice')
  assert.equal(journey.refusalOf('citizen:submit'), null)
  assert.equal(lose(journey).refusalOf('citizen:submit'), 'هنوز مدرکی فرستاده نشده است.', 'the second one too')
  journey.uploads('invoice').moves('citizen:submit')
  assert.deepEqual(journey.application.infected, [])
  assert.equal(canonical(journey.again() as never), canonical(journey.application as never))
})

test('of a file that the person took away before, a late verdict changes nothing', () => {
  const journey = complete()
  const [first] = journey.application.documents['invoice']!
  journey.does(actor('citizen'), { kind: 'removed', document: 'invoice', file: first!.id }).uploads('invoice')
  const before = journey.application.documents
  journey.does(actor('clock'), { kind: 'infected', document: 'invoice', file: first!.id })
  assert.deepEqual([journey.application.documents, journey.application.infected], [before, []])
})

test('questions between colleagues change nothing but themselves; an answer belongs to a question', () => {
  const journey = submitted()
  const stood = (application: Journey['application']) => canonical({ ...application, actions: [] } as never)
  const before = stood(journey.application)
  const due = deadline(funeral, journey.application, time)
  const officer = actor('officer', 'zahra')
  journey.does(officer, { kind: 'asked', to: { role: 'supervisor' }, text: 'درست است؟' })
  const [question] = questions(journey.application)
  assert.equal(question?.reply, null)
  const may = [officer, actor('supervisor'), actor('supervisor', 'zahra'), actor('physician')].map((by) =>
    mayReply(question!, by),
  )
  assert.deepEqual(may, [false, true, false, false])
  journey.does(actor('supervisor'), { kind: 'replied', question: question!.n, text: 'بله.' })
  assert.equal(questions(journey.application)[0]?.reply?.text, 'بله.')
  assert.equal(mayReply(questions(journey.application)[0]!, actor('supervisor')), false)
  assert.equal(stood(journey.application), before)
  assert.deepEqual(deadline(funeral, journey.application, time), due)
  assert.throws(() => journey.does(actor('supervisor'), { kind: 'replied', question: 0, text: 'بله.' }), Unreadable)
})

test('a file among the answers must be one of this application’s own', () => {
  const fields = { ...funeral.fields, note: file('رسید') }
  const service: Service = { ...funeral, fields }
  const journey = new Journey(service).answers('deceased', { deceased: DECEASED, kinship: 'child' }).facts(DIED)
  const own = journey.file()
  assert.ok(acceptsFile(service, journey.application, 'note', own, journey.today).ok)
  journey.does(actor('citizen'), { kind: 'uploaded', document: 'note', file: own })
  const reads = (note: string) =>
    readPage(service, journey.application, 'account', { json: { account: IBAN, note } }, journey.today)
  assert.deepEqual(reads(own.id), { ok: true, value: { account: IBAN, note: own.id } })
  const foreign = reads('file-of-somebody')
  assert.deepEqual(!foreign.ok && foreign.errors.map((error) => error.field), ['note'])
})

test('a supervisor may give an application to somebody; an officer may not', () => {
  const journey = submitted()
  const may = (role: 'officer' | 'supervisor' | 'citizen') =>
    permitted(funeral, journey.application, actor(role), journey.moment).assign
  assert.deepEqual([may('officer'), may('supervisor'), may('citizen')], [false, true, false])
  journey.does(actor('supervisor'), { kind: 'assigned', to: 'zahra' })
  assert.equal(journey.moves('officer:approve', {}, 'zahra').application.state, 'approving')
})

test('an application that was withdrawn or lapsed was never sent', () => {
  assert.equal(new Journey(funeral).moves('citizen:withdraw').application.submitted, null)
  assert.equal(submitted().moves('citizen:withdraw').application.submitted, submitted().application.submitted)
})

test('an instant service is sent only when every rule says yes', () => {
  const service: Service = { ...funeral, flow: instant() }
  const journey = new Journey(service).answers('deceased', { deceased: DECEASED, kinship: 'child' }).facts(DIED)
  journey.answers('account', { account: IBAN, note: null }).uploads('invoice')
  assert.equal(journey.moves('citizen:submit').application.state, 'approved')
  const other = new Journey(service)
    .answers('deceased', { deceased: DECEASED, kinship: 'friend' })
    .answers('witness', { witness: 'رضا' })
    .facts(DIED)
  other.answers('account', { account: IBAN, note: null }).uploads('invoice', 'letter')
  assert.equal(other.refusalOf('citizen:submit'), '«بازدید شعبه» هنوز معلوم نیست.')
})

test('a list that does not fit the service is not read', () => {
  const { actions } = complete().application
  const [opened, ...others] = actions
  const by = actor('citizen')
  assert.throws(() => fold(funeral, []), Unreadable)
  assert.throws(() => fold(funeral, others), Unreadable)
  assert.throws(() => fold({ ...funeral, version: 2 }, actions), Unreadable)
  assert.throws(
    () => fold(funeral, [opened!, { kind: 'answered', page: 'deceased', answers: { account: IBAN }, at: MORNING, by }]),
    Unreadable,
  )
  assert.throws(
    () =>
      fold(funeral, [opened!, { kind: 'answered', page: 'deceased', answers: { deceased: '123' }, at: MORNING, by }]),
    Unreadable,
  )
  assert.throws(() => fold(funeral, [opened!, { kind: 'moved', move: 'officer:approve', at: MORNING, by }]), Unreadable)
  assert.throws(
    () => fold(funeral, [opened!, { kind: 'moved', move: 'citizen:withdraw', at: MORNING, by: actor('officer') }]),
    Unreadable,
  )
})

test('the chain of hashes shows any change, at its place', () => {
  const digest = (text: string) => createHash('sha256').update(text).digest('hex')
  const links: { action: (typeof actions)[number]; hash: string }[] = []
  const { actions } = submitted().application
  for (const action of actions) links.push({ action, hash: linkHash(links.at(-1)?.hash ?? '', action, digest) })
  assert.equal(brokenLink(links, digest), null)
  for (const [n, link] of links.entries()) {
    assert.equal(brokenLink(links.with(n, { ...link, action: { ...link.action, at: link.action.at + 1 } }), digest), n)
    if (n < links.length - 1) assert.equal(brokenLink(links.toSpliced(n, 1), digest), n)
  }
  assert.equal(canonical({ b: [1, { d: null, c: 'x' }], a: true }), '{"a":true,"b":[1,{"c":"x","d":null}]}')
})
