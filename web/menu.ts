import type { Service } from '#kernel/service/service.ts'
import { findService as findDefined, services } from '#services/all.ts'
import { CATALOGUE } from './catalogue.ts'

/** Those whom the menu speaks to, in the organisation's own order. */
export const AUDIENCES = {
  insured: 'بیمه‌شدگان',
  pensioner: 'مستمری‌بگیران',
  employer: 'کارفرمایان',
  treatment: 'درمان',
} as const

export type Audience = keyof typeof AUDIENCES

/** Whom the menu speaks to where somebody who holds several roles looks as one of them; everybody else gets all. */
export const audiencesFor = (role: Exclude<Audience, 'treatment'> | undefined): Audience[] =>
  (Object.keys(AUDIENCES) as Audience[]).filter(
    (id) => role === undefined || id === role || (id === 'treatment' && role !== 'employer'),
  )

/** A service as the menu and the search know it. */
export type MenuEntry = {
  /** Part of the address: /services/ID. */
  readonly id: string
  readonly name: string
  readonly audience: Audience
  readonly group: Group
  /** One line that says what the person gets. */
  readonly gloss: string
  /** The article it rests on, where one is known. */
  readonly law: string | null
  /** Other words people look for it by. */
  readonly keywords: string
  /** Can it be done here yet? Until then its page says what to do meanwhile. */
  readonly online: boolean
}

/** The groups within an audience; the key is the anchor on the audience's page. */
export const GROUPS = {
  insured: {
    enrolment: 'خدمات نامنویسی',
    records: 'سوابق بیمه',
    benefits: 'تعهدات کوتاه‌مدت',
    contracts: 'قراردادها و حق بیمه',
    pensions: 'بازنشستگی و تعهدات بلندمدت',
  },
  pensioner: {
    pension: 'مستمری من',
    certificates: 'گواهی‌ها و تعهدنامه‌ها',
  },
  employer: {
    workshop: 'کارگاه و کارفرما',
    contracting: 'پیمان و مفاصاحساب',
    debt: 'بدهی و بازرسی',
  },
  treatment: {
    cover: 'حمایت درمانی',
    costs: 'نسخه‌ها و هزینه‌ها',
  },
} as const satisfies Record<Audience, Record<string, string>>

export type Group = { [A in Audience]: keyof (typeof GROUPS)[A] }[Audience]

/** Services that are pages of their own, without applications. */
const PAGES = ['contracts-and-payments']

/** The organisation's catalogue, and after it what this portal offers besides. Online is what has a definition or pages. */
export const MENU: readonly MenuEntry[] = [
  ...CATALOGUE.map((entry) => ({ ...entry, online: findDefined(entry.id) !== undefined || PAGES.includes(entry.id) })),
  ...services.filter(({ id }) => CATALOGUE.every((entry) => entry.id !== id)).map(entryOf),
]

function entryOf({ id, title, gloss = title, audience: [audience = 'insured'], rules }: Service): MenuEntry {
  const [group] = Object.keys(GROUPS[audience]) as Group[]
  const [law] = Object.values(rules).flatMap((rule) => [rule.law].flat())
  return { id, name: title, audience, group: group!, gloss, law: law?.cite ?? null, keywords: '', online: true }
}

export function findService(id: string): MenuEntry | undefined {
  return MENU.find((entry) => entry.id === id)
}

export function groupName(entry: MenuEntry): string {
  const groups: Readonly<Record<string, string>> = GROUPS[entry.audience]
  return groups[entry.group] ?? ''
}

/** The groups of an audience with their services, in menu order. */
export function groupsOf(audience: Audience): { id: string; name: string; entries: MenuEntry[] }[] {
  return Object.entries(GROUPS[audience]).map(([id, name]) => ({
    id,
    name,
    entries: MENU.filter((entry) => entry.audience === audience && entry.group === id),
  }))
}
