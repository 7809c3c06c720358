import { readFileSync, statSync } from 'node:fs'
import { request } from 'node:http'
import { readyDraft } from './sign-up.ts'
import { sessionCookie, type PeopledStage } from './stage.ts'
import { within, type Row } from './table.ts'

// oxfmt-ignore
const forEverybody = [
  '/', '/sign-up', '/sign-up/guide', '/sign-up/who', '/sign-in', '/recover', '/services', '/services/dependants',
  '/audience/insured', '/audience/employer', '/branches', '/privacy', '/accessibility', '/offline', '/staff/sign-in',
]
const inSignUp = ['/sign-up/identity', '/sign-up/password', '/sign-up/review']
// oxfmt-ignore
const forSignedIn = [
  '/', '/applications', '/services/dependants', '/account', '/account/password', '/account/email', '/account/mobile',
  '/account/devices', '/account/activity',
]

/** What a phone fetches to show a page, as it goes over the wire. The heaviest of each kind is the row. */
export async function pageBytes({ db, web, accounts }: PeopledStage): Promise<Row[]> {
  const signUp = `sign-up=${(await readyDraft(db)).cookie}`
  const session = await sessionCookie(db, accounts[0]!.personId)
  const sizes = []
  for (const [paths, cookie] of [
    [forEverybody, ''],
    [inSignUp, signUp],
    [forSignedIn, session],
  ] as const) {
    for (const path of paths) sizes.push(await sizeOf(web.url, path, cookie))
  }
  const page = sizes.toSorted((a, b) => b.page - a.page)[0]!
  const scripts = sizes.toSorted((a, b) => b.scripts - a.scripts)[0]!
  const fonts = Object.entries(manifest()).filter(([source]) => source.endsWith('.woff2'))
  const fontBytes = fonts.reduce((sum, [, { file }]) => sum + statSync(`dist/assets/${file}`).size, 0)
  return [
    within(`HTML + CSS of the heaviest of ${sizes.length} pages (${page.path})`, page.page, 14_600, 'bytes'),
    within(`JavaScript of the heaviest (${scripts.path})`, scripts.scripts, 10_240, 'bytes'),
    within(`fonts, all ${fonts.length}`, fontBytes, 61_440, 'bytes'),
  ]
}

async function sizeOf(origin: string, path: string, cookie: string) {
  const sent = await wireBytes(origin + path, cookie)
  const html = await (await fetch(origin + path, { headers: { cookie } })).text()
  const sumOf = (pattern: RegExp) =>
    [...html.matchAll(pattern)].reduce((sum, [, href]) => sum + assetBytes(href!.slice('/assets/'.length)), 0)
  // The password rules come when the person enters the field; they are counted, as everybody does on such a page.
  const rules = html.includes('<password-rules') ? assetBytes(manifest()['kernel/password.ts']!.file) : 0
  return {
    path,
    page: sent + sumOf(/<link rel="stylesheet" href="([^"]+)"/g),
    scripts: sumOf(/<script[^>]*src="([^"]+)"/g) + rules,
  }
}

/** Bytes of the body of a GET, as a browser that takes brotli gets it. Throws when the answer is not 200. */
function wireBytes(url: string, cookie: string): Promise<number> {
  return new Promise((resolve, reject) => {
    request(url, { headers: { cookie, 'accept-encoding': 'gzip, deflate, br' } }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url} answered ${response.statusCode}`))
      let bytes = 0
      response.on('data', (chunk: Buffer) => (bytes += chunk.length))
      response.on('end', () => resolve(bytes))
    })
      .on('error', reject)
      .end()
  })
}

const manifest = () =>
  JSON.parse(readFileSync('dist/assets/.vite/manifest.json', 'utf8')) as Record<string, { file: string }>

const assetBytes = (file: string): number => statSync(`dist/assets/${file}.br`).size
