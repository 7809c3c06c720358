// Cuts Vazirmatn down to the signs this portal writes: `node scripts/font.ts` after changing the list below or the font's version.
// The small files are kept in the repository, so that neither a build nor a start needs the cutting tool.
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
// @ts-expect-error The package brings no types; `cutFonts` is the only caller.
import subsetFont from 'subset-font'

/** Persian and the Arabic letters that names in registries carry, digits of both kinds, Persian punctuation, joiners. */
export const PERSIAN_SIGNS =
  'ءآأؤإئابتثجحخدذرزسشصضطظعغفقكلمنهويىةٱپچژکگیۀەۃـ' + 'ًٌٍَُِّْٰٓٔ' + '،؛؟٪٫٬۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩' + '\u200c\u200d\u200e\u200f'

/** Everything on a Latin keyboard, and the signs that stand between Persian words. */
export const COMMON_SIGNS =
  Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join('') + '\u00a0«»·×÷–—…•←→'

type Cut = (font: Buffer, signs: string, options: object) => Promise<Buffer>

const here = dirname(fileURLToPath(import.meta.url))
const source = dirname(createRequire(import.meta.url).resolve('@fontsource-variable/vazirmatn/package.json'))

/** The two WOFF2 files by name; the same bytes for the same version of the font. Weights 400 to 700. */
export async function cutFonts(): Promise<Record<string, Buffer>> {
  const cut = (script: string, signs: string) =>
    (subsetFont as Cut)(readFileSync(join(source, `files/vazirmatn-${script}-wght-normal.woff2`)), signs, {
      targetFormat: 'woff2',
      variationAxes: { wght: { min: 400, max: 700 } },
    })
  return {
    'vazirmatn-persian.woff2': await cut('arabic', PERSIAN_SIGNS),
    'vazirmatn-latin.woff2': await cut('latin', COMMON_SIGNS),
  }
}

/** The fonts of printed papers: TrueType, one for each weight, with the letters of both scripts in one file. */
export async function cutPaperFonts(): Promise<Record<string, Buffer>> {
  const whole = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/vazirmatn/package.json'))
  const cut = (weight: string) =>
    (subsetFont as Cut)(readFileSync(join(whole, weight, `Vazirmatn_${weight}.ttf`)), PERSIAN_SIGNS + COMMON_SIGNS, {
      targetFormat: 'truetype',
    })
  return { 'vazirmatn-regular.ttf': await cut('400Regular'), 'vazirmatn-bold.ttf': await cut('700Bold') }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [folder, fonts] of [
    ['../web/look/fonts', await cutFonts()],
    ['../connectors/typst/fonts', await cutPaperFonts()],
  ] as const)
    for (const [name, bytes] of Object.entries(fonts)) {
      writeFileSync(join(here, folder, name), bytes)
      console.log(name, bytes.length)
    }
}
