import assert from 'node:assert/strict'
import type { Locator, Page } from 'playwright-core'

/** Tabs that lead past every control of a page of ours. */
const FAR = 100

/** Hands that only have a keyboard. Wherever the focus comes to rest it must be seen. */
export class Keys {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  /** Tabs forward, round the page if need be, until the focus is on `target`. */
  async to(target: Locator, tab: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    for (let presses = 0; presses < FAR; presses += 1) {
      await this.page.keyboard.press(tab)
      await this.seesFocus()
      if (await this.isOn(target)) return
    }
    assert.fail(`${await target.innerText()} cannot be reached by ${tab} on ${this.page.url()}`)
  }

  isOn(target: Locator): Promise<boolean> {
    return target.evaluate((element) => element === document.activeElement)
  }

  async type(label: string, text: string): Promise<void> {
    await this.to(this.page.getByLabel(label, { exact: true }))
    await this.page.keyboard.press('ControlOrMeta+A')
    await this.page.keyboard.type(text)
  }

  /** Chooses one of a group of options, of which none is chosen yet: the group is one stop, arrows go on within it. */
  async choose(options: Locator, nth: number): Promise<void> {
    await this.to(options.first())
    await this.page.keyboard.press('Space')
    for (let presses = 0; presses < nth; presses += 1) await this.page.keyboard.press('ArrowDown')
    assert.equal(await options.nth(nth).isChecked(), true)
  }

  async press(name: string | RegExp, role: 'button' | 'link' = 'button', key = 'Enter'): Promise<void> {
    await this.to(this.page.getByRole(role, { name, exact: true }))
    await this.page.keyboard.press(key)
  }

  /** The focused element lies in the window, nothing covers it, and its ring stands out from what is around it. */
  async seesFocus(): Promise<void> {
    const faults = await this.page.evaluate(() => {
      const element = document.activeElement
      // Between the last control and the first the browser's own bar has the focus.
      if (element === null || element === document.body) return []
      const { left, top, right, bottom, width, height } = element.getBoundingClientRect()
      const name = element.outerHTML.slice(0, 120)
      const found: string[] = []
      if (bottom < 0 || top > innerHeight || right < 0 || left > innerWidth) found.push('outside the window')
      const [x, y] = [left + width / 2, Math.min(Math.max(top + height / 2, 1), innerHeight - 1)]
      const over = document.elementFromPoint(x, y)
      if (over !== null && !element.contains(over) && !over.contains(element)) found.push(`under ${over.outerHTML}`)
      const ring = getComputedStyle(element)
      if (ring.outlineStyle === 'none' || Number.parseFloat(ring.outlineWidth) < 2) found.push('no ring')
      const luminance = (colour: string) => {
        const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map((part) => {
          const share = Number(part) / 255
          return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
        })
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue
      }
      let around = element.parentElement
      while (around !== null && /, 0\)$|transparent/.test(getComputedStyle(around).backgroundColor))
        around = around.parentElement
      const behind = luminance(around === null ? 'rgb(255, 255, 255)' : getComputedStyle(around).backgroundColor)
      const line = luminance(ring.outlineColor)
      const contrast = (Math.max(line, behind) + 0.05) / (Math.min(line, behind) + 0.05)
      if (contrast < 3) found.push(`ring of contrast ${contrast}`)
      return found.map((fault) => `${fault}: ${name}`)
    })
    assert.deepEqual(faults, [], new URL(this.page.url()).pathname)
  }
}
