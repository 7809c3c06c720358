/** Where a request came from, for audit lines, limits and the list of devices. */
export type Origin = {
  /** Network address of the caller. */
  readonly address: string
  /** A few words a person recognises: «کروم در اندروید». */
  readonly device: string
  /**
   * Hash of what tells devices apart: the browser's long-lived random cookie, or the `deviceId` an API caller gives (one
   * that gives none counts as a new device each time). Null where no device is told apart at all.
   */
  readonly deviceHash: Buffer | null
}

const browsers: readonly [RegExp, string][] = [
  [/Edg\//, 'اج'],
  [/OPR\/|Opera/, 'اپرا'],
  [/SamsungBrowser/, 'مرورگر سامسونگ'],
  [/Firefox\/|FxiOS/, 'فایرفاکس'],
  [/Chrome\/|CriOS/, 'کروم'],
  [/Safari\//, 'سافاری'],
]
const systems: readonly [RegExp, string][] = [
  [/Android/, 'اندروید'],
  [/iPhone|iPad|iPod/, 'آیفون یا آیپد'],
  [/Windows/, 'ویندوز'],
  [/Macintosh/, 'مک'],
  [/Linux|X11/, 'لینوکس'],
]

/** Names a device from its user-agent header; never stores the header itself. */
export function deviceName(userAgent: string | undefined): string {
  const text = userAgent ?? ''
  const browser = browsers.find(([pattern]) => pattern.test(text))?.[1]
  const system = systems.find(([pattern]) => pattern.test(text))?.[1]
  if (browser === undefined) return system === undefined ? 'برنامهٔ دیگر' : `برنامه‌ای در ${system}`
  return system === undefined ? browser : `${browser} در ${system}`
}
