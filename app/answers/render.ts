import { formatJalali, type IsoDate } from '#kernel/dates.ts'
import { toPersianDigits } from '#kernel/text.ts'
import type { Answer, Question } from '#store/answers.ts'
import { createHash } from 'node:crypto'
import { caseWords } from './case-key.ts'

/** A paragraph, or the points of a list. */
export type Block = { readonly text: string } | { readonly points: readonly string[] }

/** An answer as it is given on a day, and everywhere alike. */
export type Rendered = {
  readonly question: string
  /** What was said of the case, «وضعیت شما: متأهل». */
  readonly facts: readonly string[]
  readonly blocks: readonly Block[]
  /** «مستند: …، نسخهٔ معتبر در تاریخ …». */
  readonly grounds: string
  /** Since when it is answered so, and until when where that is known. */
  readonly validity: string
  /** Said where not all of the answer's grounds could be read by us in an official text. */
  readonly caution: string | null
  /** Everything above as one text. */
  readonly text: string
  /** SHA-256 of the text, in hex. */
  readonly digest: string
}

/**
 * The text of an answer on a day. Pure: the same answer, question and day give the same bytes, on every machine and in
 * every branch. The facts of the case are those of the answer.
 */
export function render(question: Question, answer: Answer, day: IsoDate): Rendered {
  const facts = caseWords(question.facts, answer.caseKey)
  const blocks = blocksOf(answer.body)
  const cites = answer.citations.map(({ cite }) => cite).join('؛ ')
  const grounds = `مستند: ${toPersianDigits(cites)}، نسخهٔ معتبر در تاریخ ${formatJalali(day, 'long')}`
  const end = answer.until === null ? '' : ` و تا پیش از ${formatJalali(answer.until, 'long')}`
  const validity = `این پاسخ از ${formatJalali(answer.from, 'long')}${end} معتبر است.`
  const unsure = answer.citations.some(({ certainty }) => certainty === 'C' || certainty === 'U')
  const caution = unsure ? CAUTION : null
  const lines = linesOf(blocks)
  const text = [question.canonical, ...facts, ...lines, grounds, validity, ...(caution === null ? [] : [caution])].join(
    '\n',
  )
  const digest = createHash('sha256').update(text).digest('hex')
  return { question: question.canonical, facts, blocks, grounds, validity, caution, text, digest }
}

const CAUTION =
  'بخشی از این پاسخ بر رویهٔ سازمان تکیه دارد. اگر نتیجه برایتان مهم است، پیش از اقدام از شعبه یا ۱۴۲۰ بپرسید.'

const linesOf = (blocks: readonly Block[]): string[] =>
  blocks.flatMap((block) => ('text' in block ? [block.text] : block.points.map((point) => `• ${point}`)))

/** The body of an answer as plain text. */
export const blocksText = (body: string): string => linesOf(blocksOf(body)).join('\n')

/** Paragraphs are lines; lines that begin with «- » are points of a list. */
function blocksOf(body: string): Block[] {
  const blocks: Block[] = []
  let points: string[] = []
  for (const line of body.split('\n')) {
    if (!line.startsWith('- ')) {
      points = []
      blocks.push({ text: line })
      continue
    }
    if (points.length === 0) blocks.push({ points })
    points.push(line.slice(2))
  }
  return blocks
}
