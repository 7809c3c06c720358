/** Branches of the demonstration: the count is Qom's (four branches, two satellites, three agencies), the addresses are made up. */
const place = (branchId: number, name: string, street: string) => ({
  branchId,
  name,
  province: 'قم',
  city: 'قم',
  address: `قم، ${street} (نشانی نمایشی)`,
  phone: `0250000${String(1000 + branchId)}`,
  hours: 'شنبه تا چهارشنبه، ۷:۳۰ تا ۱۴:۳۰',
  isDefault: branchId === 1,
})

export const demoBranches = [
  place(1, 'شعبهٔ یک قم', 'خیابان نمونهٔ یک، پلاک ۱۲'),
  place(2, 'شعبهٔ دو قم', 'خیابان نمونهٔ دو، پلاک ۲۴'),
  place(3, 'شعبهٔ سه قم', 'بلوار نمونهٔ سه، پلاک ۳۶'),
  place(4, 'شعبهٔ چهار قم', 'بلوار نمونهٔ چهار، پلاک ۴۸'),
  place(5, 'شعبهٔ اقماری یک قم', 'میدان نمونهٔ پنج'),
  place(6, 'شعبهٔ اقماری دو قم', 'میدان نمونهٔ شش'),
  place(7, 'کارگزاری یک قم', 'خیابان نمونهٔ هفت، پلاک ۷'),
  place(8, 'کارگزاری دو قم', 'خیابان نمونهٔ هشت، پلاک ۸'),
  place(9, 'کارگزاری سه قم', 'خیابان نمونهٔ نه، پلاک ۹'),
]
