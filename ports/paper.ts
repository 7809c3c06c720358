/** A paper to be printed: its template, the look it shares with others, and what it says. */
export type PaperJob = {
  /** Source of the template; it finds the others as `look.typ`, `data.json` and `qr.svg` beside it. */
  readonly template: string
  readonly look: string
  /** What the template reads, ready to be printed. */
  readonly data: Readonly<Record<string, unknown>>
  /** What the QR code holds; null: the paper has none. */
  readonly qr: string | null
}

/** Prints papers as PDF/A-2b. The same job gives the same bytes. Throws where the template has a fault. */
export type PaperPress = { print(job: PaperJob): Promise<Uint8Array> }
