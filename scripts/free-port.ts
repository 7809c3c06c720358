import { createServer } from 'node:net'

/** The port when nothing listens on it, else null. 0 gives any free port. */
export function portIfFree(port: number, host = '127.0.0.1'): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(null))
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : null))
    })
  })
}

/** The first of these ports that is free, else any free port. */
export async function freePort(...wanted: readonly (number | undefined)[]): Promise<number> {
  for (const port of wanted) {
    if (port !== undefined && port < 65_536 && (await portIfFree(port)) !== null) return port
  }
  const any = await portIfFree(0)
  if (any === null) throw new Error('no free port on 127.0.0.1')
  return any
}
