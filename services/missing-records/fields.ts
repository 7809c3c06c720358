import { code, jalaliDate, number, text, yesNo } from '#kernel/fields/fields.ts'
import { truth } from '../commitment.ts'

/** What is asked. */
export const fields = {
  knowsCode: yesNo('آیا کد کارگاه را می‌دانید؟', { hint: 'ده رقم یا حرف است و در فیش مزد یا لیست بیمه آمده است.' }),
  workshopCode: code('کد کارگاه', { shortest: 10, longest: 10, letters: true }),
  workshopName: text('نام کارگاه', { longest: 120 }),
  employer: text('نام کارفرما', { longest: 100 }),
  address: text('نشانی کارگاه', { longest: 300, lines: true }),
  jobTitle: text('عنوان شغل', { longest: 80 }),
  from: jalaliDate('از روز', { hint: 'نخستین روز کار، مانند ۱۴۰۲/۰۳/۰۱' }),
  until: jalaliDate('تا روز', { hint: 'آخرین روز کار' }),
  days: number('روزهای کار', { least: 1, most: 20_000, unit: 'روز', hint: 'روزهایی که در این مدت کار کرده‌اید.' }),
  description: text('شرح', {
    longest: 1000,
    lines: true,
    hint: 'بنویسید چه کار می‌کردید، چه کسانی می‌دانند و کارفرما چه می‌گوید.',
  }),
  truth: truth(),
}
