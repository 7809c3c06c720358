import type { Membership } from '../sources.ts'

/** What somebody is to the organisation, in the words of the certificate. */
export const RELATION_WORDS: Readonly<Record<Membership['standing'], string>> = {
  insured: 'بیمه‌شدهٔ سازمان تأمین اجتماعی است',
  retiree: 'بازنشستهٔ سازمان تأمین اجتماعی است',
  'totally-disabled': 'مستمری‌بگیر ازکارافتادگی کلی سازمان تأمین اجتماعی است',
  survivor: 'مستمری‌بگیر بازماندهٔ سازمان تأمین اجتماعی است',
  dependant: 'بیمه‌شدهٔ تبعی سازمان تأمین اجتماعی است',
  none: 'نزد سازمان تأمین اجتماعی بیمه‌شده یا مستمری‌بگیر نیست',
}
