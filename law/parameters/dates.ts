import { jalaliDay } from '../parameters.ts'

/** The Social Security Act. */
export const ACT = jalaliDay(1354, 4, 3)
/** The Unemployment Insurance Act. */
export const UNEMPLOYMENT_ACT = jalaliDay(1369, 6, 26)
/** The amendment of articles 72 to 77 of 1371: thirtieths, two years, at most 35. */
export const AMENDMENT_1371 = jalaliDay(1371, 12, 16)
/** The act on fines of employers. */
export const FINES_ACT = jalaliDay(1373, 5, 9)
/** The act on hard and harmful work (note 2 of article 76). */
export const HARD_WORK_ACT = jalaliDay(1380, 7, 14)
/** The Family and Youth Act. */
export const FAMILY_AND_YOUTH_ACT = jalaliDay(1400, 7, 24)
