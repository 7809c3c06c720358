// Keeps the look of the portal on the device and shows one page when there is no connection.
// Pages are never kept: they may hold a person's data.

type Waiting = Event & { waitUntil(work: Promise<unknown>): void }
type Fetching = Waiting & { readonly request: Request; respondWith(answer: Promise<Response>): void }
type Worker = {
  skipWaiting(): Promise<void>
  addEventListener(type: 'install' | 'activate', listener: (event: Waiting) => void): void
  addEventListener(type: 'fetch', listener: (event: Fetching) => void): void
}
const worker = self as unknown as Worker

/** The build writes a digest of all asset names here, so that a new look is a new worker. */
const CACHE = 'tamin-ASSETS_VERSION'
const OFFLINE = '/offline'

worker.addEventListener('install', (event) => {
  event.waitUntil(keepOfflinePage().then(() => worker.skipWaiting()))
})

worker.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)))),
  )
})

worker.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== location.origin) return
  if (request.mode === 'navigate') event.respondWith(fetch(request).catch(() => kept(OFFLINE)))
  else if (url.pathname.startsWith('/assets/')) event.respondWith(asset(request))
})

async function keepOfflinePage(): Promise<void> {
  const cache = await caches.open(CACHE)
  const page = await fetch(OFFLINE, { credentials: 'omit' })
  if (!page.ok) throw new Error(`${OFFLINE}: ${page.status}`)
  const assets = new Set((await page.clone().text()).match(/\/assets\/[\w.-]+/g) ?? [])
  await cache.put(OFFLINE, page)
  await cache.addAll([...assets])
}

async function asset(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE)
  const found = await cache.match(request)
  if (found !== undefined) return found
  const response = await fetch(request)
  if (response.ok) await cache.put(request, response.clone())
  return response
}

async function kept(path: string): Promise<Response> {
  return (await caches.match(path)) ?? Response.error()
}
