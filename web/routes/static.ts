import type { FastifyInstance } from 'fastify'
import fastifyStatic from '@fastify/static'
import { ASSETS_DIRECTORY, ASSETS_PREFIX } from '#web/look/assets.ts'

/** Browser assets: their names carry their digest, so they may be kept for ever. */
export async function staticRoutes(server: FastifyInstance): Promise<void> {
  await server.register(fastifyStatic, {
    root: ASSETS_DIRECTORY,
    prefix: ASSETS_PREFIX,
    preCompressed: true,
    immutable: true,
    maxAge: '1y',
    index: false,
    dotfiles: 'deny',
  })
}
