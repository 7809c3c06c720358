import Fastify, { LogController, type FastifyInstance, type FastifyServerOptions } from 'fastify'
import type { App } from '#app/app.ts'
import { TooManyPasswords } from '#app/passwords.ts'
import { lackOf, problemStatus } from '#app/problem.ts'
import { connectionBroke } from '#store/database.ts'
import { apiRoutes, sendUnreadableAddress } from './api/routes.ts'
import { addCompression } from './http/compress.ts'
import { Context, sendPage, sendProblem } from './http/context.ts'
import { addGuards, ForgedPost } from './http/guards.ts'
import { accountRoutes } from './routes/account.tsx'
import { applicationRoutes } from './routes/applications.ts'
import { certificateRoutes } from './routes/certificates.tsx'
import { contractRoutes, paymentReturnRoutes } from './routes/contracts.tsx'
import { deskAnswerRoutes } from './routes/desk-answers.tsx'
import { deskArchiveRoutes } from './routes/desk-archive.tsx'
import { deskCalendarRoutes } from './routes/desk-calendar.tsx'
import { deskCertificateRoutes } from './routes/desk-certificates.tsx'
import { dependantRoutes } from './routes/dependants.tsx'
import { deskRoutes } from './routes/desk.tsx'
import { deskCallRoutes } from './routes/desk-calls.tsx'
import { deskCoverRoutes } from './routes/desk-covers.tsx'
import { deskRequestRoutes } from './routes/desk-requests.tsx'
import { deskTeamRoutes } from './routes/desk-team.tsx'
import { deskTrainingRoutes } from './routes/desk-training.tsx'
import { deskGapRoutes } from './routes/desk-gaps.tsx'
import { deskCopyRoutes } from './routes/desk-copies.tsx'
import { statisticsRoutes } from './routes/statistics.tsx'
import { publishedRoutes } from './routes/published.tsx'
import { licenceRoutes } from './routes/licences.tsx'
import { noticeRoutes } from './routes/notices.ts'
import { publicRoutes } from './routes/public.tsx'
import { lawRoutes } from './routes/law.tsx'
import { questionRoutes } from './routes/questions.tsx'
import { recoveryRoutes } from './routes/recovery.tsx'
import { requestRoutes } from './routes/requests.tsx'
import { sheetRoutes } from './routes/sheets.tsx'
import { signInRoutes } from './routes/sign-in.tsx'
import { signUpRoutes } from './routes/sign-up.tsx'
import { smsReportRoutes } from './routes/sms-reports.ts'
import { staffRoutes } from './routes/staff.tsx'
import { staticRoutes } from './routes/static.ts'
import { systemRoutes } from './routes/system.ts'
import { Problem as ProblemPage } from './pages/errors.tsx'

export type ServerOptions = {
  /** Portal is reached over https: Secure cookies, HSTS. */
  secure: boolean
  /** Proxies in front; 0: X-Forwarded-For is not believed. */
  trustProxy: number
  /** Pages say that this is a demonstration. */
  demo?: boolean
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
}

/** The whole portal on one HTTP server, not yet listening. */
export async function buildServer(app: App, options: ServerOptions): Promise<FastifyInstance> {
  const server: FastifyInstance = Fastify({
    trustProxy: options.trustProxy === 0 ? false : (_address, hop) => hop < options.trustProxy,
    bodyLimit: 256 * 1024,
    // A file of the largest size arrives in this time over 64 kbit/s, as in a moving car; what only begins does not wait.
    requestTimeout: 300_000,
    http: { headersTimeout: 30_000 },
    logger: loggerOf(options),
    // Every line of ours names its request itself.
    childLoggerFactory: (logger) => logger,
    logController: new LogController({ disableRequestLogging: true }),
    frameworkErrors: (_error, request, reply) => {
      if (request.url.startsWith('/api/')) void sendUnreadableAddress(reply as never)
      else
        void sendPage(
          reply as never,
          ProblemPage({ shell: { signedIn: null }, status: 400, message: texts[400]! }),
          400,
        )
    },
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
  })
  const context = new Context(app, { secure: options.secure, demo: options.demo ?? false })
  addCompression(server)
  systemRoutes(server, app)
  await staticRoutes(server)
  await server.register(async (api) => apiRoutes(api, app), { prefix: '/api/v1' })
  await server.register(async (outside) => noticeRoutes(outside, app), { prefix: '/registry' })
  await server.register(async (outside) => smsReportRoutes(outside, app))
  await server.register(async (outside) => paymentReturnRoutes(outside, app))
  await server.register(async (pages) => {
    await addGuards(pages, app.secrets, context.cookies)
    addPageErrors(pages, context)
    publicRoutes(pages, context)
    questionRoutes(pages, context)
    lawRoutes(pages, context)
    publishedRoutes(pages, context)
    statisticsRoutes(pages, context)
    signUpRoutes(pages, context)
    signInRoutes(pages, context)
    recoveryRoutes(pages, context)
    accountRoutes(pages, context)
    dependantRoutes(pages, context)
    contractRoutes(pages, context)
    await applicationRoutes(pages, context)
    sheetRoutes(pages, context)
    await requestRoutes(pages, context)
    staffRoutes(pages, context)
    deskRoutes(pages, context)
    deskRequestRoutes(pages, context)
    deskArchiveRoutes(pages, context)
    deskCallRoutes(pages, context)
    deskTeamRoutes(pages, context)
    deskTrainingRoutes(pages, context)
    deskAnswerRoutes(pages, context)
    deskCopyRoutes(pages, context)
    deskCalendarRoutes(pages, context)
    deskGapRoutes(pages, context)
    certificateRoutes(pages, context)
    licenceRoutes(pages, context)
    deskCertificateRoutes(pages, context)
    deskCoverRoutes(pages, context)
  })
  return server
}

function loggerOf({ logLevel }: ServerOptions): NonNullable<FastifyServerOptions['logger']> {
  return logLevel === 'silent' ? false : { level: logLevel, serializers: { req: requestLine } }
}

/** Method, route pattern and a request id: never the address typed, which may carry what a person searched for. */
const requestLine = (request: { method: string; routeOptions: { url?: string | undefined }; id: string }) => ({
  id: request.id,
  method: request.method,
  route: request.routeOptions?.url,
})

const texts: Record<number, string> = {
  400: 'این درخواست را نتوانستیم بخوانیم. به صفحهٔ پیش برگردید و دوباره تلاش کنید.',
  403: 'این فرم کهنه شده یا از جای دیگری فرستاده شده است. به صفحهٔ پیش برگردید، آن را تازه کنید و دوباره بفرستید؛ هنوز چیزی ثبت نشده است.',
  404: 'این صفحه پیدا نشد. نشانی را بررسی کنید یا از جست‌وجوی خدمات کمک بگیرید.',
  405: 'این نشانی را نمی‌توان به این شکل باز کرد. از صفحهٔ نخست آغاز کنید.',
  413: 'آنچه فرستادید بزرگ‌تر از اندازهٔ مجاز است.',
  500: 'خطایی در سامانه رخ داد و به ما گزارش شد. کمی بعد دوباره تلاش کنید؛ آنچه پیش‌تر ثبت شده از دست نرفته است.',
  503: 'سامانه همین حالا پاسخگو نیست. چند دقیقهٔ دیگر دوباره تلاش کنید؛ آنچه پیش‌تر ثبت شده از دست نرفته است.',
}

function addPageErrors(pages: FastifyInstance, context: Context): void {
  pages.setNotFoundHandler(async (request, reply) => {
    const shell = await context.shell(request, reply)
    return sendPage(reply, ProblemPage({ shell, status: 404, message: texts[404]! }), 404)
  })
  pages.setErrorHandler(async (error, request, reply) => {
    const lack = lackOf(error)
    const status = lack === null ? statusOf(error) : problemStatus(lack)
    if (status >= 500) {
      request.log.error({ req: request, error: error instanceof Error ? error.stack : String(error) }, 'request failed')
    }
    if (lack !== null) return sendProblem(context, request, reply, lack)
    // Without the database nothing can be said about who is here.
    const shell =
      status >= 500 ? { signedIn: null } : await context.shell(request, reply).catch(() => ({ signedIn: null }))
    if (status === 503) reply.header('retry-after', '30')
    return sendPage(reply, ProblemPage({ shell, status, message: texts[status] ?? texts[500]! }), status)
  })
}

function statusOf(error: unknown): number {
  if (error instanceof ForgedPost) return 403
  if (error instanceof TooManyPasswords || connectionBroke(error)) return 503
  const code = (error as { statusCode?: unknown }).statusCode
  return typeof code === 'number' && code >= 400 && code < 600 ? code : 500
}
