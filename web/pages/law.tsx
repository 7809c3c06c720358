import type { ChapterLine, ChapterView, FormulaView, ParameterView } from '#app/law/read.ts'
import { addDays, addJalaliYears, formatJalali, type IsoDate, toJalali } from '#kernel/dates.ts'
import { toPersianDigits } from '#kernel/text.ts'
import { CERTAINTY, CERTAINTY_WORD } from '#web/components/certainty.ts'
import { Page } from '#web/components/page.tsx'
import { Card, Notice, Tag } from '#web/components/parts.tsx'
import type { Shell } from '#web/components/shell.ts'

const TITLE = 'قانون و محاسبه‌ها'

/** /law: the subjects. */
export function LawIndex({ shell, chapters }: { shell: Shell; chapters: readonly ChapterLine[] }) {
  return (
    <Page shell={shell} title={TITLE} back="/">
      <h1>{TITLE}</h1>
      <p class="lead">
        هر عددی که این سامانه حساب می‌کند از همین قاعده‌هاست. این صفحه‌ها از خودِ برنامه ساخته می‌شود: هر عدد با تاریخ و منبع
        آن، و هر حساب با یک مثال.
      </p>
      <h2>موضوع‌ها</h2>
      <div class="grid">
        {chapters.map(({ id, title, lead }) => (
          <Card key={id} title={title} href={`/law/${id}`}>
            <p>{lead}</p>
          </Card>
        ))}
      </div>
      <h2>هر عدد چقدر مطمئن است</h2>
      <ul>
        {Object.entries(CERTAINTY).map(([mark, text]) => (
          <li key={mark}>
            <Tag>{CERTAINTY_WORD[mark as keyof typeof CERTAINTY_WORD]}</Tag> {text}
          </li>
        ))}
      </ul>
      <p>برای روزی که عددی نداریم، سامانه حساب نمی‌کند و از سال دیگری حدس نمی‌زند.</p>
    </Page>
  )
}

/** /law/CHAPTER: its formulas with an example each, and its figures with dates and sources. */
export function LawChapter({ shell, chapter }: { shell: Shell; chapter: ChapterView }) {
  const { title, lead, formulas, parameters } = chapter
  return (
    <Page shell={shell} title={title} back="/law" narrow>
      <h1>{title}</h1>
      <p class="lead">{lead}</p>
      {formulas.length === 0 ? null : <h2>چگونه حساب می‌شود</h2>}
      {formulas.map((formula) => (
        <FormulaText key={formula.id} formula={formula} />
      ))}
      <h2>عددها و برداشت‌ها</h2>
      <ul class="listing">
        {parameters.map((parameter) => (
          <ParameterText key={parameter.id} parameter={parameter} />
        ))}
      </ul>
      <p class="soft">مثال‌ها برای فهمیدن حساب است و سند نیست.</p>
    </Page>
  )
}

function FormulaText({ formula }: { formula: FormulaView }) {
  const { title, says, cites, source, certainty, situation, result, steps, notes } = formula
  return (
    <section class="rule">
      <h3>{title}</h3>
      <p>{says}</p>
      <p class="soft">
        {cites}. منبع: <Source text={source} />
      </p>
      <details>
        <summary>
          مثال: {situation}: <b>{result}</b>
        </summary>
        <ol>
          {steps.map((step, at) => (
            <li key={at}>{step}</li>
          ))}
        </ol>
        {notes.map(({ id, dispute, reading }) => (
          <Notice key={id} title="محل اختلاف">
            <p>{dispute}</p>
            <p>این‌جا: {reading}</p>
          </Notice>
        ))}
        <p class="soft">این نتیجه: {CERTAINTY[certainty]}</p>
      </details>
    </section>
  )
}

/** Sites and circulars, each by itself: a mere address is written from the left. */
function Source({ text }: { text: string }) {
  return (
    <>
      {text.split('؛ ').map((part, at) => (
        <>
          {at === 0 ? '' : '؛ '}
          {/[آ-ی]/.test(part) ? part : <bdi>{part}</bdi>}
        </>
      ))}
    </>
  )
}

function ParameterText({ parameter: { title, disputed, values } }: { parameter: ParameterView }) {
  return (
    <li>
      <b>{title}</b>
      {values.length === 0 ? <p>عددی برای آن ندیده‌ایم؛ حساب نمی‌شود.</p> : null}
      {values.map(({ text, from, until, source, certainty, now }) => (
        <div key={from}>
          {text}، {period(from, until)} {now && values.length > 1 ? <Tag kind="success">امروز</Tag> : null}
          <p>
            <Source text={source} /> <Tag>{CERTAINTY_WORD[certainty]}</Tag>
          </p>
        </div>
      ))}
      {disputed === null ? null : (
        <details>
          <summary>محل اختلاف: برداشت‌های دیگر</summary>
          <p>{disputed.dispute}</p>
          <ul>
            {disputed.readings.map((reading) => (
              <li key={reading}>{reading}</li>
            ))}
          </ul>
        </details>
      )}
    </li>
  )
}

/** «سال ۱۴۰۴», «از ۱ تیر ۱۳۹۹ تا ۳۰ اسفند ۱۳۹۹» */
function period(from: IsoDate, until: IsoDate | null): string {
  const since = `از ${formatJalali(from, 'long')}`
  if (until === null) return since
  const [first, next] = [toJalali(from), toJalali(until)]
  const wholeYear = first.month === 1 && first.day === 1 && until === addJalaliYears(from, 1)
  return wholeYear ? `سال ${toPersianDigits(next.year - 1)}` : `${since} تا ${formatJalali(addDays(until, -1), 'long')}`
}
