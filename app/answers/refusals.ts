import { failed, type Result } from '../problem.ts'

export const refused = (message: string): Result<never> => failed({ code: 'wrong-step', message })

/** What the database refuses about answers, by the name of its constraint, in words for who tried. */
export const REFUSALS = {
  one_answer: 'برای همین پرسش و همین روزها پاسخ تأییدشدهٔ دیگری هست. اول آن را پایان دهید.',
  approved_by_a_second_person: 'پاسخی را که خودتان نوشته‌اید نمی‌توانید تأیید کنید؛ همکار دیگری باید ببیند.',
  refused_by_a_second_person:
    'پاسخی را که خودتان نوشته‌اید نمی‌توانید رد کنید؛ آن را پس بگیرید یا بگذارید همکار دیگری ببیند.',
  answer_founded: 'ماده‌ای که به آن استناد شده، در همهٔ روزهای این پاسخ معتبر نیست. روزها یا مواد را درست کنید.',
  one_version_a_day: 'برای این ماده متنی از روزی دیرتر ثبت شده است؛ متن تازه باید پس از آن باشد.',
  training_set_whole: 'پرسش‌های آموزش باید سه تا و دربارهٔ مواد همان سند باشد.',
  training_check_pkey: 'برای این سند از همین روز پرسش‌های دیگری نوشته شده است.',
  wording_read_by_a_second_person: 'عبارتی را که خودتان پیشنهاد کرده‌اید همکار دیگری باید ببیند.',
  copy_without_numbers:
    'در این متن عددی ده‌رقمی یا بلندتر هست. آن را بردارید یا با واژه بنویسید، مانند «۱۲ میلیون ریال».',
  copy_checked_by_a_second_person: 'نسخه‌ای را که خودتان پیشنهاد کرده‌اید همکار دیگری باید ببیند.',
  copy_was_decided: 'دربارهٔ این نسخه پیش‌تر تصمیم گرفته شده است.',
} as const

/** Does the work; where the database refuses it by one of these constraints, says so in words. */
export async function inWords<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work()
  } catch (error) {
    const { constraint } = error as { constraint?: unknown }
    if (typeof constraint === 'string' && Object.hasOwn(REFUSALS, constraint))
      return refused(REFUSALS[constraint as keyof typeof REFUSALS])
    throw error
  }
}
