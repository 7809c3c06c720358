import { cpSync } from 'node:fs'
import { defineConfig, type Plugin } from 'vite'

const OUT = 'dist/server'
const root = import.meta.dirname

/** Programs by the name of their bundle. */
const PROGRAMS = {
  web: 'web/main.ts',
  worker: 'worker/main.ts',
  migrate: 'store/migrate-main.ts',
  distribute: 'store/distribute-main.ts',
  staff: 'app/staff-main.ts',
  calendar: 'app/calendar-main.ts',
  watch: 'app/watch-main.ts',
  services: 'app/services-main.ts',
  branches: 'app/branches-main.ts',
  answers: 'app/answers-main.ts',
  payments: 'app/payments-main.ts',
  orders: 'app/orders-main.ts',
  press: 'connectors/typst/press-main.ts',
  register: 'app/register-main.ts',
  demo: 'demo/main.ts',
  'civil-registry': 'simulators/civil-registry/main.ts',
  'mobile-ownership': 'simulators/mobile-ownership/main.ts',
  'student-status': 'simulators/student-status/main.ts',
  'core-register': 'simulators/register/main.ts',
  sms: 'simulators/sms/main.ts',
  'bank-gateway': 'simulators/bank-gateway/main.ts',
}

/** Migrations and the fonts of papers are read from folders beside the bundle. */
const folders: Plugin = {
  name: 'folders',
  writeBundle() {
    for (const folder of ['store/migrations', 'connectors/typst/fonts'])
      cpSync(`${root}/${folder}`, `${root}/${OUT}/${folder.split('/').at(-1)}`, { recursive: true })
  },
}

/** Builds the programs for Node: `vite build -c vite.server.config.ts`. Packages of npm stay outside. */
export default defineConfig({
  root,
  publicDir: false,
  logLevel: 'warn',
  plugins: [folders],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    ssr: true,
    outDir: OUT,
    emptyOutDir: true,
    target: 'node24',
    sourcemap: true,
    rolldownOptions: {
      input: PROGRAMS,
      // All in one folder, because programs look for their data beside themselves.
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
})
