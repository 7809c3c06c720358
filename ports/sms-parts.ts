/** What an SMS costs: the alphabet it travels in, its length in that alphabet's units, and the parts it is paid by. */
export type SmsParts = { readonly alphabet: 'GSM-7' | 'UCS-2'; readonly length: number; readonly parts: number }

// 3GPP TS 23.038: the default alphabet, and the characters behind an escape, which take two units.
const GSM_BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
const GSM_ESCAPED = '\f^{}\\[~]|€'
const gsmUnits = new Map(Array.from(GSM_BASIC, (character) => [character, 1]))
for (const character of GSM_ESCAPED) gsmUnits.set(character, 2)

/**
 * How many parts a text is sent as: 160 units of GSM-7 or 70 of UCS-2 in a single message, 153 or 67 a part in a longer one.
 * One letter outside GSM-7, any Persian one say, makes the whole text UCS-2. No character is cut in two between parts.
 */
export function smsParts(text: string): SmsParts {
  const characters = Array.from(text)
  const gsm = characters.every((character) => gsmUnits.has(character))
  const units = characters.map((character) => (gsm ? (gsmUnits.get(character) ?? 1) : character.length))
  const length = units.reduce((sum, unit) => sum + unit, 0)
  const [single, each] = gsm ? [160, 153] : [70, 67]
  const alphabet = gsm ? 'GSM-7' : 'UCS-2'
  if (length <= single) return { alphabet, length, parts: 1 }
  let parts = 1
  let filled = 0
  for (const unit of units) {
    if (filled + unit > each) {
      parts += 1
      filled = 0
    }
    filled += unit
  }
  return { alphabet, length, parts }
}
