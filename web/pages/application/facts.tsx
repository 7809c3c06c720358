import type { ComponentChildren } from 'preact'
import type { View } from '#kernel/fields/field.ts'
import type { FileRef } from '#kernel/fields/file.ts'
import { Notice } from '#web/components/parts.tsx'
import { situationOf, silentSources, type Opened } from './opened.ts'
import { when } from './words.ts'

/**
 * What registries answered, with who said so and when. While the questions go on only the civil registry is shown: what
 * others know of somebody is for whoever the registry knows to be a relative.
 */
export function Facts({ opened, all = false }: { opened: Opened; all?: boolean }) {
  const { service, application } = opened
  const { facts } = situationOf(opened).context
  const shown = Object.entries(service.facts).flatMap(([name, { from }]) => {
    const said = application.facts[name]
    if (said === undefined || !(name in facts) || from.recordedBy !== null) return []
    const own = (said.about as { number?: unknown } | null)?.number === application.applicant
    if (!all && (own || !from.key.startsWith('civil-registry.'))) return []
    const rows = Object.entries(from.show(said.value))
    return rows.length === 0 ? [] : [{ name, own, title: from.title, rows, at: Date.parse(said.saidAt) }]
  })
  return (
    <>
      {shown.map(({ name, own, title, rows, at }) => (
        <section class="card said" key={name}>
          <h2>
            پاسخ {title}
            {own ? ' دربارهٔ شما' : ''}
          </h2>
          <dl class="summary">
            {rows.map(([label, value]) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
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

/** A value for reading. */
export function ViewOf({ view, files }: { view: View; files: readonly FileRef[] }): ComponentChildren {
  switch (view.kind) {
    case 'text':
      return <span class="lines">{view.text}</span>
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
