import { compare, parseJalali, tehranDate } from '#kernel/dates.ts'
import { isForeign } from '#kernel/personal-number.ts'
import { parsed, refused, type Parsed } from '#kernel/parsed.ts'
import { parseForeignName, parsePersianName, stripInvisible, toLatinDigits } from '#kernel/text.ts'
import type { Sex } from '#ports/civil-registry.ts'
import { lockSignUp, saveSignUpIdentity, type SignUp, type SignUpIdentity } from '#store/sign-ups.ts'
import type { App } from '../app.ts'
import { done, invalid, type FieldError, type Result } from '../problem.ts'
import { reached, wrongStep } from './sign-up.ts'

export type IdentityValues = Record<keyof SignUpIdentity, string>

/** Third step: who the person is, as on the ID card. */
export async function giveIdentity(app: App, signUp: SignUp, values: IdentityValues): Promise<Result<void>> {
  if (!reached(signUp, 'identity')) return wrongStep()
  const identity = parseIdentity(app, signUp, values)
  if (!identity.ok) return identity
  return app.db.transaction(async (tx) => {
    const before = await lockSignUp(tx, signUp.personId)
    if (before === undefined || !reached(before, 'identity')) return wrongStep()
    const sameNames = before.firstName === identity.value.firstName && before.lastName === identity.value.lastName
    await saveSignUpIdentity(tx, signUp.personId, identity.value, sameNames)
    return done(undefined)
  })
}

function parseIdentity(app: App, signUp: SignUp, values: IdentityValues): Result<SignUpIdentity> {
  const parseName = isForeign(signUp.number) ? parseForeignName : parsePersianName
  const fields = {
    firstName: parseName(values.firstName, 'نام'),
    lastName: parseName(values.lastName, 'نام خانوادگی'),
    fatherName: parseName(values.fatherName, 'نام پدر'),
    idCardNumber: parseIdCardNumber(values.idCardNumber, isForeign(signUp.number)),
    sex: parseSex(values.sex),
    birthDate: parseBirthDate(app, values.birthDate),
  }
  const errors: FieldError[] = []
  for (const [field, answer] of Object.entries(fields)) {
    if (!answer.ok) errors.push({ field, message: answer.error })
  }
  if (errors.length > 0) return invalid(errors)
  return done(
    Object.fromEntries(
      Object.entries(fields).map(([field, answer]) => [field, answer.ok ? answer.value : undefined]),
    ) as SignUpIdentity,
  )
}

/** One to ten digits; since 1368 the national code itself. A foreign national's document number may carry letters. */
function parseIdCardNumber(text: string, foreign: boolean): Parsed<string> {
  const typed = stripInvisible(toLatinDigits(text)).replaceAll(/\s/g, '')
  if (typed === '') return refused('شماره شناسنامه را بنویسید. اگر متولد ۱۳۶۸ یا بعد هستید همان کد ملی است.')
  if (foreign && /^[A-Za-z0-9/-]{1,20}$/.test(typed)) return parsed(typed.toUpperCase())
  if (!/^\d{1,10}$/.test(typed))
    return refused('شماره شناسنامه فقط رقم است و حداکثر ده رقم دارد. آن را دوباره بنویسید.')
  return parsed(typed.replace(/^0+(?=\d)/, (zeros) => (typed.length === 10 ? zeros : '')))
}

function parseSex(text: string): Parsed<Sex> {
  return text === 'female' || text === 'male' ? parsed(text) : refused('جنسیت را انتخاب کنید: زن یا مرد.')
}

function parseBirthDate(app: App, text: string): ReturnType<typeof parseJalali> {
  const date = parseJalali(text)
  if (!date.ok) return date
  if (compare(date.value, tehranDate(app.clock.now())) > 0) {
    return refused('تاریخ تولد نمی‌تواند پس از امروز باشد. سال، ماه و روز را بررسی کنید.')
  }
  return date
}
