import { listChapters, openChapter } from '#app/law/read.ts'
import type { IsoDate } from '#kernel/dates.ts'
import { visitor } from '#web/components/shell.ts'
import { LawChapter, LawIndex } from '#web/pages/law.tsx'
import type { VNode } from 'preact'

const day = '2026-11-22' as IsoDate

/** Every page of the law. */
export const LAW_SAMPLES: Readonly<Record<string, () => VNode>> = {
  law: () => <LawIndex shell={visitor} chapters={listChapters()} />,
  ...Object.fromEntries(
    listChapters().map(({ id }) => [`law-${id}`, () => <LawChapter shell={visitor} chapter={openChapter(id, day)!} />]),
  ),
}
