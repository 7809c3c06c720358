import { resolve } from 'node:path'

/** Where files are kept: a directory of this machine (or a mounted one), or a bucket of an S3-compatible store. */
export type FilesAddress =
  | { readonly kind: 'directory'; readonly path: string }
  | {
      readonly kind: 's3'
      readonly bucket: string
      /** Put before every key: empty, or ending in «/». */
      readonly prefix: string
      /** Undefined for Amazon's own. */
      readonly endpoint: string | undefined
      readonly region: string
      /** The bucket in the path, not in the host name. */
      readonly pathStyle: boolean
    }

const S3_OPTIONS = ['endpoint', 'region', 'path-style']

/** Reads `/some/path` or `s3://bucket/prefix?endpoint=…&region=…&path-style=0`; a wrong one throws one sentence. */
export function parseFilesAddress(text: string): FilesAddress {
  if (!/^[a-z0-9+.-]+:\/\//i.test(text)) return { kind: 'directory', path: resolve(text) }
  const url = URL.parse(text)
  if (url?.protocol !== 's3:') throw new Error('is neither a directory nor s3://bucket?endpoint=…')
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(url.hostname)) throw new Error('names no bucket after s3://')
  if (url.username !== '' || url.password !== '') throw new Error('must not hold credentials')
  const unknown = [...url.searchParams.keys()].find((name) => !S3_OPTIONS.includes(name))
  if (unknown !== undefined) throw new Error(`knows no option ${unknown}, only ${S3_OPTIONS.join(', ')}`)
  const endpoint = url.searchParams.get('endpoint') ?? undefined
  if (endpoint !== undefined && !/^https?:$/.test(URL.parse(endpoint)?.protocol ?? ''))
    throw new Error('has an endpoint that is not an http(s) address')
  const prefix = url.pathname.replace(/^\/+|\/+$/g, '')
  if (!/^[\w/.-]*$/.test(prefix)) throw new Error('has a prefix of other signs than letters, digits and _ . - /')
  return {
    kind: 's3',
    bucket: url.hostname,
    prefix: prefix === '' ? '' : `${prefix}/`,
    endpoint,
    region: url.searchParams.get('region') ?? 'us-east-1',
    // Stores of one's own seldom have a host name for every bucket; Amazon does.
    pathStyle: (url.searchParams.get('path-style') ?? (endpoint === undefined ? '0' : '1')) === '1',
  }
}
