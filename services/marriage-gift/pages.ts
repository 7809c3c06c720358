import { jalaliDate, nationalCode } from '#kernel/fields/fields.ts'
import { truth } from '../commitment.ts'

/** What is asked. */
export const fields = {
  marriedOn: jalaliDate('تاریخ ازدواج دائم', { hint: 'روزی که در سند ازدواج آمده است، مانند ۱۴۰۴/۰۳/۱۲' }),
  spouse: nationalCode('کد ملی همسر'),
  truth: truth(),
}
