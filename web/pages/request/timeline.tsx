import { when, type Line } from './words.ts'

/** What has happened, in order. */
export function Timeline({ lines }: { lines: readonly Line[] }) {
  return (
    <ol>
      {lines.map(({ at, text, note }, n) => (
        <li key={`${at}-${n}`}>
          {text}.{note === undefined || note === '' ? null : <p class="lines">{note}</p>}
          <br />
          <span class="soft">{when(at)}</span>
        </li>
      ))}
    </ol>
  )
}
