import { formatJalali, type IsoDate } from '#kernel/dates.ts'
import { toPersianDigits } from '#kernel/text.ts'
import { Form } from '#web/components/form.tsx'
import { Page } from '#web/components/page.tsx'
import { Steps, SummaryList } from '#web/components/parts.tsx'
import type { FormProps, Shell } from '#web/components/shell.ts'

/** What the applicant has answered so far. */
export type SignUpAnswers = {
  personalNumber: string
  mobile: string
  firstName: string
  lastName: string
  fatherName: string
  idCardNumber: string
  sex: 'female' | 'male'
  birthDate: IsoDate
  email: string | null
}

/** Every answer with a way to change it; the password stays unseen. */
export function SignUpReview({
  shell,
  answers,
  ...form
}: Omit<FormProps, 'values'> & { shell: Shell; answers: SignUpAnswers }) {
  const foreign = answers.personalNumber.length === 12
  const identity = (field: string) => ({ href: `/sign-up/identity#${field}` })
  const who = { href: foreign ? '/sign-up/who?kind=foreign' : '/sign-up/who' }
  return (
    <Page shell={shell} title="بازبینی و ارسال - ثبت‌نام" errors={form.errors} back="/sign-up/password" narrow>
      <Steps step={5} of={5} />
      <h1>پاسخ‌های خود را بازبینی کنید</h1>
      <Form {...form} submit="تأیید و ارسال درخواست">
        <SummaryList
          rows={[
            {
              label: foreign ? 'شناسهٔ اتباع خارجی' : 'کد ملی',
              value: toPersianDigits(answers.personalNumber),
              ltr: true,
              change: who,
            },
            { label: 'شماره همراه', value: toPersianDigits(answers.mobile), ltr: true, change: who },
            { label: 'نام', value: answers.firstName, change: identity('firstName') },
            { label: 'نام خانوادگی', value: answers.lastName, change: identity('lastName') },
            { label: 'نام پدر', value: answers.fatherName, change: identity('fatherName') },
            {
              label: 'شماره شناسنامه',
              value: toPersianDigits(answers.idCardNumber),
              ltr: true,
              change: identity('idCardNumber'),
            },
            { label: 'جنسیت', value: answers.sex === 'female' ? 'زن' : 'مرد', change: identity('sex') },
            { label: 'تاریخ تولد', value: formatJalali(answers.birthDate, 'long'), change: identity('birthDate') },
            {
              label: 'پست الکترونیک',
              value: answers.email ?? 'ننوشته‌اید',
              ltr: answers.email !== null,
              change: { href: '/sign-up/password#email' },
            },
            { label: 'گذرواژه', value: 'ثبت شد و نمایش داده نمی‌شود', change: { href: '/sign-up/password#password' } },
          ]}
        />
        <p>
          با فرستادن درخواست می‌پذیرید که این مشخصات درست و از آنِ خودتان است و سازمان آن‌ها را با ثبت احوال و مالکیت خط
          همراه می‌سنجد. <a href="/privacy">حریم خصوصی</a>
        </p>
      </Form>
    </Page>
  )
}
