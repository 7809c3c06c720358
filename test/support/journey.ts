import type { IsoDate } from '#kernel/dates.ts'
import { tehranDate } from '#kernel/dates.ts'
import type { Json, Random } from '#kernel/fields/field.ts'
import type { FileRef } from '#kernel/fields/file.ts'
import type { PersonalNumber } from '#kernel/personal-number.ts'
import type { Action, Actor, Deed, Grounds } from '#kernel/service/action.ts'
import { type Application, fold, step } from '#kernel/service/application.ts'
import type { MoveName, Role } from '#kernel/service/flow.ts'
import { permissionOf, permitted } from '#kernel/service/permitted.ts'
import type { Service } from '#kernel/service/service.ts'
import { situation } from '#kernel/service/situation.ts'
import { needsCode } from '#kernel/steps/proof.ts'
import { IRAN } from '#kernel/working-time/iran.ts'
import { workingTime } from '#kernel/working-time/working-time.ts'

export const time = workingTime(IRAN)
export const APPLICANT = '9912345673' as PersonalNumber
export const ROLES: readonly Role[] = ['citizen', 'officer', 'supervisor', 'inquirer', 'physician', 'clock']

/** Saturday 20 Dey 1404, ten in the morning in Tehran. */
export const MORNING = Date.parse('2026-01-10T06:30:00Z')
const HOUR = 3_600_000

/** Plays an application in tests: each call appends actions as the use cases would, an hour after the last. */
export class Journey {
  readonly service: Service
  application: Application
  at: number
  files = 0

  constructor(service: Service, applicant: PersonalNumber = APPLICANT, at = MORNING) {
    this.service = service
    this.at = at
    const opened = { kind: 'opened', service: service.id, version: service.version, applicant } as const
    this.application = step(service, null, { ...opened, at, by: actor('citizen') })
  }

  get today(): IsoDate {
    return tehranDate(this.at)
  }

  get moment() {
    return { at: this.at, time }
  }

  does(by: Actor, deed: Deed, hours = 1): this {
    this.at += hours * HOUR
    this.application = step(this.service, this.application, { ...deed, at: this.at, by })
    return this
  }

  answers(page: string, answers: Readonly<Record<string, Json>>): this {
    return this.does(actor('citizen'), { kind: 'answered', page, answers })
  }

  /** What the sources say, or a colleague finds out, of every fact that can be asked for now. */
  facts(said: Readonly<Record<string, unknown>>, role: Role = 'clock'): this {
    const missing = situation(this.service, this.application, this.today).missingFacts
    for (const { name, about, from } of missing.filter(
      (one) => one.name in said && one.from.recordedBy === (role === 'clock' ? null : role),
    ))
      this.does(actor(role), {
        kind: 'fact',
        name,
        about,
        value: said[name] as Json,
        source: from.key,
        replyId: `reply-${this.at}`,
        saidAt: new Date(this.at).toISOString(),
      })
    return this
  }

  uploads(...documents: readonly string[]): this {
    for (const document of documents) this.does(actor('citizen'), { kind: 'uploaded', document, file: this.file() })
    return this
  }

  file(more: Partial<FileRef> = {}): FileRef {
    this.files += 1
    const id = `file-${String(this.files).padStart(6, '0')}` as FileRef['id']
    return { id, name: 'scan.jpg', bytes: 1000, type: 'image/jpeg', sha256: `${this.files}-${this.at}`, ...more }
  }

  /** Claims where a colleague must, then moves; throws with the Persian reason where that is not permitted. */
  moves(move: MoveName, grounds: Grounds = {}, id?: string): this {
    const by = actor(move.slice(0, move.indexOf(':')) as Role, id)
    if (permitted(this.service, this.application, by, this.moment).claim) this.does(by, { kind: 'claimed' })
    const brings = { ...proofFor(this, move), ...grounds }
    const permission = permissionOf(this.service, this.application, by, move, this.moment, brings)
    if (!permission.allowed) throw new Error(permission.why)
    return this.does(by, { kind: 'moved', move, ...brings })
  }

  refusalOf(move: MoveName, grounds?: Grounds): string | null {
    const by = actor(move.slice(0, move.indexOf(':')) as Role)
    const permission = permissionOf(this.service, this.application, by, move, this.moment, grounds)
    return permission.allowed ? null : permission.why
  }

  /** Folding the list again gives the same. */
  again(): Application {
    return fold(this.service, JSON.parse(JSON.stringify(this.application.actions)) as readonly Action[])
  }
}

/** The code that a person types where a move asks for one. */
const proofFor = ({ service, application }: Journey, move: MoveName): Grounds =>
  needsCode(service.flow.states[application.state], move) ? { proof: { by: 'sms-code', issue: 1 } } : {}

export function actor(role: Role, id: string = role): Actor {
  return { role, id }
}

/** Everything that anybody may do now, one made-up deed of each sort. */
export function legalDeeds(
  journey: Journey,
  random: Random,
  people: readonly Actor[],
): readonly { readonly by: Actor; readonly deed: Deed; readonly at: number }[] {
  const { service, application } = journey
  const deeds: { by: Actor; deed: Deed; at: number }[] = []
  const add = (by: Actor, deed: Deed) => deeds.push({ by, deed, at: journey.at })
  const now = situation(service, application, journey.today)
  for (const by of people) {
    const may = permitted(service, application, by, journey.moment)
    for (const page of now.pages) {
      const names = service.pages[page]!.fields.filter((name) => may.edit.fields.includes(name))
      if (names.length > 0)
        add(by, {
          kind: 'answered',
          page,
          answers: Object.fromEntries(names.map((name) => [name, sampleAnswer(service, name, random)])),
        })
    }
    for (const document of may.edit.documents) add(by, { kind: 'uploaded', document, file: journey.file() })
    if (may.claim) add(by, { kind: 'claimed' })
    if (may.release) add(by, { kind: 'released' })
    const findable = by.role === 'clock' ? now.missingFacts.filter(({ from }) => from.recordedBy === null) : may.record
    for (const { name, about, from } of findable)
      add(by, {
        kind: 'fact',
        name,
        about,
        value: from.sample(random, { about, applicant: application.applicant }) as Json,
        source: from.key,
        replyId: 'r',
        saidAt: '',
      })
    for (const permission of may.moves) {
      if (!permission.allowed) continue
      const grounds = groundsFor(journey, by, permission.move, random)
      if (permissionOf(service, application, by, permission.move, journey.moment, grounds).allowed)
        add(by, { kind: 'moved', move: permission.move, ...grounds })
    }
  }
  return deeds
}

function groundsFor(journey: Journey, by: Actor, move: MoveName, random: Random): Grounds {
  const { service, application } = journey
  const now = situation(service, application, journey.today)
  const fields = now.pages.flatMap((page) => service.pages[page]!.fields)
  const parts = [
    ...fields.map((name) => ({ about: 'field', name }) as const),
    ...now.documents.map((name) => ({ about: 'document', name }) as const),
  ]
  const [rule = ''] = Object.keys(service.rules)
  const proof = proofFor(journey, move)
  const bare = permissionOf(service, application, by, move, journey.moment, proof).allowed
  if (bare) return proof
  return {
    remarks: parts.filter(() => random() < 0.3).map((part) => ({ ...part, remark: 'خوانا نیست.' })),
    reasons: [{ rule, note: 'طبق قانون.' }],
  }
}

export function sampleAnswer(service: Service, name: string, random: Random): Json {
  const field = service.fields[name]!
  const value = field.read(field.sample(random, name).valid, name)
  if (!value.ok) throw new Error(value.error)
  return field.toJson(value.value)
}
