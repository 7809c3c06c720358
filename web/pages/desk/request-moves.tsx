import type { ComponentChildren } from 'preact'
import { CAUSES } from '#kernel/request/request.ts'
import { BARRING_ARTICLES } from '#kernel/request/request-event.ts'
import { STATES } from '#kernel/request/states.ts'
import { formatNumber, toPersianDigits } from '#kernel/text.ts'
import type { RequestAtDesk } from '#app/requests/at-desk.ts'
import { Form, Wrong, errorOf } from '#web/components/form.tsx'
import { LinkButton, Notice } from '#web/components/parts.tsx'
import type { FieldError } from '#web/components/shell.ts'
import { Choose, DeskButton, TextArea, type AtDesk } from './frame.tsx'
import { Once, nameOf, type Typed } from './talk.tsx'

type MovesProps = { staff: AtDesk; of: RequestAtDesk; typed: Typed | null; errors: readonly FieldError[] }

const hrefOf = ({ row }: RequestAtDesk, path: string): string => `/staff/requests/${row.trackingCode}/${path}`

/** What the reader can do now, each with its form. */
export function RequestMoves(props: MovesProps) {
  const { of } = props
  const { may, insteadOf, names, request } = of
  const { draft } = request
  return (
    <section class="work" aria-labelledby="work">
      <h2 id="work">کار شما</h2>
      <Kept {...props} />
      {may.take ? (
        <Press
          {...props}
          act="take"
          text={insteadOf === null ? 'برداشتن درخواست' : `برداشتن به جای ${names.get(insteadOf) ?? 'همکار'}`}
          accesskey="c"
        />
      ) : null}
      {may.decide ? <Press {...props} act="approve" text="تأیید و ارسال پاسخ" accesskey="y" /> : null}
      {may.decide ? (
        <Act {...props} act="refuse" title="برگرداندن پاسخ به نویسنده" submit="برگرداندن">
          {({ sent, error }) => (
            <TextArea
              id="refuse-reason"
              name="reason"
              label="چه چیزی باید عوض شود"
              value={sent['reason']}
              error={error('reason')}
            />
          )}
        </Act>
      ) : null}
      {may.takeBack ? <Press {...props} act="refuse" text="پس گرفتن پاسخ خودم" second /> : null}
      {may.draft ? <Answer {...props} /> : null}
      {!may.holds && !may.take && !may.decide ? <p>{whyNot(of)}</p> : null}
      {may.ask ? <Ask {...props} /> : null}
      {may.hand && of.colleagues.length > 0 ? <Hand {...props} /> : null}
      {may.transfer ? <Transfer {...props} /> : null}
      {may.merge ? <Merge {...props} /> : null}
      {may.refer ? <Refer {...props} /> : null}
      {may.link ? <Link {...props} /> : null}
      {may.promptness ? <Promptness {...props} /> : null}
      {may.explain ? <Cause {...props} /> : null}
      <Act {...props} act="note" title="یادداشت برای همکاران" submit="ثبت یادداشت" accesskey="m">
        {({ sent, error }) => (
          <TextArea
            id="note-text"
            name="text"
            label="یادداشت"
            hint="شهروند این یادداشت را نمی‌بیند."
            value={sent['text']}
            error={error('text')}
          />
        )}
      </Act>
      {may.release ? <Press {...props} act="release" text="برگرداندن به صف" second /> : null}
      {draft !== null && may.takeBack ? <p class="hint">پاسخ شما منتظر تأیید همکار دیگری است.</p> : null}
    </section>
  )
}

function whyNot({ request: { state, holder }, names }: RequestAtDesk): string {
  if (state === 'pending-approval') return 'پاسخ این درخواست منتظر تأیید نفر دوم است.'
  if (holder !== null && STATES[state].desk !== STATES.answered.desk)
    return `این درخواست در دست ${names.get(holder) ?? 'همکار دیگری'} است.`
  return 'این درخواست اکنون کاری برای شما ندارد.'
}

/** What somebody typed into a form that is not there any more. */
function Kept({ of, typed }: MovesProps) {
  if (typed === null || isShown(of, typed.form)) return null
  const texts = Object.entries(typed.values).filter(([name, text]) => TYPED.includes(name) && text.trim() !== '')
  if (texts.length === 0) return null
  return (
    <Notice kind="warning" title="آنچه نوشته بودید و ثبت نشد">
      <ul>
        {texts.map(([name, text]) => (
          <li key={name}>{text}</li>
        ))}
      </ul>
    </Notice>
  )
}

const TYPED = ['text', 'reason', 'note', 'where']

function isShown({ may, colleagues }: RequestAtDesk, form: string): boolean {
  switch (form) {
    case 'note':
      return true
    case 'draft':
    case 'own':
    case 'refusal':
    case 'partial':
      return may.draft
    case 'refuse':
      return may.decide
    case 'hand':
      return may.hand && colleagues.length > 0
    case 'cause':
      return may.explain
    default:
      return (may as Readonly<Record<string, boolean>>)[form] ?? false
  }
}

/** A form that is only a button. */
function Press(props: MovesProps & { act: string; text: string; accesskey?: string; second?: boolean }) {
  const { staff, of, act, text, accesskey, second = false } = props
  return (
    <DeskButton
      action={hrefOf(of, act)}
      token={staff.token}
      text={text}
      second={second}
      {...(accesskey === undefined ? {} : { accesskey })}
    >
      <Once sent={{}} />
    </DeskButton>
  )
}

type Inside = { sent: Typed['values']; error: (field: string) => string | undefined }

/** A form that opens when it is needed, and stays open with what was typed when it was refused. */
function Act(
  props: MovesProps & {
    act: string
    /** The form's own name, where several post to one address. */
    form?: string
    title: string
    submit: string
    accesskey?: string
    children: (inside: Inside) => ComponentChildren
  },
) {
  const { staff, of, typed, errors, act, form = act, title, submit, accesskey, children } = props
  const is = typed?.form === form
  const sent = is ? typed.values : {}
  return (
    <details open={is}>
      <summary accesskey={accesskey}>{title}</summary>
      <Form action={hrefOf(of, act)} token={staff.token} errors={[]} submit={submit}>
        <Once sent={sent} />
        {children({ sent, error: (field) => errorOf(`${form}-${field}`, is ? errors : []) })}
      </Form>
    </details>
  )
}

function Answer(props: MovesProps) {
  const { of } = props
  const { kind } = of.request
  return (
    <>
      <p>
        <LinkButton href={hrefOf(of, 'answer')} accesskey="a">
          پاسخ از پاسخ‌های تأییدشده
        </LinkButton>
      </p>
      <Act {...props} act="draft" form="own" title="پاسخ با متن خودم" submit="فرستادن برای تأیید همکار" accesskey="o">
        {({ sent, error }) => (
          <>
            <input type="hidden" name="how" value="own" />
            <TextArea
              id="own-text"
              name="text"
              label="متن پاسخ"
              hint="شهروند همین متن را می‌خواند، پس از آنکه همکار دیگری آن را تأیید کرد."
              value={sent['text']}
              error={error('text')}
              rows={6}
              longest={8000}
            />
            {kind === 'question' ? (
              <TextArea
                id="own-reason"
                name="reason"
                label="چرا از پاسخ تأییدشده استفاده نمی‌کنید"
                hint="ویراستار پاسخ‌ها از آن برای درست‌کردن پاسخ سازمان کمک می‌گیرد."
                value={sent['reason']}
                error={error('reason')}
              />
            ) : null}
          </>
        )}
      </Act>
      {kind === 'information' ? (
        <>
          <Barred {...props} how="refusal" title="رد درخواست با استناد به قانون" />
          <Barred {...props} how="partial" title="پاسخ به بخشی از درخواست" />
        </>
      ) : null}
    </>
  )
}

/** What each article bars, shortly; the Act on Publication and Free Access to Information. */
const ARTICLES: Readonly<Record<number, string>> = {
  13: 'اسرار دولتی',
  14: 'حریم خصوصی',
  15: 'سلامتی و اطلاعات تجاری دیگران',
  16: 'زیان به حقوق دیگران',
  17: 'امنیت، پیشگیری از جرم، مالیات و نظارت',
}

function Barred({ how, title, ...props }: MovesProps & { how: 'refusal' | 'partial'; title: string }) {
  return (
    <Act {...props} act="draft" form={how} title={title} submit="فرستادن برای تأیید همکار">
      {({ sent, error }) => (
        <>
          <input type="hidden" name="how" value={how} />
          <fieldset class={error('articles') === undefined ? undefined : 'bad'}>
            <legend id={`${how}-articles`}>
              {how === 'refusal' ? 'به استناد کدام ماده' : 'بخش دیگر را کدام ماده منع می‌کند'}
            </legend>
            <Wrong name={`${how}-articles`} text={error('articles')} />
            {BARRING_ARTICLES.map((article) => (
              <label class="tick" key={article}>
                <input
                  type="checkbox"
                  name={`article-${article}`}
                  value="yes"
                  checked={sent[`article-${article}`] === 'yes'}
                />
                مادهٔ {toPersianDigits(article)}: {ARTICLES[article]}
              </label>
            ))}
          </fieldset>
          <TextArea
            id={`${how}-text`}
            name="text"
            label={how === 'refusal' ? 'دلیل رد، برای متقاضی' : 'پاسخ به بخشی که می‌توان داد'}
            hint="درخواست فقط به استناد همین ماده‌ها رد می‌شود؛ هیچ دلیل دیگری پذیرفته نیست."
            value={sent['text']}
            error={error('text')}
            rows={5}
            longest={8000}
          />
        </>
      )}
    </Act>
  )
}

function Ask(props: MovesProps) {
  const { policy, pausesLeft } = props.of
  const hint = policy.pausable
    ? pausesLeft === 0
      ? 'مهلت دیگر نمی‌ایستد.'
      : `مهلت ما فقط از وقتی می‌ایستد که این پرسش به دست شهروند رسیده باشد؛ ${formatNumber(pausesLeft)} بار دیگر ممکن است. او ${formatNumber(policy.citizenDays)} روز کاری برای پاسخ دارد.`
    : 'مهلت درخواست اطلاعات با این پرسش نمی‌ایستد.'
  return (
    <Act {...props} act="ask" title="پرسش از شهروند" submit="فرستادن پرسش" accesskey="q">
      {({ sent, error }) => (
        <TextArea id="ask-text" name="text" label="پرسش" hint={hint} value={sent['text']} error={error('text')} />
      )}
    </Act>
  )
}

function Hand(props: MovesProps) {
  return (
    <Act {...props} act="hand" title="سپردن به همکار" submit="سپردن درخواست" accesskey="g">
      {({ sent, error }) => (
        <>
          <Choose
            id="hand-to"
            name="to"
            label="همکار"
            groups={[{ options: props.of.colleagues.map(nameOf) }]}
            value={sent['to']}
            error={error('to')}
          />
          <TextArea id="hand-note" name="note" label="یادداشت برای او (اختیاری)" value={sent['note']} />
        </>
      )}
    </Act>
  )
}

function Transfer(props: MovesProps) {
  const { branches, request } = props.of
  const toBranch = request.kind !== 'oversight' && request.kind !== 'information'
  const provinces = [...new Set(branches.map(({ province }) => province))]
  const options = (list: typeof branches) =>
    list.map(({ branchId, name }) => [`branch-${branchId}`, name] as readonly [string, string])
  const groups = [
    { label: 'مدیریت استان', options: provinces.map((province) => [`province-${province}`, province] as const) },
    ...(toBranch
      ? provinces.map((province) => ({
          label: `شعبه‌های ${province}`,
          options: options(branches.filter((branch) => branch.province === province)),
        }))
      : []),
  ]
  return (
    <Act {...props} act="transfer" title="فرستادن به جای دیگر" submit="فرستادن">
      {({ sent, error }) => (
        <>
          <Choose
            id="transfer-branchId"
            name="place"
            label="به کجا"
            groups={groups}
            value={sent['place']}
            error={error('branchId')}
          />
          <TextArea
            id="transfer-reason"
            name="reason"
            label="چرا"
            hint="مهلت پاسخ با جابه‌جایی عوض نمی‌شود."
            value={sent['reason']}
            error={error('reason')}
          />
        </>
      )}
    </Act>
  )
}

function Merge(props: MovesProps) {
  const { twins } = props.of
  return (
    <Act {...props} act="merge" title="یکی‌کردن با درخواست دیگر او" submit="یکی‌کردن">
      {({ sent }) => (
        <Choose
          id="merge-into"
          name="into"
          label="ادامه در کدام درخواست"
          groups={[
            {
              options: twins.map(
                ({ trackingCode, title }) => [trackingCode, `${toPersianDigits(trackingCode)}، ${title}`] as const,
              ),
            },
          ]}
          value={sent['into']}
        />
      )}
    </Act>
  )
}

function Refer(props: MovesProps) {
  return (
    <Act {...props} act="refer" title="ارجاع به دستگاه دیگر" submit="ارجاع">
      {({ sent, error }) => (
        <>
          <TextArea
            id="refer-where"
            name="where"
            label="پاسخ با کدام دستگاه است"
            value={sent['where']}
            error={error('where')}
            rows={1}
            longest={150}
          />
          <TextArea
            id="refer-reason"
            name="reason"
            label="دلیل قانونی"
            hint="شهروند نام دستگاه و این دلیل را می‌خواند و درخواست اینجا پایان می‌یابد."
            value={sent['reason']}
            error={error('reason')}
          />
        </>
      )}
    </Act>
  )
}

function Link(props: MovesProps) {
  const { candidates, linked } = props.of
  if (candidates.length === 0) return null
  return (
    <Act {...props} act="link" title="این همان پرسشِ … است" submit="ثبت پیوند">
      {({ sent, error }) => (
        <Choose
          id="link-questionId"
          name="questionId"
          label="کدام پرسش سازمان"
          groups={[{ options: candidates.map(({ questionId, canonical }) => [`${questionId}`, canonical] as const) }]}
          value={sent['questionId'] ?? (linked === null ? undefined : `${linked.questionId}`)}
          error={error('questionId')}
        />
      )}
    </Act>
  )
}

function Promptness(props: MovesProps) {
  const { promptness } = props.of.request
  return (
    <Act {...props} act="promptness" title="تغییر فوریت" submit="ثبت فوریت">
      {({ sent, error }) => (
        <>
          <div class={error('value') === undefined ? 'field w6' : 'field w6 bad'}>
            <label for="promptness-value">فوریت، از ۱ تا ۲۷</label>
            <Wrong name="promptness-value" text={error('value')} />
            <input
              id="promptness-value"
              name="value"
              inputmode="numeric"
              maxlength={4}
              value={sent['value'] ?? formatNumber(promptness)}
            />
          </div>
          <TextArea id="promptness-reason" name="reason" label="دلیل" value={sent['reason']} error={error('reason')} />
        </>
      )}
    </Act>
  )
}

function Cause(props: MovesProps) {
  const { breaches } = props.of
  const latest = breaches.at(-1)!
  return (
    <Act {...props} act="cause" title="چرا دیر شد؟" submit="ثبت دلیل">
      {({ sent, error }) => (
        <>
          <input type="hidden" name="cycle" value={sent['cycle'] ?? latest.cycle} />
          <Choose
            id="cause-cause"
            name="cause"
            label="دلیل"
            groups={[{ options: Object.entries(CAUSES) }]}
            value={sent['cause'] ?? latest.cause ?? undefined}
            error={error('cause')}
          />
          <TextArea id="cause-note" name="note" label="توضیح (اختیاری)" value={sent['note']} />
        </>
      )}
    </Act>
  )
}
