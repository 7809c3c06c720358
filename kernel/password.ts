import { isCommonPassword } from './common-passwords.ts'
import { fold, toLatinDigits } from './text.ts'
import { containsLatinName } from './transliterate.ts'

/** Whose password it is; an empty string for what is not known yet. */
export type PasswordOwner = {
  readonly firstName: string
  readonly lastName: string
  readonly nationalCode: string
  readonly mobile: string
}

export type PasswordRuleId =
  | 'length'
  | 'small-letter'
  | 'capital-letter'
  | 'digit'
  | 'sign'
  | 'no-outer-space'
  | 'no-first-name'
  | 'no-last-name'
  | 'no-national-code'
  | 'no-mobile'
  | 'not-common'

export type PasswordRuleResult = { readonly rule: PasswordRuleId; readonly text: string; readonly met: boolean }

type PasswordRule = {
  readonly rule: PasswordRuleId
  readonly text: string
  readonly met: (password: string, owner: PasswordOwner) => boolean
}

const RULES: readonly PasswordRule[] = [
  {
    rule: 'length',
    text: 'بین ۸ تا ۶۴ نویسه',
    met: (password) => /^.{8,64}$/su.test(password),
  },
  { rule: 'small-letter', text: 'دست‌کم یک حرف کوچک لاتین، مانند a', met: (password) => /[a-z]/.test(password) },
  { rule: 'capital-letter', text: 'دست‌کم یک حرف بزرگ لاتین، مانند A', met: (password) => /[A-Z]/.test(password) },
  { rule: 'digit', text: 'دست‌کم یک رقم', met: (password) => /[0-9]/.test(password) },
  {
    rule: 'sign',
    text: 'دست‌کم یک نشانه، مانند ! یا @ یا #',
    met: (password) => /[^\p{L}\p{M}\p{N}\p{C}\s]/u.test(password),
  },
  {
    rule: 'no-outer-space',
    text: 'بدون فاصله در آغاز و پایان',
    met: (password) => password === password.trim(),
  },
  { rule: 'no-first-name', text: 'بدون نام شما', met: (password, owner) => !containsName(password, owner.firstName) },
  {
    rule: 'no-last-name',
    text: 'بدون نام خانوادگی شما',
    met: (password, owner) => !containsName(password, owner.lastName),
  },
  {
    rule: 'no-national-code',
    text: 'بدون کد ملی شما',
    met: (password, owner) => !containsNumber(password, owner.nationalCode),
  },
  {
    rule: 'no-mobile',
    text: 'بدون شماره همراه شما',
    met: (password, owner) => !containsNumber(password, owner.mobile),
  },
  {
    rule: 'not-common',
    text: 'گذرواژهٔ رایج و ساده نباشد',
    met: (password) => !isCommonPassword(password),
  },
]

const LONGEST_JUDGED = 200

/** Every rule of a good password, always in this order, and whether this one keeps it. Persian digits count as digits; an empty one keeps none. */
export function passwordFaults(password: string, owner: PasswordOwner): PasswordRuleResult[] {
  // A page posted by hand may carry megabytes; one character too many is enough to refuse it.
  const plain = passwordForm(password.slice(0, LONGEST_JUDGED))
  return RULES.map(({ rule, text, met }) => ({ rule, text, met: plain !== '' && met(plain, owner) }))
}

export function isGoodPassword(password: string, owner: PasswordOwner): boolean {
  return passwordFaults(password, owner).every(({ met }) => met)
}

/**
 * The one form in which a password is checked, hashed and compared, so that the same keys on a Persian and a Latin
 * keyboard give the same password: composed letters (NFC, RFC 8265) and Latin digits. Nothing else is changed.
 */
export function passwordForm(password: string): string {
  return toLatinDigits(password.normalize('NFC'))
}

function containsName(password: string, name: string): boolean {
  const squeezed = fold(name).replaceAll(' ', '')
  if (squeezed.length < 2) return false
  if (fold(password).replaceAll(' ', '').includes(squeezed)) return true
  return containsLatinName(password, name)
}

/** With or without its leading zeros, grouped or not. */
function containsNumber(password: string, number: string): boolean {
  const bare = toLatinDigits(number).replace(/\D/g, '').replace(/^0+/, '')
  return bare !== '' && password.replace(/\D/g, '').includes(bare)
}
