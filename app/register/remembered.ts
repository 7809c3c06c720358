import { Refusal, type Read } from './columns.ts'

/** What a cell becomes: as text, and as the bytes of it. */
export type Answer = { readonly text: string; readonly bytes: Buffer }
type Kept = { readonly cell: Buffer; readonly answer: Answer | Refusal }

/** Longer cells are read anew each time. */
const longest = 400

/**
 * Reads cells, and remembers what many of the last ones became: most cells of a column are the same few. Bounded: a cell has
 * one place, where it takes that of the one before.
 */
export class Remembered {
  readonly #read: Read
  readonly #kept: (Kept | undefined)[]
  readonly #mask: number

  /** `places` is a power of two. */
  constructor(read: Read, places = 2_048) {
    this.#read = read
    this.#kept = Array.from({ length: places })
    this.#mask = places - 1
  }

  answer(bytes: Buffer, from: number, to: number): Answer | Refusal {
    const length = to - from
    if (length > longest) return this.#anew(bytes.toString('latin1', from, to))
    let hash = length
    for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ bytes[at]!, 0x01000193)
    const place = (hash ^ (hash >>> 15)) & this.#mask
    const kept = this.#kept[place]
    if (kept !== undefined && same(kept.cell, bytes, from, length)) return kept.answer
    const text = bytes.toString('latin1', from, to)
    const answer = this.#anew(text)
    this.#kept[place] = { cell: Buffer.from(text, 'latin1'), answer }
    return answer
  }

  #anew(cell: string): Answer | Refusal {
    const text = this.#read(cell)
    return text instanceof Refusal ? text : { text, bytes: Buffer.from(text, 'latin1') }
  }
}

function same(cell: Buffer, bytes: Buffer, from: number, length: number): boolean {
  if (cell.length !== length) return false
  for (let n = 0; n < length; n += 1) if (cell[n] !== bytes[from + n]) return false
  return true
}
