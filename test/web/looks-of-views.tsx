import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { newPage } from '#test/support/chromium.ts'
import { render } from '#web/look/render.ts'
import { VIEW_SAMPLES } from './view-samples.tsx'
import { serveViews } from './view-server.tsx'

export const phone = { width: 360, height: 760 }

/** Error pages differ in words only: one of each kind is looked at. */
const looks = Object.keys(VIEW_SAMPLES).filter((name) => !/^problem-(4(?!04|29)|5)/.test(name))

/** A view of the desk has the desk's stylesheet; every other is for people. So each is one or the other, and none is forgotten. */
const isOfDesk = (name: string): boolean => /\/desk-[\w-]+\.css/.test(render(VIEW_SAMPLES[name]!()))

/** Visits every sample view for people, or every one of the desk, once for all that a browser must find right. */
export function lookAtViews(of: 'people' | 'desk'): void {
  test(`every page ${of === 'desk' ? 'of the desk' : 'for people'} is right for axe, in the dark, on the narrowest phone, and under a thumb`, async (t) => {
    const views = await serveViews()
    after(() => views.close())
    const page = await newPage(t, { viewport: phone, serviceWorkers: 'block' })
    const names = Object.keys(VIEW_SAMPLES).filter((name) => isOfDesk(name) === (of === 'desk'))
    assert.ok(names.length > 50, 'both halves are there')
    const faults: Record<string, unknown> = {}
    for (const name of names) {
      await page.setViewportSize(phone)
      await page.emulateMedia({ colorScheme: 'light' })
      await page.goto(`${views.url}/${name}`)
      const found = { axe: looks.includes(name) ? await faultsOf(axe(page)) : [], small: await tooSmall(page) }
      await page.emulateMedia({ colorScheme: 'dark' })
      await settled(page)
      const dark = looks.includes(name) ? await faultsOf(axe(page).withRules(['color-contrast'])) : []
      // 320 px is also what 400 % zoom leaves of a wide screen.
      await page.setViewportSize({ width: 320, height: 640 })
      const [content, view] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth])
      const wide = content === view ? [] : [`${content} px of content in ${view}`]
      if ([...found.axe, ...found.small, ...dark, ...wide].length > 0) faults[name] = { ...found, dark, wide }
    }
    assert.deepEqual(faults, {})
  })
}

/** Until the page is drawn in the colours that were asked for: on a busy machine they come a moment later. */
const settled = (page: Page): Promise<unknown> =>
  page.evaluate(async () => {
    for (const animation of document.getAnimations()) animation.finish()
    for (let frames = 0; frames < 2; frames += 1) await new Promise((drawn) => requestAnimationFrame(drawn))
  })

/** Sample views have no frames, so axe need not open a tab of its own to gather what it found. */
export const axe = (page: Page): AxeBuilder => new AxeBuilder({ page }).setLegacyMode(true)

export async function faultsOf(builder: AxeBuilder): Promise<string[]> {
  const { violations } = await builder.analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
}

/** What one can press and is less than 44 px high, but for links inside a sentence. */
function tooSmall(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const inSentence = (element: Element) =>
      element.tagName === 'A' && element.closest('p, li, dd')?.textContent.trim() !== element.textContent.trim()
    const standsAlone = (element: Element) => getComputedStyle(element).display !== 'inline'
    return [...document.querySelectorAll('a, button, input:not([type=hidden]), select, label.tick')]
      .filter((element) => !['checkbox', 'radio'].includes((element as HTMLInputElement).type))
      .filter((element) => (element as HTMLElement).checkVisibility() && !element.closest('.skip, .notice'))
      .filter((element) => standsAlone(element) || !inSentence(element))
      .filter((element) => element.getBoundingClientRect().height < 43.9 && !element.matches('.card a'))
      .map((element) => `${element.outerHTML.slice(0, 120)} ${element.getBoundingClientRect().height}`)
  })
}
