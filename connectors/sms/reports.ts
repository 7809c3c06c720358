import { createHash, timingSafeEqual } from 'node:crypto'
import type { SmsReportReading } from '#ports/sms.ts'
import { parseKavenegarReport } from './kavenegar.ts'
import { parseSecondReport } from './second.ts'

const DOORS = {
  first: { provider: 'kavenegar', parse: parseKavenegarReport },
  second: { provider: 'second', parse: parseSecondReport },
} as const

/**
 * Reads what a provider reports of a delivery at its own door. Reports are not signed: the key in the address is all that
 * tells a provider from anybody else, so a door without a key is shut.
 */
export function smsReports(keys: { readonly [Door in keyof typeof DOORS]?: string | undefined }) {
  return (door: string, key: string, fields: unknown): SmsReportReading => {
    if (door !== 'first' && door !== 'second') return { read: 'shut' }
    const ours = keys[door]
    if (ours === undefined || !sameText(ours, key)) return { read: 'shut' }
    const report = DOORS[door].parse(fields)
    if (report === null) return { read: 'unreadable' }
    return { read: 'report', provider: DOORS[door].provider, messageId: report.messageId }
  }
}

const sameText = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other))
const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
