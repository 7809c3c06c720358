import type { FileType } from './take-in.ts'

const ENDINGS: Readonly<Record<FileType, { readonly right: readonly string[]; readonly add: string }>> = {
  'image/jpeg': { right: ['jpg', 'jpeg', 'jpe', 'jfif'], add: 'jpg' },
  'image/png': { right: ['png'], add: 'png' },
  'application/pdf': { right: ['pdf'], add: 'pdf' },
}

/**
 * Headers under which a file may leave the portal: its own type and no other, kept by no cache, in a sandbox without
 * scripts, forms or an origin. Only images and PDFs are shown in the browser; anything else is only saved, as plain bytes.
 */
export function fileHeaders(type: string, name: string): Record<string, string> {
  const known = Object.hasOwn(ENDINGS, type)
  return {
    'content-type': known ? type : 'application/octet-stream',
    'content-disposition': `${known ? 'inline' : 'attachment'}; ${fileNameOf(type, name)}`,
    'content-security-policy': "default-src 'none'; frame-ancestors 'self'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
  }
}

/** The name in both forms of RFC 6266; it ends as its true type does, so that no double click opens something else. */
function fileNameOf(type: string, name: string): string {
  const ending = Object.hasOwn(ENDINGS, type) ? ENDINGS[type as FileType] : undefined
  const last = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
  const full = ending === undefined || ending.right.includes(last) ? name : `${name}.${ending.add}`
  const plain = full.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const encoded = encodeURIComponent(full.toWellFormed()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `filename="${plain}"; filename*=UTF-8''${encoded}`
}
