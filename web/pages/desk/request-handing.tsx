import { toPersianDigits } from '#kernel/text.ts'
import { Choose, TextArea } from './frame.tsx'
import { Act, type MovesProps } from './request-act.tsx'
import { nameOf } from './talk.tsx'

// Where a request goes on: with a colleague, at another place, in another request, at another organisation.

export function Hand(props: MovesProps) {
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

export function Transfer(props: MovesProps) {
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

export function Merge(props: MovesProps) {
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

export function Refer(props: MovesProps) {
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
