import { choice, commitment, optional, person, text, yesNo } from '#kernel/fields/fields.ts'
import { truth } from '../commitment.ts'
import { RELATIONS } from '#law/dependants.ts'

/** What the father or mother of a grown daughter takes upon themselves: FPA 48(3), article 97. */
export const DAUGHTER_COMMITMENT =
  'تعهد می‌دهم که فرزندم شوهر و شغل ندارد و اگر ازدواج کند یا شاغل شود فوراً به سازمان خبر دهم؛ در غیر این صورت طبق مادهٔ ۹۷ قانون تأمین اجتماعی خسارت وارده را جبران می‌کنم.'

/** What is asked. A page asks only those it concerns. */
export const fields = {
  person: person('مشخصات فرد جدید', { hint: 'نام، نام خانوادگی و نام پدر را ثبت احوال خودش پاسخ می‌دهد.' }),
  relation: choice('نسبت', RELATIONS, { hint: 'این فرد چه نسبتی با شما دارد؟' }),
  placeOfBirth: text('شهر محل تولد', { longest: 60 }),
  placeOfIssue: text('شهر محل صدور شناسنامه', { longest: 60 }),
  branch: optional(text('شعبه', { longest: 60, hint: 'اگر خالی بگذارید، شعبهٔ خود شما رسیدگی می‌کند.' })),
  sonGround: choice('فرزند شما اکنون کدام وضعیت را دارد؟', {
    student: 'در دانشگاه درس می‌خواند',
    disabled: 'به سبب بیماری یا نقص عضو نمی‌تواند کار کند',
    neither: 'هیچ‌کدام',
  }),
  studyCode: text('کد استعلام گواهی اشتغال به تحصیل', {
    longest: 40,
    hint: 'این کد را فرزند شما از سامانهٔ استعلام وزارت علوم می‌گیرد.',
  }),
  daughterCommitment: commitment('تعهد فرزند دختر', DAUGHTER_COMMITMENT),
  custody: yesNo('آیا حضانت فرزند به حکم دادگاه با شماست؟'),
  supported: yesNo('آیا مخارج زندگی این فرد را شما می‌دهید؟'),
  livelihood: text('شرح وضع معیشت', {
    longest: 1000,
    lines: true,
    hint: 'بنویسید این فرد با چه کسی زندگی می‌کند و مخارج او چگونه تأمین می‌شود.',
  }),
  disabled: yesNo('آیا این فرد به سبب بیماری یا نقص عضو ازکارافتاده است؟', {
    hint: 'سن او کمتر از حد قانون است و فقط با رأی کمیسیون پزشکی پذیرفته می‌شود.',
  }),
  truth: truth(),
}
