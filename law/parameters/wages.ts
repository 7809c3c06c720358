import { percent, share, type Share } from '#kernel/rational.ts'
import { formatRial, rial, type Rial } from '#kernel/rial.ts'
import { type Parameter, jalaliDay, ofYear, rialsOfYear } from '../parameters.ts'
import { percents } from '../words.ts'

const TABLE_53 = 'جدول حداقل و حداکثر مزد از سال ۵۳، malionline.ir/824؛ sibashahr.com'
const TABLE_80 = 'جدول حداقل حقوق ماهانهٔ ۱۳۸۰ تا ۱۳۹۷، dayarahyaft.com، تقسیم بر ۳۰'

/**
 * A year that has no line is refused. 1389: the only page seen prints 3,033,000 a month and a rise that does not lead to it.
 */
export const minimumDailyWage: Parameter<Rial> = {
  id: 'minimum-daily-wage',
  title: 'حداقل مزد روزانهٔ کارگر عادی',
  unit: 'ریال',
  values: [
    rialsOfYear(1353, 105, TABLE_53, 'B'),
    rialsOfYear(1354, 131, TABLE_53, 'B'),
    rialsOfYear(1355, 152, TABLE_53, 'B'),
    rialsOfYear(1356, 180, TABLE_53, 'B'),
    rialsOfYear(1357, 210, TABLE_53, 'C'),
    rialsOfYear(1358, 567, TABLE_53, 'C'),
    rialsOfYear(1359, 635, TABLE_53, 'C'),
    rialsOfYear(1380, 18_930, TABLE_80, 'C'),
    rialsOfYear(1381, 23_282, TABLE_80, 'C'),
    rialsOfYear(1382, 28_446, TABLE_80, 'C'),
    rialsOfYear(1383, 35_534, TABLE_80, 'C'),
    rialsOfYear(1384, 40_864, TABLE_80, 'C'),
    rialsOfYear(1385, 50_000, TABLE_80, 'C'),
    rialsOfYear(1386, 61_000, TABLE_80, 'C'),
    rialsOfYear(1387, 73_200, TABLE_80, 'C'),
    rialsOfYear(1388, 87_840, TABLE_80, 'C'),
    rialsOfYear(1390, 110_100, `${TABLE_80}؛ خبر ایرنا از شورای عالی کار، nigc.ir`, 'B'),
    rialsOfYear(1391, 129_900, `${TABLE_80}؛ bimehajtemai.blogfa.com`, 'B'),
    rialsOfYear(1392, 162_375, TABLE_80, 'C'),
    rialsOfYear(1393, 202_970, 'sibashahr.com (مزد روزانه و ماهانه)', 'C'),
    rialsOfYear(1394, 237_475, `${TABLE_80}؛ مزد ماهانه در irnotary.ir`, 'B'),
    rialsOfYear(1395, 270_722, 'isso.ir، تصویر مصوبه؛ irnotary.ir', 'B'),
    rialsOfYear(1396, 309_977, 'irnotary.ir، از مزد ماهانهٔ ۹٬۲۹۹٬۳۱۰', 'B'),
    rialsOfYear(1397, 370_423, 'fxtime.ir، از مزد سی روز ۱۱٬۱۱۲٬۶۹۰', 'B'),
    rialsOfYear(1398, 505_627, 'از حق بیمه‌های چاپ‌شده در jadvalyab.ir', 'B'),
    {
      from: jalaliDay(1399),
      until: jalaliDay(1399, 4),
      value: rial(611_809),
      source: 'مصوبهٔ ۲۰ فروردین ۱۳۹۹ شورای عالی کار، avalhesab.com و fardangroup.com',
      certainty: 'B',
    },
    {
      from: jalaliDay(1399, 4),
      until: jalaliDay(1400),
      value: rial(636_809),
      source: 'مخزن‌های عمومی؛ روز تغییر (اول تیر) در منبعی دیده نشد',
      certainty: 'C',
    },
    rialsOfYear(1400, 885_165, 'atiyehman.com؛ kargaronline.ir 888288', 'B'),
    rialsOfYear(1401, 1_393_250, 'raminsecure.com؛ otageabi.ir', 'B'),
    rialsOfYear(1402, 1_769_428, 'یک مخزن عمومی', 'C'),
    rialsOfYear(1403, 2_388_728, 'shenasname.ir/kar/60959', 'B'),
    rialsOfYear(1404, 3_463_656, 'بخشنامهٔ سازمان، kargar24.com', 'B'),
    rialsOfYear(1405, 5_541_850, 'چند مخزن عمومی؛ نشست ۲۴ اسفند ۱۴۰۴ شورای عالی کار؛ صفحهٔ رسمی دیده نشد', 'B'),
  ],
}

export const ceilingMultiple: Parameter<Share> = {
  id: 'ceiling-multiple',
  title: 'سقف مزد مشمول بیمه، چند برابر حداقل مزد',
  unit: 'برابر',
  values: [
    {
      from: jalaliDay(1391),
      value: share(7),
      source: 'مادهٔ ۳۵؛ سقف سال ۱۳۹۱ در bimehajtemai.blogfa.com، سال ۱۴۰۰ در atiyehman.com',
      certainty: 'B',
    },
  ],
}

/** What the cabinet raised the pensions of minimum earners by, at the beginning of the year (article 96). */
export const yearlyIncreaseOfMinimum: Parameter<Share> = {
  id: 'yearly-increase-minimum',
  title: 'افزایش سالانهٔ مستمری حداقل‌بگیران',
  unit: 'درصد',
  values: [
    ofYear(1401, percent(574, 10), 'خبرها؛ همراه با حداقل مزد', 'C'),
    ofYear(1403, percent(35), 'خبرها؛ همراه با حداقل مزد', 'C'),
  ],
}

/** No circular of it was seen; a formula of one page (×1.22 and a fixed sum, 1403) is not used. */
export const yearlyIncreaseOfOthers: Parameter<{ readonly rate: Share; readonly fixed: Rial }> = {
  id: 'yearly-increase-others',
  title: 'افزایش سالانهٔ مستمری سایر سطوح',
  show: ({ rate, fixed }) => `${percents(rate)} و ${formatRial(fixed)}`,
  values: [],
}
