import { findService } from '#web/menu.ts'

/** No address of ours is longer. */
const LONGEST = 500

/** A path of this site to go to, or the fallback: never another site. */
export function localPath(text: string | undefined, fallback: string): string {
  if (text === undefined || text.length > LONGEST || !/^\/(?![/\\])[^\\\s]*$/.test(text)) return fallback
  try {
    const url = new URL(text, 'http://here.invalid')
    // `/.//evil.example` is a path of ours until its dots are taken out: then it names another site.
    if (url.origin !== 'http://here.invalid' || url.pathname.startsWith('//')) return fallback
    return url.pathname + url.search
  } catch {
    return fallback
  }
}

/** The service whose page a path is, by its name; null for any other page. */
export function serviceAt(path: string): string | null {
  const id = /^\/services\/([\w-]+)(?:[/?].*)?$/.exec(path)?.[1]
  return id === undefined ? null : (findService(id)?.name ?? null)
}
