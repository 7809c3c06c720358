import type { FieldError } from '#app/problem.ts'
import { toPersianDigits } from '#kernel/text.ts'
import { z } from 'zod'
import { Refusal } from './problems.ts'

/** Parses body, query or path by its schema; throws the refusal that names each field and says how to mend it. */
export function shaped(schema: z.ZodObject | undefined, given: unknown): unknown {
  const result = (schema ?? Nothing).safeParse(given)
  if (result.success) return schema === undefined ? undefined : result.data
  throw new Refusal({
    code: 'invalid',
    message: 'درخواست کامل یا درست نیست. خانه‌هایی را که نام برده شده اصلاح کنید.',
    errors: result.error.issues.flatMap((issue) => fieldErrors(issue, given)),
  })
}

const Nothing = z.strictObject({})

function fieldErrors(issue: z.core.$ZodIssue, given: unknown): FieldError[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((field) => ({ field, message: 'این خانه شناخته نشد. آن را بردارید یا نامش را درست کنید.' }))
  }
  return [{ field: issue.path.join('.'), message: sentence(issue, given) }]
}

function sentence(issue: z.core.$ZodIssue, given: unknown): string {
  const [field] = issue.path
  const missing = field !== undefined && (given as Record<PropertyKey, unknown>)[field] === undefined
  if (missing) return 'این خانه لازم است و فرستاده نشده است. آن را پر کنید.'
  switch (issue.code) {
    case 'invalid_type':
      return 'این خانه باید متن باشد. آن را به شکل رشتهٔ متنی بفرستید.'
    case 'too_big':
      return `این متن بلندتر از اندازهٔ مجاز است. حداکثر ${toPersianDigits(Number(issue.maximum))} نویسه بنویسید.`
    case 'too_small':
      return `این متن کوتاه‌تر از اندازهٔ مجاز است. دست‌کم ${toPersianDigits(Number(issue.minimum))} نویسه بفرستید.`
    case 'invalid_value':
      return `این مقدار پذیرفته نیست. یکی از این‌ها را بفرستید: ${issue.values.map(String).join('، ')}`
    default:
      return 'این مقدار پذیرفته نیست. شکل آن را با راهنمای برنامه‌نویسان مقایسه کنید.'
  }
}
