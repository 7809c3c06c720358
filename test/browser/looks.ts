import type { Page } from 'playwright-core'
import { AxeBuilder } from '@axe-core/playwright'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Accessibility faults that axe finds, in light and, for colours, in the dark. */
export async function axeFaults(page: Page): Promise<string[]> {
  const light = await violations(new AxeBuilder({ page }).withTags(TAGS))
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  const dark = await violations(new AxeBuilder({ page }).withRules(['color-contrast', 'link-in-text-block']))
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  return [...light, ...dark.map((fault) => `in the dark: ${fault}`)]
}

async function violations(axe: AxeBuilder): Promise<string[]> {
  const found = await axe.setLegacyMode().analyze()
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
}

/** What a Persian reader would stumble over: the frame's language and direction, the title, digits, letters, dates. */
export async function languageFaults(page: Page): Promise<string[]> {
  const { lang, dir, title, texts } = await page.evaluate(() => {
    const read: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const parent = node.parentElement!
      if (parent.checkVisibility() && parent.closest('[dir=ltr], script, style') === null)
        read.push((node.textContent ?? '').trim())
    }
    for (const element of document.body.querySelectorAll('*')) {
      for (const name of ['aria-label', 'placeholder', 'title', 'alt', 'aria-valuetext'])
        read.push(element.getAttribute(name) ?? '')
    }
    const { lang, dir } = document.documentElement
    return { lang, dir, title: document.title, texts: read.filter((text) => text !== '') }
  })
  const faults: string[] = []
  if (lang !== 'fa' || dir !== 'rtl') faults.push(`lang ${lang}, dir ${dir}`)
  if (!/^[\u0600-\u06ff\u200c\s:()،«»·-]+$/.test(title)) faults.push(`title not in Persian: ${title}`)
  const wrongs: readonly [string, RegExp][] = [
    ['Latin digits', /[0-9]/],
    ['Arabic digits', /[٠-٩]/],
    ['Arabic letters', /[يىكة]/],
    ['a Gregorian year', /(?<![۰-۹])(۱۹|۲۰)[۰-۹]{2}(?![۰-۹])/],
    [
      'a Gregorian month',
      /(?<!\p{L})(ژانویه|فوریه|مارس|آوریل|ژوئن|ژوئیه|جولای|اوت|سپتامبر|اکتبر|نوامبر|دسامبر)(?!\p{L})/u,
    ],
  ]
  for (const text of [title, ...texts]) {
    for (const [what, wrong] of wrongs) if (wrong.test(text)) faults.push(`${what} in «${text}»`)
  }
  return faults
}

/** What runs out of the page or is cut off; a table may scroll in its own box, an excerpt may end in dots. */
export function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = []
    const { scrollWidth } = document.documentElement
    if (scrollWidth > innerWidth) faults.push(`the page is ${scrollWidth} px wide on ${innerWidth} px`)
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      if (!element.checkVisibility() || element.closest('.sr, .skip, .scroll table, svg') !== null) continue
      const { left, right, width } = element.getBoundingClientRect()
      const name = element.outerHTML.slice(0, 100)
      if (width > 0 && (left < -0.5 || right > innerWidth + 0.5)) faults.push(`out of the page: ${name}`)
      const { overflowX, textOverflow } = getComputedStyle(element)
      const clips =
        (['hidden', 'clip'].includes(overflowX) && textOverflow !== 'ellipsis') || element.tagName === 'INPUT'
      if (clips && element.scrollWidth > element.clientWidth + 1) faults.push(`cut: ${name}`)
    }
    return faults
  })
}
