/**
 * The part of a folded Persian word by which its forms meet: «سوابقم», «سابقه‌های» and «سابقه» are one. Light on purpose:
 * an ending goes only where three letters stay, and words of the domain that merely look inflected are protected. Never
 * shown. The result is at least as long as the shorter of the word and three letters, and its own stem.
 */
export function stem(word: string): string {
  let rest = word
  for (;;) {
    const next = withoutEnding(rest)
    if (next === rest) return rest
    rest = next
  }
}

function withoutEnding(word: string): string {
  if (PROTECTED.has(word)) return word
  const irregular = IRREGULAR.get(word)
  if (irregular !== undefined) return irregular
  for (const ending of ENDINGS) {
    const rest = word.slice(0, -ending.length)
    if (word.endsWith(ending) && (rest.length >= 4 || (rest.length === 3 && ending.length > 1))) return rest
    if (word.endsWith(ending) && PROTECTED.has(rest)) return rest
  }
  return word
}

// Longest first. Verbal and possessive endings, plurals, «ی» of kind, «گی» and «گان» of words in «ه».
const ENDINGS = (
  'هایمان هایتان هایشان هایم هایت هایش هایی های ها گانم گانی گان گیم گی یشان یتان یمان شان تان مان ترین ' +
  'ام ات اش ای ان ین ید یم ند ه ی م ت ش'
).split(' ')

// Stay as they are: their end is no ending.
const PROTECTED: ReadonlySet<string> = new Set(
  (
    'درمان سازمان تامین خدمت پرداخت حساب حقوق مدت کارت ثبت نام تمام سهم زمان دندان استان درخواست قرارداد شکایت مهلت غیبت ' +
    'کفالت وکالت عنوان میزان بیمارستان زایمان پیمان جوان قانون نظام اعلام سرطان انتقال دریافت برداشت مرحوم ترحیم دوران ' +
    'امکان مراسم مستقیم دانش پوشش گزارش افزایش کاهش ارزش اموزش سفارش بخش اینترنت حکم فیش وام رقم پول کلی بیمه شعبه سابقه ' +
    'هزینه کارگاه بدهی نفقه هدیه جریمه نسخه ماده پرونده غرامت روش قسط طلاق فوت تعهد ولد سرپرست عضویت معافیت مرخصی رضایت ' +
    'پسر دختر مادر پدر همسر شوهر فرزند بازنشست بیکار بیمار بازمانده ازکارافتاد صندوق مدرک شغل والد سند عضو فرد مبلغ راننده نخست ' +
    'شخصی خاص سلامت رایگان سکونت مالیات برات تبعیت ملیت جنسیت وضعیت مسئولیت ضمانت اجرت دیه سنوات نوبت'
  ).split(' '),
)

// Broken plurals, and families whose forms have no common beginning that the endings would find.
const IRREGULAR: ReadonlyMap<string, string> = new Map(
  (
    'سوابق:سابقه شرایط:شرط شروط:شرط مدارک:مدرک مشاغل:شغل حرف:حرفه والدین:والد اولاد:ولد فرزندان:فرزند مطالبات:طلب ' +
    'اسناد:سند قوانین:قانون اعضا:عضو افراد:فرد مزایا:مزیت مبالغ:مبلغ اقساط:قسط تقسیط:قسط جرایم:جریمه ضوابط:ضابطه ' +
    'خدمات:خدمت صنادیق:صندوق ایام:روز اموات:فوت متوفی:فوت متوفا:فوت امراض:بیمار دیون:بدهی عواید:درامد وجوه:وجه ' +
    'اتباع:تبعه اطفال:طفل مواد:ماده موارد:مورد احکام:حکم اوراق:ورق اطلاعات:اطلاع امور:امر ' +
    'بازنشسته:بازنشست بازنشستگی:بازنشست بازنشستگان:بازنشست بازماندگان:بازمانده بیکاری:بیکار بیماری:بیمار ' +
    'ازکارافتاده:ازکارافتاد ازکارافتادگی:ازکارافتاد'
  )
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
)
