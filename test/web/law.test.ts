import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CHAPTERS } from '#law/chapters.ts'
import { inForce, jalaliDay } from '#law/parameters.ts'
import { minimumDailyWage } from '#law/parameters/wages.ts'
import { formatNumber } from '#kernel/text.ts'
import { at } from '../support/jalali.ts'
import { startPortal } from '../support/portal.ts'

const text = (html: string): string =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/[\u2066-\u2069]/g, '')
    .replace(/\s+/g, ' ')

test('the law is there for everybody: a page for each subject, found from the foot of every page', async (t) => {
  const portal = await startPortal(t)
  const get = async (path: string) => {
    const response = await fetch(portal.url + path)
    return { status: response.status, html: await response.text() }
  }
  assert.match((await get('/')).html, /href="\/law"/)
  const index = await get('/law')
  for (const { id, title, parameters, formulas } of CHAPTERS) {
    assert.ok(index.html.includes(`href="/law/${id}"`), id)
    const { status, html } = await get(`/law/${id}`)
    assert.equal(status, 200)
    for (const name of [title, ...parameters.map((parameter) => parameter.title)])
      assert.ok(text(html).includes(name), `${id}: ${name}`)
    for (const { formula, work } of formulas)
      for (const words of [formula.title, formula.says, work().result])
        assert.ok(text(html).includes(words), `${id}: ${words}`)
  }
  for (const path of ['/law/none', '/law/__proto__', '/law/wages/1']) assert.equal((await get(path)).status, 404, path)
})

test('the page of wages shows each year with its days, its source, and which one holds today', async (t) => {
  const portal = await startPortal(t)
  portal.clock.set(at('1405/05/03'))
  const response = await fetch(`${portal.url}/law/wages`)
  const shown = text(await response.text())
  for (const { value } of minimumDailyWage.values) assert.ok(shown.includes(`${formatNumber(value)} ریال`))
  assert.ok(shown.includes('از ۱ فروردین ۱۳۹۹ تا ۳۱ خرداد ۱۳۹۹'))
  const wage = formatNumber(inForce(minimumDailyWage, jalaliDay(1405)).value)
  assert.ok(shown.includes(`${wage} ریال، سال ۱۴۰۵ امروز`))

  portal.clock.set(at('1410/05/03'))
  const later = text(await (await fetch(`${portal.url}/law/wages`)).text())
  assert.ok(!/، سال \S+ امروز/.test(later), 'of a year without a wage none is said to hold')
})
