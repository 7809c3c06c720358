import type { Service } from '#kernel/service/service.ts'
import { readdirSync } from 'node:fs'

// The folder is the registry: every folder here with a service.ts is a service. Node reads the folder; a bundle has no
// folder to read, so Vite finds the same files while it builds.

type Module = { readonly default: Service; readonly earlier?: readonly Service[] }
declare global {
  interface ImportMeta {
    readonly env?: object
    glob(
      pattern: string | readonly string[],
      options: { eager: true; query?: string; import?: string },
    ): Record<string, unknown>
  }
}

const modules: readonly Module[] =
  import.meta.env === undefined
    ? await fromFolder()
    : (Object.values(import.meta.glob('./*/service.ts', { eager: true })) as Module[])

async function fromFolder(): Promise<Module[]> {
  const folders = readdirSync(import.meta.dirname, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return Promise.all(folders.map(async ({ name }) => (await import(`./${name}/service.ts`)) as Module))
}

/** The newest version of every service. */
export const services: readonly Service[] = modules.map((module) => module.default)

const versions = new Map(
  modules
    .flatMap((module) => [module.default, ...(module.earlier ?? [])])
    .map((service) => [`${service.id}@${service.version}`, service]),
)

export const findService = (id: string): Service | undefined => services.find((service) => service.id === id)

/** The version an application was opened in. Throws when it was deleted, which must never happen. */
export function getVersion(id: string, version: number): Service {
  const service = versions.get(`${id}@${version}`)
  if (service === undefined) throw new Error(`no service ${id}@${version}`)
  return service
}
