import { done, failed, type Result } from '../problem.ts'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Corpus } from './corpus.ts'

/** Reads files of a corpus (JSON), or folders of them, as one. The problem says which file is wrong, where and how. */
export function readCorpus(names: readonly string[]): Result<Corpus> {
  const whole: Corpus = { documents: [], articles: [], questions: [], checks: [] }
  for (const name of names.flatMap(filesOf)) {
    const read = Corpus.safeParse(jsonOf(readFileSync(name, 'utf8')))
    if (!read.success) {
      const [issue] = read.error.issues
      return failed({ code: 'invalid', message: `${name}: ${issue?.path.join('.')}: ${issue?.message}` })
    }
    for (const part of ['documents', 'articles', 'questions', 'checks'] as const)
      (whole[part] as unknown[]).push(...read.data[part])
  }
  return done(whole)
}

function filesOf(name: string): string[] {
  if (!statSync(name).isDirectory()) return [name]
  return readdirSync(name)
    .filter((file) => file.endsWith('.json'))
    .toSorted()
    .map((file) => join(name, file))
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return 'not JSON'
  }
}
