import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { HtmlValidate, StaticConfigLoader } from 'html-validate'
import { ASSETS_DIRECTORY, assetUrl } from '#web/look/assets.ts'
import { render } from '#web/look/render.ts'
import { services } from '#services/all.ts'
import { CATALOGUE } from '#web/catalogue.ts'
import { AUDIENCES, findService, groupName, groupsOf, MENU } from '#web/menu.ts'
import { Services } from '#web/pages/services.tsx'
import { SignIn } from '#web/pages/sign-in.tsx'
import { visitor } from '#web/components/shell.ts'
import { VIEW_SAMPLES } from './view-samples.tsx'

const documents = Object.entries(VIEW_SAMPLES).map(([name, view]) => [name, render(view())] as const)
const asset = (url: string) => readFileSync(join(ASSETS_DIRECTORY, url.split('/').at(-1) ?? ''))

const validator = new HtmlValidate(
  new StaticConfigLoader({
    extends: ['html-validate:standard', 'html-validate:a11y', 'html-validate:document'],
    elements: [
      'html5',
      Object.fromEntries(
        [
          'jalali-date',
          'show-password',
          'password-rules',
          'question-suggest',
          'resend-wait',
          'result-watch',
          'upload-form',
        ].map((name) => [name, { flow: true, phrasing: true }]),
      ),
    ],
    rules: {
      // Our assets come from the same origin as the page itself.
      'require-sri': 'off',
      // Matters of style, of which the renderer decides: <br/>, boolean attributes, letter case.
      'void-style': 'off',
      'attribute-boolean-style': 'off',
      'doctype-style': 'off',
    },
  }),
)

test('every page is valid HTML', async (t) => {
  for (const [name, html] of documents) {
    await t.test(name, async () => {
      const { results } = await validator.validateString(html)
      const faults = results.flatMap(({ messages }) =>
        messages.map(
          ({ ruleId, message, line, column }) =>
            `${ruleId}: ${message} (${line}:${column}) ${html.slice(Math.max(0, column - 60), column + 60)}`,
        ),
      )
      assert.deepEqual(faults, [])
    })
  }
})

/** The built assets of one sort that a page names: its stylesheets, its scripts. */
const namedBy = (html: string, sort: RegExp) => [...html.matchAll(sort)].map(([, url]) => asset(url!))

test('every page and its stylesheets arrive in one round trip: 14,600 bytes compressed, in Brotli and in gzip', () => {
  const over: string[] = []
  for (const [name, html] of documents) {
    const parts = [Buffer.from(html), ...namedBy(html, /<link rel="stylesheet" href="([^"]+)"/g)]
    assert.ok(parts.length > 1, name)
    const size = (compress: (bytes: Buffer) => Buffer) => parts.reduce((sum, part) => sum + compress(part).length, 0)
    const [brotli, gzip] = [size(brotliCompressSync), size(gzipSync)]
    if (Math.max(brotli, gzip) > 14_600) over.push(`${name}: ${brotli} br, ${gzip} gz`)
  }
  assert.deepEqual(over, [])
})

test('scripts that a page loads by itself are together at most 10 KB, fonts at most 60 KB', () => {
  for (const [name, html] of documents) {
    const scripts = namedBy(html, /<script type="module" src="([^"]+)"/g)
    const bytes = scripts.reduce((sum, script) => sum + gzipSync(script).length, 0)
    assert.ok(bytes > 0 && bytes <= 10_000, `${name}: ${bytes}`)
    for (const script of scripts)
      assert.doesNotMatch(script.toString(), /^import[^(]/m, 'a first script must not pull others with it')
  }
  const fonts =
    asset(assetUrl('web/look/main.css'))
      .toString()
      .match(/[\w-]+\.woff2/g) ?? []
  const bytes = fonts.reduce((sum, name) => sum + asset(name).length, 0)
  assert.ok(fonts.length === 2 && bytes <= 60_000, `${fonts.join()}: ${bytes}`)
})

test('no page carries an inline script, style or handler', () => {
  for (const [name, html] of documents) {
    assert.doesNotMatch(html, /\sstyle=|<style|\son[a-z]+=|javascript:/i, name)
    assert.doesNotMatch(html, /<script(?![^>]*\ssrc=)/i, name)
  }
})

test('every page is Persian from right to left, has one h1, a title with the name, and a way past the header', () => {
  for (const [name, html] of documents) {
    assert.match(html, /^<!doctype html><html lang="fa" dir="rtl">/, name)
    assert.equal(html.match(/<h1[ >]/g)?.length, 1, name)
    assert.match(html, /<title>[^<]+ - تأمین من<\/title>/, name)
    assert.match(html, /class="skip" href="#content"/, name)
  }
})

test('what people see has Persian digits, also where numbers come from data', () => {
  for (const [name, html] of documents) {
    const seen = html
      .replace(/<head>.*<\/head>/s, '')
      .replace(/<bdi dir="ltr">req-1f<\/bdi>/, '')
      .replace(/<(?:"[^"]*"|[^>"])+>/g, ' ')
    assert.doesNotMatch(seen, /(?<![\w.@:])[0-9]+(?![\w.@:])/, name)
  }
})

test('every form that changes something posts, with the token against forged posts', () => {
  for (const [name, html] of documents) {
    for (const [form] of html.matchAll(/<form.*?<\/form>/gs)) {
      if (form.includes('role="search"') || form.startsWith('<form method="get"')) continue
      assert.match(form, /method="post"/, name)
      assert.match(form, /<input type="hidden" name="_csrf" value="[^"]+"/, name)
    }
  }
})

test('a form with errors says so in the title, lists them with links to the fields, and repeats each at its field', () => {
  const html = render(VIEW_SAMPLES['sign-up-who-errors']!())
  assert.match(html, /<title>خطا: /)
  assert.match(html, /<a href="#mobile">شماره همراه یازده رقم است/)
  assert.match(html, /<input id="mobile"[^>]*aria-invalid="true"[^>]*aria-describedby="mobile-hint mobile-error"/)
  assert.match(html, /id="mobile-error"><span class="sr">خطا: <\/span>شماره همراه یازده رقم است/)
  assert.match(html, /value="۹۹۰۱۲۳۴"/, 'what was typed is still there')
})

test('what people type is shown as text, never as markup', () => {
  const evil = '"><script>alert(1)</script>'
  for (const html of [
    render(<Services shell={visitor} query={evil} found={[]} events={[]} stateOf={() => ({ kind: 'active' })} />),
    render(
      <SignIn shell={visitor} service={evil} values={{ personalNumber: evil, next: evil }} errors={[]} token="t" />,
    ),
  ]) {
    assert.ok(!html.includes('<script>alert'))
    assert.ok(html.includes('&quot;>&lt;script>alert(1)'))
  }
})

test('a typed password is never written back into a page', () => {
  const html = render(
    <SignIn
      shell={visitor}
      service={null}
      values={{ personalNumber: '1', password: 'Se-cret-9' }}
      errors={[]}
      token="t"
    />,
  )
  assert.ok(!html.includes('Se-cret-9'))
})

test('the menu speaks to the organisation’s four audiences in its own order', () => {
  assert.deepEqual(Object.values(AUDIENCES), ['بیمه‌شدگان', 'مستمری‌بگیران', 'کارفرمایان', 'درمان'])
  const links = [...render(VIEW_SAMPLES['home']!()).matchAll(/<nav.*?<\/nav>/gs)][0]?.[0] ?? ''
  const order = Object.values(AUDIENCES).map((name) => links.indexOf(`>${name}<`))
  assert.ok(order.every((at) => at >= 0))
  assert.deepEqual(
    order,
    order.toSorted((one, other) => one - other),
  )
})

test('there are 44 services, each under its own address, and dependants stand where people are told to look', () => {
  assert.equal(CATALOGUE.length, 44)
  assert.equal(new Set(MENU.map(({ id }) => id)).size, MENU.length)
  assert.deepEqual(
    services.filter(({ id }) => findService(id)?.online !== true).map(({ id }) => id),
    [],
    'every defined service is in the menu, online',
  )
  assert.equal(
    Object.keys(AUDIENCES)
      .flatMap((id) => groupsOf(id as keyof typeof AUDIENCES))
      .flatMap(({ entries }) => entries).length,
    MENU.length,
    'every service stands in a group of its audience',
  )
  const dependants = findService('dependants')!
  assert.equal(AUDIENCES[dependants.audience], 'بیمه‌شدگان')
  assert.equal(groupName(dependants), 'خدمات نامنویسی')
  assert.equal(dependants.name, 'مشاهده و ثبت افراد تبعی')
})
