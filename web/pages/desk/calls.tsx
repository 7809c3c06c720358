import { formatInstant, formatJalali } from '#kernel/dates.ts'
import { AREAS, KINDS } from '#kernel/request/request.ts'
import type { Found } from '#app/answers/give.ts'
import type { Caller } from '#app/requests/call.ts'
import type { Receipt } from '#app/requests/receive.ts'
import type { Branch } from '#store/branches.ts'
import { ErrorSummary, Field, RadioGroup, errorOf } from '#web/components/form.tsx'
import { Notice, TrackingCode } from '#web/components/parts.tsx'
import type { FieldError } from '#web/components/shell.ts'
import { DeadlineReceipt } from '#web/pages/request/deadline.tsx'
import { StaffPage } from '#web/pages/staff.tsx'
import { Choose, Keys, TextArea, type AtDesk } from './frame.tsx'
import { RequestRows } from './requests.tsx'
import { Once } from './talk.tsx'

type Values = Readonly<Record<string, string>>

export type CallProps = {
  staff: AtDesk
  channel: 'phone' | 'counter'
  values?: Values
  errors?: readonly FieldError[]
  /** After a request was answered without one. */
  solved?: boolean
}

const TITLES = { phone: 'تماس ۱۴۲۰', counter: 'ثبت حضوری' } as const

/** /staff/calls: who it is, and what they ask, in their words. */
export function CallPage({ staff, channel, values = {}, errors = [], solved = false }: CallProps) {
  return (
    <StaffPage title={TITLES[channel]} staff={staff} errors={errors}>
      <h1>{TITLES[channel]}</h1>
      <ErrorSummary errors={errors} />
      {solved ? (
        <Notice kind="success">
          <p>شمردیم که این پاسخ به کار آمد. درخواستی ثبت نشد.</p>
        </Notice>
      ) : null}
      <p>بپرسید کیست و چه می‌خواهد. اول پاسخ‌های آماده را می‌بینید؛ اگر به کارش نیامد درخواست او را ثبت می‌کنید.</p>
      <form method="post" action="/staff/calls/look" novalidate>
        <input type="hidden" name="_csrf" value={staff.token} />
        <Field
          name="who"
          label="کد ملی یا شماره همراه او"
          inputmode="numeric"
          ltr
          width="w12"
          {...{ values, errors }}
        />
        <TextArea
          id="body"
          label="چه می‌خواهد"
          hint="به زبان خود او."
          value={values['body']}
          error={errorOf('body', errors)}
          rows={4}
          longest={8000}
        />
        <div class="actions">
          <button type="submit" class="button" accesskey="a">
            پیدا کردن پاسخ
          </button>
        </div>
      </form>
      <Keys keys={[['A', 'پیدا کردن پاسخ']]} />
    </StaffPage>
  )
}

export type CallFoundProps = Required<Omit<CallProps, 'solved'>> & {
  caller: Caller
  found: readonly Found[]
  branches: readonly Branch[]
}

/** What was found for it, and the form in which it is taken down: the same that people fill in themselves. */
export function CallFound({ staff, channel, values, errors, caller, found, branches }: CallFoundProps) {
  const { person } = caller
  const given = { kind: 'question', ...values }
  return (
    <StaffPage title={TITLES[channel]} staff={staff} errors={errors}>
      <p>
        <a class="back" href="/staff/calls">
          نفر بعدی
        </a>
      </p>
      <h1>{TITLES[channel]}</h1>
      <ErrorSummary errors={errors} />
      <p>
        {person === null ? (
          <>با این شماره حسابی در سامانه نیست. نام و شماره همراه او را بپرسید.</>
        ) : (
          <>
            <b>
              {person.firstName} {person.lastName}
            </b>
            ، تولد {formatJalali(person.birthDate, 'long')}. رسید به شماره همراه حساب او می‌رود.
          </>
        )}
      </p>
      <h2>پاسخ‌های آماده</h2>
      {found.length === 0 ? (
        <p>پرسشی مانند این در پاسخ‌های سازمان نیست.</p>
      ) : (
        <ul class="listing">
          {found.map(({ question, beginning, since }) => (
            <li key={question.questionId}>
              <a href={`/questions/${question.questionId}`} target="_blank" rel="noopener">
                {question.canonical}
              </a>
              <p>
                {beginning ?? 'پاسخ به وضعیت او بستگی دارد؛ آن را باز کنید و بپرسید.'}
                {since === null ? '' : ` (از ${formatJalali(since, 'long')})`}
              </p>
              <form method="post" action="/staff/calls/solved">
                <input type="hidden" name="_csrf" value={staff.token} />
                <input type="hidden" name="question" value={question.questionId} />
                <button type="submit" class="textlike">
                  همین پاسخ مشکلش را حل کرد<span class="sr">: {question.canonical}</span>
                </button>
              </form>
            </li>
          ))}
        </ul>
      )}
      <h2>ثبت درخواست</h2>
      <form method="post" action="/staff/calls" novalidate>
        <input type="hidden" name="_csrf" value={staff.token} />
        <input type="hidden" name="who" value={values['who']} />
        <Once sent={values} />
        {person === null ? (
          <>
            <Field name="name" label="نام و نام خانوادگی" values={given} errors={errors} width="w12" />
            <Field
              name="mobile"
              label="شماره همراه"
              inputmode="tel"
              ltr
              values={{ mobile: caller.mobile ?? '', ...given }}
              errors={errors}
              width="w12"
            />
          </>
        ) : null}
        <RadioGroup name="kind" label="نوع درخواست" options={KINDS} values={given} errors={errors} />
        <RadioGroup name="area" label="دربارهٔ" options={AREAS} values={given} errors={errors} />
        <Choose
          id="aboutBranch"
          label="شکایت یا گزارش دربارهٔ کدام شعبه (اگر هست)"
          groups={[{ options: branches.map(({ branchId, name }) => [`${branchId}`, name] as const) }]}
          value={values['aboutBranch']}
          error={errorOf('aboutBranch', errors)}
        />
        <Field
          name="title"
          label="عنوان کوتاه (اختیاری)"
          hint="در پیامک رسید برای او خوانده می‌شود."
          required={false}
          maxlength={150}
          values={given}
          errors={errors}
        />
        <TextArea
          id="body"
          label="متن درخواست"
          value={values['body']}
          error={errorOf('body', errors)}
          rows={5}
          longest={8000}
        />
        <div class="actions">
          <button type="submit" class="button" accesskey="a">
            ثبت درخواست
          </button>
          <button type="submit" class="button second" formaction="/staff/calls/look" formnovalidate>
            جست‌وجوی دوبارهٔ پاسخ
          </button>
        </div>
      </form>
      <h2>درخواست‌های پیشین او</h2>
      <RequestRows caption="درخواست‌های پیشین" rows={caller.requests} empty="در میز شما درخواستی از او نیست." />
      <Keys keys={[['A', 'ثبت درخواست']]} />
    </StaffPage>
  )
}

/** What was taken down, to be read out: tracking code and promised day. */
export function CallDone({
  staff,
  channel,
  receipt,
}: Pick<CallFoundProps, 'staff' | 'channel'> & { receipt: Receipt }) {
  const { trackingCode, dueAt, days, limit } = receipt
  return (
    <StaffPage title={TITLES[channel]} staff={staff}>
      <h1>درخواست ثبت شد</h1>
      <p>این‌ها را برای او بخوانید. خلاصه و کد رهگیری با پیامک هم رفت.</p>
      <TrackingCode code={trackingCode} />
      <p>
        پاسخ تا <b>{formatInstant(dueAt, 'weekday')}</b>.
      </p>
      <DeadlineReceipt days={days} limit={limit} />
      <p>
        <a class="button" href="/staff/calls" accesskey="n">
          نفر بعدی
        </a>
      </p>
      <Keys keys={[['N', 'نفر بعدی']]} />
    </StaffPage>
  )
}
