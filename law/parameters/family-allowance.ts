import { type Parameter, type Switch } from '../parameters.ts'
import { ACT } from './dates.ts'

export const familyAllowanceDays: Parameter<number> = {
  id: 'family-allowance-days',
  title: 'حق اولاد: چند برابر حداقل مزد روزانه در ماه',
  unit: 'برابر',
  values: [{ from: ACT, value: 3, source: 'مادهٔ ۸۶: khatkesh.net/rule/141869', certainty: 'A' }],
}

export const familyAllowanceRecord: Parameter<number> = {
  id: 'family-allowance-record',
  title: 'سابقهٔ لازم برای حق اولاد',
  unit: 'روز',
  values: [{ from: ACT, value: 720, source: 'مادهٔ ۸۶: khatkesh.net/rule/141869', certainty: 'A' }],
}

export const familyAllowanceChildren: Switch<'two' | 'every-child'> = {
  id: 'family-allowance-children',
  title: 'حق اولاد برای چند فرزند است',
  options: { two: 'حداکثر دو فرزند', 'every-child': 'همهٔ فرزندان' },
  dispute: 'متن مادهٔ ۸۶ دو فرزند می‌گوید، ولی برنامه‌های حقوق برای بیش از دو فرزند هم می‌پردازند. متن نسخ آن دیده نشد.',
  values: [{ from: ACT, value: 'two', source: 'مادهٔ ۸۶: khatkesh.net/rule/141869', certainty: 'A' }],
}

export const familyAllowanceAge: Parameter<number> = {
  id: 'family-allowance-age',
  title: 'سن فرزند برای حق اولاد، مگر دانشجو یا ازکارافتاده',
  unit: 'سال',
  values: [{ from: ACT, value: 18, source: 'مادهٔ ۸۶: khatkesh.net/rule/141869', certainty: 'A' }],
}
