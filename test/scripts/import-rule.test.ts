import { importFaults, sourceFiles } from '../../scripts/import-rule.ts'
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'

const faults = (path: string, text: string): string[] => importFaults([{ path, text }])

const breaches: [path: string, text: string, fault: string][] = [
  ['kernel/a.ts', `import { x } from '#store/x.ts'`, 'kernel/a.ts:1 kernel may not import from store'],
  ['kernel/a.ts', `\n\nimport type { X } from '../app/x.ts'`, 'kernel/a.ts:3 kernel may not import from app'],
  ['store/a.ts', `export { x } from '#web/x.ts'`, 'store/a.ts:1 store may not import from web'],
  ['store/a.ts', `export * from '#web/x.ts'`, 'store/a.ts:1 store may not import from web'],
  [
    'connectors/a/b.ts',
    `const x = await import('#store/x.ts')`,
    'connectors/a/b.ts:1 connectors may not import from store',
  ],
  [
    'simulators/sms/a.ts',
    `import '#connectors/sms/x.ts'`,
    'simulators/sms/a.ts:1 simulators may not import from connectors',
  ],
  ['web/a.tsx', `import { x } from '../demo/x.ts'`, 'web/a.tsx:1 web may not import from demo'],
  ['app/a.ts', `import { x } from '#scripts/x.ts'`, 'app/a.ts:1 app may not import from scripts'],
  ['app/a.ts', `import { x } from '#test/support/x.ts'`, 'app/a.ts:1 app may not import from test'],
  [
    'app/b/c.ts',
    `import { x } from '../../kernel/x.ts'`,
    'app/b/c.ts:1 write #kernel/… for another room, not ../../kernel/x.ts',
  ],
  ['kernel/a.ts', `import { readFile } from 'node:fs'`, 'kernel/a.ts:1 kernel may not import node:fs, only zod'],
  ['kernel/a.ts', `import x from 'zodiac'`, 'kernel/a.ts:1 kernel may not import zodiac, only zod'],
  ['app/a.ts', `import pg from 'pg'`, 'app/a.ts:1 only store speaks to the database: no pg here'],
  ['app/a.ts', 'const all = `\n  select name\n  from person where id = ${1}`', 'app/a.ts:1 only store contains SQL'],
  ['web/a.tsx', `const x = 'delete from session where id = 1'`, 'web/a.tsx:1 only store contains SQL'],
  ['worker/a.ts', 'run(`update outbox set done_at = now()`)', 'worker/a.ts:1 only store contains SQL'],
]

for (const [path, text, fault] of breaches) {
  test(`a breach is caught: ${fault}`, () => assert.deepEqual(faults(path, text), [fault]))
}

test('what the rule allows passes', () => {
  assert.deepEqual(faults('kernel/a.ts', `import { z } from 'zod'\nimport { x } from './x.ts'`), [])
  assert.deepEqual(
    faults(
      'store/a.ts',
      'import pg from "pg"\nimport { x } from "#kernel/x.ts"\nconst all = `select a from b where c`',
    ),
    [],
  )
  assert.deepEqual(faults('app/deep/a.ts', `import { x } from '../x.ts'\nimport { y } from '#store/y.ts'`), [])
  assert.deepEqual(
    faults('web/a.tsx', `const text = <p>Select one from the list</p>\nconst hint = 'update your address'`),
    [],
  )
  assert.deepEqual(faults('test/a.test.ts', `import { x } from '#store/x.ts'`), [])
})

test('the house as it stands keeps the rule', () => {
  const files = sourceFiles(join(import.meta.dirname, '../..'))
  assert.ok(files.length > 50)
  assert.deepEqual(importFaults(files), [])
})
