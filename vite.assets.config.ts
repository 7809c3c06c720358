import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { defineConfig, type Plugin } from 'vite'

const OUT = 'dist/assets'
const root = import.meta.dirname

/** Files that pages name by themselves rather than through the stylesheet or a script. */
const NAMED_BY_PAGES = [
  'web/look/icons/mark.svg',
  'web/look/icons/icon-192.png',
  'web/look/icons/icon-512.png',
  'web/look/icons/maskable-512.png',
  'web/look/fonts/vazirmatn-persian.woff2',
]

const pageFiles: Plugin = {
  name: 'files-named-by-pages',
  buildStart() {
    for (const file of NAMED_BY_PAGES) {
      const name = file.slice(file.lastIndexOf('/') + 1)
      this.emitFile({ type: 'asset', name, originalFileName: file, source: readFileSync(join(root, file)) })
    }
  },
}

/** The service worker must change when any asset does: it carries a digest of their names. */
const workerVersion: Plugin = {
  name: 'service-worker-version',
  generateBundle(_, bundle) {
    const names = Object.keys(bundle).toSorted().join('\n')
    const worker = bundle['service-worker.js']
    if (worker?.type !== 'chunk') throw new Error('service-worker.js is not in the bundle')
    worker.code = worker.code.replace('ASSETS_VERSION', createHash('sha256').update(names).digest('hex').slice(0, 12))
  },
}

/** A .br and a .gz beside every text, made once and as small as they get. */
const precompressed: Plugin = {
  name: 'precompressed',
  writeBundle({ dir = OUT }, bundle) {
    for (const name of Object.keys(bundle).filter((file) => /\.(css|js|svg)$/.test(file))) {
      const file = join(dir, name)
      const bytes = readFileSync(file)
      writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }))
      writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }))
    }
  },
}

/** Builds what browsers load: `vite build -c vite.assets.config.ts`. Same sources, same bytes, same names. */
export default defineConfig({
  root,
  base: '/assets/',
  publicDir: false,
  logLevel: 'warn',
  plugins: [pageFiles, workerVersion, precompressed],
  build: {
    outDir: OUT,
    // Pages that were sent before a new version still find their assets; the names never clash.
    emptyOutDir: false,
    assetsDir: '',
    assetsInlineLimit: 0,
    manifest: true,
    modulePreload: false,
    cssMinify: 'lightningcss',
    target: ['chrome87', 'safari14', 'firefox78'],
    rolldownOptions: {
      input: [
        'web/look/main.css',
        'web/look/desk.css',
        'web/scripts/main.ts',
        'web/scripts/desk.ts',
        'web/scripts/service-worker.ts',
      ],
      output: {
        entryFileNames: (chunk) => (chunk.name === 'service-worker' ? 'service-worker.js' : '[name]-[hash].js'),
        chunkFileNames: '[name]-[hash].js',
        assetFileNames: '[name]-[hash][extname]',
      },
    },
  },
})
