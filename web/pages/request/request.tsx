import { barredBy, NEVER_BARRED, SOONEST } from '#app/requests/barring.ts'
import { filesIn } from '#app/requests/files.ts'
import type { ShownRequest } from '#app/requests/shown.ts'
import { formatJalali, tehranDate } from '#kernel/dates.ts'
import { FILE_TYPES } from '#kernel/fields/file.ts'
import { AREAS, KINDS, openAsk, type Answered } from '#kernel/request/request.ts'
import { isOpen } from '#kernel/request/states.ts'
import { REOPEN_DAYS } from '#kernel/request/policy.ts'
import { formatSize, toPersianDigits } from '#kernel/text.ts'
import {
  ActionButton,
  ErrorSummary,
  LinesField,
  RadioGroup,
  Wrong,
  describedBy,
  errorOf,
} from '#web/components/form.tsx'
import { Page } from '#web/components/page.tsx'
import { Notice, TrackingCode } from '#web/components/parts.tsx'
import type { FormProps, Shell } from '#web/components/shell.ts'
import { DeadlineReceipt } from './deadline.tsx'
import { FileHint } from './review.tsx'
import { Timeline } from './timeline.tsx'
import { clockWords, lastDay, placeWords, readers, stateWords, timeline, TURN, turnOf, when } from './words.ts'

/** What a page of one request is made of. `base`: its address, below which its forms post. */
export type RequestPageProps = FormProps & {
  shell: Shell
  shown: ShownRequest
  base: string
  formKey: string
  /** It has just been sent. */
  sent: boolean
}

/** One request: where it stands, the same clock that staff see, what was said, and what one can do. */
export function RequestPage(props: RequestPageProps) {
  const { shell, shown, base, token, errors, sent } = props
  const { request, row, events, days, limit } = shown
  const turn = turnOf(request.state)
  const clock = clockWords(request, shown.late !== null)
  const tracked = base === '/requests/tracked'
  return (
    <Page shell={shell} title={request.title} errors={errors} back={tracked ? '/requests/track' : '/requests'} narrow>
      <h1>{request.title}</h1>
      <ErrorSummary errors={errors} />
      {sent ? <Received shown={shown} /> : null}
      <TrackingCode code={row.trackingCode} />
      <p class="lead">
        وضعیت: <b>{stateWords(request.state)}</b>
        {turn === null ? null : `؛ ${TURN[turn]}.`}
      </p>
      {clock === null ? null : <p>{clock}</p>}
      <Late shown={shown} />
      <Question {...props} />
      <Answers shown={shown} />
      <Ending shown={shown} tracked={tracked} />
      <Rating {...props} />
      <Reopening {...props} />
      {isOpen(request.state) ? <DeadlineReceipt days={days} limit={limit} open={sent} /> : null}
      {isOpen(request.state) && openAsk(request) === null ? (
        <details open={errors.length > 0}>
          <summary>می‌خواهید چیزی بیفزایید؟</summary>
          <Write {...props} label="پیام شما" button="فرستادن پیام" />
        </details>
      ) : null}
      <h2>آنچه گذشته است</h2>
      <Timeline lines={timeline(events, shown.branches)} />
      <Attachments {...props} />
      <details>
        <summary>آنچه فرستاده‌اید</summary>
        <p class="lines">{request.body}</p>
        <p class="soft">
          {KINDS[request.kind]}؛ {AREAS[request.area]}؛ {placeWords(request, shown.branches)}
        </p>
      </details>
      <Readers shown={shown} />
      {isOpen(request.state) ? (
        <details>
          <summary>پس گرفتن درخواست</summary>
          <form method="post" action={`${base}/withdraw`} novalidate>
            <Hidden {...props} />
            <LinesField
              name="reason"
              label="چرا؟ (اختیاری)"
              hint="اگر پس بگیرید، دیگر پاسخی به آن داده نمی‌شود."
              rows={2}
              maxlength={1_000}
              required={false}
              values={{}}
              errors={[]}
            />
            <button type="submit" class="button danger">
              پس می‌گیرم
            </button>
          </form>
        </details>
      ) : null}
      {tracked ? (
        <ActionButton
          action={`${base}/leave`}
          token={token}
          text="پایان و پاک کردن این صفحه از دستگاه"
          kind="textlike"
        />
      ) : null}
    </Page>
  )
}

function Received({ shown: { request } }: { shown: ShownRequest }) {
  return (
    <Notice kind="success" title="درخواست شما رسید">
      <p>
        {request.anonymous
          ? 'برای خواندن پاسخ، کد رهگیری و عبارت محرمانه را نگه دارید.'
          : 'کد رهگیری و روز پاسخ پیامک می‌شود. تا آن روز لازم نیست کاری بکنید.'}
      </p>
      {request.kind === 'information' ? (
        <p>
          تاریخ رسید: {formatJalali(tehranDate(request.receivedAt), 'weekday')}. مهلت ده روز کاری از همین تاریخ است و
          نگه داشته نمی‌شود ({SOONEST}).
        </p>
      ) : null}
    </Notice>
  )
}

/** Who has it now, and the new promise. */
function Late({ shown: { late } }: { shown: ShownRequest }) {
  if (late === null) return null
  return (
    <Notice kind="warning" title="پاسخ شما دیر شده است">
      <p>
        پوزش می‌خواهیم. اکنون <b>{late.whom}</b> هم آن را پیگیری می‌کند و تا پاسخ نگیرید، هر روز کاری به مدیر بالاتر خبر
        داده می‌شود. قول تازه: تا پایان {lastDay(late.promise)}.
      </p>
    </Notice>
  )
}

/** Our question to the person, with the place to answer it. */
function Question(props: RequestPageProps) {
  const ask = openAsk(props.shown.request)
  if (ask === null) return null
  return (
    <>
      <Notice kind="warning" title="پرسش ما از شما">
        <p class="lines">{ask.text}</p>
        <p class="soft">{when(ask.at)}</p>
      </Notice>
      <Write {...props} label="پاسخ شما" button="فرستادن پاسخ" />
    </>
  )
}

/** A message of the person, with a file if they like. */
function Write({
  base,
  values,
  errors,
  label,
  button,
  ...props
}: RequestPageProps & { label: string; button: string }) {
  const error = errorOf('file', errors)
  return (
    <form method="post" action={`${base}/messages`} enctype="multipart/form-data" novalidate>
      <Hidden {...props} />
      <LinesField name="text" label={label} rows={4} maxlength={8_000} values={values} errors={errors} />
      <div class={error === undefined ? 'field' : 'field bad'}>
        <label for="file">پیوست (اختیاری)</label>
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
      <button type="submit" class="button">
        {button}
      </button>
    </form>
  )
}

const Hidden = ({ token, formKey }: Pick<RequestPageProps, 'token' | 'formKey'>) => (
  <>
    <input type="hidden" name="_csrf" value={token} />
    <input type="hidden" name="_key" value={formKey} />
  </>
)

function Answers({ shown }: { shown: ShownRequest }) {
  return (
    <>
      {shown.request.answers.toReversed().map((answer, n) => (
        <section key={answer.at} class="card">
          <h2>{n === 0 && !isOpen(shown.request.state) ? 'پاسخ سازمان' : 'پاسخ پیشین'}</h2>
          <div class="lines">{answer.text}</div>
          <Barred shown={shown} answer={answer} />
          <p>فرستاده شد: {when(answer.at)}</p>
        </section>
      ))}
      {shown.request.answers.length > 0 ? <br /> : null}
    </>
  )
}

/** Of information that was refused, all or in part: by which articles, and how to object. */
function Barred({ shown, answer }: { shown: ShownRequest; answer: Answered }) {
  const articles = barredBy(shown.events, answer)
  if (articles.length === 0) return null
  return (
    <Notice
      kind="warning"
      title={answer.how === 'partial' ? 'بخشی از اطلاعات داده نشد، به استناد' : 'اطلاعات داده نشد، به استناد'}
    >
      <ul>
        {articles.map(({ cite, says }) => (
          <li key={cite}>
            <b>{cite}</b>: {says}
          </li>
        ))}
      </ul>
      <p class="soft">این‌ها خلاصهٔ ماست، نه متن قانون. {NEVER_BARRED}</p>
      <p>
        نمی‌پذیرید؟ همین‌جا درخواست را دوباره باز کنید، یا به کمیسیون انتشار و دسترسی آزاد به اطلاعات (مادهٔ ۱۸ قانون) شکایت
        کنید.
      </p>
    </Notice>
  )
}

/** Ends other than an answer. */
function Ending({ shown: { request }, tracked }: { shown: ShownRequest; tracked: boolean }) {
  const { referred, mergedInto } = request
  if (referred !== null)
    return (
      <Notice title={`پاسخ با ${referred.where} است`}>
        <p class="lines">{referred.reason}</p>
        <p>درخواست خود را آن‌جا دوباره ثبت کنید؛ ما آن را به جای شما نمی‌فرستیم.</p>
      </Notice>
    )
  if (mergedInto === null) return null
  return (
    <Notice title="این درخواست با درخواست دیگر شما یکی شد">
      <p>
        پاسخ هر دو با هم می‌آید، در درخواست <bdi dir="ltr">{toPersianDigits(mergedInto.trackingCode)}</bdi>.{' '}
        <a href={tracked ? '/requests/track' : `/requests/${mergedInto.requestId}`}>دیدن آن</a>
      </p>
    </Notice>
  )
}

const SOLVED = { yes: 'بله، حل شد', no: 'نه، هنوز نه' } as const
const SCORES = { 5: '۵، خیلی خوب', 4: '۴', 3: '۳', 2: '۲', 1: '۱، خیلی بد' } as const

/** «مشکلتان حل شد؟», once for every answer. */
function Rating({ base, shown: { request }, values, errors, ...props }: RequestPageProps) {
  if (request.rating !== null && request.rating.cycle === request.cycle)
    return <p class="soft">نظر شما دربارهٔ این پاسخ ثبت شد. سپاسگزاریم.</p>
  if (request.state !== 'answered') return null
  return (
    <section>
      <h2>مشکلتان حل شد؟</h2>
      <form method="post" action={`${base}/rating`} novalidate>
        <Hidden {...props} />
        <RadioGroup name="solved" label="با این پاسخ" options={SOLVED} values={values} errors={errors} />
        <RadioGroup
          name="score"
          label="از رسیدگی ما چقدر راضی هستید؟"
          options={SCORES}
          values={values}
          errors={errors}
        />
        <LinesField
          name="comment"
          label="اگر حرفی دارید (اختیاری)"
          rows={2}
          maxlength={2_000}
          required={false}
          values={values}
          errors={errors}
        />
        <button type="submit" class="button">
          ثبت نظر
        </button>
      </form>
    </section>
  )
}

/** Opens an answered request again. */
function Reopening({ base, shown, values, errors, ...props }: RequestPageProps) {
  if (!shown.mayReopen) return null
  return (
    <details open={errorOf('reason', errors) !== undefined}>
      <summary>هنوز حل نشده؟ دوباره باز کنید</summary>
      <form method="post" action={`${base}/reopen`} novalidate>
        <Hidden {...props} />
        <LinesField
          name="reason"
          label="چه چیزی حل نشده است؟"
          hint={`تا ${toPersianDigits(REOPEN_DAYS)} روز پس از پاسخ می‌توانید؛ مهلت تازه‌ای برای ما آغاز می‌شود.`}
          rows={4}
          maxlength={4_000}
          values={values}
          errors={errors}
        />
        <button type="submit" class="button second">
          دوباره باز می‌کنم
        </button>
      </form>
    </details>
  )
}

function Attachments({ base, shown }: RequestPageProps) {
  const files = filesIn(shown.events)
  if (files.length === 0) return null
  return (
    <>
      <h2>پیوست‌ها</h2>
      <ul class="listing">
        {files.map(({ id, name, bytes }) => {
          const state = shown.files.get(id) ?? 'infected'
          return (
            <li key={id} class="row">
              {state === 'clean' ? (
                <a href={`${base}/files/${id}`}>
                  <bdi>{name}</bdi>
                </a>
              ) : (
                <bdi>{name}</bdi>
              )}
              <span class="soft">
                {state === 'clean'
                  ? formatSize(bytes)
                  : state === 'quarantine'
                    ? 'در حال پویش'
                    : 'ویروس داشت و پاک شد؛ پروندهٔ سالمی بفرستید'}
              </span>
            </li>
          )
        })}
      </ul>
    </>
  )
}

/** Every look of staff into it. */
function Readers({ shown }: { shown: ShownRequest }) {
  const lines = readers(shown.events)
  return (
    <details>
      <summary>چه کسی این درخواست را دیده است</summary>
      {lines.length === 0 ? (
        <p>هنوز هیچ‌کس از سازمان آن را باز نکرده است.</p>
      ) : (
        <ul>
          {lines.map(({ at, text }, n) => (
            <li key={`${at}-${n}`}>
              {text}، {when(at)}
            </li>
          ))}
        </ul>
      )}
    </details>
  )
}
