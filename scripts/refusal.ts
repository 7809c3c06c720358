/** Something only the operator can mend; the message is one sentence that says what and how. Shown without a stack trace. */
export class Refusal extends Error {}

/** The sentence for an error that reaches the operator: our own refusals, known troubles of the machine, else the error itself. */
export function sentence(error: unknown): string {
  if (error instanceof Refusal) return error.message
  const { code, path } = error as NodeJS.ErrnoException
  const where = path === undefined ? '' : ` (${path})`
  if (code === 'ENOSPC') return `The disk is full${where}: free some space and start again.`
  if (code === 'EROFS')
    return `The disk is read-only${where}: Tamin keeps its data in .data/ and must be able to write there.`
  if (code === 'EACCES' || code === 'EPERM') {
    return `No permission to write${where}: give this user the right to, or start as the user who owns .data/.`
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
