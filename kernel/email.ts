import type { Brand } from './brand.ts'
import { type Parsed, parsed, refused } from './parsed.ts'
import { stripInvisible, toLatinDigits } from './text.ts'

/** An e-mail address that mail systems in use accept; the domain in small letters, the part before @ as typed. */
export type Email = Brand<string, 'Email'>

const EXAMPLE = 'نشانی را مانند name@example.com بنویسید.'
const LOCAL = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/
const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?'
const DOMAIN = new RegExp(`^(?:${LABEL}\\.)+(?=[a-z0-9-]*[a-z])${LABEL.replace(')?', ')')}$`)

/** Lengths by RFC 5321 (64 before @, 254 in all); quoted local parts and addresses without a dot are refused. */
export function parseEmail(text: string): Parsed<Email> {
  const typed = toLatinDigits(stripInvisible(text)).trim()
  if (typed === '') return refused(`پست الکترونیک را بنویسید یا خالی بگذارید. ${EXAMPLE}`)
  if (/\s/.test(typed)) return refused('در پست الکترونیک فاصله هست. فاصله را بردارید.')
  if (/[^\u0021-\u007e]/.test(typed)) return refused(`پست الکترونیک فقط حروف لاتین دارد. ${EXAMPLE}`)
  const at = typed.lastIndexOf('@')
  if (at < 1 || at !== typed.indexOf('@')) return refused(`پست الکترونیک باید یک نشانهٔ @ داشته باشد. ${EXAMPLE}`)
  const local = typed.slice(0, at)
  const domain = typed.slice(at + 1).toLowerCase()
  if (!DOMAIN.test(domain)) return refused(`بخش بعد از @ کامل نیست. ${EXAMPLE}`)
  if (!LOCAL.test(local)) return refused(`بخش پیش از @ درست نیست. ${EXAMPLE}`)
  if (local.length > 64 || typed.length > 254)
    return refused('این نشانی بلندتر از اندازهٔ مجاز است. نشانی دیگری بنویسید.')
  return parsed(`${local}@${domain}` as Email)
}
