import { STATES } from '#kernel/request/states.ts'
import type { RequestAtDesk } from '#app/requests/at-desk.ts'
import { Notice } from '#web/components/parts.tsx'
import { TextArea } from './frame.tsx'
import { Act, Press, type MovesProps } from './request-act.tsx'
import { Hand, Merge, Refer, Transfer } from './request-handing.tsx'
import { Cause, Link, Promptness } from './request-marks.tsx'
import { Answer, Ask } from './request-reply.tsx'

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
