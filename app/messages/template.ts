/** One SMS text in one version. A changed text is a new version: what was sent is kept by `id@version`. */
export type Template<Parameters> = {
  readonly version: number
  /** When it is sent and what it is for, in the operator's list. */
  readonly purpose: string
  /** It is never paid for as more than this many parts, for parameters within the limits of `longest`. */
  readonly parts: number
  readonly text: (parameters: Parameters) => string
  /** Parameters that make it as long as it gets. */
  readonly longest: Parameters
}

export const template = <Parameters>(value: Template<Parameters>): Template<Parameters> => value

/** Cuts a text at a word so that it is at most so long, and marks the cut. */
export function shortened(text: string, most: number): string {
  const tidy = text.trim().replace(/\s+/g, ' ')
  if (tidy.length <= most) return tidy
  const cut = tidy.slice(0, most - 1)
  const end = tidy[most - 1] === ' ' ? cut.length : cut.lastIndexOf(' ')
  return `${cut.slice(0, end > 0 ? end : cut.length).replace(/[\s،,:؛-]+$/, '')}…`
}
