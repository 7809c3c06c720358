import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { build } from 'vite'
import { ASSETS_DIRECTORY, assetUrl } from '#web/look/assets.ts'
import { webManifest } from '#web/look/manifest.ts'
import { render } from '#web/look/render.ts'
import { COMMON_SIGNS, cutFonts, cutPaperFonts, PERSIAN_SIGNS } from '../../scripts/font.ts'
import { VIEW_SAMPLES } from './view-samples.tsx'

const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

test('the font files kept in the repository are those that the script cuts', async () => {
  for (const [folder, fonts] of [
    ['web/look/fonts', await cutFonts()],
    ['connectors/typst/fonts', await cutPaperFonts()],
  ] as const)
    for (const [name, bytes] of Object.entries(fonts)) {
      const kept = readFileSync(join(import.meta.dirname, '../..', folder, name))
      assert.equal(digest(bytes), digest(kept), `${name}: run node scripts/font.ts`)
    }
})

test('the font has every sign that any page writes', () => {
  const has = new Set(PERSIAN_SIGNS + COMMON_SIGNS)
  // Drawn by other fonts on purpose: the check mark beside a kept rule, bullets that mask a number, isolates of direction.
  for (const sign of '✓•\u2066\u2068\u2069\n') has.add(sign)
  const missing = new Set<string>()
  for (const view of Object.values(VIEW_SAMPLES)) {
    for (const sign of render(view()).replace(/&[a-z]+;/g, '')) if (!has.has(sign)) missing.add(sign)
  }
  assert.deepEqual([...missing], [])
})

test('the same sources are built to the same bytes under the same names, each text also compressed', async (t) => {
  const folder = () => {
    const made = mkdtempSync(join(tmpdir(), 'assets-'))
    t.after(() => rmSync(made, { recursive: true }))
    return made
  }
  const [one, other] = [folder(), folder()]
  for (const outDir of [one, other]) {
    await build({ configFile: join(import.meta.dirname, '../../vite.assets.config.ts'), build: { outDir } })
  }
  const names = readdirSync(one, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(one.length + 1))
  assert.ok(names.length > 15, names.join())
  for (const name of names)
    assert.equal(digest(readFileSync(join(one, name))), digest(readFileSync(join(other, name))), name)
  for (const name of names.filter((file) => /\.(js|css|svg)$/.test(file))) {
    const plain = readFileSync(join(one, name))
    assert.equal(digest(brotliDecompressSync(readFileSync(join(one, `${name}.br`)))), digest(plain), name)
    assert.equal(digest(gunzipSync(readFileSync(join(one, `${name}.gz`)))), digest(plain), name)
  }
})

test('the name of an asset that is not built is refused', () => {
  assert.throws(() => assetUrl('web/look/nothing.css'), /No browser asset/)
})

test('a phone can install the portal: its name, a start page and icons that exist', () => {
  const manifest = JSON.parse(webManifest()) as {
    name: string
    start_url: string
    icons: { src: string; sizes: string; purpose: string }[]
  }
  assert.equal(manifest.name, 'تأمین من')
  assert.equal(manifest.start_url, '/')
  for (const { src, sizes } of manifest.icons.filter((icon) => icon.sizes !== 'any')) {
    const png = readFileSync(join(ASSETS_DIRECTORY, src.split('/').at(-1) ?? ''))
    assert.equal(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`, sizes, 'the size that the PNG itself states')
  }
  assert.ok(manifest.icons.some(({ purpose }) => purpose === 'maskable'))
})

test('the stylesheet knows no physical side, so that it turns with the direction of the text', () => {
  const folder = join(import.meta.dirname, '../../web/look')
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.css'))) {
    const css = readFileSync(join(folder, name), 'utf8')
    assert.doesNotMatch(
      css,
      /(margin|padding|border)-(left|right)|text-align: (left|right)|^\s*(left|right):|float:/m,
      name,
    )
  }
})
