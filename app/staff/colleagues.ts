import type { Actor, Addressee } from '#kernel/service/action.ts'
import { ROLES, type StaffRole as DeskRole } from '#kernel/service/flow.ts'
import { permitted } from '#kernel/service/permitted.ts'
import { mayReply, questions } from '#kernel/service/questions.ts'
import { isTheirs } from '#kernel/unit.ts'
import { listColleagues, staffNames, type Colleague } from '#store/desk.ts'
import { insertQuestion, listQuestionsBy, listQuestionsTo, markAnswered, type AskedLine } from '#store/questions.ts'
import { actWithin, type Seen } from '../applications/act.ts'
import { loadApplication, type Loaded } from '../applications/load.ts'
import type { App } from '../app.ts'
import { done, failed, invalid, type Result } from '../problem.ts'
import { actorOf, notFound, onCase, onceBy } from './on-case.ts'
import { isOfDesk, type Desk } from './desk.ts'
import { unitOf } from './sign-in-staff.ts'
import { deskNames, deskRoles, deskStaff, type StaffRole } from './staff.ts'

const LONGEST = 2000
const refused = (message: string): Result<never> => failed({ code: 'wrong-step', message })

/** Everybody with a desk who serves the branch of an application, but the reader. */
export async function colleaguesOf(app: App, desk: Desk, { row }: Loaded): Promise<Colleague[]> {
  const all = await listColleagues(app.db, row.branchId, deskStaff)
  return all.filter(({ staffId }) => staffId !== desk.staffId)
}

/** Those of them who could take it in hand were it free, but its holder. */
export function assignable(colleagues: readonly Colleague[], { service, application, moment }: Loaded): Colleague[] {
  const free = { ...application, holder: null }
  return colleagues.filter(({ staffId, role, unit = null }) => {
    const part = deskRoles[role as StaffRole]
    if (part === undefined || staffId === application.holder) return false
    if (!isTheirs({ role: part, ...unitOf({ unit }) }, service.unit)) return false
    return permitted(service, free, { role: part, id: staffId }, moment).claim
  })
}

/** A supervisor gives a case to somebody who can act on it now. */
export const assignCase = (app: App, desk: Desk, code: string, to: string) =>
  give(app, desk, code, { to, note: '', once: null }, 'assign')

/** Whoever has a case in hand gives it to a colleague who can act on it, with a word. `once` names this attempt. */
export async function handOverCase(app: App, desk: Desk, code: string, to: string, note: string, once: string | null) {
  const text = note.trim()
  if (text === '')
    return invalid([{ field: 'hand-over-note', message: 'برای همکارتان بنویسید چرا پرونده را به او می‌سپارید.' }])
  return give(app, desk, code, { to, note: text.slice(0, LONGEST), once }, 'handOver')
}

const give = (
  app: App,
  desk: Desk,
  code: string,
  { to, note, once }: { to: string; note: string; once: string | null },
  how: 'assign' | 'handOver',
) =>
  onCase(app, desk, code, async (row) => {
    const loaded = await loadApplication(app, row)
    if (loaded === undefined) return notFound
    const whom = assignable(await colleaguesOf(app, desk, loaded), loaded).find(({ staffId }) => staffId === to)
    const version = loaded.application.moves.length
    return app.db.transaction((tx) =>
      actWithin(tx, app, row, actorOf(desk), onceBy(desk, once), ({ service, application, moment }: Seen) => {
        if (!isOfDesk(desk, row) || !permitted(service, application, actorOf(desk), moment)[how])
          return refused('این پرونده را اکنون نمی‌توان به کسی سپرد.')
        if (whom === undefined)
          return invalid([
            { field: how === 'assign' ? 'to' : 'hand-over-to', message: 'همکاری را از فهرست انتخاب کنید.' },
          ])
        if (application.moves.length !== version) return refused('وضعیت پرونده همین حالا تغییر کرد. دوباره نگاه کنید.')
        return done([{ kind: 'assigned', to: whom.staffId, ...(note === '' ? {} : { note }) }])
      }),
    )
  })

/**
 * Puts a question to a colleague of the branch, or to whoever of a role serves it: `to` is a staff id or the name of a part,
 * `physician` say. Nobody's clock moves. `once` names this attempt: sent again it is the same question.
 */
export const askColleague = (app: App, desk: Desk, code: string, to: string, text: string, once: string | null) =>
  onCase(app, desk, code, async (row) => {
    const loaded = await loadApplication(app, row)
    if (loaded === undefined) return notFound
    const addressee = addresseeOf(await colleaguesOf(app, desk, loaded), to)
    if (addressee === null) return invalid([{ field: 'ask-to', message: 'همکار یا نقشی را از فهرست انتخاب کنید.' }])
    if (text.trim() === '') return invalid([{ field: 'question', message: 'پرسش خود را بنویسید.' }])
    return app.db.transaction(async (tx) => {
      let n: number | null = null
      const by = actorOf(desk)
      const at = new Date(app.clock.now())
      const asked = await actWithin(tx, app, row, by, onceBy(desk, once), ({ service, application, moment }) => {
        if (!permitted(service, application, by, moment).ask)
          return refused('این درخواست بسته شده است و دربارهٔ آن نمی‌توان پرسید.')
        n = application.actions.length
        return done([{ kind: 'asked', to: addressee, text: text.trim().slice(0, LONGEST) }])
      })
      if (asked.ok && n !== null)
        await insertQuestion(tx, row, { n, branchId: row.branchId, askedBy: desk.staffId, to: addressee, at })
      return asked
    })
  })

const parts: readonly string[] = ROLES.filter((role) => role in deskNames)

function addresseeOf(colleagues: readonly Colleague[], to: string): Addressee | null {
  if (parts.includes(to)) return { role: to as DeskRole }
  return colleagues.some(({ staffId }) => staffId === to) ? { staff: to } : null
}

/** Answers a question that was put to oneself or to one's role. `n` is its place among the actions. */
export const replyToColleague = (app: App, desk: Desk, code: string, n: number, text: string, once: string | null) =>
  onCase(app, desk, code, async (row) => {
    if (text.trim() === '') return invalid([{ field: `reply-${n}`, message: 'پاسخ خود را بنویسید.' }])
    return app.db.transaction(async (tx) => {
      const by: Actor = actorOf(desk)
      const replied = await actWithin(tx, app, row, by, onceBy(desk, once), ({ service, application }) => {
        const question = questions(application).find((one) => one.n === n)
        if (question === undefined) return notFound
        if (!mayReply(question, by)) return refused('پاسخ این پرسش با شما نیست، یا همکار دیگری پاسخ داده است.')
        if (service.flow.states[application.state]?.final !== undefined)
          return refused('این درخواست بسته شده است و پرسش دیگر پاسخی نمی‌خواهد.')
        return done([{ kind: 'replied', question: n, text: text.trim().slice(0, LONGEST) }])
      })
      if (replied.ok) await markAnswered(tx, row, n, new Date(app.clock.now()))
      return replied
    })
  })

/** A question in the list of a desk. */
export type AskedQuestion = AskedLine & { readonly askedByName: string; readonly toName: string }
export type Questions = { readonly toMe: readonly AskedQuestion[]; readonly mine: readonly AskedQuestion[] }

const REMEMBERED = 14 * 24 * 3600_000

/** The questions that wait for this desk, and what it asked in the last two weeks. */
export async function questionsOf(app: App, desk: Desk): Promise<Questions> {
  const [toMe, mine] = await Promise.all([
    listQuestionsTo(app.db, desk),
    listQuestionsBy(app.db, desk, new Date(app.clock.now() - REMEMBERED)),
  ])
  const ids = [...toMe, ...mine].flatMap(({ askedBy, toStaff }) => [askedBy, ...(toStaff === null ? [] : [toStaff])])
  const names = await staffNames(app.db, [...new Set(ids)])
  const named = (line: AskedLine): AskedQuestion => ({
    ...line,
    askedByName: names.get(line.askedBy) ?? '',
    toName: line.toStaff === null ? (deskNames[line.toRole as DeskRole] ?? '') : (names.get(line.toStaff) ?? ''),
  })
  return { toMe: toMe.map(named), mine: mine.map(named) }
}
