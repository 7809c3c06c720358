import { formatInstant } from '#kernel/dates.ts'
import { toPersianDigits } from '#kernel/text.ts'
import type { wordingsAtDesk } from '#app/answers/wordings.ts'
import { ErrorSummary, errorOf } from '#web/components/form.tsx'
import { EmptyState, Notice } from '#web/components/parts.tsx'
import type { FieldError } from '#web/components/shell.ts'
import { StaffPage } from '#web/pages/staff.tsx'
import { TextArea, type AtDesk } from './frame.tsx'

type Wordings = Extract<Awaited<ReturnType<typeof wordingsAtDesk>>, { ok: true }>['value']

/** /staff/answers/wordings: how people asked what clerks recognised, to be learnt or not. */
export function WordingsPage(props: {
  staff: AtDesk
  wordings: Wordings
  values?: Readonly<Record<string, string>>
  errors?: readonly FieldError[]
  done?: boolean
}) {
  const { staff, wordings, values = {}, errors = [], done = false } = props
  return (
    <StaffPage title="عبارت‌های تازهٔ مردم" staff={staff} errors={errors}>
      <h1>عبارت‌های تازهٔ مردم</h1>
      <ErrorSummary errors={errors} />
      {done ? (
        <Notice kind="success">
          <p>ثبت شد.</p>
        </Notice>
      ) : null}
      <p>
        کارشناسان این درخواست‌ها را همان پرسش شناخته‌اند. آنچه بپذیرید، از این پس پرسش با آن هم پیدا می‌شود. نام و شماره را
        بردارید.
      </p>
      {wordings.length === 0 ? (
        <EmptyState>عبارت تازه‌ای در انتظار شما نیست.</EmptyState>
      ) : (
        <ul class="listing">
          {wordings.map(({ proposalId, canonical, questionId, wording, proposedByName, proposedAt, own }) => (
            <li key={proposalId}>
              <p>
                <a href={`/staff/answers/${questionId}`}>{canonical}</a>
              </p>
              <p class="soft">
                {proposedByName}، {formatInstant(proposedAt.getTime(), 'long')}
              </p>
              {own ? (
                <p>«{toPersianDigits(wording)}»؛ این را شما پیشنهاد کرده‌اید و همکار دیگری باید ببیند.</p>
              ) : (
                <form method="post" action={`/staff/answers/wordings/${proposalId}`} novalidate>
                  <input type="hidden" name="_csrf" value={staff.token} />
                  <TextArea
                    id={`wording-${proposalId}`}
                    label="عبارت"
                    rows={2}
                    longest={200}
                    value={values[`wording-${proposalId}`] ?? toPersianDigits(wording)}
                    error={errorOf(`wording-${proposalId}`, errors)}
                  />
                  <div class="actions">
                    <button type="submit" class="button" name="decision" value="take">
                      می‌پذیرم<span class="sr"> «{toPersianDigits(wording)}»</span>
                    </button>
                    <button type="submit" class="button second" name="decision" value="leave">
                      نمی‌پذیرم<span class="sr"> «{toPersianDigits(wording)}»</span>
                    </button>
                  </div>
                </form>
              )}
            </li>
          ))}
        </ul>
      )}
    </StaffPage>
  )
}
