import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import type { AddressInfo } from 'node:net'
import { ASSETS_DIRECTORY, ASSETS_PREFIX } from '#web/look/assets.ts'
import { render } from '#web/look/render.ts'
import { VIEW_SAMPLES } from './view-samples.tsx'

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/** As strict as the portal's own: nothing inline, nothing from elsewhere. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; " +
  "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'"

export type ViewServer = {
  readonly url: string
  /** Bodies of what was posted, in order. */
  readonly posted: string[]
  close(): Promise<void>
}

/** Serves every sample view under its name with the built assets, and keeps posts waiting for `answerAfter` ms. */
export async function serveViews(answerAfter = 0): Promise<ViewServer> {
  const posted: string[] = []
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    if (request.method === 'POST') {
      let body = ''
      request.on('data', (chunk) => (body += String(chunk)))
      request.on('end', () => {
        posted.push(body)
        setTimeout(() => response.writeHead(303, { location: '/home' }).end(), answerAfter)
      })
      return
    }
    if (path.startsWith(ASSETS_PREFIX)) {
      response.setHeader('content-type', TYPES[extname(path)] ?? 'application/octet-stream')
      response.setHeader('cache-control', 'max-age=3600')
      response.end(readFileSync(join(ASSETS_DIRECTORY, path.slice(ASSETS_PREFIX.length))))
      return
    }
    if (path === '/service-worker.js') {
      response.setHeader('content-type', 'text/javascript')
      response.end(readFileSync(join(ASSETS_DIRECTORY, 'service-worker.js')))
      return
    }
    const view = VIEW_SAMPLES[path.slice(1)]
    response.writeHead(view === undefined ? 404 : 200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': POLICY,
    })
    response.end(view === undefined ? '' : render(view()))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    posted,
    close: async () => {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}
