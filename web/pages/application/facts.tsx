import type { ComponentChildren } from 'preact'
import type { View } from '#kernel/fields/field.ts'
import type { FileRef } from '#kernel/fields/file.ts'
import { stripInvisible } from '#kernel/text.ts'
import { Notice } from '#web/components/parts.tsx'
import { shownFacts, silentSources, type Opened } from './opened.ts'
import { when } from './words.ts'

/** What registries answered, each in a card of its own. */
export function Facts({ opened, all = false }: { opened: Opened; all?: boolean }) {
  return (
    <>
      {shownFacts(opened, all).map(({ name, own, title, rows, at }) => (
        <section class="card said" key={name}>
          <h2>
            پاسخ {title}
            {own ? ' دربارهٔ شما' : ''}
          </h2>
          <dl class="summary">
            {rows.map(([label, value]) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{isCode(value) ? <bdi dir="ltr">{value}</bdi> : value}</dd>
              </div>
            ))}
          </dl>
          <p>{when(at)}</p>
        </section>
      ))}
    </>
  )
}

/** Says by name who does not answer now, and that nothing is lost. */
export function Silent({ opened }: { opened: Opened }) {
  const silent = silentSources(opened)
  if (silent.length === 0) return null
  return (
    <Notice kind="warning" title={`${silent.join(' و ')} هنوز پاسخ نداده است`}>
      <p>سامانه خودش باز هم می‌پرسد. آنچه نوشته‌اید ذخیره شده است؛ ادامه دهید یا بعداً از «درخواست‌های من» برگردید.</p>
    </Notice>
  )
}

/** Written in Latin letters and digits, as codes of other systems are: read from left to right. */
const isCode = (text: string): boolean => /^[\w ./:-]*[A-Za-z][\w ./:-]*$/.test(stripInvisible(text))

/** A value for reading. */
export function ViewOf({ view, files }: { view: View; files: readonly FileRef[] }): ComponentChildren {
  switch (view.kind) {
    case 'text':
      return isCode(view.text) ? <bdi dir="ltr">{view.text}</bdi> : <span class="lines">{view.text}</span>
    case 'file':
      return files.find(({ id }) => id === view.file)?.name ?? 'پیوست'
    case 'list':
      return (
        <ul>
          {view.items.map((item, n) => (
            <li key={n}>
              <ViewOf view={item} files={files} />
            </li>
          ))}
        </ul>
      )
    case 'rows':
      return view.rows.map(({ label, view: inner }) => (
        <div key={label}>
          <span class="soft">{label}:</span> <ViewOf view={inner} files={files} />
        </div>
      ))
  }
}
