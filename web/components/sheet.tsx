import { rial } from '#kernel/rial.ts'
import type { Amount, Chart, Explained, Section, Sheet, Table } from '#kernel/sheet/sheet.ts'
import { formatNumber, toPersianDigits } from '#kernel/text.ts'
import { CERTAINTY, CERTAINTY_WORD } from './certainty.ts'
import { Notice, SummaryList, TableFrame, Tag } from './parts.tsx'

/** What a service tells: the sections under its title. The address `#sheet` leads here. */
export function SheetView({ sheet }: { sheet: Sheet | null }) {
  if (sheet === null) return null
  return (
    <section class="sheet" id="sheet">
      <h2>{sheet.title}</h2>
      <Sections sections={sheet.sections} />
    </section>
  )
}

export type SectionsProps = {
  sections: readonly Section[]
  /** The level below the heading of the page. */
  heading?: 'h2' | 'h3'
  /** Where the sheet is asked for, if it can be; what is one of many closed tables is then asked for alone. */
  address?: string
}

/** Of more closed tables than this, a page over a slow network would be a long wait. */
const CLOSED = 10

/** The same without its title, where the heading of the page has said that already. */
export function Sections({ sections, heading = 'h3', address }: SectionsProps) {
  const closed = sections.filter((section) => section.kind === 'table' && section.under !== undefined)
  const apart = address === undefined ? [] : closed.slice(CLOSED).filter(isAlone)
  return (
    <>
      {sections.map((section, n) => {
        if (section === apart[0]) return <Apart key={n} tables={apart} address={address!} />
        return apart.some((one) => one === section) ? null : <SectionView key={n} section={section} Heading={heading} />
      })}
    </>
  )
}

function Apart({ tables, address }: { tables: readonly Alone[]; address: string }) {
  return (
    <ul class="plain">
      {tables.map(({ under, alone }, n) => (
        <li key={n}>
          <a class="stand" href={`${address}?${new URLSearchParams(alone)}`}>
            {under}
          </a>
        </li>
      ))}
    </ul>
  )
}

type Alone = Table & Required<Pick<Table, 'alone'>>
const isAlone = (section: Section): section is Alone => section.kind === 'table' && section.alone !== undefined

function SectionView({ section, Heading }: { section: Section; Heading: 'h2' | 'h3' }) {
  switch (section.kind) {
    case 'rows':
      return (
        <>
          {section.title === null ? null : <Heading>{section.title}</Heading>}
          <SummaryList rows={section.rows.map(([label, value]) => ({ label, value }))} />
        </>
      )
    case 'table':
      return <TableView table={section} />
    case 'chart':
      return <ChartView chart={section} />
    case 'amount':
      return <AmountView amount={section} Heading={Heading} />
    case 'remark':
      return <p>{section.text}</p>
  }
}

function TableView({ table }: { table: Table }) {
  if (table.under === undefined) return <OpenTable table={table} />
  return (
    <details>
      <summary>{table.under}</summary>
      <OpenTable table={table} />
    </details>
  )
}

function OpenTable({ table: { caption, head, rows, foot } }: { table: Table }) {
  const cells = ([name, ...others]: readonly string[]) => (
    <>
      <th scope="row">{name}</th>
      {others.map((text, at) => (
        <td key={at}>{text}</td>
      ))}
    </>
  )
  return (
    <TableFrame caption={caption} head={head} foot={foot === null ? null : <tr>{cells(foot)}</tr>}>
      {rows.map((line, at) => (
        <tr key={at}>{cells(line)}</tr>
      ))}
    </TableFrame>
  )
}

function AmountView({ amount: { title, rials, working }, Heading }: { amount: Amount; Heading: 'h2' | 'h3' }) {
  return (
    <div class="card sum">
      <Heading>{title}</Heading>
      <p>
        <b>{formatNumber(rials)} ریال</b> {inToman(rials)}
      </p>
      <Working working={working} />
    </div>
  )
}

/** As people speak of money; nothing where the rials do not make whole tomans. */
const inToman = (rials: Amount['rials']) => (rials % 10n === 0n ? `برابر ${formatNumber(rial(rials / 10n))} تومان` : '')

/** The steps with their articles, what is disputed about them, and how sure the result is. */
export function Working({ working }: { working: Explained }) {
  const { steps, notes, certainty } = working
  return (
    <details>
      <summary>چگونه حساب شد؟</summary>
      <ol>
        {steps.map(({ text, law }, at) => (
          <li key={at}>
            {text}
            {law === null ? null : <span class="soft"> ({toPersianDigits(law.cite)})</span>}
          </li>
        ))}
      </ol>
      {notes.map(({ dispute, reading, source }, at) => (
        <Notice key={at}>
          <p>
            <b>محل اختلاف:</b> {dispute}
          </p>
          <p>
            این‌جا: {reading} <span class="soft">(منبع: {source})</span>
          </p>
        </Notice>
      ))}
      <p>
        <Tag>{CERTAINTY_WORD[certainty]}</Tag> این نتیجه: {CERTAINTY[certainty]} عددها و قاعده‌ها را در{' '}
        <a href="/law">قانون و محاسبه‌ها</a> ببینید.
      </p>
    </details>
  )
}

/** Heights in CSS pixels; widths are shares of the page, so that words keep their size on every screen. */
const PLOT = 140
const LABELS = 6

/** Bars from the right, drawn here; the same in a table below for whoever does not see them. */
function ChartView({ chart: { caption, head, bars, most } }: { chart: Chart }) {
  const full = Math.max(most ?? 0, ...bars.map(({ value }) => value), 1)
  const width = 100 / Math.max(bars.length, 4)
  const every = Math.ceil(bars.length / LABELS)
  return (
    <figure class="chart">
      <figcaption>{caption}</figcaption>
      <svg width="100%" height={PLOT + 28} aria-hidden="true">
        {bars.map(({ label, value, text }, n) => {
          const height = round((value / full) * PLOT)
          const left = 100 - (n + 1) * width
          return (
            <g key={n}>
              <rect
                x={`${round(left + width * 0.12)}%`}
                y={round(PLOT - height + 4)}
                width={`${round(width * 0.76)}%`}
                height={height}
              >
                <title>
                  {label}: {text}
                </title>
              </rect>
              {n % every === 0 ? (
                <text {...placeOf(n, bars.length, left, width)} y={PLOT + 22}>
                  {label}
                </text>
              ) : null}
            </g>
          )
        })}
        <line x1="0" x2="100%" y1={PLOT + 4} y2={PLOT + 4} />
      </svg>
      <details>
        <summary>همین نمودار در جدول</summary>
        <TableView
          table={{ kind: 'table', caption, head, rows: bars.map(({ label, text }) => [label, text]), foot: null }}
        />
      </details>
    </figure>
  )
}

/** Under the middle of its bar; among many, the outermost labels stay within the drawing. */
function placeOf(
  n: number,
  count: number,
  left: number,
  width: number,
): { x: string; 'text-anchor': 'start' | 'middle' | 'end' } {
  if (count > LABELS && n === 0) return { x: '100%', 'text-anchor': 'start' }
  if (count > LABELS && n === count - 1) return { x: '0', 'text-anchor': 'end' }
  return { x: `${round(left + width / 2)}%`, 'text-anchor': 'middle' }
}

const round = (value: number): number => Math.round(value * 100) / 100
