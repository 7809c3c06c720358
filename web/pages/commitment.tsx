import { formatJalali, type IsoDate } from '#kernel/dates.ts'
import { Checkbox, Form } from '#web/components/form.tsx'
import { Page } from '#web/components/page.tsx'
import { SummaryList } from '#web/components/parts.tsx'
import type { FieldError, Shell } from '#web/components/shell.ts'

type CommitmentProps = {
  shell: Shell
  token: string
  of: { readonly name: string; readonly neededFrom: IsoDate; readonly last: IsoDate | null; readonly words: string }
  errors?: readonly FieldError[]
}

/** /services/dependants/commitments/COVER: what is taken upon oneself, why, until when, and what follows if not. */
export function CommitmentPage({ shell, token, of, errors = [] }: CommitmentProps) {
  const { name, neededFrom, last, words } = of
  const title = 'تعهد فرزند دختر'
  return (
    <Page shell={shell} title={title} audience="insured" back="/services/dependants" errors={errors} narrow>
      <h1>{title}</h1>
      <p class="lead">با این تعهد، پوشش {name} بی‌وقفه ادامه می‌یابد و به مدرک و مراجعه نیازی نیست.</p>
      <SummaryList
        rows={[
          { label: 'نام', value: name },
          { label: 'تعهد لازم است از', value: formatJalali(neededFrom, 'long') },
          ...(last === null ? [] : [{ label: 'مهلت دادن تعهد', value: `تا پایان ${formatJalali(last, 'long')}` }]),
          { label: 'مستند', value: 'بند ۳ مادهٔ ۴۸ قانون حمایت خانواده؛ مادهٔ ۹۷ قانون تأمین اجتماعی' },
        ]}
      />
      <Form errors={errors} token={token} submit="ثبت تعهد">
        <Checkbox name="commitment" label={words} values={{}} errors={errors} />
      </Form>
      <p class="soft">
        اگر ازدواج کرده یا شاغل شده است این تعهد را ندهید: پوشش او
        {last === null ? ' با بررسی شعبه' : ' در پایان مهلت'} به سر می‌رسد.
      </p>
    </Page>
  )
}
