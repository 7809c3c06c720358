import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** Where the built browser assets lie; the server answers them under ASSETS_PREFIX. */
export const ASSETS_DIRECTORY = resolve('dist/assets')
export const ASSETS_PREFIX = '/assets/'

type Manifest = Readonly<Record<string, { readonly file: string }>>
let manifest: Manifest | undefined

/**
 * The address of a built asset by the name of its source, 'web/look/main.css' say. The manifest is read once.
 * Throws when the assets are not built or the name is not among them.
 */
export function assetUrl(source: string): string {
  manifest ??= readManifest()
  const entry = manifest[source]
  if (entry === undefined) throw new Error(`No browser asset is built from ${source}`)
  return ASSETS_PREFIX + entry.file
}

function readManifest(): Manifest {
  const file = join(ASSETS_DIRECTORY, '.vite/manifest.json')
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Manifest
  } catch (cause) {
    throw new Error(`${file} is missing: build the browser assets first`, { cause })
  }
}
