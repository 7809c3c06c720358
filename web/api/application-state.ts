import { tehranDate } from '#kernel/dates.ts'
import { plainText } from '#kernel/fields/field.ts'
import { deadline } from '#kernel/service/deadline.ts'
import { nextPage, openParts } from '#kernel/service/form.ts'
import { permitted } from '#kernel/service/permitted.ts'
import type { Sheet } from '#kernel/sheet/sheet.ts'
import { needsCode } from '#kernel/steps/proof.ts'
import { sheetOf, sheetOfPage } from '#kernel/sheet/shown.ts'
import { countedDays } from '#kernel/working-time/due.ts'
import { askedFiles } from '#web/pages/application/documents.tsx'
import { sheetOfSent, shownFacts, silentSources, situationOf, type Opened } from '#web/pages/application/opened.ts'
import { payoutsShown, payoutWords, type PayoutShown } from '#web/pages/application/payouts.tsx'
import { dayWords, moveWords, promisedWords, ROLE_NAMES, TURN_WORDS } from '#web/pages/application/words.ts'
import { z } from 'zod'
import { answersSchema, answersToApi } from './answers.ts'
import { Article, Instant, instant, JalaliDay, jalaliDay, JsonSchemaObject } from './schemas.ts'
import { SheetAnswer, sheetToApi } from './sheet.ts'

export const ApplicationId = z
  .string()
  .max(19)
  .meta({ description: 'The `id` of an application.', examples: ['4611686018427387904'] })

const Turn = z
  .enum(['citizen', 'organisation'])
  .nullable()
  .meta({ description: 'Whose turn it is; null: it has ended.' })

export const Promised = z
  .strictObject({
    day: JalaliDay.meta({ description: 'Until the end of this day.' }),
    at: Instant,
    text: z.string().meta({ description: 'The same as a Persian sentence.' }),
    late: z.boolean().meta({ description: 'Whether the organisation has let it pass.' }),
    certain: z.boolean().meta({ description: 'False while a day of the count still waits for the moon or a decree.' }),
    days: z.int(),
    unit: z.enum(['working-day', 'calendar-day']),
    counted: z
      .array(
        z.strictObject({
          day: JalaliDay,
          number: z.int().nullable().meta({ description: 'Which day of the count it is; null: it does not count.' }),
          why: z.string().meta({ description: 'In Persian.', examples: ['روز کاری'] }),
          certain: z.boolean(),
        }),
      )
      .meta({ description: 'Every day from the receipt to the last.' }),
  })
  .meta({
    id: 'Promised',
    description: 'Until when whose turn it is has to be done. It never moves to an earlier day.',
  })

const Next = z
  .strictObject({
    step: z.enum(['page', 'wait', 'documents', 'review', 'refused', 'none']).meta({
      description:
        '`page`: answer it; `wait`: the next question depends on a source that has not answered, look up again; `documents`: upload; `review`: read everything and submit; `refused`: a rule says no, see the review; `none`: it is not the person’s turn.',
    }),
    page: z.string().nullable(),
  })
  .meta({ id: 'ApplicationNext', description: 'What comes next for the person.' })

const Page = z
  .strictObject({
    name: z.string(),
    title: z.string(),
    hint: z.string().nullable(),
    open: z.array(z.string()).meta({ description: 'The fields that may be given now; empty: the page is closed.' }),
    schema: JsonSchemaObject.meta({ description: 'JSON Schema of the open fields: the body that the page takes now.' }),
    answers: z
      .record(z.string(), z.unknown())
      .meta({ description: 'What was answered, by field, as the page’s schema says.' }),
    text: z.record(z.string(), z.string()).meta({ description: 'The same for reading, in Persian.' }),
    sheet: SheetAnswer.nullable().meta({ description: 'What the page works out and shows as soon as it can.' }),
  })
  .meta({ id: 'ApplicationPage', description: 'A page that is asked in this application.' })

const FileOf = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    bytes: z.int(),
    type: z.string().meta({ examples: ['image/jpeg'] }),
  })
  .meta({ id: 'ApplicationFile' })

const DocumentOf = z
  .strictObject({
    name: z.string(),
    title: z.string(),
    hint: z.string().nullable(),
    optional: z.boolean(),
    most: z.int(),
    open: z.boolean().meta({ description: 'Whether files may be added and taken back now.' }),
    files: z.array(FileOf),
  })
  .meta({ id: 'ApplicationDocument', description: 'A paper that is asked, or a question that is answered by a file.' })

const Remark = z
  .strictObject({
    about: z.enum(['field', 'document']),
    name: z.string(),
    title: z.string(),
    remark: z.string().meta({ description: 'What the branch says is wrong.' }),
    mended: z.boolean().meta({ description: 'Whether it was given again.' }),
  })
  .meta({ id: 'Remark' })

const Move = z
  .strictObject({
    move: z.string().meta({ description: 'submit, withdraw or object.', examples: ['submit'] }),
    allowed: z.boolean(),
    why: z.string().nullable().meta({ description: 'Why not, in Persian.' }),
    code: z.boolean().meta({
      description: 'Whether it is made with a code instead: ask for one at `…/code`, then send it to `…/confirm`.',
    }),
  })
  .meta({ id: 'ApplicationMove' })

const Fact = z
  .strictObject({
    name: z.string(),
    source: z.string().meta({ description: 'Who says so, in Persian.' }),
    at: Instant,
    says: z.record(z.string(), z.string()).meta({ description: 'For reading: Persian label and value.' }),
  })
  .meta({ id: 'ApplicationFact', description: 'What a registry answered. It is shown, never edited.' })

const Reason = z
  .strictObject({ rule: z.string(), title: z.string(), note: z.string(), articles: z.array(Article) })
  .meta({ id: 'RejectionReason' })

export const ApplicationState = z
  .strictObject({
    id: ApplicationId,
    service: z.string().meta({ examples: ['dependants'] }),
    version: z.int(),
    title: z.string(),
    trackingCode: z.string().meta({ description: 'Ten digits.', examples: ['0000000017'] }),
    state: z.string().meta({ examples: ['review'] }),
    stateText: z.string().meta({ description: 'The state in plain Persian.' }),
    turn: Turn,
    turnText: z.string().nullable(),
    openedAt: Instant,
    submittedAt: Instant.nullable(),
    promised: Promised.nullable(),
    next: Next,
    pages: z.array(Page).meta({ description: 'In the order they are asked; more may follow from the answers.' }),
    documents: z.array(DocumentOf),
    facts: z.array(Fact),
    silent: z.array(z.string()).meta({ description: 'Sources that were asked and have not answered, in Persian.' }),
    remarks: z.array(Remark).meta({ description: 'Of the last return for correction.' }),
    moves: z.array(Move).meta({ description: 'What the person can do in this state.' }),
    timeline: z.array(z.strictObject({ at: Instant, text: z.string(), note: z.string().nullable() })),
    messages: z.array(z.strictObject({ at: Instant, by: z.string(), text: z.string() })),
    readers: z
      .array(z.strictObject({ at: Instant, by: z.string(), what: z.string() }))
      .meta({ description: 'Who of the organisation has read what of it.' }),
    sheet: SheetAnswer.nullable().meta({
      description:
        'What it comes to: once everything is answered, while the branch looks at it, and with the result. Null where the service shows nothing, or it came to nothing.',
    }),
    payouts: z
      .array(
        z.strictObject({
          purpose: z.string(),
          rials: z.string().meta({ description: 'Whole rials, in digits.', examples: ['150000000'] }),
          state: z.enum(['coming', 'waiting', 'ordered', 'listed', 'paid', 'refused']),
          text: z.string(),
          paidOn: JalaliDay.nullable(),
        }),
      )
      .meta({ description: 'What was granted, and where the money is. `waiting`: for an account to be declared.' }),
    result: z
      .strictObject({ accepted: z.boolean(), reasons: z.array(Reason) })
      .nullable()
      .meta({ description: 'Once the branch has decided.' }),
  })
  .meta({ id: 'Application', description: 'An application as its owner may see it now. Texts are Persian.' })

type State = z.output<typeof ApplicationState>

/** An application as it stands now. */
export function applicationState(opened: Opened, payouts: readonly PayoutShown[] = []): State {
  const { service, application, applicationId, trackingCode } = opened
  const state = service.flow.states[application.state]!
  return {
    id: applicationId,
    service: service.id,
    version: service.version,
    title: service.title,
    trackingCode,
    state: application.state,
    stateText: state.title,
    turn: state.clock ?? null,
    turnText: state.clock === undefined ? null : TURN_WORDS[state.clock],
    openedAt: at(application.opened),
    submittedAt: application.submitted === null ? null : at(application.submitted),
    promised: promisedOf(opened),
    next: nextOf(opened),
    pages: pagesOf(opened),
    documents: documentsOf(opened),
    facts: shownFacts(opened, showsAll(opened)).map((fact) => ({
      name: fact.name,
      source: fact.title,
      at: at(fact.at),
      says: Object.fromEntries(fact.rows),
    })),
    silent: [...silentSources(opened)],
    remarks: remarksOf(opened),
    moves: movesOf(opened),
    ...pastOf(opened),
    sheet: apiSheet(nextOf(opened).step === 'review' ? sheetOf(service, situationOf(opened)) : sheetOfSent(opened)),
    payouts: payoutsShown(opened, payouts).map((payout) => ({
      purpose: payout.purpose,
      rials: payout.rials,
      state: payout.state,
      text: payoutWords(payout),
      paidOn: payout.paidOn === null ? null : jalaliDay(payout.paidOn),
    })),
    result: resultOf(opened),
  }
}

const apiSheet = (sheet: Sheet | null) => (sheet === null ? null : sheetToApi(sheet))
const at = (ms: number): string => instant(new Date(ms))
const todayOf = ({ moment }: Opened) => tehranDate(moment.at)

/** What others know of somebody is for whoever all rules let come this far, and for what was sent. */
const showsAll = (opened: Opened): boolean => opened.application.submitted !== null || nextOf(opened).step === 'review'

function nextOf({ service, application, moment }: Opened): State['next'] {
  const next = nextPage(service, application, tehranDate(moment.at))
  return { step: next.step, page: next.step === 'page' ? next.page : null }
}

function promisedOf({ service, application, moment }: Opened): State['promised'] {
  const limit = deadline(service, application, moment.time)
  if (limit === null) return null
  const lines = countedDays(limit.time, limit.received, limit.limit)
  return {
    day: jalaliDay(tehranDate(limit.at - 1)),
    at: at(limit.at),
    text: promisedWords(limit),
    late: limit.clock === 'organisation' && moment.at > limit.at,
    certain: lines.every(({ confirmed }) => confirmed),
    days: limit.limit.days,
    unit: limit.limit.unit,
    counted: lines.map((line) => ({
      day: jalaliDay(line.date),
      number: line.counted,
      why: dayWords(line),
      certain: line.confirmed,
    })),
  }
}

function pagesOf(opened: Opened): State['pages'] {
  const { service, application } = opened
  const open = openParts(service, application, todayOf(opened)).fields
  const { pages, context } = situationOf(opened)
  return pages.map((name) => {
    const { title, hint, fields } = service.pages[name]!
    const given = Object.fromEntries(
      fields.filter((field) => field in context.answers).map((field) => [field, context.answers[field]]),
    )
    const now = fields.filter((field) => open.includes(field))
    return {
      name,
      title,
      hint: hint ?? null,
      open: now,
      schema: { ...answersSchema(service, now) },
      answers: answersToApi(service, given),
      text: Object.fromEntries(
        Object.entries(given).map(([field, value]) => [field, plainText(service.fields[field]!.view(value))]),
      ),
      sheet: apiSheet(sheetOfPage(service, situationOf(opened), name)),
    }
  })
}

function documentsOf(opened: Opened): State['documents'] {
  const { service, application } = opened
  const { documents, fields } = openParts(service, application, todayOf(opened))
  return askedFiles(opened).map(({ name, title, hint, optional, most }) => ({
    name,
    title,
    hint: hint ?? null,
    optional,
    most,
    open: documents.includes(name) || fields.includes(name),
    files: (application.documents[name] ?? []).map((file) => ({
      id: file.id,
      name: file.name,
      bytes: file.bytes,
      type: file.type,
    })),
  }))
}

function remarksOf({ service, application }: Opened): State['remarks'] {
  return application.remarks.map(({ about, name, remark }) => ({
    about,
    name,
    title: (about === 'field' ? service.fields[name]?.label : service.documents[name]?.title) ?? '',
    remark,
    mended: !application.reopened.some((one) => one.about === about && one.name === name),
  }))
}

const citizenOf = (opened: Opened) =>
  permitted(opened.service, opened.application, { role: 'citizen', id: '' }, opened.moment).moves

function movesOf(opened: Opened): State['moves'] {
  return citizenOf(opened).map((one) => ({
    move: one.move.slice('citizen:'.length),
    allowed: one.allowed,
    why: one.allowed ? null : one.why,
    code: needsCode(opened.service.flow.states[opened.application.state], one.move),
  }))
}

function pastOf({ service, application }: Opened): Pick<State, 'timeline' | 'messages' | 'readers'> {
  const begun = { at: at(application.opened), text: 'درخواست را آغاز کردید', note: null }
  const moves = application.moves.map((one) => ({
    at: at(one.at),
    text: moveWords(one.move, service.flow.states[one.to]?.title ?? ''),
    note: one.note ?? null,
  }))
  const titleOf = (what: string) => service.documents[what]?.title ?? service.fields[what]?.label ?? 'همهٔ پرونده'
  return {
    timeline: [begun, ...moves],
    messages: application.actions.flatMap((action) =>
      action.kind === 'noted' && action.shownTo === 'citizen'
        ? [{ at: at(action.at), by: ROLE_NAMES[action.by.role], text: action.text }]
        : [],
    ),
    readers: application.actions.flatMap((action) =>
      action.kind === 'viewed'
        ? [{ at: at(action.at), by: ROLE_NAMES[action.by.role], what: titleOf(action.what) }]
        : [],
    ),
  }
}

/** Once the branch has decided, or the rules have on sending. */
function resultOf({ service, application }: Opened): State['result'] {
  if (service.flow.states[application.state]?.final !== 'outcome') return null
  const accepted = application.state !== 'rejected'
  const reasons = application.moves.findLast((move) => (move.reasons ?? []).length > 0)?.reasons ?? []
  return {
    accepted,
    reasons: (accepted ? [] : reasons).map(({ rule, note }) => ({
      rule,
      title: service.rules[rule]?.title ?? '',
      note,
      articles: [service.rules[rule]?.law ?? []].flat(),
    })),
  }
}
