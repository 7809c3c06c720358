import type { IsoDate } from '../dates.ts'
import type { Field, Json, Random, ValueOf } from '../fields/field.ts'
import type { PersonalNumber } from '../personal-number.ts'
import type { Unit } from '../unit.ts'
import type { CertificateKind } from './certificate.ts'
import type { Effect } from './effect.ts'
import type { Flow, Outcomes, StaffRole } from './flow.ts'
import type { Sheet } from '../sheet/sheet.ts'
import type { Article, Finding } from './verdict.ts'

/** Somebody who knows: a register asked through a port, or a colleague who finds out and records it. */
export type Source<About = unknown, Value = unknown> = {
  readonly key: string
  /** Who says so, in Persian: «سازمان ثبت احوال». */
  readonly title: string
  /** Null: looked up by the portal. A role: recorded by hand in the step of the flow that is theirs. */
  readonly recordedBy: StaffRole | null
  /** What it said, for reading; null where it said nothing worth showing. */
  show(value: Value): Readonly<Record<string, string>>
  /** What it might say, for tests; `asked` is what it is asked about, and who applies. */
  sample(random: Random, asked: { readonly about: About; readonly applicant: PersonalNumber }): Value
  /** Never set: carries the type of what it is asked about. */
  readonly about?: About
}

export function source<About extends Json, Value>(from: Omit<Source<About, Value>, 'about'>): Source<About, Value> {
  return from
}

export type Fields = Readonly<Record<string, Field>>
export type Sources = Readonly<Record<string, Source>>
export type Answers<F> = { readonly [K in keyof F]: ValueOf<F[K]> }
export type Facts<S> = { readonly [K in keyof S]: S[K] extends Source<unknown, infer Value> ? Value : never }

/**
 * What rules and pages read. An answer that is not given, or stands on a page that is not shown, and a fact that is not
 * there yet make whoever reads them unknown. `today` is the day of sending once the application is sent.
 */
export type Context<F = Fields, S = Sources> = {
  readonly answers: Answers<F>
  readonly facts: Facts<S>
  readonly applicant: PersonalNumber
  readonly today: IsoDate
}

export type Page<F = Fields, S = Sources> = {
  readonly title: string
  readonly hint?: string
  readonly fields: readonly (keyof F & string)[]
  /** Changing an answer here wipes every other answer, fact and file. */
  readonly startsOver?: true
  when?(context: Context<F, S>): boolean
  /** What the page works out and shows as soon as it can: an estimate, the records that are asked about. */
  shows?(context: Context<F, S>): Sheet | null
}

export type Rule<F = Fields, S = Sources> = {
  /** What is checked, as the desk reads it. */
  readonly title: string
  readonly law: Article | readonly Article[]
  when?(context: Context<F, S>): boolean
  must(context: Context<F, S>): boolean | Finding
  /** Why not, said to the person; not needed where the finding says it. */
  readonly else?: string
  /** What would change it. */
  readonly mend?: string
  /** The service by which the person can mend it: its id. */
  readonly leads?: string
}

export type Document<F = Fields, S = Sources> = {
  readonly title: string
  readonly hint?: string
  readonly optional?: true
  /** The state in which it is asked, and not before; from the start unless given. */
  readonly at?: string
  /** How many files at most; 1 unless given. */
  readonly most?: number
  when?(context: Context<F, S>): boolean
}

export type Audience = 'insured' | 'pensioner' | 'employer' | 'treatment'

/** A service as it is written: everything that its screens, checks, desk, interface and tests are made of. */
export type Definition<F, S, P extends string, D extends string, T, W extends string> = {
  /** Part of addresses: small letters and dashes. */
  readonly id: string
  /** An application stays with the version it was opened in. */
  readonly version: number
  readonly title: string
  /** What the person gets, in one line: for menu and search, where the catalogue does not have the service. */
  readonly gloss?: string
  readonly audience: readonly Audience[]
  /** Whose officers review it; enrolment unless given. */
  readonly unit?: Unit
  /** Of several applications of a person that give the same key here, only one may be open at a time. */
  onePendingFor?(context: Context<F, S>): string
  /** Whom or what an application is about, in a word or two, for lists: a person may have several. Null: nobody known yet. */
  subject?(context: Context<F, S>): string | null
  /** The member of staff who may not decide it: who decided what it is about. Null: nobody in particular. */
  notBy?(context: Context<F, S>): string | null
  /** What the person gets, with its working: shown before sending, at the desk and with the result. */
  shows?(context: Context<F, S>): Sheet | null
  readonly fields: F
  readonly facts: {
    readonly [K in keyof S]: {
      readonly from: S[K]
      /** What the source is asked about; null: there is nothing to ask. */
      about(context: Context<F, S>): (S[K] extends Source<infer About, unknown> ? About : never) | null
    }
  }
  /** In the order they are asked. */
  readonly pages: Readonly<Record<P, Page<F, S>>>
  readonly rules: Readonly<Record<string, Rule<F, S>>>
  readonly documents: Readonly<Record<D, Document<F, S>>>
  /** What the desk compares an answer with: what a registry says of the same thing. */
  readonly compare?: { readonly [K in keyof F]?: (context: Context<F, S>) => string | null }
  readonly flow: Flow<T>
  readonly outcome: { readonly [K in Outcomes<T>]: (context: Context<F, S>) => readonly Effect<NoInfer<W>>[] }
  /** The papers that outcomes issue, by the name of their template. */
  readonly certificates?: Readonly<Record<string, CertificateKind>>
  readonly texts: Readonly<Record<W, string>>
}

/** A service as everybody else sees it. */
export type Service = {
  readonly id: string
  readonly version: number
  readonly title: string
  readonly gloss?: string
  readonly audience: readonly Audience[]
  readonly unit?: Unit
  onePendingFor?(context: Context): string
  subject?(context: Context): string | null
  notBy?(context: Context): string | null
  shows?(context: Context): Sheet | null
  readonly fields: Fields
  readonly facts: Readonly<Record<string, { readonly from: Source; about(context: Context): Json | null }>>
  readonly pages: Readonly<Record<string, Page>>
  readonly rules: Readonly<Record<string, Rule>>
  readonly documents: Readonly<Record<string, Document>>
  readonly compare?: { readonly [field: string]: ((context: Context) => string | null) | undefined }
  readonly flow: Flow
  readonly outcome: Readonly<Record<string, (context: Context) => readonly Effect[]>>
  readonly certificates?: Readonly<Record<string, CertificateKind>>
  readonly texts: Readonly<Record<string, string>>
}

/** Defines a service. The compiler refuses an unknown field, fact, state or text, and an end without an outcome. */
export function service<F extends Fields, S extends Sources, P extends string, D extends string, T, W extends string>(
  definition: Definition<F, S, P, D, T, W>,
): Service & { readonly fields: F; readonly facts: { readonly [K in keyof S]: { readonly from: S[K] } } } {
  return definition as never
}

/** The types of a service's answers and facts, for its cases. */
export type AnswersOf<V> = V extends { readonly fields: infer F } ? Answers<F> : never
export type FactsOf<V> = V extends { readonly facts: infer S }
  ? { readonly [K in keyof S]: S[K] extends { readonly from: Source<unknown, infer Value> } ? Value : never }
  : never
