import type { Field } from '#kernel/fields/field.ts'
import { code, number, rial, text, yesNo } from '#kernel/fields/fields.ts'
import { group } from '#kernel/fields/group.ts'

const report = (label: string, hint: string) => text(label, { longest: 2000, lines: true, hint })

/** What a colleague fills in for a fact that is recorded by hand, by the key of its source. */
export const recordedFacts: Readonly<Record<string, Field>> = {
  'branch.livelihood-inquiry': group('record', 'نتیجهٔ تحقیق معیشت', {
    supported: yesNo('آیا مخارج زندگی این فرد را متقاضی می‌دهد؟'),
    report: report('گزارش تحقیق', 'چه دیدید و از چه کسی پرسیدید؟ این گزارش در پرونده می‌ماند.'),
  }) as Field,
  'medical-commission.vote': group('record', 'رأی کمیسیون پزشکی', {
    disabled: yesNo('آیا کمیسیون ازکارافتادگی را تأیید کرد؟'),
    vote: report('متن رأی', 'شماره، تاریخ و خلاصهٔ رأی.'),
  }) as Field,
  'branch.marriage-deed': group('record', 'سند ازدواج', {
    permanent: yesNo('آیا سند، ازدواج دائم را نشان می‌دهد؟'),
    first: yesNo('آیا این ازدواج نخست متقاضی است؟'),
  }) as Field,
  'branch.account-seen': group('record', 'صاحب حساب', {
    own: yesNo('آیا مدرک بانک نام متقاضی و همین شمارهٔ شبا را نشان می‌دهد؟'),
  }) as Field,
  'branch.record-check': group('record', 'بررسی سابقه', {
    confirmed: yesNo('آیا سابقهٔ ثبت‌شده با لیست‌ها و مدارک می‌خواند؟'),
    report: report('گزارش بررسی', 'چه چیزهایی را با چه مدارکی سنجیدید؟ این گزارش در پرونده می‌ماند.'),
  }) as Field,
  'branch.work-found': group('record', 'یافتهٔ رسیدگی', {
    days: number('روزهای کار که پذیرفته می‌شود', { most: 20_000, unit: 'روز', hint: 'صفر یعنی هیچ روزی تأیید نشد.' }),
    dailyWage: rial('مزد یک روز', { hint: 'اگر کمتر از حداقل مزد آن زمان باشد، حداقل مزد ثبت می‌شود.' }),
    workshopCode: code('کد کارگاه', { shortest: 10, longest: 10, letters: true }),
    report: report('گزارش برای متقاضی', 'از چه راهی معلوم شد؟ متقاضی این گزارش را می‌خواند.'),
  }) as Field,
  'medical-commission.exam': group('record', 'نتیجهٔ معاینهٔ پزشکی', {
    fit: yesNo('آیا کمیسیون سلامت این فرد را برای بیمه تأیید کرد؟'),
    vote: report('متن رأی', 'شماره، تاریخ و خلاصهٔ رأی.'),
  }) as Field,
  'branch.end-proof': group('record', 'مدرک پایان پوشش', {
    shown: yesNo('آیا مدارک فرستاده‌شده این رویداد را با همین تاریخ نشان می‌دهد؟'),
  }) as Field,
  'branch.end-review': group('record', 'رسیدگی به پایان پوشش', {
    takenBack: yesNo('آیا این پوشش نباید پایان می‌یافت و پایان آن برداشته می‌شود؟'),
    report: report('گزارش برای متقاضی', 'از چه راهی معلوم شد؟ متقاضی این گزارش را می‌خواند.'),
  }) as Field,
  'branch.papers-seen': group('record', 'نسبت در مدارک', {
    shown: yesNo('آیا مدارک فرستاده‌شده این نسبت را نشان می‌دهد؟'),
  }) as Field,
}
