import type { Raw } from '#kernel/fields/field.ts'
import { merged } from '#kernel/fields/group.ts'
import { openParts } from '#kernel/service/form.ts'
import { judgeContext } from '#kernel/service/judge.ts'
import { sheetOfPage } from '#kernel/sheet/shown.ts'
import { tehranDate } from '#kernel/dates.ts'
import { ActionButton, Form } from '#web/components/form.tsx'
import { Inputs, lookUpButton } from '#web/components/inputs.tsx'
import { Page } from '#web/components/page.tsx'
import { LinkButton, Notice } from '#web/components/parts.tsx'
import { SheetView } from '#web/components/sheet.tsx'
import type { FieldError, Shell } from '#web/components/shell.ts'
import { Facts, Silent } from './facts.tsx'
import { findService } from '#web/menu.ts'
import { addressOf, situationOf, type Opened } from './opened.ts'

/** What every form on these pages carries: the token against forged posts, and a key that makes a repeated post the same one. */
export type FormKeys = { readonly token: string; readonly formKey: string }

type Frame = FormKeys & { shell: Shell; opened: Opened }

/** What stands in the inputs of a page before anything is typed: the answers given already. */
export function writtenAnswers({ service, application }: Opened, page: string): Raw {
  const names = service.pages[page]?.fields ?? []
  return merged(
    names.flatMap((name) => {
      const field = service.fields[name]
      return field !== undefined && name in application.answers ? [field.write(application.answers[name], name)] : []
    }),
  )
}

/** Of the button that keeps the answers and shows, on the same page, what comes of them. */
export const WORK_OUT = '_work-out'

/** /applications/ID/pages/PAGE: some questions, under what registries have answered so far. */
export function QuestionPage(props: Frame & { page: string; raw: Raw; errors: readonly FieldError[] }) {
  const { shell, opened, page, raw, errors, token, formKey } = props
  const { service, application, moment } = opened
  const { title, hint, fields, startsOver, ...is } = service.pages[page]!
  const open = openParts(service, application, tehranDate(moment.at)).fields
  const shown = fields.filter((name) => open.includes(name))
  const inputs = shown.map((name) => service.fields[name]!.input(name))
  const remarks = application.remarks.filter(({ about, name }) => about === 'field' && shown.includes(name))
  const back = situationOf(opened).pages
  const before = back[back.indexOf(page) - 1]
  return (
    <Page
      shell={shell}
      title={title}
      errors={errors}
      back={
        application.submitted === null && before !== undefined
          ? addressOf(opened, `/pages/${before}`)
          : addressOf(opened)
      }
      narrow
    >
      <h1>{title}</h1>
      {hint === undefined ? null : <p class="lead">{hint}</p>}
      {startsOver === true && Object.keys(application.answers).length > 0 && application.submitted === null ? (
        <Notice kind="warning">
          <p>اگر چیزی را در این صفحه تغییر دهید، پاسخ‌های بعدی و مدارکی که فرستاده‌اید پاک می‌شود.</p>
        </Notice>
      ) : null}
      {remarks.map(({ name, remark }) => (
        <Notice key={name} kind="warning" title={`برای اصلاح: ${service.fields[name]!.label}`}>
          <p>{remark}</p>
        </Notice>
      ))}
      <Silent opened={opened} />
      <Facts opened={opened} />
      <SheetView sheet={sheetOfPage(service, situationOf(opened), page)} />
      <Form
        errors={errors}
        token={token}
        submit={lookUpButton(inputs) ?? 'تأیید و ادامه'}
        aside={
          <>
            {is.shows === undefined ? null : (
              <button type="submit" class="button second" name={WORK_OUT} value="1">
                محاسبه
              </button>
            )}
            <a href="/applications">ادامه در زمانی دیگر</a>
          </>
        }
      >
        <input type="hidden" name="_key" value={formKey} />
        <Inputs
          inputs={inputs}
          raw={raw}
          errors={errors}
          files={application.documents}
          filesHref={addressOf(opened, '/documents')}
        />
      </Form>
    </Page>
  )
}

/** /applications/ID/wait: the next question depends on somebody who does not answer now. */
export function WaitPage({ shell, opened }: { shell: Shell; opened: Opened }) {
  return (
    <Page shell={shell} title="در انتظار پاسخ استعلام" back="/applications" narrow>
      <h1>در انتظار پاسخ استعلام</h1>
      <Silent opened={opened} />
      <p>پرسش بعدی به این پاسخ بستگی دارد. چند دقیقهٔ دیگر دوباره سر بزنید.</p>
      <div class="actions">
        <LinkButton href={addressOf(opened, '/wait')}>دوباره بپرسید</LinkButton>
        <a href="/applications">درخواست‌های من</a>
      </div>
    </Page>
  )
}

/** The service by which a refusal can be mended. */
function WayToMend({ service }: { service: string | undefined }) {
  const entry = service === undefined ? undefined : findService(service)
  if (entry === undefined) return null
  return (
    <p>
      <a class="stand" href={`/services/${entry.id}`}>
        {entry.name}
      </a>
    </p>
  )
}

/** /applications/ID/refused: a rule says no, with its article, why, and what would change it. */
export function RefusedPage({ shell, opened, token, formKey }: Frame) {
  const { service, application } = opened
  const now = situationOf(opened)
  const no = judgeContext(service, now.context).rules.filter(({ verdict }) => verdict === 'no')
  const answered = now.pages.filter((page) => service.pages[page]!.fields.some((name) => name in application.answers))
  const open = openParts(service, application, tehranDate(opened.moment.at)).fields
  return (
    <Page shell={shell} title="این درخواست پذیرفته نمی‌شود" back="/applications" narrow>
      <h1>این درخواست پذیرفته نمی‌شود</h1>
      <p class="lead">چیزی برای شعبه فرستاده نشده است. دلیل را بخوانید؛ شاید بتوانید آن را درست کنید.</p>
      <Facts opened={opened} />
      {no.map(({ rule, title, refusal, mend, articles }) => (
        <Notice key={rule} kind="error" title={title}>
          <p>{refusal}</p>
          {mend === null ? null : (
            <p>
              <b>چه چیزی آن را تغییر می‌دهد:</b> {mend}
            </p>
          )}
          <WayToMend service={service.rules[rule]?.leads} />
          <p class="soft">مستند: {articles.map(({ cite }) => cite).join('؛ ')}</p>
        </Notice>
      ))}
      <h2>پرسش یا تغییر مشخصات</h2>
      <ul>
        {answered
          .filter((page) => service.pages[page]!.fields.some((name) => open.includes(name)))
          .map((page) => (
            <li key={page}>
              <a class="stand" href={addressOf(opened, `/pages/${page}`)}>
                تغییر «{service.pages[page]!.title}»
              </a>
            </li>
          ))}
        <li>
          اگر فکر می‌کنید اشتباهی شده است، با <a href="tel:1420">۱۴۲۰</a> تماس بگیرید یا به <a href="/branches">شعبه</a>{' '}
          بروید.
        </li>
      </ul>
      <ActionButton
        action={addressOf(opened, '/withdraw')}
        token={token}
        values={{ _key: formKey }}
        text="انصراف از این درخواست"
        kind="button danger"
      />
    </Page>
  )
}
