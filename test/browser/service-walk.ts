import assert from 'node:assert/strict'
import type { Locator } from 'playwright-core'
import type { Raw } from '#kernel/fields/field.ts'
import type { Service } from '#kernel/service/service.ts'
import { photograph, png } from '#test/support/api-stage.ts'
import type { DeskHand, Play } from '#test/support/api-walk.ts'
import type { Guest } from './support.ts'

// Any service, walked by what its definition says: nothing here knows one of them.

/** What people call the page one is at. */
const here = ({ page }: Guest): string => new URL(page.url()).pathname
const main = ({ page }: Guest): Locator => page.getByRole('main')

/** Fills a form in as its fields write their answers. */
async function fillIn(guest: Guest, written: Raw): Promise<void> {
  for (const [name, sent] of Object.entries(written))
    for (const value of [sent ?? []].flat()) {
      const input = main(guest).locator(`[name="${name}"]`)
      const type = await input.first().getAttribute('type')
      if (type === 'radio') await main(guest).locator(`[name="${name}"][value="${value}"]`).check()
      else if (type === 'checkbox') await input.check()
      else await input.fill(value)
    }
}

const writtenOf = (service: Service, names: readonly string[], play: Play): Raw =>
  Object.assign(
    {},
    ...names.map((name) => {
      const field = service.fields[name]!
      const read = field.fromJson(play.answer(name), name)
      assert.ok(read.ok, `${service.id}: a bad answer to ${name}`)
      return field.write(read.value, name)
    }),
  ) as Raw

/** A service that only tells: from its page by its form to the sheet, and the PDF of it. */
export async function ask(guest: Guest, service: Service, play: Play): Promise<void> {
  await guest.page.goto(`/services/${service.id}`)
  await guest.looks()
  await guest.follow('دیدن')
  await guest.page.waitForURL((url) => url.pathname === `/services/${service.id}/sheet`)
  const names = Object.values(service.pages).flatMap(({ fields }) => fields)
  if (names.length > 0) {
    await fillIn(guest, writtenOf(service, names, play))
    await guest.press('نمایش')
  }
  await guest.page.locator('#sheet').waitFor()
  await guest.looks()
  const href = await main(guest).getByRole('link', { name: 'دریافت PDF' }).getAttribute('href')
  const printed = await guest.context.request.get(href!)
  assert.deepEqual([printed.status(), printed.headers()['content-type']], [200, 'application/pdf'])
  assert.equal((await printed.body()).subarray(0, 5).toString(), '%PDF-')
}

/** The code that was sent to the person's mobile last. */
type CodeOf = () => Promise<string>

/** From the page of a service as far as the person can go by themselves. */
export async function apply(guest: Guest, service: Service, play: Play, newestCode: CodeOf): Promise<void> {
  await guest.page.goto(`/services/${service.id}`)
  await guest.looks()
  await main(guest).locator(`form[action="/services/${service.id}/start"] button`).first().click()
  await goOn(guest, service, play, newestCode)
}

/** Page by page, document by document, until it is sent. */
export async function goOn(guest: Guest, service: Service, play: Play, newestCode: CodeOf): Promise<void> {
  for (let turns = 0; turns < 40; turns += 1) {
    await guest.page.waitForURL(/\/applications\/\d+/)
    const [, rest = ''] = /^\/applications\/\d+(.*)$/.exec(here(guest)) ?? []
    const [, page] = /^\/pages\/(\w+)$/.exec(rest) ?? []
    if (page !== undefined) {
      await guest.looks()
      await answer(guest, service, page, play)
    } else if (rest === '/documents') {
      await guest.looks()
      await sendDocuments(guest)
    } else if (rest === '/review') {
      await guest.looks(service.id)
      // What colleagues have yet to find out may be missing for it; at the end it stands there.
      const sheets = await guest.page.locator('#sheet').count()
      assert.ok(sheets <= (service.shows === undefined ? 0 : 1), `${sheets} sheets`)
      await main(guest).locator('form:is([action$="/submit"], [action$="/code"]) button.button').click()
    } else if (rest === '/confirm') {
      await guest.looks()
      await fillIn(guest, { code: await newestCode() })
      await main(guest).locator('form[action$="/confirm"] button.button').click()
    } else if (rest === '/wait') {
      await guest.follow('دوباره بپرسید')
    } else {
      assert.equal(rest, '', `${service.id}: the person is at ${rest}`)
      return
    }
    await guest.page.waitForLoadState()
  }
  assert.fail(`${service.id} never comes to an end`)
}

async function answer(guest: Guest, service: Service, page: string, play: Play): Promise<void> {
  const { fields, ...is } = service.pages[page]!
  await fillIn(guest, writtenOf(service, fields, play))
  if (is.shows !== undefined) {
    await guest.press('محاسبه')
    await guest.page.waitForURL((url) => url.hash === '#sheet')
    await guest.looks(`${service.id} worked out`)
  }
  await main(guest).locator('form[method=post] .actions button.button:not(.second)').click()
}

/** A photograph of everything that is asked for and can be sent. */
async function sendDocuments(guest: Guest): Promise<void> {
  const parts = main(guest).locator('form[enctype]')
  const actions = await parts.evaluateAll((forms) => forms.map((form) => form.getAttribute('action')!))
  for (const action of actions) {
    const form = main(guest).locator(`form[action="${action}"]`)
    const buffer = await photograph()
    await form.locator('input[type=file]').first().setInputFiles({
      name: 'scan.png',
      mimeType: png['content-type'],
      buffer,
    })
    await form.locator('button').click()
    await guest.page.waitForURL((url) => url.pathname.endsWith('/documents'))
    await main(guest).locator(`form[action="${action}/remove"]`).first().waitFor()
  }
  await main(guest).getByRole('link', { name: 'تأیید و ادامه', exact: true }).click()
}

/** Colleagues at the pages of the desk, each in a browser of their own. */
export const atDesk = (colleague: (role: string) => Promise<Guest>): DeskHand => {
  async function open(role: string, code: string): Promise<Guest> {
    const guest = await colleague(role)
    await guest.page.goto(`/staff/cases/${code}`)
    await guest.looks(role)
    const claim = main(guest).locator('form[action$="/claim"] button')
    if ((await claim.count()) > 0) await claim.click()
    await main(guest).locator('form[action$="/release"]').waitFor()
    return guest
  }
  return {
    async record(role, code, name, written) {
      const guest = await open(role, code)
      await fillIn(guest, written)
      await main(guest).locator(`form[action$="/facts/${name}"] button`).last().click()
      await guest.page.waitForLoadState()
    },
    async move(role, code, action) {
      const guest = await open(role, code)
      const form = main(guest).locator(`form[action$="/moves/${action}"]`)
      const fold = form.locator('xpath=ancestor::details')
      if ((await fold.count()) > 0 && (await fold.getAttribute('open')) === null)
        await fold.locator('summary').first().click()
      await form.locator('button[type=submit]').click()
      await guest.page.waitForURL((url) => !url.pathname.endsWith(`/moves/${action}`))
    },
  }
}
