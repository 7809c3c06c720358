import { smsParts } from '#ports/sms-parts.ts'

export type CodeParameters = {
  /** Six Latin digits. */
  readonly code: string
  /** Host of the portal as in the address bar. */
  readonly host: string
}

/**
 * The text of a one-time code: the code first, in Latin digits, so that phones show and fill it without opening the message.
 * The last line binds the code to our host (origin-bound one-time codes of WICG): phones then offer it on our page only, which
 * stops forged pages. It is added where all fits in one part, and the shorter name is used then, as the host names the sender;
 * for a long host a second part would double the price of every code, so the line is left out.
 */
export function oneTimeCodeText({ code, host }: CodeParameters, names: { short: string; full: string }): string {
  const warning = 'تا ۲ دقیقه؛ به هیچ‌کس نگویید'
  const bound = `${code} ${names.short}\n${warning}\n@${host.replace(/:\d+$/, '')} #${code}`
  return smsParts(bound).parts === 1 ? bound : `${code} ${names.full} «تأمین من»\n${warning}`
}
