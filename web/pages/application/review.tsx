import { tehranDate } from '#kernel/dates.ts'
import { openParts } from '#kernel/service/form.ts'
import { permissionOf } from '#kernel/service/permitted.ts'
import { needsCode } from '#kernel/steps/proof.ts'
import { sheetOf } from '#kernel/sheet/shown.ts'
import { Form } from '#web/components/form.tsx'
import { Page } from '#web/components/page.tsx'
import { LinkButton, Notice, SummaryList } from '#web/components/parts.tsx'
import { SheetView } from '#web/components/sheet.tsx'
import type { FieldError, Shell } from '#web/components/shell.ts'
import { Facts, Silent, ViewOf } from './facts.tsx'
import { addressOf, nextAddress, situationOf, type Opened } from './opened.ts'
import type { FormKeys } from './page.tsx'

/** /applications/ID/review: everything once more before it is sent. */
export function ReviewPage(props: FormKeys & { shell: Shell; opened: Opened; errors: readonly FieldError[] }) {
  const { shell, opened, errors, token, formKey } = props
  const { service, application, moment } = opened
  const by = { role: 'citizen', id: '' } as const
  const may = permissionOf(service, application, by, 'citizen:submit', moment)
  const state = service.flow.states[application.state]
  const again = application.submitted !== null && application.remarks.length > 0
  const byCode = needsCode(state, 'citizen:submit')
  const next = nextAddress(opened)
  const here = addressOf(opened, '/review')
  return (
    <Page shell={shell} title="بازبینی و ارسال" errors={errors} back={addressOf(opened, '/documents')} narrow>
      <h1>بازبینی و ارسال</h1>
      <p class="lead">همه را یک بار دیگر بخوانید. تا نفرستاده‌اید، چیزی به شعبه نمی‌رسد.</p>
      <Silent opened={opened} />
      <SheetView sheet={sheetOf(service, situationOf(opened))} />
      <Answers opened={opened} change />
      <Facts opened={opened} all />
      <Papers opened={opened} change />
      {may.allowed ? (
        <Form
          errors={errors}
          token={token}
          action={addressOf(opened, byCode ? '/code' : '/submit')}
          submit={byCode ? 'دریافت کد پیامکی و ارسال' : again ? 'ارسال دوباره به شعبه' : 'ارسال درخواست'}
        >
          <input type="hidden" name="_key" value={formKey} />
        </Form>
      ) : (
        <>
          <Notice kind="warning" title="هنوز نمی‌توان فرستاد">
            <p>{may.why}</p>
          </Notice>
          {next === here ? (
            <p>
              <a class="stand" href={here}>
                دوباره بپرسید
              </a>
            </p>
          ) : (
            <div class="actions">
              <LinkButton href={next}>ادامه</LinkButton>
            </div>
          )}
        </>
      )}
    </Page>
  )
}

/** The answers, page by page; with `change` each that is open has its link. */
export function Answers({ opened, change = false }: { opened: Opened; change?: boolean }) {
  const { service, application, moment } = opened
  const open = openParts(service, application, tehranDate(moment.at)).fields
  const files = Object.values(application.documents).flat()
  return (
    <>
      {situationOf(opened).pages.map((page) => {
        const given = service.pages[page]!.fields.filter((name) => name in application.answers)
        if (given.length === 0) return null
        const rows = given.map((name) => {
          const field = service.fields[name]!
          const href = `${addressOf(opened, `/pages/${page}`)}#${name}`
          const value = <ViewOf view={field.view(application.answers[name])} files={files} />
          return { label: field.label, value, ...(change && open.includes(name) ? { change: { href } } : {}) }
        })
        return (
          <section key={page}>
            <h2>{service.pages[page]!.title}</h2>
            <SummaryList rows={rows} />
          </section>
        )
      })}
    </>
  )
}

export function Papers({ opened, change = false }: { opened: Opened; change?: boolean }) {
  const { service, application, moment } = opened
  const open = openParts(service, application, tehranDate(moment.at)).documents
  const { documents } = situationOf(opened)
  if (documents.length === 0) return null
  const rows = documents.map((name) => {
    const files = application.documents[name] ?? []
    const value =
      files.length === 0
        ? 'فرستاده نشده است'
        : files.map(({ id, name: fileName }) => (
            <div key={id}>
              <a href={addressOf(opened, `/files/${id}`)}>
                <bdi>{fileName}</bdi>
              </a>
            </div>
          ))
    const href = `${addressOf(opened, '/documents')}#document-${name}`
    return {
      label: service.documents[name]!.title,
      value,
      ...(change && open.includes(name) ? { change: { href } } : {}),
    }
  })
  return (
    <section>
      <h2>مدارک</h2>
      <SummaryList rows={rows} />
    </section>
  )
}
