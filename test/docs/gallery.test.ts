import { gallery, withGallery, type Language } from '../../scripts/gallery.ts'
import { read } from './documents.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'

const readmes: [path: string, language: Language][] = [
  ['README.md', 'english'],
  ['README.fa.md', 'persian'],
]
for (const [path, language] of readmes) {
  test(`${path} shows the pictures that the browser tests made (npm run docs)`, () => {
    const { text } = read(path)
    assert.equal(withGallery(text, gallery(language)), text)
  })
}

test('only pictures that are there are shown, each with words for those who do not see it', () => {
  const shown = gallery('english', (file) => file === 'docs/screenshots/home-signed-in-phone-dark.png')
  assert.deepEqual(
    [...shown.matchAll(/src="([^"]+)".* alt="([^"]+)"/g)].map(([, file, words]) => [file, words]),
    [['docs/screenshots/home-signed-in-phone-dark.png', 'The same in the dark']],
  )
  assert.equal(
    gallery('persian', () => false),
    '',
  )
})
