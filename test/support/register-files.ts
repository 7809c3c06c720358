import { csvLine, headerOf, type FileRecord } from '#demo/register-records.ts'

/** The records as a file. */
export const fileText = (records: readonly FileRecord[], format: 'csv' | 'ndjson'): string =>
  format === 'ndjson'
    ? records.map((record) => `${JSON.stringify(record)}\n`).join('')
    : headerOf(records[0]!) + records.map(csvLine).join('')
