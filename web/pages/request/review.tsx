import { FILE_TYPES, MOST_BYTES } from '#kernel/fields/file.ts'
import { AREAS } from '#kernel/request/request.ts'
import { formatNumber, formatSize, toPersianDigits } from '#kernel/text.ts'
import { MOST_FILES } from '#app/requests/drafts.ts'
import type { DraftWords } from '#store/request-drafts.ts'
import type { KeptFile } from '#store/files.ts'
import { ActionButton, CodeField, ErrorSummary, Form, Wrong, describedBy, errorOf } from '#web/components/form.tsx'
import { Page } from '#web/components/page.tsx'
import { Notice, SummaryList, type SummaryRow } from '#web/components/parts.tsx'
import { ResendCode } from '#web/components/resend-code.tsx'
import type { FieldError, FormProps, Shell } from '#web/components/shell.ts'
import { ORDINARY, type BranchOptions } from './form.tsx'

/** Where the words of a draft are changed. */
export const formHref = ({ form }: Pick<DraftWords, 'form'>): string =>
  form === 'request' ? '/requests/new/form' : `/requests/${form}`

export type ReviewProps = {
  shell: Shell
  token: string
  words: DraftWords
  files: readonly KeptFile[]
  branches: BranchOptions
  errors: readonly FieldError[]
  /** A guest, whose mobile is asked for a code first. */
  needsCode: boolean
}

/** /requests/new/review: everything once more, the attachments, and the button that sends it. */
export function ReviewPage(props: ReviewProps) {
  const { shell, token, words, files, errors, needsCode } = props
  return (
    <Page shell={shell} title="بازبینی و فرستادن" errors={errors} back={formHref(words)} narrow>
      <h1>یک بار دیگر بخوانید</h1>
      <ErrorSummary errors={errors} />
      <SummaryList rows={rowsOf(props)} />
      <section>
        <h2>پیوست‌ها (اختیاری)</h2>
        <FileList token={token} files={files} />
        {files.length < MOST_FILES ? (
          <AttachForm token={token} error={errorOf('file', errors)} />
        ) : (
          <p>پنج پیوست فرستاده‌اید؛ بیش از این جا ندارد.</p>
        )}
      </section>
      <section>
        <h2>فرستادن</h2>
        <p>
          {needsCode
            ? 'پس از این، کدی به شمارهٔ همراه شما پیامک می‌شود. با وارد کردنش درخواست ثبت می‌شود.'
            : words.form === 'anonymous'
              ? 'پس از فرستادن، کد رهگیری و عبارت محرمانه را نشانتان می‌دهیم. کاغذ و قلم آماده کنید.'
              : 'پس از فرستادن، کد رهگیری و روز پاسخ را می‌بینید و پیامک می‌گیرید.'}
        </p>
        <ActionButton
          action="/requests/new/send"
          token={token}
          text={words.form === 'anonymous' ? 'فرستادن گزارش' : 'فرستادن درخواست'}
        />
      </section>
    </Page>
  )
}

function rowsOf({ words, branches, needsCode }: ReviewProps): readonly SummaryRow[] {
  const { form, kind, area, title, body, branchId, aboutBranch, name, mobile, number } = words
  const href = formHref(words)
  const branch = branches.find(([value]) => value === String(branchId))?.[1]
  const row = (label: string, value: string | null | undefined, field: string, ltr = false): SummaryRow[] =>
    value ? [{ label, value, ltr, change: { href: `${href}#${field}` } }] : []
  const ordinary = form === 'request'
  return [
    ...(ordinary && kind !== null ? row('نوع', ORDINARY[kind as keyof typeof ORDINARY], 'kind') : []),
    ...(form !== 'information' && area !== null ? row('موضوع', AREAS[area], 'area') : []),
    ...row(form === 'information' ? 'چه می‌خواهید' : 'عنوان', title, 'title'),
    { label: 'شرح', value: <span class="lines">{body}</span>, change: { href: `${href}#body` } },
    ...row(form === 'anonymous' ? 'دربارهٔ شعبه' : 'شعبه', branch, 'branchId'),
    ...(ordinary && kind === 'complaint' && aboutBranch && branch !== undefined
      ? row('بررسی', 'جایی جز همین شعبه، چون شکایت از خود آن است', 'aboutBranch')
      : []),
    ...(needsCode
      ? [
          ...row('نام', name, 'name'),
          ...row('شماره همراه', toPersianDigits(mobile), 'mobile', true),
          ...(form === 'information' ? row('کد ملی', toPersianDigits(number), 'number', true) : []),
        ]
      : []),
  ]
}

function FileList({ token, files }: { token: string; files: readonly KeptFile[] }) {
  if (files.length === 0) return null
  return (
    <ul class="listing">
      {files.map(({ id, name, bytes, state }) => (
        <li key={id} class="row">
          <bdi>{name}</bdi>
          <span class="soft">{state === 'infected' ? 'ویروس داشت و پاک شد' : formatSize(bytes)}</span>
          <ActionButton
            action="/requests/new/files/remove"
            token={token}
            text="برداشتن"
            about={name}
            kind="textlike"
            values={{ file: id }}
          />
        </li>
      ))}
    </ul>
  )
}

function AttachForm({ token, error }: { token: string; error: string | undefined }) {
  return (
    <upload-form data-title="پیوست" data-most={MOST_BYTES}>
      <form method="post" action="/requests/new/files" enctype="multipart/form-data" novalidate>
        <input type="hidden" name="_csrf" value={token} />
        <div class={error === undefined ? 'field' : 'field bad'}>
          <label for="file">عکس یا سند</label>
          <FileHint />
          <Wrong name="file" text={error} />
          <input
            type="file"
            id="file"
            name="file"
            accept={FILE_TYPES.join(',')}
            aria-invalid={error === undefined ? undefined : 'true'}
            aria-describedby={describedBy('file', 'hint', error)}
          />
        </div>
        <button type="submit" class="button second">
          افزودن پیوست
        </button>
      </form>
    </upload-form>
  )
}

/** What files may be; for an input named `file`. */
export function FileHint() {
  return (
    <p class="hint" id="file-hint">
      JPEG، PNG یا PDF، حداکثر {formatSize(MOST_BYTES)} ({formatNumber(MOST_BYTES)} بایت).
    </p>
  )
}

/** /requests/new/code and /requests/track/code: the code that proves a mobile. */
export function RequestCode(
  props: FormProps & { shell: Shell; maskedMobile: string; resendSeconds: number; to: 'send' | 'track' },
) {
  const { shell, errors, token, maskedMobile, resendSeconds, to } = props
  const here = to === 'send' ? '/requests/new/code' : '/requests/track/code'
  return (
    <Page
      shell={shell}
      title="کد پیامکی"
      errors={errors}
      back={to === 'send' ? '/requests/new/review' : '/requests/track'}
      narrow
    >
      <h1>کد پیامکی</h1>
      {to === 'send' ? (
        <p>
          کدی به <bdi dir="ltr">{maskedMobile}</bdi> فرستادیم. با وارد کردن آن درخواست شما ثبت می‌شود.
        </p>
      ) : (
        <Notice>
          <p>
            اگر این کد رهگیری با شمارهٔ <bdi dir="ltr">{maskedMobile}</bdi> ثبت شده باشد، کدی به آن پیامک شد.
          </p>
        </Notice>
      )}
      <Form errors={errors} token={token} action={here} submit={to === 'send' ? 'ثبت درخواست' : 'دیدن درخواست'}>
        <CodeField name="code" label="کد ۶ رقمی" hint="هر کد دو دقیقه اعتبار دارد." errors={errors} />
      </Form>
      <ResendCode action={`${here}/resend`} token={token} seconds={resendSeconds} />
    </Page>
  )
}
