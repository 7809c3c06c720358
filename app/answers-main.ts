import { formatJalali, parseJalali, tehranDate, type IsoDate } from '#kernel/dates.ts'
import { systemClock } from '#ports/clock.ts'
import { listAnswers, listProposed, listTasks, type Answer } from '#store/answers.ts'
import { openDatabase } from '#store/database.ts'
import { parseArgs } from 'node:util'
import { approveAll, approveAnswer, endAnswer, type AnswersApp } from './answers/answers.ts'
import { importCorpus } from './answers/corpus.ts'
import { readCorpus } from './answers/read-corpus.ts'
import type { Result } from './problem.ts'

const usage = `npm run answers -- import FILE … --by USER    articles and questions at once, answers as proposals; FILE: JSON, or a folder
npm run answers -- list [QUESTION]             every answer that is or will be in force, or those to one question
npm run answers -- waiting                     what waits for a second person
npm run answers -- approve NUMBER --by USER    by somebody else than who proposed it; "all" for all that wait
npm run answers -- end NUMBER DAY --by USER    nothing in its place from this Jalali day on, 1405/02/10
npm run answers -- tasks                       answers that end because an article changes, and who is to write anew

USER is the user name of an active member of staff. DATABASE_URL must be that of the portal.`

const fail = (text: string): never => {
  console.error(text)
  process.exit(1)
}
const must = <T>(result: Result<T>): T => (result.ok ? result.value : fail(result.problem.message))

const { positionals, values } = parseArgs({ allowPositionals: true, options: { by: { type: 'string' } } })
const [task = '', ...rest] = positionals
const tasks: Readonly<Record<string, (app: AnswersApp) => Promise<void>>> = {
  import: async (app) => {
    if (rest.length === 0) fail(usage)
    const corpus = must(readCorpus(rest))
    const { texts, questions, wordings, answers } = must(await importCorpus(app, by(), corpus))
    console.log(
      `${texts} texts of articles, ${questions} questions, ${wordings} wordings; ${answers} answers now wait for a second person.`,
    )
  },
  list: async ({ db }) => tell(await listAnswers(db, rest[0] === undefined ? null : Number(numberOf(rest[0])))),
  waiting: async ({ db }) => tell(await listProposed(db)),
  approve: async (app) => {
    if (rest[0] !== 'all') {
      must(await approveAnswer(app, by(), numberOf(rest[0])))
      return
    }
    const { approved, refused } = must(await approveAll(app, by()))
    for (const { answerId, message } of refused) console.log(`${answerId}: ${message}`)
    console.log(`${approved} answers approved.`)
  },
  end: async (app) => {
    must(await endAnswer(app, by(), numberOf(rest[0]), dayFrom(rest[1] ?? fail(usage))))
  },
  tasks: async ({ db }) => {
    for (const { dueOn, canonical, caseKey, cite, owner } of await listTasks(db))
      console.log([shown(dueOn), owner, canonical, caseKey, cite].filter(Boolean).join('  '))
  },
}
const chosen = Object.hasOwn(tasks, task) ? tasks[task]! : fail(usage)
const db = openDatabase(process.env['DATABASE_URL'] ?? fail('DATABASE_URL is not set.'), { poolSize: 2 })
try {
  await chosen({ db, clock: systemClock })
} finally {
  await db.close()
}

function tell(answers: readonly Answer[]): void {
  const today = tehranDate(systemClock.now())
  for (const { answerId, questionId, caseKey, status, from, until, citations, body } of answers) {
    const days = `${shown(from)}-${until === null ? '' : shown(until)}`
    const state =
      status === 'proposed' ? 'waits' : from > today ? 'later' : until !== null && until <= today ? 'ended' : 'holds'
    const cites = citations.map(({ articleId }) => articleId).join(' ')
    console.log([answerId, `question ${questionId}`, caseKey, state, days, cites].filter(Boolean).join('  '))
    if (status === 'proposed') console.log(`  ${body.replaceAll('\n', '\n  ')}`)
  }
}

function shown(day: IsoDate): string {
  return formatJalali(day, 'numeric')
}

function dayFrom(text: string): IsoDate {
  const read = parseJalali(text)
  return read.ok ? read.value : fail(`${text}: ${read.error}`)
}

function numberOf(text: string | undefined): string {
  return text !== undefined && /^\d{1,18}$/.test(text) ? text : fail(usage)
}

function by(): string {
  return (values.by ?? fail('--by USER: who does this?')).trim().toLowerCase()
}
