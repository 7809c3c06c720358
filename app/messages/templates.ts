import { formatInstant, formatJalali, type IsoDate, tehranDate } from '#kernel/dates.ts'
import { formatNumber, toPersianDigits } from '#kernel/text.ts'
import { type CodeParameters, oneTimeCodeText } from './one-time-code.ts'
import { shortened, type Template, template } from './template.ts'

/** Branch to go to; longer names and addresses are shortened in the message and stand whole on the page. */
export type BranchParameters = { readonly branch: { readonly name: string; readonly address: string } }
/** Instant of the change in milliseconds since 1970 UTC; host of the portal as people type it. */
type NoticeParameters = { readonly at: number; readonly host: string }

const longHost = 'a-rather-long-host.tamin.gov.ir'
const longCode: CodeParameters = { code: '888888', host: longHost }
const longNotice: NoticeParameters = { at: Date.UTC(2026, 10, 22, 20, 28), host: longHost }

/** The other person's name, the last day with cover, and the portal's host. */
type CoverParameters = { readonly name: string; readonly last: IsoDate; readonly host: string }
const longCover: CoverParameters = { name: 'ن'.repeat(30), last: '2026-09-21' as IsoDate, host: longHost }
type RequestParameters = { readonly trackingCode: string }
const whenDay = (day: IsoDate): string => formatJalali(day, 'long')

const when = (at: number): string => formatInstant(at, 'numeric')

/** The day by the end of which the organisation answers. */
const answerBy = (due: number | null): string =>
  due === null ? 'نتیجه پیامک می‌شود' : `پاسخ تا پایان ${formatJalali(tehranDate(due - 1), 'weekday')}`

/** What the person is asked for, and until when. */
type AskedParameters = {
  readonly trackingCode: string
  readonly papers: readonly string[]
  readonly due: number | null
  readonly host: string
}
const longAsked: AskedParameters = {
  trackingCode: '8888888888',
  papers: ['ن'.repeat(40)],
  due: longNotice.at,
  host: longHost,
}
const papersWords = (papers: readonly string[]): string =>
  papers.length === 0
    ? 'وارد شوید و آن را کامل کنید'
    : `«${shortened(papers.join('، '), 40)}» را در «درخواست‌های من» بفرستید`
const untilDay = (due: number | null): string =>
  due === null ? '.' : `؛ تا پایان ${formatJalali(tehranDate(due - 1), 'long')} فرصت دارید.`

/** Why the check could not end well is said first, then what to do, then where. */
function goToBranch(purpose: string, reasonAndWhatToDo: string): Template<BranchParameters> {
  return template({
    version: 1,
    purpose,
    parts: 3,
    text: ({ branch }) =>
      toPersianDigits(
        `تأمین من: ${reasonAndWhatToDo}\n${shortened(branch.name, 24)}، ${shortened(branch.address, 60)}`,
      ),
    longest: { branch: { name: 'ن'.repeat(24), address: 'آ'.repeat(60) } },
  })
}

/**
 * Every SMS the portal sends. Plain words, the name of the portal in each, no shortened links, Persian digits except in
 * one-time codes; no invisible marks but the half-space, which old phones show as boxes.
 */
export const templates = {
  'sign-up-code': template<CodeParameters>({
    version: 1,
    purpose: 'کد یک‌بارمصرف برای ثبت‌نام؛ نشان می‌دهد که این تلفن در دست متقاضی است.',
    parts: 1,
    text: (parameters) => oneTimeCodeText(parameters, { short: 'کد ثبت‌نام', full: 'کد ثبت‌نام' }),
    longest: longCode,
  }),
  'sign-up-received': template<{ trackingCode: string }>({
    version: 1,
    purpose: 'بی‌درنگ پس از ارسال درخواست ثبت‌نام، همراه با کد رهگیری.',
    parts: 1,
    text: ({ trackingCode }) =>
      `درخواست شما به تأمین من رسید.\nکد رهگیری: ${toPersianDigits(trackingCode)}\nنتیجه پیامک می‌شود`,
    longest: { trackingCode: '8888888888' },
  }),
  'sign-up-succeeded': template<{ host: string }>({
    version: 1,
    purpose: 'ثبت‌نام انجام شد و حساب آماده است.',
    parts: 2,
    text: ({ host }) =>
      `ثبت‌نام شما در تأمین من با موفقیت انجام شد. خوش آمدید!\nبا گذرواژه‌ای که برگزیدید وارد شوید:\n${host}`,
    longest: { host: longHost },
  }),
  'sign-up-registry-no-match': goToBranch(
    'ثبت احوال کسی را با این شماره و تاریخ تولد نمی‌شناسد؛ راهنمایی به شعبه.',
    'کسی با این شماره و تاریخ تولد در ثبت احوال نیست. اگر درست نوشته‌اید، با مدارک هویتی به شعبه بروید:',
  ),
  'sign-up-registry-mismatch': goToBranch(
    'نام یا مشخصات دیگر با ثبت احوال یکی نیست؛ راهنمایی به شعبه.',
    'مشخصاتی که نوشتید با ثبت احوال یکی نیست. اگر درست نوشته‌اید، با مدارک هویتی به شعبه بروید:',
  ),
  'sign-up-deceased': goToBranch(
    'درگذشت دارندهٔ این شماره در ثبت احوال ثبت شده است؛ راهنمایی به شعبه.',
    'این شماره در ثبت احوال به نام فردی درگذشته است. برای اصلاح، با مدارک هویتی به شعبه بروید:',
  ),
  'sign-up-mobile-not-own': goToBranch(
    'سیم‌کارت به نام متقاضی نیست؛ ثبت‌نام دوباره با شمارهٔ خود یا راهنمایی به شعبه.',
    'این شماره همراه به نام شما نیست. با شمارهٔ خودتان ثبت‌نام کنید یا با مدارک هویتی به شعبه بروید:',
  ),
  'sign-up-mobile-unknown': goToBranch(
    'پس از چند روز هم مالک سیم‌کارت معلوم نشد؛ راهنمایی به شعبه.',
    'اپراتور نتوانست مالک این شماره همراه را مشخص کند. لطفاً با مدارک هویتی به شعبه بروید:',
  ),
  'already-registered': template<{ host: string }>({
    version: 1,
    purpose: 'برای صاحب شماره که دوباره ثبت‌نام کرده است: حساب دارد، و راه ورود یا بازیابی چیست.',
    parts: 3,
    text: ({ host }) =>
      `شما در تأمین من از پیش حساب دارید. با گذرواژهٔ خود وارد شوید: ${host}\n` +
      'اگر یادتان نیست، «بازیابی گذرواژه» را بزنید. اگر شماره همراهتان عوض شده، با مدارک هویتی به شعبه بروید.',
    longest: { host: longHost },
  }),
  'sign-up-delayed': template<Record<never, never>>({
    version: 1,
    purpose: 'بررسی ثبت‌نام بیش از معمول طول کشیده است؛ کاری لازم نیست.',
    parts: 2,
    text: () =>
      'تأمین من: بررسی ثبت‌نام شما بیشتر از معمول طول کشیده است. لازم نیست کاری بکنید؛ نتیجه را همین‌جا پیامک می‌کنیم.',
    longest: {},
  }),
  'recovery-code': template<CodeParameters>({
    version: 1,
    purpose: 'کد یک‌بارمصرف برای بازیابی گذرواژه.',
    parts: 1,
    text: (parameters) => oneTimeCodeText(parameters, { short: 'کد بازیابی', full: 'کد بازیابی گذرواژه' }),
    longest: longCode,
  }),
  'password-changed': template<NoticeParameters>({
    version: 1,
    purpose: 'گذرواژهٔ حساب تغییر کرد، با بازیابی یا از درون حساب.',
    parts: 3,
    text: ({ at, host }) =>
      `گذرواژهٔ شما در تأمین من تغییر کرد: ${when(at)}.\n` +
      `اگر کار شما نبود، همین حالا «بازیابی گذرواژه» را بزنید: ${host}`,
    longest: longNotice,
  }),
  'mobile-change-code': template<CodeParameters>({
    version: 1,
    purpose: 'کد یک‌بارمصرف به شمارهٔ تازه، برای تغییر شماره همراه حساب.',
    parts: 1,
    text: (parameters) => oneTimeCodeText(parameters, { short: 'کد شماره تازه', full: 'کد تغییر شماره همراه' }),
    longest: longCode,
  }),
  'guest-code': template<CodeParameters>({
    version: 1,
    purpose: 'کد یک‌بارمصرف برای ثبت یا پیگیری درخواست بدون ورود.',
    parts: 1,
    text: (parameters) => oneTimeCodeText(parameters, { short: 'کد درخواست', full: 'کد ثبت و پیگیری درخواست' }),
    longest: longCode,
  }),
  'mobile-changed': template<Pick<NoticeParameters, 'at'>>({
    version: 1,
    purpose: 'خبر به شمارهٔ پیشین: شماره همراه حساب تغییر کرد.',
    parts: 2,
    text: ({ at }) =>
      `شماره همراه حساب شما در تأمین من عوض شد: ${when(at)}.\nاگر کار شما نبود، فوراً به ۱۴۲۰ زنگ بزنید.`,
    longest: longNotice,
  }),
  'email-changed': template<NoticeParameters>({
    version: 1,
    purpose: 'پست الکترونیک حساب تغییر کرد یا برداشته شد.',
    parts: 3,
    text: ({ at, host }) =>
      `پست الکترونیک حساب شما در تأمین من تغییر کرد: ${when(at)}.\n` +
      `اگر کار شما نبود، گذرواژهٔ خود را عوض کنید: ${host}`,
    longest: longNotice,
  }),
  'new-device-sign-in': template<NoticeParameters>({
    version: 1,
    purpose: 'ورود از دستگاهی که پیش‌تر با این حساب دیده نشده است.',
    parts: 3,
    text: ({ at, host }) =>
      `ورود به حساب شما در تأمین من با دستگاهی تازه: ${when(at)}.\n` +
      `اگر شما نبودید، گذرواژهٔ خود را عوض کنید: ${host}`,
    longest: longNotice,
  }),
  'account-locked-for-now': template<{ minutes: number; host: string }>({
    version: 1,
    purpose: 'ورود به حساب به‌سبب چند گذرواژهٔ نادرست برای مدتی بسته شد.',
    parts: 3,
    text: ({ minutes, host }) =>
      `چند بار گذرواژهٔ نادرست زده شد و ورود به حساب شما در تأمین من تا ${formatNumber(minutes)} دقیقه بسته است.\n` +
      `اگر شما نبودید، گذرواژه را عوض کنید: ${host}`,
    longest: { minutes: 888, host: longHost },
  }),
  'application-received': template<{ trackingCode: string; due: number | null }>({
    version: 1,
    purpose: 'درخواست به شعبه رسید: کد رهگیری و روزی که تا پایان آن پاسخ داده می‌شود.',
    parts: 2,
    text: ({ trackingCode, due }) =>
      `درخواست شما به تأمین من رسید.\nکد رهگیری: ${toPersianDigits(trackingCode)}\n` + answerBy(due),
    longest: { trackingCode: '8888888888', due: longNotice.at },
  }),
  'application-corrected': template<{ trackingCode: string; due: number | null }>({
    version: 1,
    purpose: 'اصلاح‌شدهٔ درخواست به شعبه رسید: روزی که تا پایان آن پاسخ داده می‌شود.',
    parts: 2,
    text: ({ trackingCode, due }) =>
      `اصلاح درخواست ${toPersianDigits(trackingCode)} به تأمین من رسید.\n${answerBy(due)}`,
    longest: { trackingCode: '8888888888', due: longNotice.at },
  }),
  'application-objected': template<{ trackingCode: string; due: number | null }>({
    version: 1,
    purpose: 'اعتراض به رد درخواست رسید: روزی که تا پایان آن پاسخ داده می‌شود.',
    parts: 2,
    text: ({ trackingCode, due }) =>
      `اعتراض شما در درخواست ${toPersianDigits(trackingCode)} به تأمین من رسید و رئیس شعبه رسیدگی می‌کند.\n${answerBy(due)}`,
    longest: { trackingCode: '8888888888', due: longNotice.at },
  }),
  'application-inquiry': template<{ trackingCode: string }>({
    version: 1,
    purpose: 'درخواست به تحقیق معیشت فرستاده شد؛ همکار شعبه به دیدار متقاضی می‌آید.',
    parts: 3,
    text: ({ trackingCode }) =>
      `تأمین من: برای درخواست ${toPersianDigits(trackingCode)} تحقیق معیشت لازم است. ` +
      'همکار ما با کارت شناسایی سازمان به نشانی شما می‌آید. این کار هزینه‌ای ندارد.',
    longest: { trackingCode: '8888888888' },
  }),
  'application-commission': template<{ trackingCode: string }>({
    version: 1,
    purpose: 'درخواست به کمیسیون پزشکی فرستاده شد؛ روز و جای آن جداگانه گفته می‌شود.',
    parts: 3,
    text: ({ trackingCode }) =>
      `تأمین من: درخواست ${toPersianDigits(trackingCode)} به کمیسیون پزشکی فرستاده شد. ` +
      'روز و جای معاینه را به شما خبر می‌دهیم؛ مدارک پزشکی را آماده نگه دارید.',
    longest: { trackingCode: '8888888888' },
  }),
  'application-lapsed': template<{ trackingCode: string; host: string }>({
    version: 1,
    purpose: 'مهلت اصلاح گذشت و درخواست بسته شد؛ می‌توان از نو درخواست داد.',
    parts: 3,
    text: ({ trackingCode, host }) =>
      `تأمین من: مهلت اصلاح درخواست ${toPersianDigits(trackingCode)} گذشت و درخواست بسته شد. ` +
      `هر وقت بخواهید می‌توانید درخواست تازه‌ای بدهید:\n${host}`,
    longest: { trackingCode: '8888888888', host: longHost },
  }),
  'application-file-refused': template<{ trackingCode: string; open: boolean }>({
    version: 1,
    purpose: 'در پرونده‌ای که متقاضی فرستاد ویروس بود و پاک شد؛ باید دوباره بفرستد.',
    parts: 3,
    text: ({ trackingCode, open }) =>
      `تأمین من: یکی از پرونده‌های درخواست ${toPersianDigits(trackingCode)} ویروس داشت و پاک شد. ` +
      (open
        ? 'پروندهٔ سالمی را در «درخواست‌های من» بفرستید.'
        : 'شعبه درخواست را به شما برمی‌گرداند تا پروندهٔ سالمی بفرستید.'),
    longest: { trackingCode: '8888888888', open: false },
  }),
  'cover-ending': template<CoverParameters>({
    version: 1,
    purpose: 'یک ماه پیش از پایان پوشش فرد تبعی، به بیمه‌شدهٔ اصلی: تا کی، و چه می‌توان کرد.',
    parts: 3,
    text: ({ name, last, host }) =>
      `تأمین من: پوشش بیمهٔ ${shortened(name, 30)} تا پایان ${whenDay(last)} است. ` +
      `اگر دانشجو یا ازکارافتاده است، تا آن روز در «افراد تبعی» درخواست تازه بدهید:\n${host}`,
    longest: longCover,
  }),
  'cover-ending-own': template<CoverParameters>({
    version: 1,
    purpose: 'همان هشدار، به خود فرد تبعی که به سن بزرگسالی رسیده است.',
    parts: 3,
    text: ({ name, last, host }) =>
      `تأمین من: پوشش بیمهٔ شما از راه ${shortened(name, 30)} تا پایان ${whenDay(last)} است. ` +
      `اگر دانشجو یا ازکارافتاده‌اید، ایشان تا آن روز درخواست تازه بدهند:\n${host}`,
    longest: longCover,
  }),
  'cover-commitment-asked': template<CoverParameters>({
    version: 1,
    purpose: 'یک ماه پیش از آنکه فرزند دختر به سن تعهد برسد، به بیمه‌شدهٔ اصلی: تا کی باید تعهد بدهد.',
    parts: 3,
    text: ({ name, last, host }) =>
      `تأمین من: برای ادامهٔ پوشش بیمهٔ ${shortened(name, 30)}، تا پایان ${whenDay(last)} در «افراد تبعی» تعهد بدهید که شوهر و شغل ندارد:\n${host}`,
    longest: longCover,
  }),
  'cover-commitment-reminded': template<CoverParameters>({
    version: 1,
    purpose: 'یادآوری همان تعهد، یک بار، وقتی هنوز داده نشده است.',
    parts: 3,
    text: ({ name, last, host }) =>
      `تأمین من: یادآوری: تعهد شما دربارهٔ ${shortened(name, 30)} هنوز نرسیده است. بدون آن، پوشش بیمهٔ او با پایان ${whenDay(last)} به سر می‌رسد:\n${host}`,
    longest: longCover,
  }),
  'cover-ended': template<CoverParameters>({
    version: 1,
    purpose: 'پوشش فرد تبعی پایان یافت، به بیمه‌شدهٔ اصلی. دلیل را پس از ورود می‌بیند.',
    parts: 3,
    text: ({ name, last, host }) =>
      `تأمین من: پوشش بیمهٔ ${shortened(name, 30)} با پایان ${whenDay(last)} به سر رسید. ` +
      `دلیل و آنچه می‌توانید بکنید در «افراد تبعی» آمده است:\n${host}`,
    longest: longCover,
  }),
  'cover-ended-own': template<CoverParameters>({
    version: 1,
    purpose: 'پوشش پایان یافت، به خود فرد تبعی که به سن بزرگسالی رسیده است.',
    parts: 3,
    text: ({ name, last, host }) =>
      `تأمین من: پوشش بیمهٔ شما از راه ${shortened(name, 30)} با پایان ${whenDay(last)} به سر رسید. ` +
      `برای دلیل و راه‌های دیگر بیمه، با ۱۴۲۰ یا شعبه تماس بگیرید:\n${host}`,
    longest: longCover,
  }),
  'cover-ended-by-death': template<Pick<CoverParameters, 'name'>>({
    version: 1,
    purpose: 'درگذشت فرد تبعی در ثبت احوال ثبت شد، به بیمه‌شدهٔ اصلی.',
    parts: 2,
    text: ({ name }) =>
      `تأمین من: درگذشت ${shortened(name, 30)} را تسلیت می‌گوییم. پوشش بیمهٔ ایشان پایان یافت و لازم نیست کاری بکنید.`,
    longest: longCover,
  }),
  'cover-ended-with-insured': template<Pick<CoverParameters, 'name' | 'host'>>({
    version: 1,
    purpose: 'درگذشت بیمه‌شدهٔ اصلی ثبت شد، به فرد تبعی که به سن بزرگسالی رسیده است.',
    parts: 3,
    text: ({ name, host }) =>
      `تأمین من: درگذشت ${shortened(name, 30)} را تسلیت می‌گوییم. پوشش بیمهٔ شما از راه ایشان پایان یافت. ` +
      `برای مستمری و درمان بازماندگان:\nشعبه یا ${host}`,
    longest: longCover,
  }),
  'request-received': template<RequestParameters & { due: number }>({
    version: 1,
    purpose: 'درخواست مردمی رسید: کد رهگیری و روزی که پاسخ قول داده شده است.',
    parts: 2,
    text: ({ trackingCode, due }) =>
      `درخواست شما با کد رهگیری ${toPersianDigits(trackingCode)} به تأمین من رسید.\n${answerBy(due)}`,
    longest: { trackingCode: '8888888888', due: longNotice.at },
  }),
  'request-called': template<RequestParameters & { title: string; due: number }>({
    version: 1,
    purpose: 'درخواست تلفنی ثبت شد: خلاصه، کد رهگیری و روزی که پاسخ قول داده شده است.',
    parts: 3,
    text: ({ trackingCode, title, due }) =>
      `تأمین من: درخواست تلفنی شما «${shortened(title, 60)}» با کد رهگیری ${toPersianDigits(trackingCode)} ثبت شد.\n${answerBy(due)}`,
    longest: { trackingCode: '8888888888', title: 'ن'.repeat(60), due: longNotice.at },
  }),
  'request-asked': template<RequestParameters & { host: string }>({
    version: 1,
    purpose: 'همکار ما از شهروند پرسشی دارد. وقتی این پیامک رسید، مهلت پاسخ سازمان می‌ایستد.',
    parts: 3,
    text: ({ trackingCode, host }) =>
      `تأمین من: برای پاسخ به درخواست ${toPersianDigits(trackingCode)} پرسشی از شما داریم. ` +
      `آن را در «پیگیری درخواست» ببینید و پاسخ دهید:\n${host}`,
    longest: { trackingCode: '8888888888', host: longHost },
  }),
  'request-reminder': template<RequestParameters & { due: number; host: string }>({
    version: 1,
    purpose: 'نیمی از فرصت شهروند برای پاسخ به پرسش ما گذشته است.',
    parts: 3,
    text: ({ trackingCode, due, host }) =>
      `تأمین من: هنوز منتظر پاسخ شما دربارهٔ درخواست ${toPersianDigits(trackingCode)} هستیم؛ ` +
      `تا پایان ${formatJalali(tehranDate(due - 1), 'weekday')}:\n${host}`,
    longest: { trackingCode: '8888888888', due: longNotice.at, host: longHost },
  }),
  'request-answered': template<RequestParameters & { host: string }>({
    version: 1,
    purpose: 'پاسخ درخواست فرستاده شد. متن آن فقط در سامانه دیده می‌شود.',
    parts: 2,
    text: ({ trackingCode, host }) =>
      `تأمین من: پاسخ درخواست ${toPersianDigits(trackingCode)} آماده است. آن را در «پیگیری درخواست» بخوانید:\n${host}`,
    longest: { trackingCode: '8888888888', host: longHost },
  }),
  'request-corrected': template<RequestParameters & { host: string }>({
    version: 1,
    purpose: 'پاسخی که فرستاده شده بود دیگر معتبر نیست؛ متن اصلاح در سامانه است. یک بار برای هر نفر.',
    parts: 2,
    text: ({ trackingCode, host }) =>
      `تأمین من: پاسخی که به درخواست ${toPersianDigits(trackingCode)} داده بودیم عوض شد. اصلاح آن را در «پیگیری درخواست» بخوانید:\n${host}`,
    longest: { trackingCode: '8888888888', host: longHost },
  }),
  'request-late': template<RequestParameters & { whom: string; due: number }>({
    version: 1,
    purpose: 'مهلت پاسخ گذشت: اکنون چه کسی پیگیری می‌کند و قول تازه چیست.',
    parts: 3,
    text: ({ trackingCode, whom, due }) =>
      `تأمین من: پاسخ درخواست ${toPersianDigits(trackingCode)} دیر شده است و از این بابت پوزش می‌خواهیم. ` +
      `اکنون ${shortened(whom, 30)} آن را پیگیری می‌کند.\n${answerBy(due)}`,
    longest: { trackingCode: '8888888888', whom: 'ن'.repeat(30), due: longNotice.at },
  }),
  'request-moved': template<RequestParameters & { due: number }>({
    version: 1,
    purpose: 'تقویم کاری عوض شد و روز پاسخ درخواست عقب رفت.',
    parts: 2,
    text: ({ trackingCode, due }) =>
      `تأمین من: به سبب تعطیلی تازه، روز پاسخ درخواست ${toPersianDigits(trackingCode)} تغییر کرد.\n${answerBy(due)}`,
    longest: { trackingCode: '8888888888', due: longNotice.at },
  }),
  'request-reopened': template<RequestParameters & { due: number }>({
    version: 1,
    purpose: 'شهروند درخواست پاسخ‌داده‌شده را باز کرد: مهلت تازه.',
    parts: 2,
    text: ({ trackingCode, due }) =>
      `درخواست ${toPersianDigits(trackingCode)} در تأمین من دوباره باز شد.\n${answerBy(due)}`,
    longest: { trackingCode: '8888888888', due: longNotice.at },
  }),
  'request-referred': template<RequestParameters & { where: string; host: string }>({
    version: 1,
    purpose: 'پاسخ درخواست با دستگاه دیگری است.',
    parts: 3,
    text: ({ trackingCode, where, host }) =>
      `تأمین من: پاسخ درخواست ${toPersianDigits(trackingCode)} با ${shortened(where, 40)} است. ` +
      `دلیل آن را در «پیگیری درخواست» ببینید:\n${host}`,
    longest: { trackingCode: '8888888888', where: 'ن'.repeat(40), host: longHost },
  }),
  'request-merged': template<RequestParameters & { into: string }>({
    version: 1,
    purpose: 'درخواست با درخواست دیگر همان شهروند یکی شد.',
    parts: 2,
    text: ({ trackingCode, into }) =>
      `تأمین من: درخواست ${toPersianDigits(trackingCode)} شما با درخواست ${toPersianDigits(into)} یکی شد و پاسخ هر دو با هم می‌آید.`,
    longest: { trackingCode: '8888888888', into: '8888888888' },
  }),
  'application-code': template<CodeParameters>({
    version: 1,
    purpose: 'کد یک‌بارمصرف برای تأیید ارسال یک درخواست.',
    parts: 1,
    text: (parameters) => oneTimeCodeText(parameters, { short: 'کد درخواست', full: 'کد تأیید درخواست' }),
    longest: longCode,
  }),
  'application-asked': template<AskedParameters>({
    version: 1,
    purpose: 'شعبه درخواست را دیده و برای ادامه مدرکی می‌خواهد که از آغاز لازم نبود.',
    parts: 3,
    text: ({ trackingCode, papers, due, host }) =>
      `تأمین من: برای ادامهٔ درخواست ${toPersianDigits(trackingCode)} نوبت شماست. ${papersWords(papers)}${untilDay(due)}\n${host}`,
    longest: longAsked,
  }),
  'application-reminder': template<AskedParameters>({
    version: 1,
    purpose: 'چند روز پیش از پایان مهلت متقاضی، یادآوری کاری که با اوست.',
    parts: 3,
    text: ({ trackingCode, papers, due, host }) =>
      `تأمین من: درخواست ${toPersianDigits(trackingCode)} هنوز منتظر شماست. ${papersWords(papers)}${untilDay(due)}\n${host}`,
    longest: longAsked,
  }),
  'application-supplied': template<{ trackingCode: string; due: number | null }>({
    version: 1,
    purpose: 'آنچه شعبه در میانهٔ درخواست خواسته بود رسید.',
    parts: 2,
    text: ({ trackingCode, due }) =>
      `آنچه برای درخواست ${toPersianDigits(trackingCode)} خواسته شده بود به تأمین من رسید.\n${answerBy(due)}`,
    longest: { trackingCode: '8888888888', due: longNotice.at },
  }),
  'application-returned': template<{ trackingCode: string; host: string }>({
    version: 1,
    purpose: 'درخواست برای اصلاح به متقاضی برگشت.',
    parts: 3,
    text: ({ trackingCode, host }) =>
      `تأمین من: درخواست شما با کد رهگیری ${toPersianDigits(trackingCode)} نیاز به اصلاح دارد. ` +
      `وارد شوید و موارد را در «درخواست‌های من» ببینید:\n${host}`,
    longest: { trackingCode: '8888888888', host: longHost },
  }),
  'premium-paid': template<{ title: string; amount: string; receipt: string }>({
    version: 1,
    purpose: 'حق بیمه‌ای پرداخت و تسویه شد؛ رسید پرداخت.',
    parts: 2,
    text: ({ title, amount, receipt }) =>
      `تأمین من: ${shortened(title, 40)} به مبلغ ${amount} پرداخت شد.\nرسید ${toPersianDigits(receipt)}`,
    longest: { title: 'ن'.repeat(40), amount: '۹۹۹٬۹۹۹٬۹۹۹٬۹۹۹ ریال', receipt: '8888888888888888888' },
  }),
  'payment-reversed': template<{ title: string }>({
    version: 1,
    purpose: 'پولی که برای قبض برداشته شده بود به کارت برگشت.',
    parts: 2,
    text: ({ title }) =>
      `تأمین من: پرداخت ${shortened(title, 40)} انجام نشد و اگر پولی برداشته شده، به همان کارت برمی‌گردد.`,
    longest: { title: 'ن'.repeat(40) },
  }),
  'payout-waits': template<{ purpose: string; host: string }>({
    version: 1,
    purpose: 'پرداختی که تصویب شده منتظر اعلام شمارهٔ حساب است. یک بار برای هر دستور پرداخت.',
    parts: 3,
    text: ({ purpose, host }) =>
      `تأمین من: برای واریز ${shortened(purpose, 40)} شمارهٔ حسابی از شما نداریم. ` +
      `آن را اعلام کنید تا پرداخت شود؛ کار دیگری لازم نیست:\n${host}/services/bank-account`,
    longest: { purpose: 'ن'.repeat(40), host: longHost },
  }),
  'payout-paid': template<{ purpose: string; amount: string; day: IsoDate }>({
    version: 1,
    purpose: 'دستور پرداخت انجام و به حساب شخص واریز شد.',
    parts: 2,
    text: ({ purpose, amount, day }) =>
      `تأمین من: ${shortened(purpose, 40)} به مبلغ ${amount} در ${formatJalali(day, 'long')} به حساب شما واریز شد.`,
    longest: { purpose: 'ن'.repeat(40), amount: '۹۹۹٬۹۹۹٬۹۹۹٬۹۹۹ ریال', day: longCover.last },
  }),
  'payout-refused': template<{ purpose: string; host: string }>({
    version: 1,
    purpose: 'بانک پرداخت را نپذیرفت؛ دلیل در پرونده است و با حساب دیگری دوباره پرداخت می‌شود.',
    parts: 3,
    text: ({ purpose, host }) =>
      `تأمین من: بانک واریز ${shortened(purpose, 40)} را به حساب شما نپذیرفت. ` +
      `دلیل را در «درخواست‌های من» ببینید و حساب دیگری اعلام کنید:\n${host}/services/bank-account`,
    longest: { purpose: 'ن'.repeat(40), host: longHost },
  }),
  'contract-ending': template<{ day: IsoDate; host: string }>({
    version: 1,
    purpose: 'ده روز پیش از آخرین روز پرداخت حق بیمهٔ قرارداد.',
    parts: 3,
    text: ({ day, host }) =>
      `تأمین من: حق بیمهٔ قرارداد شما تا ${whenDay(day)} باید پرداخت شود، وگرنه قرارداد پایان می‌یابد. ` +
      `در «قراردادها و پرداخت» بپردازید:\n${host}`,
    longest: { day: longCover.last, host: longHost },
  }),
  'contract-ended': template<{ day: IsoDate; host: string }>({
    version: 1,
    purpose: 'قرارداد بیمه پایان یافت، چون حق بیمه در مهلت پرداخت نشد.',
    parts: 3,
    text: ({ day, host }) =>
      `تأمین من: حق بیمهٔ قرارداد شما تا ${whenDay(day)} پرداخت نشد و قرارداد پایان یافت. ` +
      `سوابق پرداخت‌شده می‌ماند؛ برای قرارداد تازه:\n${host}`,
    longest: { day: longCover.last, host: longHost },
  }),
}
