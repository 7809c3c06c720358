import { number, optional, rial } from '#kernel/fields/fields.ts'

/** What may be supposed in an estimate of a pension. */
export const whatIf = {
  moreYears: optional(
    number('اگر چند سال دیگر هم کار کنم؟', {
      least: 0,
      most: 35,
      unit: 'سال',
      hint: 'خالی بگذارید تا برآورد امروز را ببینید.',
    }),
  ),
  otherWage: optional(
    rial('اگر مزد ماهانهٔ دو سال آخرم این باشد؟', { least: 1_000_000, hint: 'خالی: همان مزدی که ثبت شده است.' }),
  ),
}
