import { root } from '../../scripts/machine.mjs'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, posix } from 'node:path'

export type Document = { readonly path: string; readonly text: string }

const NOT_OURS = new Set(['node_modules', 'dist', '.git', '.data'])

/** Paths of all files of the checkout that people wrote, relative to it. */
export function files(directory = ''): string[] {
  return readdirSync(join(root, directory), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(directory, entry.name)
    if (NOT_OURS.has(entry.name) || entry.isSymbolicLink()) return []
    return entry.isDirectory() ? files(path) : [path]
  })
}

export const read = (path: string): Document => ({ path, text: readFileSync(join(root, path), 'utf8') })

/** The text without blocks of code, where brackets and hashes mean something else. */
const prose = (text: string): string => text.replaceAll(/^```.*?^```/gms, '')

/** Links and pictures that lead nowhere, as sentences. `kindOf` says what is at a path of the checkout. */
export function brokenLinks(
  { path, text }: Document,
  at: (path: string) => { readonly text: string | null } | null = onDisk,
): string[] {
  const markdown = [...prose(text).matchAll(/\]\(([^)\s]+)(?:\s+"[^"]*")?\)/g)].map(([, target]) => target!)
  const html = [...prose(text).matchAll(/<(?:img|a|source)\s[^>]*?(?:src|srcset|href)="([^"]+)"/g)].map(
    ([, target]) => target!,
  )
  return [...markdown, ...html].flatMap((link) => {
    if (/^(https?|mailto|tel):/.test(link)) return []
    const [file = '', anchor] = decodeURI(link).split('#')
    const target = file === '' ? path : posix.join(posix.dirname(path), file)
    if (target.startsWith('..') || file.startsWith('/')) return [`${path}: ${link} leads out of the project`]
    const found = file === '' ? { text } : at(target)
    if (found === null) return [`${path}: ${link} leads to nothing`]
    if (anchor !== undefined && !anchorsOf(found.text ?? '').has(anchor)) {
      return [`${path}: ${link} leads to a heading that is not there`]
    }
    return []
  })
}

function onDisk(path: string): { text: string | null } | null {
  const found = statSync(join(root, path), { throwIfNoEntry: false })
  if (found === undefined) return null
  return { text: path.endsWith('.md') ? readFileSync(join(root, path), 'utf8') : null }
}

/** The anchors that GitHub gives to the headings of a document. */
export function anchorsOf(text: string): Set<string> {
  const headings = [...prose(text).matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)].map(([, heading]) => heading!)
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
        .replaceAll(/[^\p{L}\p{N}\p{M}_\- ]/gu, '')
        .replaceAll(' ', '-'),
    ),
  )
}

/** Files of the checkout that a document names in `code`, such as `app/limits.ts`, and that are not there; `ID` stands for any name. */
export function namedButMissing({ path, text }: Document, there: ReadonlySet<string>): string[] {
  const rooms = [...new Set([...there].map((file) => file.split('/')[0]!).filter((name) => !name.includes('.')))]
  const named = prose(text).matchAll(new RegExp(`\`((?:${rooms.join('|')})/[\\w./-]+\\.\\w+)\``, 'g'))
  return [...named].flatMap(([, file]) =>
    there.has(file!) || /\/[A-Z]+\//.test(file!) ? [] : [`${path}: there is no ${file}`],
  )
}

/** Paths that lead out of the checkout: absolute ones of somebody's machine, and `../` above its root. */
export function pathsOutside({ path, text }: Document): string[] {
  const absolute = [...text.matchAll(/(?<![\w.:/-])\/(?:home|root|Users|work|workspace|mnt|media)\/[\w.-]+/g)]
  const depth = path.split('/').length - 1
  const climbing = [...text.matchAll(/(?<![\w./])(?:\.\.\/)+/g)].filter(([steps]) => steps.length / 3 > depth)
  return [...absolute, ...climbing].map(([found]) => `${path}: ${found}`)
}
