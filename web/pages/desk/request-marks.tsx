import { CAUSES } from '#kernel/request/request.ts'
import { formatNumber } from '#kernel/text.ts'
import { Wrong } from '#web/components/form.tsx'
import { Choose, TextArea } from './frame.tsx'
import { Act, type MovesProps } from './request-act.tsx'

// What is written down about a request: which question it is, how urgent, why it was late.

export function Link(props: MovesProps) {
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

export function Promptness(props: MovesProps) {
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

export function Cause(props: MovesProps) {
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
