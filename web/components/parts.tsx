import type { ComponentChildren } from 'preact'
import { toPersianDigits } from '#kernel/text.ts'

type Children = { children?: ComponentChildren }

export function Notice({
  kind = 'info',
  title,
  children,
}: { kind?: 'info' | 'success' | 'warning' | 'error'; title?: string } & Children) {
  return (
    <div class={kind === 'info' ? 'notice' : `notice ${kind}`}>
      {title === undefined ? null : <h2>{title}</h2>}
      {children}
    </div>
  )
}

/** «مرحلهٔ ۲ از ۵» with a bar. */
export function Steps({ step, of }: { step: number; of: number }) {
  const text = toPersianDigits(`مرحلهٔ ${step} از ${of}`)
  return (
    <div class="steps">
      {text}
      <progress value={step} max={of} aria-label={text} />
    </div>
  )
}

export type SummaryRow = {
  label: string
  value: ComponentChildren
  /** Numbers and addresses read from left to right. */
  ltr?: boolean
  change?: { href: string; text?: string }
}

/** What was answered, each with a way to change it. */
export function SummaryList({ rows }: { rows: readonly SummaryRow[] }) {
  return (
    <dl class="summary">
      {rows.map(({ label, value, ltr, change }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{ltr ? <bdi dir="ltr">{value}</bdi> : value}</dd>
          {change === undefined ? null : (
            <dd class="act">
              <a href={change.href}>
                {change.text ?? 'تغییر'}
                <span class="sr"> {label}</span>
              </a>
            </dd>
          )}
        </div>
      ))}
    </dl>
  )
}

/** The code by which a request is followed up, easy to read out and to copy. */
export function TrackingCode({ code }: { code: string }) {
  return (
    <p>
      کد رهگیری شما:
      <br />
      <bdi class="tracking" dir="ltr">
        {toPersianDigits(code)}
      </bdi>
    </p>
  )
}

type TableHead = { caption: string; head: readonly string[] }

/** A table that scrolls by itself on a narrow screen. */
export function Table({ rows, ...props }: TableHead & { rows: readonly (readonly ComponentChildren[])[] }) {
  return (
    <TableFrame {...props}>
      {rows.map((cells, row) => (
        <tr key={row}>
          {cells.map((cell, column) => (
            <td key={column}>{cell}</td>
          ))}
        </tr>
      ))}
    </TableFrame>
  )
}

/** The same around rows that are made already. */
export function TableFrame({
  caption,
  head,
  foot = null,
  children,
}: TableHead & { foot?: ComponentChildren } & Children) {
  return (
    <section class="scroll" aria-label={caption} tabindex={0}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {head.map((text) => (
              <th scope="col" key={text}>
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
        {foot === null ? null : <tfoot>{foot}</tfoot>}
      </table>
    </section>
  )
}

export function Tag({ kind, children }: { kind?: 'success' | 'warning' } & Children) {
  return <span class={kind === undefined ? 'tag' : `tag ${kind}`}>{children}</span>
}

/** A box on a page; with `href` the whole of it is the link. */
export function Card({ title, href, children }: { title: string; href?: string } & Children) {
  return (
    <div class="card">
      <h3>{href === undefined ? title : <a href={href}>{title}</a>}</h3>
      {children}
    </div>
  )
}

export function EmptyState({ children }: Children) {
  return <div class="empty">{children}</div>
}

/** The way to the next page of a list; nothing on the last one. */
export function NextPage({ href, text = 'بعدی' }: { href: string | null; text?: string }) {
  if (href === null) return null
  return (
    <p>
      <a class="button second" href={href} rel="next">
        {text}
      </a>
    </p>
  )
}

export function LinkButton(props: { href: string; second?: boolean; accesskey?: string } & Children) {
  const { href, second = false, accesskey, children } = props
  return (
    <a class={second ? 'button second' : 'button'} href={href} accesskey={accesskey}>
      {children}
    </a>
  )
}
