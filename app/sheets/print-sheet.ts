import { formatInstant } from '#kernel/dates.ts'
import { formatRial } from '#kernel/rial.ts'
import type { Section } from '#kernel/sheet/sheet.ts'
import { isolateLtr, toPersianDigits } from '#kernel/text.ts'
import { sheetTemplate } from '#services/papers.ts'
import type { App } from '../app.ts'
import type { OpenedFile } from '../files/open-file.ts'
import { done, failed, type Result } from '../problem.ts'
import type { Told } from './tell.ts'

/** The sheet of a service that tells, as a PDF to be read and kept; it proves nothing, so it has no signature. */
export async function printSheet(app: Pick<App, 'press' | 'publicUrl'>, told: Told): Promise<Result<OpenedFile>> {
  const { service, sheet, person, at, silent, refusals } = told
  if (sheet === null) return failed(whyNot(silent, refusals[0]?.refusal ?? null))
  const name = `${person.firstName} ${person.lastName}`
  const printed = new Date(at)
  const bytes = await app.press.print({
    ...sheetTemplate(),
    data: {
      title: sheet.title,
      head: [
        ['نام', name],
        ['کد ملی', isolateLtr(toPersianDigits(person.number))],
        ['زمان', formatInstant(at, 'long')],
      ],
      sections: sheet.sections.map(printedSection),
      footer: `این برگه برای آگاهی خود شماست و گواهی نیست. ${app.publicUrl.replace(/^https?:\/\//, '')}`,
      pages: Array.from({ length: 99 }, (_, n) => `صفحهٔ ${toPersianDigits(n + 1)}`),
      printed: {
        year: printed.getUTCFullYear(),
        month: printed.getUTCMonth() + 1,
        day: printed.getUTCDate(),
        hour: printed.getUTCHours(),
        minute: printed.getUTCMinutes(),
        second: printed.getUTCSeconds(),
      },
    },
    qr: null,
  })
  return done({ bytes, type: 'application/pdf', name: `${service.title}.pdf` })
}

/** Why there is no sheet: who is silent, which rule refuses, or that a question is open. */
export function whyNot(silent: readonly string[], refusal: string | null) {
  if (refusal !== null) return { code: 'wrong-step', message: refusal } as const
  if (silent.length > 0)
    return {
      code: 'unavailable',
      message: `${silent.join(' و ')} همین حالا پاسخ نمی‌دهد. چند دقیقهٔ دیگر دوباره بخواهید؛ چیزی از شما ثبت نشده است.`,
      retryAfter: 60,
    } as const
  return {
    code: 'wrong-step',
    message: 'پرسشی بی‌پاسخ مانده است. صفحهٔ این خدمت را باز کنید و آن را کامل کنید.',
  } as const
}

const LABELS = 12

/** What the template reads: text only, and how wide a column or how high a bar is. */
function printedSection(section: Section): Readonly<Record<string, unknown>> {
  switch (section.kind) {
    case 'table':
      return { ...section, widths: widthsOf(section.head, [...section.rows, section.foot ?? []]) }
    case 'chart': {
      const { bars, caption, most = 0 } = section
      const full = Math.max(most, ...bars.map(({ value }) => value), 1)
      const every = Math.ceil(bars.length / LABELS)
      return {
        kind: 'chart',
        caption,
        bars: bars.map(({ label, value }, n) => ({ label: n % every === 0 ? label : '', share: value / full })),
      }
    }
    case 'amount': {
      const { steps, notes } = section.working
      return {
        kind: 'amount',
        title: section.title,
        rials: formatRial(section.rials),
        steps: steps.map(
          ({ text, law }, n) =>
            `${toPersianDigits(n + 1)}. ${text}${law === null ? '' : ` (${toPersianDigits(law.cite)})`}`,
        ),
        notes: notes.map(({ dispute, reading }) => `محل اختلاف: ${dispute} این‌جا: ${reading}`),
      }
    }
    case 'rows':
    case 'remark':
      return section
  }
}

/** Columns share the page by their longest text, within limits. */
function widthsOf(head: readonly string[], rows: readonly (readonly string[])[]): number[] {
  return head.map((title, at) => {
    const longest = Math.max(title.length, ...rows.map((cells) => cells[at]?.length ?? 0))
    return Math.min(Math.max(longest, 5), 24)
  })
}
