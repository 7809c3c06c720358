import { type Case as CaseOf, jalali } from '../case.ts'
import type service from './service.ts'

type Case = CaseOf<typeof service>

const OLD = 'IR820540102680020817909002'
const NEW = 'IR150130000000000012345678'

const declared = (
  title: string,
  ends: Case['ends'],
  more: Partial<Pick<Case, 'found'>> & { readonly account?: string; readonly now?: string | null } = {},
): Case => ({
  title,
  ends,
  pages: ['account', 'truth'],
  documents: ['bankPaper'],
  answers: { account: more.account ?? NEW, truth: true },
  facts: { declared: more.now === null ? null : { iban: more.now ?? OLD, since: jalali('1400/01/01') } },
  found: more.found ?? { seen: { own: true } },
})

export const CASES: readonly Case[] = [
  declared('نخستین حساب', 'approved', { now: null }),
  declared('حسابی به جای حساب پیشین', 'approved'),
  declared('همان حساب', { refusedBy: 'other' }, { account: OLD }),
  declared('حساب کس دیگر', { refusedBy: 'own' }, { found: { seen: { own: false } } }),
]
