/** The name is the scanner's own, for the operator: people are told only that the file was not clean. */
export type ScanVerdict = 'clean' | { readonly found: string }

export type VirusScan = {
  /** Clean is only what the scanner said whole and in so many words; everything else throws OutsideSystemUnavailable. */
  scan(bytes: Uint8Array): Promise<ScanVerdict>
}
