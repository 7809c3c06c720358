/** What to know of a service before it can be done here; once it has a definition, that says documents and days itself. */
export type Needs = {
  /** Who may ask for it. */
  readonly who: string
  /** Papers and data to have at hand. */
  readonly needs: readonly string[]
  /** How long it takes, where that is known. */
  readonly takes?: string
  /** What is paid beside nothing for the request itself. */
  readonly costs?: string
}

const insured = 'هر بیمه‌شده'
const pensioner = 'هر مستمری‌بگیر'
const employer = 'کارفرمای کارگاه یا نمایندهٔ او'
const atOnce = 'همان لحظه'
const premium = 'درخواست رایگان است؛ پس از آن هر ماه حق بیمه می‌پردازید.'

/** By the id of the service. What the organisation asks for in its own remote services. */
export const NEEDS: Readonly<Record<string, Needs>> = {
  dependants: { who: 'بیمه‌شدهٔ اصلی، بازنشسته و ازکارافتادهٔ کلی', needs: ['کد ملی و تاریخ تولد فرد تازه'] },
  identity: { who: 'هر کس که حساب دارد', needs: [], takes: atOnce },
  'active-relation': { who: 'هر کس که حساب دارد', needs: ['نام جایی که گواهی را می‌خواهد'], takes: atOnce },
  'bank-account': {
    who: 'بیمه‌شده و مستمری‌بگیر',
    needs: ['شمارهٔ شبای حسابی که به نام خودتان است'],
  },
  dependency: {
    who: 'بیمه‌شدهٔ اصلی، بازنشسته و ازکارافتادهٔ کلی',
    needs: ['کد ملی و تاریخ تولد فرد', 'شرح تأمین مخارج او', 'برای ازکارافتادگی، مدارک پزشکی'],
  },
  'dependency-end': {
    who: 'بیمه‌شده‌ای که کسی تحت پوشش اوست',
    needs: ['دلیل پایان پوشش: فوت، طلاق، ازدواج یا اشتغال', 'مدرک آن'],
  },
  'cover-objection': {
    who: 'بیمه‌شده‌ای که پوشش همسر، فرزند، پدر یا مادرش پایان یافته است',
    needs: ['کد ملی و تاریخ تولد آن فرد', 'شرح اعتراض', 'مدرکی که آن را نشان می‌دهد'],
  },
  'student-status': { who: insured, needs: ['کد استعلام از سامانهٔ وزارت علوم'], takes: atOnce },
  records: { who: insured, needs: [], takes: atOnce },
  'records-to-institutions': { who: insured, needs: ['نام مؤسسه‌ای که سابقه را می‌خواهد'], takes: atOnce },
  'missing-records': {
    who: insured,
    needs: ['کد یا نام و نشانی کارگاه', 'تاریخ آغاز و پایان کار', 'دست‌کم یک مدرک کار: قرارداد، فیش حقوق، حکم'],
  },
  'wrong-records': { who: insured, needs: ['سال و ماه نادرست', 'روز و دستمزد درست', 'دست‌کم یک مدرک کار'] },
  'job-titles': { who: insured, needs: [], takes: atOnce },
  'part-month': { who: 'بیمه‌شدگان پاره‌وقت و کمتر از یک ماه', needs: ['نرخ و تاریخ آغاز'], costs: premium },
  'marriage-gift': {
    who: 'زن و مردی که نخستین بار ازدواج دائم کرده‌اند و بیمه‌شده‌اند',
    needs: ['کد ملی همسر', 'تاریخ عقد دائم', 'تصویر سند ازدواج'],
  },
  'orthosis-aid': { who: 'بیمه‌شده، مستمری‌بگیر و خانواده', needs: ['نسخهٔ پزشک', 'فاکتور وسیله'] },
  'maternity-pay': { who: 'زن بیمه‌شده', needs: ['گواهی پزشک یا ماما', 'تاریخ آغاز مرخصی'] },
  'sickness-pay': { who: insured, needs: ['گواهی استراحت پزشک', 'تاریخ آغاز و پایان استراحت'] },
  'funeral-grant': {
    who: 'همسر، فرزند، پدر یا مادر درگذشته',
    needs: ['کد ملی درگذشته', 'گواهی فوت', 'صورت‌حساب مراسم'],
  },
  'self-employed': {
    who: 'کسی که برای خودش کار می‌کند و ۱۸ سال دارد',
    needs: ['مدرک شغل', 'نرخ ۱۲، ۱۴ یا ۱۸ درصد', 'عکس'],
    costs: premium,
  },
  'student-insurance': { who: 'دانشجو', needs: ['گواهی اشتغال به تحصیل', 'عکس'], costs: premium },
  housewives: { who: 'زنان و دختران خانه‌دار', needs: ['عکس'], costs: premium },
  voluntary: { who: 'کسی که پیش‌تر بیمهٔ اجباری داشته است', needs: ['مبنای دستمزد', 'عکس'], costs: premium },
  'contracts-and-payments': { who: 'کسی که خودش را بیمه کرده است', needs: [], takes: atOnce, costs: premium },
  'pension-estimate': { who: insured, needs: [], takes: atOnce },
  retirement: {
    who: 'بیمه‌شده‌ای که به سن و سابقهٔ لازم رسیده است',
    needs: ['تصویر شناسنامه', 'پس از تأیید شعبه: نامهٔ ترک کار'],
  },
  'survivors-pension': {
    who: 'همسر، فرزندان و پدر و مادر تحت تکفل درگذشته',
    needs: ['گواهی فوت', 'شناسنامهٔ درگذشته و هر بازمانده', 'گواهی حصر وراثت، تا نُه ماه پس از درگذشت'],
  },
  'disability-pension': { who: insured, needs: ['مدارک پزشکی', 'اگر حادثه بوده است، گزارش حادثه و بازرسی'] },
  payslip: { who: pensioner, needs: [], takes: atOnce },
  edict: { who: 'مستمری‌بگیری که سال نخست مستمری‌اش گذشته است', needs: [], takes: atOnce },
  'pension-status': { who: 'هر کس که حساب دارد', needs: ['نام جایی که پاسخ را می‌خواهد'], takes: atOnce },
  'pay-certificate': { who: pensioner, needs: ['نام جایی که گواهی را می‌خواهد'], takes: atOnce },
  'instalment-certificate': { who: pensioner, needs: ['نام بانک و شعبه', 'مبلغ هر قسط و شمار قسط‌ها'] },
  'daughters-commitment': { who: 'دختران بازمانده', needs: [], takes: atOnce },
  workshops: { who: employer, needs: [], takes: atOnce },
  'employer-data': { who: employer, needs: ['شناسهٔ ملی شرکت', 'کد ملی و تاریخ تولد مدیر', 'نشانی و کد پستی'] },
  agent: { who: 'مدیر شخص حقوقی', needs: ['کد ملی نماینده', 'سطح دسترسی او'] },
  'remote-consent': { who: employer, needs: [], takes: atOnce },
  'contract-rows': {
    who: 'پیمانکار و واگذارندهٔ کار',
    needs: ['تاریخ و مبلغ ناخالص پیمان', 'مشخصات پیمانکاران جزء', 'تصویر قرارداد'],
  },
  'debt-objection': { who: employer, needs: ['شمارهٔ اعتراض'], takes: atOnce },
  inspections: { who: employer, needs: ['کد کارگاه'], takes: atOnce },
  'treatment-cover': { who: 'هر کس، حتی پیش از ورود', needs: ['کد ملی'], takes: atOnce },
  'medical-approvals': { who: 'بیمه‌شده، مستمری‌بگیر و خانواده', needs: [], takes: atOnce },
  'e-prescriptions': { who: 'بیمه‌شده، مستمری‌بگیر و فرزندان زیر ۱۸ سال', needs: [], takes: atOnce },
  reimbursements: { who: 'بیمه‌شده و مستمری‌بگیر', needs: ['بازهٔ تاریخ'], takes: atOnce },
}
