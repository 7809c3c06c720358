import { basename } from 'node:path'
import type { Progress } from '#store/register/load.ts'

/** A line on a terminal that moves; nothing where nobody sits at one. */
export function progressBar(path: string, out: NodeJS.WriteStream = process.stderr) {
  const began = performance.now()
  let first: number | undefined
  return {
    show({ bytes, lines }: Pick<Progress, 'bytes' | 'lines'>, size: number): void {
      if (!out.isTTY) return
      first ??= lines
      const share = size === 0 ? 1 : bytes / size
      const rate = Math.round((lines - first) / Math.max(0.001, (performance.now() - began) / 1000))
      const bar = '█'.repeat(Math.round(share * 24)).padEnd(24, '░')
      const percent = `${Math.floor(share * 100)}%`.padStart(4)
      const counts = `${lines.toLocaleString('en')} lines, ${rate.toLocaleString('en')}/s`
      out.write(`\r\x1b[K${basename(path)} ${bar}${percent}  ${counts}`)
    },
    end(): void {
      if (out.isTTY) out.write('\r\x1b[K')
    },
  }
}
