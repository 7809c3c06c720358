import type { Json } from './fields/field.ts'

/** The hash that follows `previous` ('' before the first), of an action or another line of a life. `digest` is SHA-256 in hexadecimal, say. */
export function linkHash(previous: string, action: object, digest: (text: string) => string): string {
  return linkHashOf(previous, canonical(action as Json), digest)
}

/** The same of an action that is written canonically already. */
export const linkHashOf = (previous: string, text: string, digest: (text: string) => string): string =>
  digest(`${previous}\n${text}`)

/** Index of the first action whose hash is not right; null when the chain holds. */
export function brokenLink(
  links: readonly { readonly action: object; readonly hash: string }[],
  digest: (text: string) => string,
): number | null {
  const broken = links.findIndex(({ action, hash }, n) => hash !== linkHash(links[n - 1]?.hash ?? '', action, digest))
  return broken < 0 ? null : broken
}

/** JSON with its keys in order, so that what is equal is written the same. */
export function canonical(json: Json | undefined): string {
  if (json === undefined || json === null || typeof json !== 'object') return JSON.stringify(json) ?? 'null'
  let text = ''
  if (Array.isArray(json)) {
    for (const each of json as readonly Json[]) text += text === '' ? canonical(each) : `,${canonical(each)}`
    return `[${text}]`
  }
  const object = json as { readonly [key: string]: Json | undefined }
  for (const key of Object.keys(object).sort()) {
    const value = object[key]
    if (value !== undefined) text += `${text === '' ? '' : ','}${quoted(key)}:${canonical(value)}`
  }
  return `{${text}}`
}

/** Names of keys as JSON writes them: a few hundred come again and again. */
const names = new Map<string, string>()

function quoted(key: string): string {
  let name = names.get(key)
  if (name === undefined) {
    name = JSON.stringify(key)
    if (names.size < 1000) names.set(key, name)
  }
  return name
}
