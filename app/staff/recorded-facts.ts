import type { Field } from '#kernel/fields/field.ts'
import { text, yesNo } from '#kernel/fields/fields.ts'
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
  'branch.record-check': group('record', 'بررسی سابقه', {
    confirmed: yesNo('آیا سابقهٔ ثبت‌شده با لیست‌ها و مدارک می‌خواند؟'),
    report: report('گزارش بررسی', 'چه چیزهایی را با چه مدارکی سنجیدید؟ این گزارش در پرونده می‌ماند.'),
  }) as Field,
  'branch.papers-seen': group('record', 'نسبت در مدارک', {
    shown: yesNo('آیا مدارک فرستاده‌شده این نسبت را نشان می‌دهد؟'),
  }) as Field,
}
