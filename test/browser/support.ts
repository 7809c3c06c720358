import assert from 'node:assert/strict'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import type { BrowserContext, BrowserContextOptions, Page, Response } from 'playwright-core'
import { newContext } from '#test/support/chromium.ts'
import type { Visitor } from '#test/support/visitor.ts'
import { htmlFaults } from './html.ts'
import { axeFaults, cutOff, languageFaults } from './looks.ts'

export const PHONE = { width: 360, height: 740 }
export const WIDE = { width: 1280, height: 800 }

/**
 * Opens a browser of somebody who visits `origin`, on a phone unless told otherwise. The test fails when any page of
 * theirs says an error in the console, breaks the content policy or asks another origin for anything. Without
 * `thorough` the pages are not given to axe: another story does that with the same pages. `also`: somebody else's origin, to
 * which the story leads.
 */
export async function newGuest(
  t: Pick<TestContext, 'after'>,
  origin: string,
  { thorough = true, also = '', ...options }: BrowserContextOptions & { thorough?: boolean; also?: string } = {},
): Promise<Guest> {
  const context = await newContext(t, {
    baseURL: origin,
    viewport: PHONE,
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
    ...options,
  })
  const { javaScriptEnabled = true, viewport = PHONE } = options
  const plain = javaScriptEnabled ? null : await newContext(t, { viewport, reducedMotion: 'reduce' })
  const guest = new Guest(context, await context.newPage(), origin, { axe: thorough, plain, also })
  t.after(() => assert.deepEqual(guest.complaints, []))
  return guest
}

/** Pages that this test file has given to axe and the validator already. */
const lookedAt = new Set<string>()

export class Guest {
  readonly context: BrowserContext
  readonly page: Page
  /** Posts of forms, by address, in order. */
  readonly posts: string[] = []
  readonly complaints: string[] = []
  readonly #origin: string
  readonly #axe: boolean
  /** Where scripts are off: a browser with them, for looking at what was sent. */
  readonly #plain: BrowserContext | null
  #window: Page | undefined
  #sent = { href: '', body: '' }
  #document: Response | undefined

  constructor(
    context: BrowserContext,
    page: Page,
    origin: string,
    how: { axe: boolean; plain: BrowserContext | null; also: string },
  ) {
    this.context = context
    this.page = page
    this.#origin = origin
    this.#axe = how.axe
    this.#plain = how.plain
    context.on('request', (request) => {
      const url = new URL(request.url())
      if (url.protocol.startsWith('http') && url.origin !== origin && url.origin !== how.also)
        this.complaints.push(`asked ${url.href}`)
      if (request.method() === 'POST') this.posts.push(url.pathname)
    })
    context.on('weberror', (error) => this.complaints.push(error.error().message))
    context.on('console', (message) => {
      const ours =
        message.page()?.url() === message.location().url && message.text().startsWith('Failed to load resource')
      // A page that is sent under 4xx is such a line, too: it is the answer we want.
      if (message.type() === 'error' && !ours) this.complaints.push(message.text())
    })
    page.on('response', (response) => {
      const shown = response.request().isNavigationRequest() && ![301, 302, 303].includes(response.status())
      if (shown && response.frame() === page.mainFrame()) this.#document = response
    })
  }

  get status(): number | undefined {
    return this.#document?.status()
  }

  /** Goes on with the browser where a visitor without one has got to. */
  async inPlaceOf(visitor: Visitor): Promise<this> {
    const held = ['sign-up', 'session', 'recovery', 'device', 'csrf', 'staff'].flatMap((name) => {
      const value = visitor.cookie(name)
      return value === undefined ? [] : [{ name, value, url: this.#origin, httpOnly: true, sameSite: 'Lax' as const }]
    })
    await this.context.addCookies(held)
    return this
  }

  async open(path: string, heading: string): Promise<this> {
    await this.page.goto(path)
    return this.at(path.replace(/[?#].*/, ''), heading)
  }

  /** Waits until the page of this address and heading is there, and looks it over. */
  async at(path: string, heading: string): Promise<this> {
    // The heading first: a second click may break off the way there and begin it anew.
    await this.page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor()
    await this.page.waitForURL((url) => url.pathname === path)
    await this.page.waitForLoadState()
    return this.looks()
  }

  /** The page shown again with what is wrong: the summary has the focus. */
  async refused(path: string): Promise<this> {
    const summary = this.page.getByRole('alert')
    await summary.waitFor()
    assert.equal(new URL(this.page.url()).pathname, path)
    assert.match(await this.page.title(), /^خطا: /)
    assert.equal(await summary.evaluate((element) => element === document.activeElement), true, 'the summary has focus')
    return this.looks('refused')
  }

  /** Looks over the page as it stands; axe and the validator see each distinct page once in a test file. */
  async looks(state = ''): Promise<this> {
    const { page } = this
    const { pathname } = new URL(page.url())
    assert.deepEqual([...(await languageFaults(page)), ...(await cutOff(page))], [], pathname)
    const heading = await page.locator('h1').textContent()
    const { width } = page.viewportSize() ?? PHONE
    // Of two applications the same page is looked at once.
    const name = `${pathname.replace(/\d{6,}/, ':id')} ${this.status} «${heading}» ${state} ${width}`
    if (lookedAt.has(name)) return this
    lookedAt.add(name)
    assert.equal(new URL(this.#document?.url() ?? '').pathname, pathname)
    assert.deepEqual(await htmlFaults((await this.#document?.text()) ?? ''), [], name)
    if (this.#axe) assert.deepEqual(await this.#axeFaults(), [], name)
    return this
  }

  /**
   * axe is a script itself. Where scripts are off it looks, in a second window, at the very document that was sent, as it
   * stands without any script of ours.
   */
  async #axeFaults(): Promise<string[]> {
    if (this.#plain === null) return axeFaults(this.page)
    const sent = (await this.#document?.text()) ?? ''
    const body = sent.replace(/<script\b.*?<\/script>/gs, '').replace(/<\/?noscript>/g, '')
    this.#sent = { href: this.page.url().replace(/#.*/, ''), body }
    this.#window ??= await this.#openWindow(this.#plain)
    await this.#window.goto(this.#sent.href)
    return axeFaults(this.#window)
  }

  /** Where the document that was sent last is shown as it is. */
  async #openWindow(plain: BrowserContext): Promise<Page> {
    const window = await plain.newPage()
    await window.route(
      (url) => url.href === this.#sent.href,
      (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: this.#sent.body }),
    )
    return window
  }

  async type(label: string, text: string): Promise<this> {
    await this.page.getByLabel(label, { exact: true }).fill(text)
    return this
  }

  async press(button: string): Promise<this> {
    await this.page.getByRole('main').getByRole('button', { name: button, exact: true }).click()
    return this
  }

  async follow(link: string): Promise<this> {
    await this.page.getByRole('main').getByRole('link', { name: link, exact: true }).first().click()
    return this
  }

  async signOut(): Promise<this> {
    const menu = this.page.getByRole('button', { name: 'فهرست' })
    if (await menu.isVisible()) await menu.click()
    await this.page.getByRole('button', { name: 'خروج', exact: true }).click()
    return this.at('/sign-in', 'ورود')
  }

  /** Keeps a picture of the page for the README, when `npm run screenshots` asks for it. */
  async picture(name: string, ...looks: readonly PictureLook[]): Promise<void> {
    if (process.env['SCREENSHOTS'] !== '1') return
    const { page } = this
    const before = page.viewportSize()
    await mkdir(PICTURES, { recursive: true })
    for (const look of looks) {
      const [size, colours] = look.split('-') as ['phone' | 'wide', 'light' | 'dark']
      const wanted = size === 'phone' ? PHONE : WIDE
      if (page.viewportSize()?.width !== wanted.width) await page.setViewportSize(wanted)
      await page.emulateMedia({ colorScheme: colours, reducedMotion: 'reduce' })
      await page.evaluate(() => document.fonts.ready.then(() => true))
      await page.mouse.move(0, 0)
      await page.screenshot({ path: join(PICTURES, `${name}-${look}.png`), caret: 'hide' })
    }
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    if (before !== null && page.viewportSize()?.width !== before.width) await page.setViewportSize(before)
  }
}

const PICTURES = join(import.meta.dirname, '../../docs/screenshots')
export type PictureLook = `${'phone' | 'wide'}-${'light' | 'dark'}`
