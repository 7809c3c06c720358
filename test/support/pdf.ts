import { deflateSync } from 'node:zlib'

/** A small whole PDF of one page with these further objects, and entries of its catalog. */
export function pdf({
  objects = [],
  catalog = '',
  version = '1.7',
}: { objects?: readonly string[]; catalog?: string; version?: string } = {}): Buffer {
  const all = [
    `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
    ...objects,
  ]
  let text = `%PDF-${version}\n%âãÏÓ\n`
  const places = all.map((object, at) => {
    const place = text.length
    text += `${at + 1} 0 obj\n${object}\nendobj\n`
    return place
  })
  const start = text.length
  text += `xref\n0 ${all.length + 1}\n0000000000 65535 f \n`
  text += places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')
  text += `trailer\n<< /Size ${all.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`
  return Buffer.from(text, 'latin1')
}

/** An object stream holding these objects, numbered from 10, as an object of `pdf`. */
export function objectStream(
  objects: readonly string[],
  { filter = '/Filter /FlateDecode', type = '/Type /ObjStm', packed = true } = {},
): string {
  let body = ''
  const pairs = objects.map((object, at) => {
    const pair = `${at + 10} ${body.length}`
    body += `${object}\n`
    return pair
  })
  const head = `${pairs.join(' ')} `
  const content = packed ? deflateSync(Buffer.from(head + body, 'latin1')).toString('latin1') : head + body
  return `<< ${type} /N ${objects.length} /First ${head.length} ${filter} /Length ${content.length} >>\nstream\n${content}\nendstream`
}

/** A stream of packed data, as a picture or a page. */
export function stream(data: Buffer | string, entries = '/Filter /FlateDecode'): string {
  const content = deflateSync(Buffer.from(data)).toString('latin1')
  return `<< ${entries} /Length ${content.length} >>\nstream\n${content}\nendstream`
}
