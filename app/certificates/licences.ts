import { addJalaliYears, compare, parseJalali, tehranDate, type IsoDate } from '#kernel/dates.ts'
import { tidyName } from '#kernel/text.ts'
import { findCertificate, type Certificate } from '#store/certificates.ts'
import { idOfKey, personIdFrom, randomId, type PersonId } from '#store/ids.ts'
import {
  endLicence,
  findLicence,
  findLicenceByCode,
  insertLicence,
  listLicences,
  listLicenceUses,
  newLicenceCode,
  noteLicenceUse,
  type Licence,
  type LicenceUse,
} from '#store/licences.ts'
import { nowOf, type App } from '../app.ts'
import type { OpenedFile } from '../files/open-file.ts'
import { done, failed, invalid, type FieldError, type Result } from '../problem.ts'
import { verified, type CheckedCertificate } from './check.ts'
import { openCertificate } from './open.ts'
import { frozenOf, readCode } from './paper.ts'

/** A licence with its openings, newest first. */
export type GivenLicence = Licence & { readonly open: boolean; readonly uses: readonly LicenceUse[] }

/** The certificate that a person named as theirs, and the licences they gave for it. */
export type Licensing = {
  readonly certificate: Certificate
  readonly title: string
  readonly licences: readonly GivenLicence[]
}

const notTheirs = failed({ code: 'not-found', message: 'چنین گواهی‌ای ندارید. فهرست گواهی‌های خود را دوباره باز کنید.' })
const LONGEST = 100

/** The licences for one of one's own certificates. */
export async function licencesOf(
  app: Pick<App, 'db' | 'clock'>,
  personId: PersonId,
  certificateId: string,
): Promise<Result<Licensing>> {
  const certificate =
    personIdFrom(certificateId) === null ? undefined : await findCertificate(app.db, personId, certificateId)
  if (certificate === undefined) return notTheirs
  const [licences, uses] = await Promise.all([
    listLicences(app.db, personId, certificateId),
    listLicenceUses(app.db, personId, certificateId),
  ])
  const today = tehranDate(app.clock.now())
  const given = licences.map((licence) => ({
    ...licence,
    open: isOpen(licence, today),
    uses: uses.filter(({ licenceId }) => licenceId === licence.licenceId),
  }))
  return done({ certificate, title: frozenOf(certificate).title, licences: given })
}

/**
 * Lets an institution read one of one's own certificates until a day; at most a year ahead. The same attempt again, known by
 * its `requestKey`, answers the licence that the first one gave.
 */
export async function giveLicence(
  app: Pick<App, 'db' | 'clock'>,
  personId: PersonId,
  certificateId: string,
  typed: { readonly institution: string; readonly until: string },
  requestKey: string | null = null,
): Promise<Result<Licence>> {
  const owned = await licencesOf(app, personId, certificateId)
  if (!owned.ok) return owned
  const licenceId = requestKey === null ? randomId() : idOfKey(requestKey)
  const before = requestKey === null ? undefined : await findLicence(app.db, personId, licenceId)
  if (before !== undefined) return done(before)
  const institution = tidyName(typed.institution)
  const until = parseJalali(typed.until)
  const today = tehranDate(app.clock.now())
  const errors: FieldError[] = []
  if (institution === '' || institution.length > LONGEST)
    errors.push({ field: 'institution', message: 'نام مؤسسه را بنویسید؛ حداکثر ۱۰۰ حرف.' })
  if (!until.ok) errors.push({ field: 'until', message: until.error })
  else if (compare(until.value, today) < 0 || compare(until.value, addJalaliYears(today, 1)) > 0)
    errors.push({ field: 'until', message: 'روز پایان باید از امروز تا یک سال دیگر باشد.' })
  if (errors.length > 0 || !until.ok) return invalid(errors)
  if (owned.value.certificate.status !== 'valid')
    return failed({ code: 'wrong-step', message: 'این گواهی دیگر معتبر نیست؛ برای گواهی معتبر مجوز بدهید.' })
  if (owned.value.licences.filter(({ open }) => open).length >= 20)
    return failed({ code: 'wrong-step', message: 'برای این گواهی بیست مجوز باز دارید. اول یکی را پایان دهید.' })
  return app.db.transaction(async (tx) => {
    const code = await newLicenceCode(tx, personId, licenceId)
    const asked = { personId, licenceId, certificateId, code, institution, until: until.value }
    const licence = { ...asked, givenAt: nowOf(app), endedAt: null }
    await insertLicence(tx, licence)
    return done(licence)
  })
}

/** Ends a licence one has given; one that is over stays as it is. */
export async function takeLicenceBack(
  app: Pick<App, 'db' | 'clock'>,
  personId: PersonId,
  licenceId: string,
): Promise<Result<void>> {
  const given = personIdFrom(licenceId) === null ? undefined : await findLicence(app.db, personId, licenceId)
  if (given === undefined) return failed({ code: 'not-found', message: 'مجوزی با این نشانی نداده‌اید.' })
  await endLicence(app.db, personId, licenceId, nowOf(app))
  return done(undefined)
}

/** What whoever holds a licence is shown: the page of the certificate, and what the paper says of whom. */
export type Inquiry = CheckedCertificate & {
  readonly institution: string
  readonly until: IsoDate
  /** The full name of the certificate's holder stands on the paper only. */
  readonly printed: boolean
}

/**
 * Opens a certificate by a licence. Its giver reads who used it, as they name themselves, and when; `address` is whose
 * tries are counted. A code that was never given, has run out or was ended opens nothing, and none of these is told apart.
 */
export async function inquire(
  app: Pick<App, 'db' | 'limits' | 'clock'>,
  typed: { readonly code: string; readonly usedBy: string },
  address: string,
): Promise<Result<Inquiry>> {
  const opened = await byLicence(app, typed, address, false)
  if (!opened.ok) return opened
  const { certificate, licence } = opened.value
  const checked = await verified(app, certificate)
  const { institution, until } = licence
  return done({ ...checked, institution, until, printed: certificate.storageKey !== null })
}

/** The paper itself, for whoever holds a licence. */
export async function openLicensed(
  app: Pick<App, 'db' | 'limits' | 'clock' | 'files'>,
  typed: { readonly code: string; readonly usedBy: string },
  address: string,
): Promise<Result<OpenedFile>> {
  const opened = await byLicence(app, typed, address, true)
  if (!opened.ok) return opened
  const file = await openCertificate(app, opened.value.certificate)
  return file === null
    ? failed({ code: 'not-found', message: 'برگهٔ این گواهی هنوز چاپ نشده است. چند لحظهٔ دیگر دوباره باز کنید.' })
    : done(file)
}

async function byLicence(
  app: Pick<App, 'db' | 'limits' | 'clock'>,
  typed: { readonly code: string; readonly usedBy: string },
  address: string,
  paper: boolean,
): Promise<Result<{ licence: Licence; certificate: Certificate }>> {
  const within = await app.limits.count('licence-inquiry', address)
  if (!within.ok) return within
  const usedBy = tidyName(typed.usedBy)
  const code = readCode(typed.code)
  const errors: FieldError[] = []
  if (code === null)
    errors.push({ field: 'code', message: 'کد مجوز دوازده حرف و رقم انگلیسی است. آن را کامل بنویسید.' })
  if (usedBy === '' || usedBy.length > LONGEST)
    errors.push({ field: 'usedBy', message: 'نام خود و مؤسسه را بنویسید؛ صاحب گواهی آن را می‌بیند.' })
  if (code === null || errors.length > 0) return invalid(errors)
  const licence = await findLicenceByCode(app.db, code)
  const certificate =
    licence === undefined || !isOpen(licence, tehranDate(app.clock.now()))
      ? undefined
      : await findCertificate(app.db, licence.personId, licence.certificateId)
  if (licence === undefined || certificate === undefined)
    return invalid([
      { field: 'code', message: 'مجوز بازی با این کد نیست. کد را با آنچه گرفته‌اید مقایسه کنید یا مجوز تازه بخواهید.' },
    ])
  await noteLicenceUse(app.db, licence, { at: nowOf(app), usedBy, paper })
  return done({ licence, certificate })
}

const isOpen = ({ endedAt, until }: Licence, today: IsoDate): boolean => endedAt === null && until >= today
