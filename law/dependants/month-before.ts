import { type IsoDate, addJalaliMonths } from '#kernel/dates.ts'

/** The day a Jalali month before an end: from then on people are warned, and may send a new application. */
export const warnFrom = (end: IsoDate): IsoDate => addJalaliMonths(end, -1)

/** May somebody who is covered be named in a new application, so that no day is lost between two grounds? */
export const mayRenew = (until: IsoDate | null, on: IsoDate): boolean => until !== null && on >= warnFrom(until)
