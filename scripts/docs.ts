// What `npm run docs` runs once set-up is done: writes the table of settings and the pictures into the READMEs.
import { gallery, withGallery } from './gallery.ts'
import { root } from './machine.mjs'
import { settings, settingsTable, withSettingsTable } from './settings-table.ts'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const rewrite = (name: string, write: (text: string) => string): void => {
  const file = join(root, name)
  writeFileSync(file, write(readFileSync(file, 'utf8')))
}
rewrite('README.md', (text) => withGallery(withSettingsTable(text, settingsTable(settings())), gallery('english')))
rewrite('README.fa.md', (text) => withGallery(text, gallery('persian')))
console.log(
  'Settings in README.md and pictures in both READMEs are up to date; new settings go into README.fa.md by hand.',
)
