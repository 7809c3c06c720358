import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { after } from 'node:test'
import type { TestContext } from 'node:test'
import { chromium } from 'playwright-core'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'

let launched: Promise<Browser> | undefined

/** The Chromium of this test process: the system's, else the one out of the npm package. It ends with the test file. */
export function browser(): Promise<Browser> {
  launched ??= launch()
  return launched
}
after(async () => {
  await (await launched)?.close()
})

/** A fresh person at the browser: Persian, in Tehran, no cookies. Closed when the test ends. */
export async function newContext(
  t: Pick<TestContext, 'after'>,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const running = await browser()
  const context = await running.newContext({ locale: 'fa-IR', timezoneId: 'Asia/Tehran', ...options })
  t.after(() => context.close())
  return context
}

/** One page of a fresh person. */
export async function newPage(t: Pick<TestContext, 'after'>, options: BrowserContextOptions = {}): Promise<Page> {
  return (await newContext(t, options)).newPage()
}

const SYSTEM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
]

const FLAGS = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-gpu',
  '--disable-dev-shm-usage', // containers give /dev/shm 64 MB, and Chromium dies when it is full
]

// Without a UTF-8 locale Chromium cannot write a Persian file name, and calls every download «download».
const ENVIRONMENT = { ...process.env, LC_ALL: 'C.UTF-8' }

async function launch(): Promise<Browser> {
  const args = process.getuid?.() === 0 ? [...FLAGS, '--no-sandbox'] : FLAGS
  for (const executablePath of SYSTEM.filter((path) => existsSync(path))) {
    try {
      return await chromium.launch({ executablePath, args, env: ENVIRONMENT })
    } catch {
      // Ubuntu's /usr/bin/chromium-browser may be an empty shell that only names a snap: take the next.
    }
  }
  return launchPackaged(args)
}

/** The Chromium of the npm package @sparticuz/chromium, which needs nothing of the system but its C library. */
export async function launchPackaged(args: string[]): Promise<Browser> {
  const home = await unpacked()
  const { LD_LIBRARY_PATH: libraries, ...env }: NodeJS.ProcessEnv = ENVIRONMENT
  return chromium.launch({
    executablePath: join(home, 'chromium'),
    args: [...args, '--no-zygote', '--font-render-hinting=none'],
    env: {
      ...env,
      LD_LIBRARY_PATH: [join(home, 'al2023', 'lib'), ...(libraries === undefined ? [] : [libraries])].join(delimiter),
      ...(existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: join(home, 'fonts') }),
    },
  })
}

/** Unpacked once per version; into a directory that is renamed when whole, as several test files may come at once. */
async function unpacked(): Promise<string> {
  const folder = dirname(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))))
  const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string }
  const data = join(import.meta.dirname, '../../.data')
  const home = join(data, `chromium-${version}`)
  if (existsSync(home)) return home
  await mkdir(data, { recursive: true })
  const making = await mkdtemp(`${home}.new-`)
  const before = process.env['TMPDIR']
  try {
    const { inflate } = await import('@sparticuz/chromium')
    process.env['TMPDIR'] = making // that is where the package puts what it unpacks
    await Promise.all(
      ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br'].map((name) =>
        inflate(join(folder, 'bin', name)),
      ),
    )
    await rename(making, home).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
    })
    return home
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
    await rm(making, { recursive: true, force: true })
  }
}
