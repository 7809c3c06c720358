import { setTimeout as sleep } from 'node:timers/promises'
import sharp from 'sharp'
import { goodPassword, safeCode, somebody } from './people.ts'
import { Visitor, type SentFile, type SentForm } from './visitor.ts'

// People who work the enrolment of dependants through its pages while processes die under them. Whatever fails is sent again
// just as it was, with the key of its form; what was answered is written into the ledger, which the replay compares with the
// database.

/** What was acknowledged. */
export class Ledger {
  /** Applications by the person who opened them. */
  readonly started = new Map<string, string>()
  /** Deeds by application id, or by tracking code where the doer knows no other name of it. */
  readonly deeds = new Map<string, string[]>()
  /** How often something was sent, how often it had to be sent again, and how often it was answered. */
  sent = 0
  repeated = 0
  answered = 0

  note(application: string, deed: string): void {
    this.deeds.set(application, [...(this.deeds.get(application) ?? []), deed])
  }
}

export type Couple = { readonly husband: ReturnType<typeof somebody>; readonly wife: ReturnType<typeof somebody> }

/** A husband and a wife whom the civil registry knows as such. */
export function couple(n: number): Couple {
  const born = '۱۳۶۵/۰۵/۰۵'
  const husband = somebody({ number: safeCode(2 * n), firstName: 'حسن', sex: 'male', born: '۱۳۶۰/۰۱/۰۱' })
  const wife = somebody({ number: safeCode(2 * n + 1), firstName: 'زهرا', lastName: 'کریمی', born })
  const marriage = { marriedOn: '2010-01-01' as never, ended: null, permanent: true }
  const of = (one: Couple['wife'], spouse: Couple['wife']): Couple['wife'] => ({
    ...one,
    person: { ...one.person, marriages: [{ ...marriage, spouse: spouse.person.number }] },
  })
  return { husband: of(husband, wife), wife: of(wife, husband) }
}

/** `signal` ends the work when the test has ended. */
export type Way = { readonly ledger: Ledger; readonly random: () => number; readonly signal: AbortSignal }

/** Sends until there is an answer that is none of a dying server. */
async function insist({ ledger, signal }: Way, work: () => Promise<Visitor>): Promise<Visitor> {
  let last = ''
  for (let tries = 0; tries < 600; tries += 1) {
    signal.throwIfAborted()
    ledger.sent += 1
    const visitor = await work().catch((error: unknown) => void (last = String(error)))
    if (visitor !== undefined && visitor.status < 500) {
      ledger.answered += 1
      return visitor
    }
    if (visitor !== undefined) last = `${visitor.path} ${visitor.status} ${visitor.html.slice(0, 400)}`
    ledger.repeated += 1
    await sleep(100)
  }
  throw new Error(`nobody answers: ${last}`)
}

async function open(way: Way, visitor: Visitor, path: string): Promise<void> {
  await insist(way, () => visitor.open(path))
}

/** Presses the button of a form of this page; true when it was done, false for `refusal`, which may happen here. */
async function press(
  way: Way,
  visitor: Visitor,
  action?: string,
  values: Record<string, string> = {},
  file?: SentFile,
  refusal?: number,
): Promise<boolean> {
  const form: SentForm = visitor.form(action)
  await insist(way, () => visitor.send(form, values, file))
  if (visitor.status === 200) return true
  if (visitor.status === refusal) return false
  throw new Error(`${form.action} answered ${visitor.status} at ${visitor.path}: ${visitor.text.slice(0, 400)}`)
}

let shade = 0
/** A photograph that no other is like. */
async function photograph(): Promise<Uint8Array> {
  shade += 1
  const background = { r: shade & 255, g: (shade >> 8) & 255, b: 90 }
  return sharp({ create: { width: 24, height: 16, channels: 3, background } })
    .png()
    .toBuffer()
}

/** A husband enrols his wife: from signing in to the decision of the branch. */
export async function enrolWife(way: Way, visitor: Visitor, { husband, wife }: Couple): Promise<void> {
  const { ledger, random } = way
  await insist(way, async () => {
    await visitor.open('/sign-in')
    const { personalNumber } = husband.form
    return visitor.path === '/sign-in' ? visitor.submit({ personalNumber, password: goodPassword }) : visitor
  })
  await open(way, visitor, '/services/dependants')
  await press(way, visitor, '/services/dependants/start')
  const id = /^\/applications\/(\d+)\//.exec(visitor.path)?.[1]
  if (id === undefined) throw new Error(`did not begin: ${visitor.path} ${visitor.text.slice(0, 300)}`)
  const personId = visitor.cookie('session')!.split('.')[0]!
  ledger.started.set(personId, id)
  const here = `/applications/${id}`
  const answers: Record<string, Record<string, string>> = {
    person: { 'person.number': wife.person.number, 'person.birthDate': '۱۳۶۵/۰۵/۰۵', relation: 'wife' },
    details: { placeOfBirth: 'قم', placeOfIssue: 'قم', branch: '' },
    truth: { truth: 'yes' },
  }
  const answer = async (page: string, values = answers[page]!) => {
    await press(way, visitor, `${here}/pages/${page}`, values)
    ledger.note(id, `answered ${page}`)
  }
  const upload = async (document: string) => {
    const name = `${document}-${(shade + 1).toString()}.png`
    await press(way, visitor, `${here}/documents/${document}`, {}, { name, bytes: await photograph() })
    ledger.note(id, `uploaded ${document} ${name}`)
  }
  const submit = async () => {
    await open(way, visitor, `${here}/review`)
    await reach(way, visitor, `${here}/review`)
    await press(way, visitor, `${here}/submit`)
    ledger.note(id, 'moved citizen:submit')
  }

  for (const page of ['person', 'details', 'truth']) {
    await reach(way, visitor, `${here}/pages/${page}`)
    await answer(page)
  }
  await reach(way, visitor, `${here}/documents`)
  await upload('idCard')
  if (random() < 0.25) {
    await press(way, visitor, `${here}/documents/idCard/remove`)
    ledger.note(id, 'removed idCard')
    await upload('idCard')
  }
  for (const document of ['spousePage', 'marriageDeed']) await upload(document)
  await submit()
  for (;;) {
    await open(way, visitor, here)
    const state = /وضعیت: <b>([^<]+)/.exec(visitor.html)?.[1] ?? ''
    if (['تأییدشده', 'ردشده'].includes(state)) return
    if (state !== 'نیازمند اصلاح شما') {
      await sleep(200 + random() * 200)
      continue
    }
    if (random() < 0.2) {
      await press(way, visitor, `${here}/withdraw`)
      ledger.note(id, 'moved citizen:withdraw')
      return
    }
    await open(way, visitor, `${here}/pages/details`)
    await answer('details', { placeOfBirth: 'کاشان' })
    await reach(way, visitor, `${here}/documents`)
    await upload('idCard')
    await submit()
  }
}

/** Waits at the page that says so until the registries have answered, and goes on to `path`. */
async function reach(way: Way, visitor: Visitor, path: string): Promise<void> {
  while (visitor.path !== path) {
    if (!visitor.path.endsWith('/wait'))
      throw new Error(`expected ${path}, not ${visitor.path} (${visitor.status}): ${visitor.text.slice(0, 300)}`)
    await sleep(200)
    const wait = visitor.path
    await open(way, visitor, wait)
  }
}

/** An officer works the queue until told to stop: claims, writes notes, gives back, returns, refuses, approves. */
export async function workQueue(way: Way, visitor: Visitor, staffId: string, stopped: () => boolean): Promise<void> {
  const { ledger, random } = way
  while (!stopped()) {
    await open(way, visitor, random() < 0.5 ? '/staff?holder=mine' : '/staff?holder=free')
    const codes = [...visitor.html.matchAll(/href="\/staff\/cases\/(\d{10})"/g)].map(([, code]) => code!)
    const code = codes[Math.floor(random() * codes.length)]
    if (code === undefined) {
      await sleep(100 + random() * 200)
      continue
    }
    await workCase(code)
  }

  async function workCase(code: string): Promise<void> {
    const here = `/staff/cases/${code}`
    const has = (action: string) => visitor.html.includes(`action="${here}/${action}"`)
    await open(way, visitor, here)
    if (has('claim')) {
      if (!(await press(way, visitor, `${here}/claim`, {}, undefined, 409))) return
      ledger.note(code, `claimed ${staffId}`)
    }
    if (!has('release')) return
    if (random() < 0.4) {
      const text = `یادداشت ${Math.floor(random() * 1e12)}`
      await press(way, visitor, `${here}/notes`, { text })
      ledger.note(code, `noted ${staffId} ${text}`)
    }
    if (random() < 0.1) {
      // Sent again after it was done it is refused, as the case is in this hand no more: then it was done.
      await press(way, visitor, `${here}/release`, {}, undefined, 409)
      ledger.note(code, `released ${staffId}`)
      return
    }
    const before = ledger.deeds.get(code) ?? []
    const move = before.some((deed) => deed.startsWith('moved officer:return')) ? 'approve' : decision(random())
    await press(way, visitor, `${here}/moves/${move}`, GROUNDS[move])
    ledger.note(code, `moved officer:${move} ${staffId}`)
  }
}

const decision = (chance: number) => (chance < 0.35 ? 'return' : chance < 0.5 ? 'reject' : 'approve')

const GROUNDS = {
  approve: {},
  return: { 'field-placeOfBirth': 'با شناسنامه یکی نیست.', 'document-idCard': 'تصویر خوانا نیست.' },
  reject: { 'reason-tie': 'yes', 'note-tie': 'این نسبت در مدارک دیده نشد.' },
} as const
