import type { FastifyReply, FastifyRequest } from 'fastify'

/** Seconds each cookie of ours is kept. */
const lifetimes = {
  session: 12 * 3600,
  staff: 10 * 3600,
  'sign-up': 3 * 24 * 3600,
  next: 3 * 24 * 3600,
  recovery: 30 * 60,
  'request-draft': 3 * 24 * 3600,
  request: 3600,
  device: 400 * 24 * 3600,
  // Whoever of the staff has just done something is shown lists that were read after it.
  acted: 3,
} as const
export type CookieName = keyof typeof lifetimes

/** Reads and writes our cookies. Over https they carry the __Host- prefix: Secure, this host only, whole site. */
export class Cookies {
  readonly secure: boolean

  constructor(secure: boolean) {
    this.secure = secure
  }

  get(request: FastifyRequest, name: CookieName): string | undefined {
    return request.cookies[this.#named(name)]
  }

  set(reply: FastifyReply, name: CookieName, value: string): void {
    reply.setCookie(this.#named(name), value, { ...this.options, maxAge: lifetimes[name] })
  }

  clear(reply: FastifyReply, name: CookieName): void {
    reply.clearCookie(this.#named(name), this.options)
  }

  get options() {
    return { path: '/', httpOnly: true, sameSite: 'lax', secure: this.secure } as const
  }

  #named(name: string): string {
    return this.secure ? `__Host-${name}` : name
  }
}
