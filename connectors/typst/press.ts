import type { PaperJob, PaperPress } from '#ports/paper.ts'
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { qrSvg } from './qr.ts'

const fontsFolder = join(import.meta.dirname, 'fonts')
/** Nothing is there: a template sees only what the job gives it. */
const DESK = '/tamin-press'

/**
 * Typst in this process. It weighs 25 MB, so it is loaded with the first paper and not at start; of every paper it keeps
 * some memory for good, so what runs for long prints by `press-apart.ts`.
 */
export function typstPress(): PaperPress {
  let opening: ReturnType<typeof open> | undefined
  return {
    async print(job) {
      const press = await (opening ??= open())
      return press(job)
    },
  }
}

async function open(): Promise<(job: PaperJob) => Uint8Array> {
  const [typst, { encode }] = await Promise.all([import('@myriaddreamin/typst-ts-node-compiler'), import('uqr')])
  const fontBlobs = readdirSync(fontsFolder)
    .filter((name) => name.endsWith('.ttf'))
    .toSorted()
    .map((name) => readFileSync(join(fontsFolder, name)))
  const compiler = typst.NodeCompiler.create({ workspace: DESK, fontArgs: [{ fontBlobs }] })
  return ({ template, look, data, qr }) => {
    compiler.resetShadow()
    const put = (name: string, text: string) => compiler.mapShadow(`${DESK}/${name}`, Buffer.from(text))
    put('main.typ', template)
    put('look.typ', look)
    put('data.json', JSON.stringify(data))
    if (qr !== null) put('qr.svg', qrSvg(encode(qr, { ecc: 'M', border: 0 }).data))
    try {
      return compiled(compiler)
    } finally {
      compiler.evictCache(2)
    }
  }
}

/** Throws what Typst says; its words quote the template, never what is printed. */
function compiled(compiler: NodeCompiler): Uint8Array {
  const result = compiler.compile({ mainFilePath: `${DESK}/main.typ` })
  const document = result.result
  if (document === null) {
    const error = result.takeError()
    const said = error === null ? [] : (error.shortDiagnostics as readonly { message?: string }[])
    throw new Error(`the template does not compile: ${said.map(({ message }) => message).join('; ')}`)
  }
  return compiler.pdf(document, { pdfStandard: 'a-2b' })
}
