/** One thing to do, in its turn. */
export type LifeStep = {
  readonly title: string
  readonly text: string
  /** Ids of services of the catalogue. */
  readonly services: readonly string[]
}

/** Something that befalls people, and what to do about it with the organisation, in which order. */
export type LifeEvent = {
  /** Part of the address: /life-events/ID. */
  readonly id: string
  readonly name: string
  readonly gloss: string
  /** What people call it when they look for help. */
  readonly words: string
  readonly steps: readonly LifeStep[]
}

// Articles are those of the Social Security Act. Time limits: the birth certificate within 15 days, article 15 of the Civil
// Registration Act; unemployment 30 days, clause b of article 6 of the Unemployment Insurance Act; a voluntary contract's
// first premium within 20 days and the certificate of inheritance within nine months: the organisation's own services.
export const LIFE_EVENTS: readonly LifeEvent[] = [
  {
    id: 'birth',
    name: 'تولد فرزند',
    gloss: 'از کمک‌هزینهٔ بارداری تا بیمهٔ نوزاد.',
    words: 'تولد نوزاد بچه بچه‌دار فرزند زایمان بارداری حامله حاملگی باردار به دنیا آمدن',
    steps: [
      {
        title: 'پیش از زایمان: کمک‌هزینهٔ بارداری',
        text: 'مادری که خودش بیمه‌شده است، برای مرخصی زایمان به‌جای دستمزد از سازمان غرامت می‌گیرد.',
        services: ['maternity-pay'],
      },
      {
        title: 'پس از تولد: شناسنامه از ثبت احوال',
        text: 'تا ۱۵ روز پس از تولد با گواهی ولادت به ادارهٔ ثبت احوال بروید. کد ملی نوزاد همان‌جا داده می‌شود و برای بیمه لازم است.',
        services: [],
      },
      {
        title: 'نوزاد را تحت پوشش بیمه ببرید',
        text: 'با کد ملی و تاریخ تولد نوزاد درخواست بدهید. اگر پدر بیمه ندارد، مادر بیمه‌شده هم می‌تواند.',
        services: ['dependants'],
      },
      {
        title: 'پیش از رفتن نزد پزشک',
        text: 'ببینید که بیمهٔ درمان نوزاد برقرار شده است.',
        services: ['treatment-cover'],
      },
    ],
  },
  {
    id: 'marriage',
    name: 'ازدواج',
    gloss: 'هدیهٔ ازدواج، بیمهٔ همسر، پایان پوشش پدر.',
    words: 'ازدواج عروسی عقد متأهل نامزد همسر زن گرفتن شوهر کردن',
    steps: [
      {
        title: 'هدیهٔ ازدواج',
        text: 'برای نخستین ازدواج دائم؛ زن و شوهر اگر هر دو بیمه‌شده باشند، هر دو می‌گیرند.',
        services: ['marriage-gift'],
      },
      {
        title: 'همسرتان را بیمه کنید',
        text: 'همسر را با کد ملی و تاریخ تولد معرفی کنید. برای شوهری که خرج زندگی‌اش با شماست، برقراری کفالت بخواهید.',
        services: ['dependants', 'dependency'],
      },
      {
        title: 'دختری که تحت پوشش پدر یا مادر بود',
        text: 'با ازدواج، پوشش از راه پدر یا مادر تمام می‌شود؛ آنان باید خبر دهند. دختری که مستمری بازمانده می‌گیرد هم باید خبر دهد.',
        services: ['dependency-end', 'daughters-commitment'],
      },
    ],
  },
  {
    id: 'illness',
    name: 'بیماری و حادثه',
    gloss: 'درمان، غرامت روزهای بیماری، و اگر بهبود نیابد ازکارافتادگی.',
    words: 'بیماری بیمار مریض مریضی مریض‌شدن بستری بیمارستان عمل جراحی تصادف حادثه استعلاجی ناتوانی',
    steps: [
      {
        title: 'ببینید بیمهٔ درمان دارید',
        text: 'استحقاق درمان همان روز را ببینید؛ نسخه‌ها الکترونیک است و دفترچه لازم نیست.',
        services: ['treatment-cover', 'e-prescriptions'],
      },
      {
        title: 'غرامت روزهایی که کار نکرده‌اید',
        text: 'با گواهی استراحت پزشک. استراحت‌های طولانی را پزشک معتمد یا شورای پزشکی تأیید می‌کند.',
        services: ['sickness-pay', 'medical-approvals'],
      },
      {
        title: 'هزینه‌هایی که خودتان پرداخته‌اید',
        text: 'وسایل کمک پزشکی و هزینه‌های درمان بیرون از مراکز طرف قرارداد.',
        services: ['orthosis-aid', 'reimbursements'],
      },
      {
        title: 'اگر توان کار بازنگشت',
        text: 'کمیسیون پزشکی دربارهٔ ازکارافتادگی نظر می‌دهد و مستمری از آن پس برقرار می‌شود.',
        services: ['disability-pension'],
      },
    ],
  },
  {
    id: 'job-loss',
    name: 'از دست دادن کار',
    gloss: 'بیمهٔ بیکاری، کامل کردن سابقه، و ادامهٔ بیمه با خودتان.',
    words: 'بیکاری بیکار اخراج تعدیل قطع همکاری از دست دادن کار تسویه ترک کار کارم را از دست دادم',
    steps: [
      {
        title: 'تا ۳۰ روز: بیمهٔ بیکاری',
        text: 'اگر بی‌خواست خودتان بیکار شده‌اید، تا ۳۰ روز در سامانهٔ وزارت تعاون، کار و رفاه اجتماعی خبر دهید. پس از معرفی آن وزارت، سازمان مقرری را می‌پردازد.',
        services: [],
      },
      {
        title: 'سابقهٔ خود را ببینید',
        text: 'ماه‌های آخر را نگاه کنید. اگر کارفرما ماهی را نفرستاده یا کم فرستاده است، تا مدارک کار در دستتان است اعتراض کنید.',
        services: ['records', 'missing-records', 'wrong-records'],
      },
      {
        title: 'بیمه را قطع نکنید',
        text: 'می‌توانید با پرداخت حق بیمه خودتان ادامه دهید: بیمهٔ اختیاری برای کسی که پیش‌تر بیمه بوده، یا بیمهٔ مشاغل آزاد. نخستین حق بیمهٔ اختیاری را تا ۲۰ روز بپردازید.',
        services: ['voluntary', 'self-employed', 'contracts-and-payments'],
      },
      {
        title: 'بیمهٔ درمان خانواده',
        text: 'پس از قطع بیمه، پوشش درمان مدتی می‌ماند. ببینید تا کی.',
        services: ['treatment-cover'],
      },
    ],
  },
  {
    id: 'retirement',
    name: 'بازنشستگی',
    gloss: 'از برآورد مبلغ تا حکم و نخستین فیش.',
    words: 'بازنشستگی بازنشسته شدن پیر شدن پیری سن بازنشستگی مستمری حقوق بازنشستگی',
    steps: [
      {
        title: 'برآورد کنید',
        text: 'ببینید از کدام راه و با چه مبلغی می‌توانید بازنشسته شوید، و چند سال دیگر چه تفاوتی می‌کند.',
        services: ['pension-estimate'],
      },
      {
        title: 'سابقه‌تان را کامل کنید',
        text: 'سابقه را سال به سال ببینید. هر ماهی که نیست یا کم است، پیش از درخواست بازنشستگی اعتراض کنید؛ پس از حکم دشوارتر است.',
        services: ['records', 'missing-records', 'wrong-records', 'part-month', 'job-titles'],
      },
      {
        title: 'شماره حساب خود را بدهید',
        text: 'مستمری به حسابی که به نام خودتان است واریز می‌شود.',
        services: ['bank-account'],
      },
      {
        title: 'درخواست بازنشستگی',
        text: 'هنوز کار را ترک نکنید: شعبه اول سابقه و شرایط را تأیید می‌کند و بعد نامهٔ ترک کار را می‌خواهد.',
        services: ['retirement'],
      },
      {
        title: 'پس از حکم',
        text: 'فیش هر ماه و حکم سالانه را ببینید. حکم افزایش از سال پس از برقراری صادر می‌شود.',
        services: ['payslip', 'edict', 'pension-status'],
      },
    ],
  },
  {
    id: 'death',
    name: 'درگذشت عزیزان',
    gloss: 'کمک‌هزینهٔ ترحیم و مستمری بازماندگان.',
    words: 'درگذشت فوت مرگ مردن مرده مرحوم مرحومه ختم ترحیم کفن و دفن وراثت وراث ارث بازمانده یتیم',
    steps: [
      {
        title: 'ثبت درگذشت در ثبت احوال',
        text: 'سازمان درگذشت را از ثبت احوال می‌پرسد؛ گواهی فوت را بگیرید و نگه دارید.',
        services: [],
      },
      {
        title: 'کمک‌هزینهٔ مراسم ترحیم',
        text: 'همسر، فرزند، پدر یا مادر درگذشته می‌گیرند.',
        services: ['funeral-grant'],
      },
      {
        title: 'مستمری بازماندگان',
        text: 'برای همسر، فرزندان و پدر و مادر تحت تکفل. گواهی حصر وراثت را تا نُه ماه پس از درگذشت برسانید.',
        services: ['survivors-pension', 'bank-account'],
      },
      {
        title: 'دختران مجرد و بدون شغل',
        text: 'برای ادامهٔ مستمری تعهد می‌دهند که شاغل و متأهل نیستند.',
        services: ['daughters-commitment'],
      },
      {
        title: 'اگر کسی که درگذشته تحت پوشش شما بود',
        text: 'پوشش او را پایان دهید؛ سازمان خبر ثبت احوال را هم می‌گیرد.',
        services: ['dependency-end'],
      },
    ],
  },
]

export const findLifeEvent = (id: string): LifeEvent | undefined => LIFE_EVENTS.find((event) => event.id === id)

/** The events in which a service has its part. */
export const lifeEventsOf = (service: string): readonly LifeEvent[] =>
  LIFE_EVENTS.filter(({ steps }) => steps.some(({ services }) => services.includes(service)))
