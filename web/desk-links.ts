import { kindsOf } from '#app/requests/clerk.ts'
import {
  answeringRoles,
  calendarRoles,
  deskStaff,
  gapRoles,
  leadingRoles,
  publishingRoles,
  staffRoles,
  type StaffRole,
} from '#app/staff/staff.ts'

type DeskLink = { readonly href: string; readonly text: string; readonly roles: readonly StaffRole[] | 'everybody' }

/** Who works on requests of the people. */
const requestStaff = (Object.keys(staffRoles) as StaffRole[]).filter((role) => kindsOf(role).length > 0)

/** The pages for staff, in the order of the menu, and whose they are. */
const LINKS: readonly DeskLink[] = [
  { href: '/staff', text: 'صف', roles: deskStaff },
  { href: '/staff/questions', text: 'پرسش‌ها', roles: deskStaff },
  { href: '/staff/requests', text: 'درخواست‌ها', roles: requestStaff },
  { href: '/staff/calls', text: 'تماس', roles: ['call-centre'] },
  { href: '/staff/calls', text: 'ثبت حضوری', roles: ['officer', 'supervisor'] },
  { href: '/staff/covers', text: 'پوشش‌ها', roles: ['officer', 'supervisor'] },
  { href: '/staff/team', text: 'همکاران', roles: ['supervisor'] },
  { href: '/staff/answers', text: 'پاسخ‌ها', roles: 'everybody' },
  { href: '/staff/gaps', text: 'بی‌پاسخ‌ها', roles: gapRoles },
  { href: '/staff/copies', text: 'نسخه‌های عمومی', roles: publishingRoles },
  { href: '/staff/training', text: 'آموزش', roles: answeringRoles },
  { href: '/staff/readiness', text: 'آمادگی', roles: leadingRoles },
  { href: '/staff/calendar', text: 'تقویم', roles: calendarRoles },
]

export const deskLinksOf = (role: StaffRole): readonly DeskLink[] =>
  LINKS.filter(({ roles }) => roles === 'everybody' || roles.includes(role))
