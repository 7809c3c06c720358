import { choice, code, jalaliDate, text, yesNo } from '#kernel/fields/fields.ts'
import { truth } from '../commitment.ts'

/** What is asked. */
export const fields = {
  from: jalaliDate('نخستین روز استراحت', { hint: 'مانند ۱۴۰۴/۰۹/۰۱' }),
  until: jalaliDate('آخرین روز استراحت', { hint: 'خود این روز هم استراحت است.' }),
  place: choice('کجا درمان شدید؟', { home: 'در خانه یا سرپایی', hospital: 'در بیمارستان بستری بودم' }),
  cause: choice('علت استراحت', {
    illness: 'بیماری',
    'accident-or-occupational': 'حادثه یا بیماری ناشی از کار',
  }),
  goesOn: yesNo('آیا این استراحت دنبالهٔ استراحت پیشین شماست؟', {
    hint: 'اگر پزشک همان بیماری را تمدید کرده و روزها پشت سر هم است.',
  }),
  doctor: text('نام پزشک', { longest: 80 }),
  council: code('شمارهٔ نظام پزشکی', { shortest: 3, longest: 7, hint: 'روی مهر پزشک نوشته شده است.' }),
  truth: truth(),
}
