import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { tidingsOf, type Step } from '#app/applications/tidings.ts'
import { filled } from '#app/applications/effects.ts'
import { citizen } from '#app/applications/load.ts'
import { act, digest } from '#app/applications/act.ts'
import { dropInfected } from '#app/applications/drop-infected.ts'
import { handle, moveApplication } from '#app/applications/move.ts'
import { done } from '#app/problem.ts'
import type { Actor, Deed, Grounds } from '#kernel/service/action.ts'
import { moveOf, movesOf, type MoveName, type States } from '#kernel/service/flow.ts'
import { instant, reviewedByBranch } from '#kernel/service/flows.ts'
import { outcome } from '#kernel/service/outcome.ts'
import { situation } from '#kernel/service/situation.ts'
import { tehranDate } from '#kernel/dates.ts'
import { services } from '#services/all.ts'
import { CASES } from '#services/dependants/cases.ts'
import dependants from '#services/dependants/service.ts'
import { smsParts } from '#ports/sms-parts.ts'
import type { ApplicationKey } from '#store/applications.ts'
import type { KeptFile } from '#store/files.ts'
import { examine, fill } from '../support/cases.ts'
import { branchOf, ok } from '../support/desk.ts'
import { Journey } from '../support/journey.ts'
import { startPortal } from '../support/portal.ts'
import { worked } from '../support/worked.ts'

const everyShape = [true, false].flatMap((fourEyes) =>
  [0, 10].flatMap((inquiryDays) =>
    [0, 20].map((commissionDays) => reviewedByBranch({ days: 3, fourEyes, inquiryDays, commissionDays })),
  ),
)
const flows = [instant(), ...everyShape, ...services.map(({ flow }) => flow)]

const steps = (states: States): Step[] =>
  Object.entries(states).flatMap(([from, state]) =>
    movesOf(state).map((move) => ({ from, move, to: moveOf(state, move)!.to })),
  )

/** Nobody is told what they have just done with their own hands, nor that nothing came of what they never sent. */
const needsNoWord = ({ from, move }: Step, start: string) =>
  move === 'citizen:withdraw' || (move === 'clock:due' && from === start)

describe('in every flow', () => {
  test('a person is told whenever it becomes their turn, is no longer theirs, or somebody comes to see them', () => {
    for (const { states, start } of flows as readonly { states: States; start: string }[])
      for (const step of steps(states)) {
        const [before, now] = [states[step.from]!, states[step.to]!]
        if (now.final === 'outcome') continue // told by the outcome, below
        const visits = Object.keys(now.on ?? {}).some((name) => /^(inquirer|physician):/.test(name))
        const matters = before.clock !== now.clock || visits
        const told = tidingsOf(states, start, step)
        const words = `${step.from} ${step.move} ${step.to}`
        if (needsNoWord(step, start)) assert.equal(told, null, words)
        else assert.equal(told !== null, matters, `${words}: ${told}`)
      }
  })

  test('what goes to and fro inside the organisation costs no message', () => {
    const { states, start } = reviewedByBranch({ days: 3, fourEyes: true, inquiryDays: 5 }) as {
      states: States
      start: string
    }
    const silent = steps(states).filter((step) => tidingsOf(states, start, step) === null)
    assert.ok(silent.some(({ move, to }) => move === 'supervisor:send-back' && to === 'submitted'))
    assert.ok(silent.some(({ move, to }) => move === 'inquirer:report' && to === 'submitted'))
    assert.ok(silent.some(({ to }) => to === 'approving'))
  })
})

describe('at each turn of a real application', async () => {
  const portal = await startPortal({ after })
  const branch = branchOf(portal)
  const { app } = branch
  const staff = (role: 'officer' | 'supervisor' | 'inquirer'): Actor => ({
    role,
    id: { officer: '71', supervisor: '72', inquirer: '73' }[role],
  })

  async function moves(key: ApplicationKey, by: Actor, move: MoveName, grounds: Grounds = {}): Promise<string[]> {
    if (by.role !== 'citizen') ok(await handle(app, key, by, 'claimed'))
    ok(await moveApplication(app, key, by, move, grounds))
    return newTexts()
  }
  let read = 0
  async function newTexts(): Promise<string[]> {
    await worked(portal)
    const rows = (await portal.outside.inbox(mobile)).map(({ text }) => text)
    const fresh = rows.slice(0, rows.length - read)
    read = rows.length
    return [...new Set(fresh)] // a provider that answers late may have sent it all the same
  }
  let mobile = ''
  const records = async (key: ApplicationKey, by: Actor, value: unknown) => {
    ok(await handle(app, key, by, 'claimed'))
    const { service, application } = await branch.load(key)
    const [missing] = situation(service, application, tehranDate(app.clock.now())).missingFacts.filter(
      ({ from }) => from.recordedBy === by.role,
    )
    const { name, about } = missing!
    const said = { value: value as never, source: 'test', replyId: '1', saidAt: new Date(0).toISOString() }
    ok(await act(app, key, by, null, () => done([{ kind: 'fact', name, about, ...said } satisfies Deed])))
  }
  const only = (texts: string[], ...parts: string[]) => {
    assert.equal(texts.length, 1, JSON.stringify(texts))
    for (const part of parts) assert.ok(texts[0]!.includes(part), `${texts[0]} lacks ${part}`)
    assert.ok(smsParts(texts[0]!).parts <= 3, texts[0])
  }

  test('sent, inquired into, returned, corrected, refused, objected to, refused again', async () => {
    const key = await branch.sent('mother')
    const person = citizen(key.personId)
    mobile = (await portal.database.query<{ mobile: string }>('select mobile from person'))[0]!.mobile
    only(await newTexts(), 'رسید', 'کد رهگیری', 'پاسخ تا پایان')
    only(await moves(key, staff('officer'), 'officer:inquire'), 'تحقیق معیشت', 'کارت شناسایی')
    await records(key, staff('inquirer'), { supported: true, report: 'گزارش' })
    assert.deepEqual(await moves(key, staff('inquirer'), 'inquirer:report'), [], 'nothing for the person to do')
    const remarks = [{ about: 'field', name: 'placeOfBirth', remark: 'یکی نیست.' }] as const
    only(await moves(key, staff('officer'), 'officer:return', { remarks }), 'نیاز به اصلاح', 'درخواست‌های من')
    const answers = { placeOfBirth: 'قم' }
    ok(await act(app, key, person, null, () => done([{ kind: 'answered', page: 'details', answers }])))
    only(await moves(key, person, 'citizen:submit'), 'اصلاح', 'پاسخ تا پایان')
    const reasons = [{ rule: 'support', note: 'تکفل دیده نشد.' }]
    only(await moves(key, staff('officer'), 'officer:reject', { reasons }), 'پذیرفته نشد', 'صدیقه کریمی')
    only(await moves(key, person, 'citizen:object'), 'اعتراض', 'پاسخ تا پایان')
    only(await moves(key, staff('supervisor'), 'supervisor:reject', { reasons }), 'پذیرفته نشد')
  })

  test('returned and forgotten: the end of the time to correct is told; never sent: it is not', async () => {
    const key = await branch.sent('wife')
    const draft = await branch.draft()
    await newTexts()
    const remarks = [{ about: 'document', name: 'idCard', remark: 'خوانا نیست.' }] as const
    only(await moves(key, staff('officer'), 'officer:return', { remarks }), 'نیاز به اصلاح')
    await portal.forward(60 * 86_400_000)
    for (const one of [key, draft]) ok(await moveApplication(app, one, { role: 'clock', id: 'clock' }, 'clock:due'))
    only(await newTexts(), 'مهلت اصلاح', 'بسته شد')
  })

  test('a file with a virus in it is taken out, asked for again, and the person learns of it once', async () => {
    const key = await branch.draft()
    const id = 'file-infected-1' as KeptFile['id']
    const file = { id, name: 'شناسنامه.jpg', bytes: 10, type: 'image/jpeg', sha256: digest(id) }
    const person = citizen(key.personId)
    ok(await act(app, key, person, null, () => done([{ kind: 'uploaded', document: 'idCard', file }])))
    await newTexts()
    for (let times = 0; times < 2; times += 1)
      await app.db.transaction((tx) => dropInfected(tx, app, { ...key, id, document: 'idCard' }))
    assert.deepEqual((await branch.load(key)).application.documents['idCard'], [])
    only(await newTexts(), 'ویروس', 'پروندهٔ سالمی')
  })
})

test('the end of an enrolment tells the applicant, in at most three parts however long the names are', () => {
  for (const one of CASES) {
    const journey = new Journey(dependants)
    fill(journey, one)
    if (journey.refusalOf('citizen:submit') !== null) continue
    journey.moves('citizen:submit')
    examine(journey, one.found)
    if (one.ends === 'approved') journey.moves('officer:approve')
    else journey.moves('officer:reject', { reasons: [{ rule: one.ends.refusedBy, note: 'طبق قانون.' }] })
    const told = outcome(dependants, journey.application, journey.today).filter((effect) => effect.do === 'sms')
    assert.ok(
      told.some(({ to }) => to === 'applicant'),
      one.title,
    )
    for (const { text, values } of told) {
      const long = Object.fromEntries(Object.keys(values).map((name) => [name, 'ن'.repeat(60)]))
      const words = `تأمین من: ${filled(dependants.texts[text] ?? '', long)}`
      assert.ok(smsParts(words).parts <= 3, `${text}: ${words.length} characters`)
    }
  }
})
