import { formatInstant, formatJalali, toJalali } from '#kernel/dates.ts'
import { formatNumber, toPersianDigits } from '#kernel/text.ts'
import type { Edit, Hours, Override, Scope } from '#kernel/working-time/calendar.ts'
import type { CalendarAtDesk, ProposalAtDesk } from '#app/calendar/at-desk.ts'
import type { ListedProposal } from '#store/calendar.ts'
import { Checkbox, DateField, ErrorSummary, Field, Form, RadioGroup, errorOf } from '#web/components/form.tsx'
import { EmptyState, Notice, Table, Tag } from '#web/components/parts.tsx'
import type { FieldError } from '#web/components/shell.ts'
import { StaffPage } from '#web/pages/staff.tsx'
import { Choose, DeskButton, Keys, type AtDesk } from './frame.tsx'

/** The official calendar ends soon, or has ended: deadlines beyond it are provisional. */
function NotAnnounced({ announced: { until, days } }: { announced: CalendarAtDesk['announced'] }) {
  const year = toPersianDigits(toJalali(until).year)
  return (
    <Notice kind="warning" title={`تقویم سال ${year} هنوز اعلام نشده است`}>
      <p>
        {days > 0
          ? `تا پایان تقویم اعلام‌شده ${formatNumber(days)} روز مانده است. مهلت‌هایی که به پس از آن می‌رسند موقتی‌اند.`
          : 'مهلت‌ها از روی روال هفته و تعطیلی‌های ثابت شمرده می‌شوند و موقتی‌اند.'}{' '}
        پس از انتشار تقویم رسمی، مدیر سامانه همهٔ سال را یک‌جا وارد می‌کند و نفر دیگری تأیید می‌کند.
      </p>
    </Notice>
  )
}

type BranchNames = ReadonlyMap<string, string>

export type CalendarProps = {
  staff: AtDesk
  calendar: CalendarAtDesk
  values?: Readonly<Record<string, string>>
  errors?: readonly FieldError[]
}

/** /staff/calendar: days that differ from the week: those that come, what waits for a second person, and the form to propose. */
export function CalendarPage({ staff, calendar, values = {}, errors = [] }: CalendarProps) {
  const { waiting, decided, coming, branchNames, announced } = calendar
  return (
    <StaffPage title="تقویم کاری" staff={staff} errors={errors}>
      <h1>تقویم کاری</h1>
      <p>
        مهلت‌ها از روی این تقویم شمرده می‌شود. روزی را یک نفر پیشنهاد می‌کند و نفر دیگری، پس از دیدن اثر آن، تأیید یا رد
        می‌کند.
      </p>
      <ErrorSummary errors={errors} />
      {announced.soon ? <NotAnnounced announced={announced} /> : null}
      <h2>در انتظار نفر دوم</h2>
      {waiting.length === 0 ? (
        <EmptyState>پیشنهادی در انتظار نیست.</EmptyState>
      ) : (
        <ul class="cases">
          {waiting.map((one) => (
            <li key={one.proposalId}>
              <a href={`/staff/calendar/${one.proposalId}`}>{summaryOf(one)}</a>
              <span>{placeWords(one.days[0]!.scope, branchNames)}</span>
              <span>{hoursWords(one.days[0]!.spans)}</span>
              <span>پیشنهاد {one.proposedName}</span>
            </li>
          ))}
        </ul>
      )}
      <details open={errors.length > 0}>
        <summary accesskey="p">پیشنهاد روز تازه</summary>
        <Propose staff={staff} calendar={calendar} values={values} errors={errors} />
      </details>
      <h2>روزهای پیش رو</h2>
      {coming.length === 0 ? (
        <EmptyState>در سه ماه آینده روزی جز روال هفته نیست.</EmptyState>
      ) : (
        <ul class="listing">
          {coming.map((day) => (
            <DayLine key={`${day.day} ${JSON.stringify(day.scope)}`} day={day} branchNames={branchNames} />
          ))}
        </ul>
      )}
      <h2>سابقهٔ تصمیم‌ها</h2>
      {decided.length === 0 ? (
        <EmptyState>هنوز پیشنهادی بررسی نشده است.</EmptyState>
      ) : (
        <ul class="listing">
          {decided.map((one) => (
            <Decided key={one.proposalId} proposal={one} branchNames={branchNames} />
          ))}
        </ul>
      )}
      <Keys
        keys={[
          ['P', 'پیشنهاد روز تازه'],
          ['J', 'پیشنهاد بعدی فهرست'],
          ['K', 'پیشنهاد پیشین فهرست'],
        ]}
      />
    </StaffPage>
  )
}

function Propose({ staff, calendar: { places, anyBranch }, values = {}, errors = [] }: CalendarProps) {
  const fields = { values, errors }
  return (
    <Form action="/staff/calendar" token={staff.token} errors={[]} submit="ثبت پیشنهاد">
      <div class="pair">
        <DateField {...fields} name="from" label="از روز" hint="مانند ۱۴۰۵/۱۱/۰۳" />
        <DateField
          {...fields}
          name="until"
          label="تا پایان روز (اگر بیش از یک روز است)"
          hint="مانند ۱۴۰۵/۱۱/۰۴"
          required={false}
        />
        <Choose
          id="place"
          label="برای کجا"
          groups={[{ options: places }]}
          value={values['place'] ?? (places.length === 1 ? places[0]![0] : undefined)}
          error={errorOf('place', errors)}
        />
        {anyBranch ? (
          <Field
            {...fields}
            name="branch"
            label="یا فقط یک شعبه، با شماره‌اش"
            inputmode="numeric"
            ltr
            maxlength={8}
            required={false}
            width="w6"
          />
        ) : null}
      </div>
      <RadioGroup {...fields} name="how" label="در این روزها" options={HOW} />
      <div class="pair">
        <Field
          {...fields}
          name="opens"
          label="ساعت آغاز (برای ساعت دیگر)"
          hint="مانند ۷:۳۰"
          ltr
          maxlength={5}
          required={false}
          width="w6"
        />
        <Field
          {...fields}
          name="closes"
          label="ساعت پایان"
          hint="مانند ۱۲:۰۰"
          ltr
          maxlength={5}
          required={false}
          width="w6"
        />
        <Field
          {...fields}
          name="name"
          label="نام این روز"
          hint="مردم همین را در شمارش مهلت می‌خوانند؛ مانند «تعطیلی به سبب آلودگی هوا»."
        />
        <Field
          {...fields}
          name="source"
          label="به گفتهٔ چه کسی"
          hint="مانند «مصوبهٔ کارگروه استان، شمارهٔ ۱۲۳»"
          maxlength={200}
        />
      </div>
      <Checkbox {...fields} name="unconfirmed" label="هنوز قطعی نیست (در انتظار رؤیت ماه یا مصوبه)" />
    </Form>
  )
}

const HOW = {
  closed: 'تعطیل است',
  hours: 'ساعت کار دیگری دارد',
  usual: 'مثل روال هفته است (برداشتن تعطیلی یا ساعت پیشین)',
}

function Decided({ proposal, branchNames }: { proposal: ListedProposal; branchNames: BranchNames }) {
  const { days, approved, proposedName, decidedName, decidedAt } = proposal
  const first = days[0]!
  return (
    <li>
      <b>{summaryOf(proposal)}</b> {approved ? <Tag kind="success">تأیید شد</Tag> : <Tag>رد شد</Tag>}
      <p>
        {placeWords(first.scope, branchNames)}، {hoursWords(first.spans)}؛ به گفتهٔ {first.source}
      </p>
      <p class="soft">
        پیشنهاد {proposedName}؛ تصمیم {decidedName}
        {decidedAt === null ? '' : `، ${formatInstant(decidedAt.getTime(), 'long')}`}
      </p>
    </li>
  )
}

/** /staff/calendar/ID: what a proposal would do to promises made to people, and the decision of the second person. */
export function ProposalPage({
  staff,
  of,
  problem = null,
}: {
  staff: AtDesk
  of: ProposalAtDesk
  problem?: string | null
}) {
  const { proposal, proposedName, own, branchNames } = of
  const errors = problem === null ? [] : [{ field: '', message: problem }]
  const action = `/staff/calendar/${proposal.proposalId}`
  return (
    <StaffPage title="پیشنهاد تقویم" staff={staff} errors={errors}>
      <p>
        <a class="back" href="/staff/calendar">
          بازگشت به تقویم
        </a>
      </p>
      <h1>{summaryOf(proposal)}</h1>
      <ErrorSummary errors={errors} />
      <p class="soft">
        پیشنهاد {proposedName}، {formatInstant(proposal.proposedAt.getTime(), 'long')}
      </p>
      <ul class="listing">
        {proposal.days.map((day) => (
          <DayLine key={`${day.day} ${JSON.stringify(day.scope)}`} day={day} branchNames={branchNames} />
        ))}
      </ul>
      <h2>اثر این تغییر</h2>
      <Effect of={of} />
      {own ? (
        <p>این پیشنهاد خود شماست؛ همکار دیگری باید دربارهٔ آن تصمیم بگیرد.</p>
      ) : (
        <>
          <h2>تصمیم شما</h2>
          <div class="actions">
            <DeskButton action={action} token={staff.token} text="تأیید می‌کنم" accesskey="y">
              <input type="hidden" name="decision" value="approve" />
            </DeskButton>
            <DeskButton action={action} token={staff.token} text="رد می‌کنم" accesskey="n" second>
              <input type="hidden" name="decision" value="refuse" />
            </DeskButton>
          </div>
        </>
      )}
      <Keys
        keys={
          own
            ? []
            : [
                ['Y', 'تأیید'],
                ['N', 'رد'],
              ]
        }
      />
    </StaffPage>
  )
}

function Effect({ of: { moving, whole, unshortened } }: { of: ProposalAtDesk }) {
  const total = moving.reduce((sum, { applications, requests }) => sum + applications + requests, 0)
  return (
    <>
      <p>
        <b>
          {total === 0
            ? 'این تغییر مهلت هیچ درخواستی را جابه‌جا نمی‌کند.'
            : `این تغییر مهلت ${whole ? '' : 'دست‌کم '}${formatNumber(total)} درخواست را جابه‌جا می‌کند.`}
        </b>
      </p>
      {total === 0 ? null : (
        <Table
          caption="مهلت‌هایی که عقب می‌روند"
          head={['از روز', 'به روز', 'درخواست خدمت', 'درخواست مردمی']}
          rows={moving.map(({ from, to, applications, requests }) => [
            formatJalali(from, 'long'),
            formatJalali(to, 'long'),
            formatNumber(applications),
            formatNumber(requests),
          ])}
        />
      )}
      <Notice>
        <p>
          مهلتی که به کسی گفته‌ایم هرگز زودتر نمی‌شود: روز کاری تازه یا ساعت بیشتر، مهلت‌های در جریان را کوتاه نمی‌کند و فقط
          در درخواست‌های بعدی به حساب می‌آید.
          {unshortened === 0
            ? ''
            : ` با این تقویم ${formatNumber(unshortened)} درخواست مردمی زودتر به مهلت می‌رسید؛ مهلت آن‌ها همان می‌ماند.`}
        </p>
      </Notice>
    </>
  )
}

function DayLine({ day, branchNames }: { day: Edit; branchNames: BranchNames }) {
  return (
    <li>
      <b>{formatJalali(day.day, 'weekday')}</b>: {hoursWords(day.spans)}، {placeWords(day.scope, branchNames)}
      <p class="soft">
        {nameOf(day)}؛ به گفتهٔ {day.source}
      </p>
    </li>
  )
}

/** What a proposal is about, in one line. */
function summaryOf({ days, years }: Pick<ListedProposal, 'days' | 'years'>): string {
  // The first and the last holiday of a year are no span of closed days.
  if (years.length > 0) {
    const closed = days.filter(({ spans }) => spans?.length === 0).length
    return `تقویم سال ${years.map(toPersianDigits).join(' و ')}: ${formatNumber(closed)} تعطیلی`
  }
  const [first, last] = [days[0]!, days.at(-1)!]
  const from = formatJalali(first.day, 'long')
  return `${first.name}: ${first.day === last.day ? from : `${from} تا ${formatJalali(last.day, 'long')}`}`
}

const nameOf = ({ name, confirmed }: Pick<Override, 'name' | 'confirmed'>): string =>
  confirmed ? name : `${name} (هنوز قطعی نیست)`

function placeWords(scope: Scope, branchNames: BranchNames): string {
  if (scope === 'nation') return 'همهٔ کشور'
  return 'province' in scope
    ? `استان ${scope.province}`
    : (branchNames.get(scope.branch) ?? `شعبهٔ شمارهٔ ${toPersianDigits(scope.branch)}`)
}

function hoursWords(spans: Hours | null): string {
  if (spans === null) return 'مثل روال هفته'
  if (spans.length === 0) return 'تعطیل'
  return spans.map(([from, to]) => `${clock(from)} تا ${clock(to)}`).join(' و ')
}

const clock = (minutes: number): string =>
  toPersianDigits(`${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`)
