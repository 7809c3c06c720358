import type { Json } from '../fields/field.ts'
import type { PersonalNumber } from '../personal-number.ts'

/**
 * A paper that an outcome may issue. Its template stands beside the service as TEMPLATE.typ. All that it says is written
 * down when it is issued, ready to read; nothing of it is computed later.
 */
export type CertificateKind<D = Json> = {
  /** Of the template: raised when what it prints changes. */
  readonly version: number
  readonly title: string
  /** The person it speaks of: a newer one about the same person takes the place of the older. Null: its holder. */
  about(data: D): PersonalNumber | null
  /** A newer one about the same person does not take its place: each is for somebody else. */
  readonly besideOthers?: true
  /** What the template prints, by name. */
  lines(data: D): Readonly<Record<string, string>>
  /** What whoever has the public code is shown: enough to compare with the paper, too little to learn from. */
  shown(data: D): readonly (readonly [label: string, value: string])[]
  /** Digits of the paper that the signature covers in the open, to be compared where there is no network. */
  digits(data: D): readonly string[]
}

/** Defines a kind of certificate. `D` is the data that the outcome gives to `certificate(…)`. */
export const certificateKind = <D extends Json>(kind: CertificateKind<D>): CertificateKind =>
  kind as unknown as CertificateKind
