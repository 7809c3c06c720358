/** A tag of a page as it was sent, with what is inside it. */
export type Tag = {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly inside: readonly (Tag | string)[]
}

const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '))
const TOKEN =
  /<!--.*?-->|<!doctype[^>]*>|<(script|style)\b[^>]*>.*?<\/\1>|<(\/?)([a-z][\w-]*)((?:\s+[^\s=>/]+(?:="[^"]*")?)*)\s*\/?>|[^<]+/gis
const ATTRIBUTE = /([^\s=]+)(?:="([^"]*)")?/g

/** The tree of a page of ours, whose tags are all closed. Throws where one is not, or something stands between them. */
export function parseHtml(html: string): Tag {
  const root = { name: '', attributes: {}, inside: [] as (Tag | string)[] }
  const open = [root]
  let at = 0
  for (const token of html.matchAll(TOKEN)) {
    const [whole, raw, closes, name, attributes = ''] = token
    if (token.index !== at) throw new Error(`not HTML of ours: ${html.slice(at, at + 80)}`)
    at += whole.length
    const here = open.at(-1)!
    if (raw !== undefined || whole.startsWith('<!')) continue
    if (name === undefined) here.inside.push(unescapeHtml(whole))
    else if (closes === '/') {
      if (open.pop()!.name !== name) throw new Error(`</${name}> closes <${here.name}>`)
    } else {
      const tag = { name, attributes: attributesOf(attributes), inside: [] }
      here.inside.push(tag)
      if (!VOID.has(name)) open.push(tag)
    }
  }
  if (open.length !== 1 || at !== html.length) throw new Error(`<${open.at(-1)!.name}> is not closed`)
  return root
}

const attributesOf = (text: string): Record<string, string> =>
  Object.fromEntries([...text.matchAll(ATTRIBUTE)].map(([, name, value = '']) => [name, unescapeHtml(value)]))

/** All tags inside this one that are so, in the order of the page. */
export function tagsOf(tag: Tag, is: (tag: Tag) => boolean = () => true): Tag[] {
  return tag.inside.flatMap((one) => (typeof one === 'string' ? [] : [...(is(one) ? [one] : []), ...tagsOf(one, is)]))
}

export const named = (tag: Tag, name: string): Tag[] => tagsOf(tag, (one) => one.name === name)
export const withId = (tag: Tag, id: string): Tag | undefined =>
  tagsOf(tag, ({ attributes }) => attributes['id'] === id)[0]
export const hasClass =
  (...wanted: string[]) =>
  (tag: Tag): boolean =>
    wanted.every((one) => (tag.attributes['class'] ?? '').split(' ').includes(one))

/** What a person reads of it. */
export const textOf = (tag: Tag): string => plain(wordsIn(tag))

const wordsIn = (tag: Tag): string =>
  tag.inside.map((one) => (typeof one === 'string' ? one : ` ${wordsIn(one)} `)).join('')

/** Without the marks and spaces that only place words. */
export const plain = (text: string): string =>
  text
    .replace(/[\u2066-\u2069\u200e\u200f]/g, '')
    .replace(/\s+/g, ' ')
    .trim()

const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
  '&nbsp;': ' ',
}
const unescapeHtml = (text: string): string => text.replace(/&(?:lt|gt|quot|#39|amp|nbsp);/g, (one) => ENTITIES[one]!)
