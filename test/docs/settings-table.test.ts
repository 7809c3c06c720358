import { settings, settingsTable, withSettingsTable } from '../../scripts/settings-table.ts'
import { root } from '../../scripts/machine.mjs'
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const read = (file: string): string => readFileSync(join(root, file), 'utf8')

test('README.md has the settings of app/settings.ts, neither more nor fewer (npm run docs)', () => {
  const readme = read('README.md')
  assert.equal(withSettingsTable(readme, settingsTable(settings())), readme)
})

test('README.fa.md has the same settings with the same values when not given', () => {
  const rows = [...read('README.fa.md').matchAll(/^\| `([A-Z][A-Z0-9_]+)` \| ([^|]*) \|/gm)]
  const persian = rows.map(([, name, standard]) => [name, standard])
  const expected = settings().map(({ name, standard }) => [
    name,
    standard === undefined ? '**لازم است**' : standard ? `\`${standard}\`` : 'هیچ',
  ])
  assert.deepEqual(persian, expected)
})

test('a setting is shown as necessary, with its standard value, or as none', () => {
  const table = settingsTable([
    { name: 'A', standard: undefined, meaning: 'One.' },
    { name: 'B', standard: '3000', meaning: 'Two.' },
    { name: 'C', standard: null, meaning: 'Three.' },
    { name: 'D', standard: '', meaning: 'Four.' },
  ])
  const [, , ...rows] = table.split('\n')
  assert.deepEqual(rows, [
    '| `A` | **must be given** | One. |',
    '| `B` | `3000` | Two. |',
    '| `C` | none | Three. |',
    '| `D` | none | Four. |',
  ])
})

test('a document without the marks is refused rather than overwritten', () => {
  assert.throws(() => withSettingsTable('# A text', '| a |'), /marks/)
})
