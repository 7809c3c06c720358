import { tehranDate } from '#kernel/dates.ts'
import { FILE_TYPES, MOST_BYTES } from '#kernel/fields/file.ts'
import { openParts } from '#kernel/service/form.ts'
import { formatNumber, formatSize } from '#kernel/text.ts'
import { ActionButton, ErrorSummary, Wrong, describedBy, errorOf } from '#web/components/form.tsx'
import { Page } from '#web/components/page.tsx'
import { EmptyState, LinkButton, Notice } from '#web/components/parts.tsx'
import type { FieldError, Shell } from '#web/components/shell.ts'
import { Silent } from './facts.tsx'
import { addressOf, nextAddress, situationOf, type Opened } from './opened.ts'
import type { FormKeys } from './page.tsx'

/** A document, or a question answered by a file. */
type Asked = { name: string; title: string; hint: string | undefined; optional: boolean; most: number }

/** What files are asked for now. */
export function askedFiles(opened: Opened): readonly Asked[] {
  const { service, application, moment } = opened
  const open = openParts(service, application, tehranDate(moment.at))
  const fields = open.fields.filter((name) => service.fields[name]?.input(name).kind === 'file')
  return [
    ...fields.map((name) => {
      const { label, optional } = service.fields[name]!
      return { name, title: label, hint: service.fields[name]!.input(name).hint, optional, most: 1 }
    }),
    ...situationOf(opened).documents.map((name) => {
      const { title, hint, optional = false, most = 1 } = service.documents[name]!
      return { name, title, hint, optional, most }
    }),
  ]
}

/** /applications/ID/documents: each document with its own form. */
export function DocumentsPage(
  props: FormKeys & { shell: Shell; opened: Opened; errors: readonly FieldError[]; done?: boolean },
) {
  const { shell, opened, errors } = props
  const next = nextAddress(opened)
  const here = addressOf(opened, '/documents')
  const asked = askedFiles(opened)
  return (
    <Page shell={shell} title="مدارک" errors={errors} back={addressOf(opened, '/review')} narrow>
      <h1>مدارک</h1>
      <p class="lead">
        از هر مدرک عکسی روشن و خوانا بفرستید: JPEG، PNG یا PDF، هر کدام حداکثر {formatSize(MOST_BYTES)} (
        {formatNumber(MOST_BYTES)} بایت).
      </p>
      <ErrorSummary errors={errors} />
      <Silent opened={opened} />
      {asked.length === 0 ? (
        <EmptyState>
          <p>برای این درخواست مدرکی لازم نیست.</p>
        </EmptyState>
      ) : null}
      {asked.map((one) => (
        <DocumentSection key={one.name} asked={one} {...props} />
      ))}
      {next === here ? (
        <p>پس از فرستادن همهٔ مدارک، دکمهٔ ادامه همین‌جا می‌آید.</p>
      ) : (
        <div class="actions">
          <LinkButton href={next}>تأیید و ادامه</LinkButton>
        </div>
      )}
    </Page>
  )
}

function DocumentSection(props: FormKeys & { asked: Asked; opened: Opened; errors: readonly FieldError[] }) {
  const { opened, errors, token, formKey } = props
  const { name, title, hint, optional, most } = props.asked
  const { service, application, moment } = opened
  const parts = openParts(service, application, tehranDate(moment.at))
  const open = parts.documents.includes(name) || parts.fields.includes(name)
  const files = application.documents[name] ?? []
  const action = addressOf(opened, `/documents/${name}`)
  const remark = application.remarks.find((one) => one.about === 'document' && one.name === name)
  const error = errorOf(name, errors)
  const note = [hint, most > 1 ? `حداکثر ${formatNumber(most)} پرونده` : undefined].filter(Boolean).join('؛ ')
  return (
    <section>
      <h2 id={`document-${name}`}>
        {title}
        {optional ? ' (اختیاری)' : ''}
      </h2>
      {remark === undefined ? null : (
        <Notice kind="warning" title="برای اصلاح">
          <p>{remark.remark}</p>
        </Notice>
      )}
      {files.length === 0 ? null : (
        <ul class="listing">
          {files.map(({ id, name: fileName, bytes }) => (
            <li key={id} class="row">
              <a href={addressOf(opened, `/files/${id}`)}>
                <bdi>{fileName}</bdi>
              </a>
              <span class="soft">{formatSize(bytes)}</span>
              {open ? (
                <ActionButton
                  action={`${action}/remove`}
                  token={token}
                  text="برداشتن"
                  about={fileName}
                  kind="textlike"
                  values={{ _key: formKey, file: id }}
                />
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {open && files.length < most ? (
        <upload-form data-title={title} data-most={MOST_BYTES}>
          <form method="post" action={action} enctype="multipart/form-data" novalidate>
            <input type="hidden" name="_csrf" value={token} />
            <input type="hidden" name="_key" value={formKey} />
            <div class={error === undefined ? 'field' : 'field bad'}>
              <label for={name}>تصویر یا پروندهٔ «{title}»</label>
              {note === '' ? null : (
                <p class="hint" id={`${name}-hint`}>
                  {note}
                </p>
              )}
              <Wrong name={name} text={error} />
              <input
                type="file"
                id={name}
                name="file"
                accept={FILE_TYPES.join(',')}
                aria-invalid={error === undefined ? undefined : 'true'}
                aria-describedby={describedBy(name, note === '' ? undefined : note, error)}
              />
            </div>
            <div class="field camera">
              <label for={`${name}-photo`}>یا همین حالا از «{title}» عکس بگیرید</label>
              <input
                type="file"
                id={`${name}-photo`}
                name="photo"
                accept="image/jpeg,image/png"
                capture="environment"
              />
            </div>
            <button type="submit" class="button second">
              فرستادن
              <span class="sr"> {title}</span>
            </button>
          </form>
        </upload-form>
      ) : null}
    </section>
  )
}
