/** Bytes that are put one behind another; it grows by doubling. */
export class Output {
  bytes = Buffer.allocUnsafe(1 << 21)
  length = 0

  /** Makes room for so many more. */
  provide(more: number): void {
    if (this.length + more <= this.bytes.length) return
    const wider = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.length + more))
    this.bytes.copy(wider, 0, 0, this.length)
    this.bytes = wider
  }

  byte(byte: number): void {
    this.bytes[this.length] = byte
    this.length += 1
  }

  /** Cells are short: a loop is quicker than a call of the system. */
  copy(from: Uint8Array, begin: number, end: number): void {
    const { bytes } = this
    let at = this.length
    for (let n = begin; n < end; n += 1) bytes[at++] = from[n]!
    this.length = at
  }
}
