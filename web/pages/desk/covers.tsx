import { addDays, formatInstant, formatJalali } from '#kernel/dates.ts'
import { coverName, type CoversAtDesk } from '#app/staff/covers.ts'
import { RELATIONS, type Relation } from '#services/dependants/guide.ts'
import type { CoverAtBranch } from '#store/cover-desk.ts'
import { DateField, ErrorSummary, Form, errorOf } from '#web/components/form.tsx'
import { EmptyState, Notice, SummaryList } from '#web/components/parts.tsx'
import type { FieldError } from '#web/components/shell.ts'
import { StaffPage } from '#web/pages/staff.tsx'
import { Choose, Keys, TextArea, type AtDesk } from './frame.tsx'

/** What a branch must find out, in words: what was heard, and what the registers do not say. */
const QUESTIONS: Readonly<Record<string, { readonly title: string; readonly text: string }>> = {
  death: {
    title: 'درگذشت فرد تحت پوشش',
    text: 'ثبت احوال خبر درگذشت داده است، ولی استعلام با کد ملی و تاریخ تولدِ پرونده پاسخی ندارد.',
  },
  'insured-death': {
    title: 'درگذشت بیمه‌شدهٔ اصلی',
    text: 'ثبت احوال خبر درگذشت داده است، ولی استعلام با کد ملی و تاریخ تولدِ پرونده پاسخی ندارد.',
  },
  bond: {
    title: 'برقراری ازدواج',
    text: 'در ثبت احوال ازدواج پابرجایی میان این دو دیده نمی‌شود، پایان آن هم ثبت نشده است.',
  },
  marriage: {
    title: 'ازدواج فرزند',
    text: 'ثبت احوال خبر ازدواج داده است، ولی استعلام آن را روشن نمی‌کند.',
  },
  support: {
    title: 'تأمین مخارج مادر',
    text: 'مادر ازدواج کرده است. پوشش او به شرطی می‌ماند که مخارجش همچنان با بیمه‌شده باشد؛ تحقیق معیشت لازم است.',
  },
}
const questionOf = (question: string | null) =>
  QUESTIONS[question ?? ''] ?? { title: 'برقراری شرایط پوشش', text: 'شرایط این پوشش روشن نیست.' }

const relationName = (relation: string): string => RELATIONS[relation as Relation] ?? relation

type CoversProps = { staff: AtDesk; covers: CoversAtDesk; done?: boolean }

/** /staff/covers: what the branch must find out about covers, and which end within a month. */
export function Covers({ staff, covers: { questions, ending }, done = false }: CoversProps) {
  return (
    <StaffPage title="پوشش‌ها" staff={staff}>
      <h1>پوشش افراد تبعی</h1>
      {done ? (
        <Notice kind="success">
          <p>پاسخ شما ثبت شد.</p>
        </Notice>
      ) : null}
      <h2>در انتظار بررسی شعبه</h2>
      {questions.length === 0 ? (
        <EmptyState>پرسشی دربارهٔ پوشش‌ها در میز شما نیست.</EmptyState>
      ) : (
        <ul class="cases">
          {questions.map((cover) => (
            <li key={coverName(cover)}>
              <a href={`/staff/covers/${coverName(cover)}`}>{questionOf(cover.question).title}</a>
              <span>
                {cover.name}، {relationName(cover.relation)}
              </span>
              <span>بیمه‌شده: {cover.insuredName ?? '—'}</span>
              <span>{cover.questionAt === null ? '' : formatInstant(cover.questionAt.getTime(), 'long')}</span>
            </li>
          ))}
        </ul>
      )}
      <h2>رو به پایان تا یک ماه</h2>
      <p>بیمه‌شده با پیامک باخبر شده است و در این ماه می‌تواند درخواست تازه بدهد.</p>
      {ending.length === 0 ? (
        <EmptyState>تا یک ماه دیگر پوششی در واحد شما پایان نمی‌یابد.</EmptyState>
      ) : (
        <ul class="cases">
          {ending.map((cover) => (
            <li key={coverName(cover)}>
              <b>{cover.name}</b>
              <span>{relationName(cover.relation)}</span>
              <span>بیمه‌شده: {cover.insuredName ?? '—'}</span>
              <span>{cover.until === null ? '' : `تا پایان ${formatJalali(addDays(cover.until, -1), 'long')}`}</span>
            </li>
          ))}
        </ul>
      )}
      <Keys
        keys={[
          ['J', 'مورد بعدی فهرست'],
          ['K', 'مورد پیشین فهرست'],
        ]}
      />
    </StaffPage>
  )
}

type QuestionProps = {
  staff: AtDesk
  cover: CoverAtBranch
  values?: Readonly<Record<string, string>>
  errors?: readonly FieldError[]
}

/** /staff/covers/COVER: one question, and what was found out. */
export function CoverQuestion({ staff, cover, values = {}, errors = [] }: QuestionProps) {
  const { title, text } = questionOf(cover.question)
  return (
    <StaffPage title={title} staff={staff} errors={errors}>
      <h1>{title}</h1>
      <ErrorSummary errors={errors} />
      <p>{text}</p>
      <SummaryList
        rows={[
          { label: 'فرد تحت پوشش', value: `${cover.name}، ${relationName(cover.relation)}` },
          { label: 'بیمه‌شده', value: cover.insuredName ?? '—' },
          { label: 'آغاز پوشش', value: formatJalali(cover.from, 'long') },
        ]}
      />
      <Form token={staff.token} errors={[]} submit="ثبت پاسخ">
        <Choose
          id="answer"
          label="نتیجهٔ بررسی"
          groups={[
            {
              options: [
                ['goes-on', 'پوشش ادامه دارد'],
                ['ends', 'پوشش پایان می‌یابد'],
              ],
            },
          ]}
          value={values['answer']}
          error={errorOf('answer', errors)}
        />
        <DateField
          name="on"
          label="نخستین روز بدون پوشش"
          hint="فقط اگر پایان می‌یابد، مانند ۱۴۰۵/۰۹/۰۲"
          values={values}
          errors={errors}
        />
        <TextArea
          id="note"
          label="چه معلوم شد"
          hint="اگر پوشش پایان یابد، بیمه‌شده همین نوشته را به نام دلیل می‌خواند."
          value={values['note']}
          error={errorOf('note', errors)}
        />
      </Form>
    </StaffPage>
  )
}
