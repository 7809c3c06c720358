import { formatJalali } from '#kernel/dates.ts'
import { formatNumber } from '#kernel/text.ts'
import { staffRoles, type StaffRole } from '#app/staff/staff.ts'
import type { Team } from '#app/staff/team.ts'
import { DateField, ErrorSummary, Form, errorOf } from '#web/components/form.tsx'
import { EmptyState } from '#web/components/parts.tsx'
import type { FieldError } from '#web/components/shell.ts'
import { StaffPage } from '#web/pages/staff.tsx'
import { Choose, DeskButton, Keys, type AtDesk } from './frame.tsx'
import { Due } from './queue.tsx'

export type TeamProps = {
  staff: AtDesk
  team: Team
  values?: Readonly<Record<string, string>>
  errors?: readonly FieldError[]
}

/** /staff/team: for supervisors, what each colleague has in hand, who is away, and who stands in. */
export function TeamPage({ staff, team, values = {}, errors = [] }: TeamProps) {
  return (
    <StaffPage title="همکاران" staff={staff} errors={errors}>
      <h1>همکاران</h1>
      <ErrorSummary errors={errors} />
      <h2>بار کاری همکاران</h2>
      <Loads team={team} />
      <h2>جانشینی</h2>
      <p>جانشین پرونده‌هایی را که در دست همکار غایب است در صف خود می‌بیند و می‌تواند آن‌ها را بردارد.</p>
      <Deputies team={team} token={staff.token} />
      <details open={errors.length > 0}>
        <summary accesskey="t">تعیین جانشین</summary>
        <Form action="/staff/deputies" token={staff.token} errors={[]} submit="ثبت جانشین">
          <div class="pair">
            <Choose
              id="absent"
              label="همکار غایب"
              groups={membersOf(team)}
              value={values['absent']}
              error={errorOf('absent', errors)}
            />
            <Choose
              id="deputy"
              label="جانشین (با همان نقش)"
              groups={membersOf(team)}
              value={values['deputy']}
              error={errorOf('deputy', errors)}
            />
            <DateField name="from" label="از روز" hint={EXAMPLE} values={values} errors={errors} />
            <DateField name="until" label="تا پایان روز" hint={EXAMPLE} values={values} errors={errors} />
          </div>
        </Form>
      </details>
      <Keys
        keys={[
          ['T', 'تعیین جانشین'],
          ['J', 'همکار بعدی فهرست'],
          ['K', 'همکار پیشین فهرست'],
        ]}
      />
    </StaffPage>
  )
}

const EXAMPLE = 'مانند ۱۴۰۵/۰۹/۰۲'

/** The members by role, as the groups of a list. */
function membersOf({ members }: Team) {
  const roles = [...new Set(members.map(({ role }) => role as StaffRole))]
  return roles.map((role) => ({
    label: staffRoles[role],
    options: members.filter((one) => one.role === role).map(({ staffId, name }) => [staffId, name] as const),
  }))
}

function Loads({ team: { loads, deputies, today } }: { team: Team }) {
  if (loads.length === 0) return <EmptyState>در واحد شما هنوز همکاری با میز رسیدگی نیست.</EmptyState>
  const away = new Map(
    deputies.filter(({ fromDay }) => fromDay <= today).map(({ absentId, name }) => [absentId, name] as const),
  )
  return (
    <ul class="cases loads">
      {loads.map(({ staffId, name, role, inHand, late, nextDue }) => (
        <li key={staffId} class={late > 0 ? 'late' : undefined}>
          {inHand === 0 ? <b>{name}</b> : <a href={`/staff?of=${staffId}`}>{name}</a>}
          <span>
            {staffRoles[role as StaffRole]}
            {away.has(staffId) ? `؛ غایب، جانشین: ${away.get(staffId)}` : ''}
          </span>
          <span>در دست: {formatNumber(inHand)}</span>
          <span>دیرکرد: {formatNumber(late)}</span>
          <span>{nextDue === null ? '' : <Due at={nextDue} late={late > 0} />}</span>
        </li>
      ))}
    </ul>
  )
}

function Deputies({ team: { deputies }, token }: { team: Team; token: string }) {
  if (deputies.length === 0) return <EmptyState>اکنون و در روزهای آینده جانشینی تعیین نشده است.</EmptyState>
  return (
    <ul class="listing">
      {deputies.map(({ deputyId, absentName, name, fromDay, untilDay }) => (
        <li key={deputyId}>
          <b>{name}</b> به جای <b>{absentName}</b>
          <p>
            از {formatJalali(fromDay, 'long')} تا پایان {formatJalali(untilDay, 'long')}
          </p>
          <DeskButton action={`/staff/deputies/${deputyId}/end`} token={token} text="برداشتن جانشینی" second />
        </li>
      ))}
    </ul>
  )
}
