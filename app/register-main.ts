import { parseArgs } from 'node:util'
import { stat } from 'node:fs/promises'
import { LOADED_TABLES } from '#store/register/loaded-tables.ts'
import { importFile, inOrder, refusedPath, registerFile, type RegisterFile } from './register/import-file.ts'
import { progressBar } from './register/progress-bar.ts'

const usage = `npm run register -- import FILE … [--table TABLE]

FILE is CSV in UTF-8 with a header, or NDJSON; its name begins with that of its table: wages.csv, wages-1404.ndjson. Tables:
${LOADED_TABLES.join(', ')}
Several files are taken in that order. Refused records go, with line and reason, into FILE.refused.csv beside it. Broken off,
run it again: it goes on from the last batch. The same file again changes nothing. docs/register.md tells the columns.
DATABASE_URL must be that of the portal.`

const fail = (text: string): never => {
  console.error(text)
  process.exit(1)
}

const { positionals, values } = parseArgs({ allowPositionals: true, options: { table: { type: 'string' } } })
const [task, ...paths] = positionals
if (task !== 'import' || paths.length === 0) fail(usage)
const databaseUrl = process.env['DATABASE_URL'] ?? fail('DATABASE_URL is not set.')
const files: RegisterFile[] = []
for (const path of paths) {
  files.push(registerFile(path, values.table) ?? fail(`${path}: of which table, and CSV or NDJSON?\n\n${usage}`))
  await stat(path).catch(() => fail(`${path} cannot be read.`))
}
for (const file of inOrder(files)) {
  const bar = progressBar(file.path)
  try {
    const { added, changed, same, refused, resumedAt } = await importFile(databaseUrl, file, (progress, size) =>
      bar.show(progress, size),
    )
    bar.end()
    const counts = `${added} added, ${changed} changed, ${same} as they were, ${refused} refused`
    console.log(`${file.path}: ${counts}${resumedAt === 0 ? '' : ` (went on after line ${resumedAt})`}`)
    if (refused === 0) continue
    console.log(`  refused, with reasons: ${refusedPath(file)}`)
    process.exitCode = 1
  } catch (error) {
    bar.end()
    console.error(`${file.path}: ${error instanceof Error ? error.message : String(error)}`)
    console.error('Mend it and run the same again: what was taken over stays, the rest follows.')
    process.exit(1)
  }
}
