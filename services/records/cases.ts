import type { WageRecord } from '#kernel/register.ts'
import type { TellingCase } from '../case.ts'
import { WORKSHOP } from '../samples.ts'
import type service from './service.ts'

const record = (month: number, days: number, more: Partial<WageRecord> = {}): WageRecord => ({
  month,
  kind: 'employee',
  workshop: WORKSHOP,
  days,
  wage: String(3_000_000 * days),
  jobTitle: 'حسابدار',
  hard: false,
  origin: 'list',
  ...more,
})
const other = { workshop: { code: '0371000022', name: 'کارگاه آزمونی دو' } }
const own = { kind: 'self-employed', workshop: null, origin: 'premium' } as const

/** Three years: one whole and leap, one with a gap and two workshops in one month, one begun. */
const wages: readonly WageRecord[] = [
  ...[1, 2, 3, 4, 5, 6].map((month) => record(140_300 + month, 31)),
  ...[7, 8, 9, 10, 11, 12].map((month) => record(140_300 + month, 30)),
  record(140_401, 31),
  record(140_402, 20),
  record(140_402, 25, other),
  record(140_406, 17, own),
  record(140_407, 13, own),
]

const asked = { pages: ['year'], answers: { year: null }, documents: [] }

export const CASES: readonly TellingCase<typeof service>[] = [
  { ...asked, title: 'سابقه در چند کارگاه', facts: { wages }, ends: 'told' },
  { ...asked, title: 'یک سال', answers: { year: 1404 }, facts: { wages }, ends: 'told' },
  { ...asked, title: 'سالی بی سابقه', answers: { year: 1390 }, facts: { wages }, ends: { refusedBy: 'inYear' } },
  { ...asked, title: 'کسی که سابقه ندارد', facts: { wages: [] }, ends: { refusedBy: 'any' } },
]
