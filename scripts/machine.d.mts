import type { StatsFs } from 'node:fs'

/** The directory of this checkout, and the one in it that holds everything made at run time. */
export const root: string
export const data: string

/** Something only the operator can mend; the message is one sentence that says what and how. Shown without a stack trace. */
export class Refusal extends Error {}

/** The sentence for an error that reaches the operator: our own refusals, known troubles of the machine, else the error itself. */
export function sentence(error: unknown): string

/** Prints that sentence and ends the process with exit code 1. */
export function refuse(error: unknown): never

/** Throws a Refusal when less than so many megabytes are free where `directory` lies. */
export function requireSpace(
  directory: string,
  megabytes: number,
  read?: (path: string) => Pick<StatsFs, 'bavail' | 'bsize'>,
): void

/** Makes .data/ and tries to write there. */
export function requireWritableData(): void

/** The number in PORT; 3000 when not set. Throws a Refusal for anything that is no port. */
export function portFrom(text: string | undefined): number

/** Throws a Refusal when the portal could not listen there. */
export function requireFreePort(port: number, host: string): Promise<void>

/** Writes down in .data/run/ that this process is `name`. */
export function noteProcess(name: string, pid: number): void

/** The process written down as `name` if that very process is still alive. */
export function notedProcess(name: string): number | null

/** Becomes `name` and answers null, or answers the living process that is it already. */
export function claim(name: string): number | null

/** Stops being `name`. */
export function release(name: string): void
