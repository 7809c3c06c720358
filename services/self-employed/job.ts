import { TRADES, type Trade } from '#law/parameters/self-employed.ts'

/** The job title of a contract: with the trade where that decides the least base. */
export const jobTitle = (trade: Trade, job: string): string => (trade === 'other' ? job : `${TRADES[trade]}: ${job}`)

/** The trade that a job title begins with. */
export function tradeOf(title: string | null): Trade {
  const found = Object.entries(TRADES).find(([trade, name]) => trade !== 'other' && title?.startsWith(`${name}: `))
  return (found?.[0] ?? 'other') as Trade
}
