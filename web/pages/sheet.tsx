import { formatInstant } from '#kernel/dates.ts'
import type { Raw } from '#kernel/fields/field.ts'
import type { Service } from '#kernel/service/service.ts'
import type { Told } from '#app/sheets/tell.ts'
import { ErrorSummary } from '#web/components/form.tsx'
import { Inputs } from '#web/components/inputs.tsx'
import { Page } from '#web/components/page.tsx'
import { LinkButton, Notice } from '#web/components/parts.tsx'
import { Sections } from '#web/components/sheet.tsx'
import type { FieldError, Shell } from '#web/components/shell.ts'

export type SheetProps = {
  readonly shell: Shell
  readonly service: Service
  /** What the service tells; null where what was asked is wrong. */
  readonly told: Told | null
  /** What was typed. */
  readonly raw: Raw
  readonly errors?: readonly FieldError[]
  /** The address of this very sheet, to be asked afresh or printed. */
  readonly query: string
}

/** /services/ID/sheet: the questions of a service that only tells, and its answer. */
export function SheetPage({ shell, service, told, raw, errors = [], query }: SheetProps) {
  const address = sheetAddress(service)
  const sheet = told?.sheet ?? null
  // Refused whatever is asked, there is nothing to ask; refused for what was asked, something else may be.
  const refused = (told?.refusals.length ?? 0) > 0
  const names = (told?.pages ?? Object.keys(service.pages)).flatMap((page) => service.pages[page]!.fields)
  return (
    <Page shell={shell} title={service.title} errors={errors} back={`/services/${service.id}`} narrow>
      <h1>{sheet?.title ?? service.title}</h1>
      <ErrorSummary errors={errors} />
      {told === null ? null : <NotTold told={told} address={`${address}${query}`} />}
      {names.length === 0 || (refused && query === '') ? null : (
        <form method="get" action={address} novalidate>
          <Inputs inputs={names.map((name) => service.fields[name]!.input(name))} raw={raw} errors={errors} />
          <div class="actions">
            <button type="submit" class="button">
              نمایش
            </button>
          </div>
        </form>
      )}
      {told === null || sheet === null ? null : (
        <>
          <section class="sheet" id="sheet">
            <Sections sections={sheet.sections} heading="h2" address={address} />
          </section>
          <div class="actions">
            <LinkButton href={`${address}.pdf${query}`}>دریافت PDF</LinkButton>
            <LinkButton href={`${address}${query}`} second>
              {refreshWords(service)}
            </LinkButton>
          </div>
          <p class="soft">
            از {sourcesOf(service).join(' و ')}، {formatInstant(told.at, 'weekday')}. این برگه برای آگاهی خود شماست و
            جایی ذخیره نمی‌شود.
          </p>
        </>
      )}
    </Page>
  )
}

export const sheetAddress = ({ id }: Pick<Service, 'id'>): string => `/services/${id}/sheet`

const sourcesOf = ({ facts }: Service): string[] => [...new Set(Object.values(facts).map(({ from }) => from.title))]

/** Every showing asks the sources afresh, so that the way to newer data is to show it again. */
const refreshWords = (service: Service): string =>
  sourcesOf(service).includes('سازمان ثبت احوال') ? 'به‌روزرسانی از ثبت احوال' : 'به‌روزرسانی'

/** Who is silent, and what a rule refuses. */
function NotTold({ told: { refusals, silent }, address }: { told: Told; address: string }) {
  return (
    <>
      {silent.length === 0 ? null : (
        <Notice kind="warning" title={`${silent.join(' و ')} همین حالا پاسخ نمی‌دهد`}>
          <p>چیزی از شما گم نشده است. چند دقیقهٔ دیگر دوباره بخواهید.</p>
          <p>
            <a class="stand" href={address}>
              دوباره بپرسید
            </a>
          </p>
        </Notice>
      )}
      {refusals.map(({ rule, title, refusal, mend, articles }) => (
        <Notice key={rule} kind="warning" title={title}>
          <p>{refusal}</p>
          {mend === null ? null : (
            <p>
              <b>چه کار کنید:</b> {mend}
            </p>
          )}
          <p class="soft">مستند: {articles.map(({ cite }) => cite).join('؛ ')}</p>
        </Notice>
      ))}
    </>
  )
}
