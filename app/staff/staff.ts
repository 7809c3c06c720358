import type { StaffRole as DeskRole } from '#kernel/service/flow.ts'

/** What a member of staff may be; the screens and queues of each follow from it. */
export const staffRoles = {
  officer: 'کارشناس شعبه',
  supervisor: 'مسئول واحد',
  'call-centre': 'پاسخ‌گوی ۱۴۲۰',
  'medical-commission': 'کمیسیون پزشکی',
  'livelihood-inquiry': 'بررسی کفالت',
  'information-officer': 'مسئول دسترسی آزاد به اطلاعات',
  'province-head': 'مدیر استان',
  'oversight-officer': 'بازرس',
  editor: 'ویراستار پاسخ‌ها',
  director: 'مدیر کل',
  administrator: 'مدیر سامانه',
} as const
export type StaffRole = keyof typeof staffRoles

/** Whose cases a member of staff sees: one branch, one province, or all. */
export type StaffScope = { branchId: number } | { province: string } | 'everywhere'

export const isStaffRole = (text: string): text is StaffRole => Object.hasOwn(staffRoles, text)

/** The part of each in the flows of services. Who is not named here has no desk. One role each: a second person is one. */
export const deskRoles: { readonly [Role in StaffRole]?: DeskRole } = {
  officer: 'officer',
  supervisor: 'supervisor',
  'livelihood-inquiry': 'inquirer',
  'medical-commission': 'physician',
}

/** The roles that have a desk. */
export const deskStaff = Object.keys(deskRoles) as readonly StaffRole[]

/** Who plays a part in the flows of services, as colleagues call them. */
export const deskNames = Object.fromEntries(deskStaff.map((role) => [deskRoles[role], staffRoles[role]])) as Readonly<
  Record<DeskRole, string>
>

/** Who answers people's questions, and so has to pass the checks of training. */
export const answeringRoles: readonly StaffRole[] = [
  'officer',
  'supervisor',
  'call-centre',
  'information-officer',
  'oversight-officer',
]
/** Who leads a branch, a province or all, and sees who is ready to answer. */
export const leadingRoles: readonly StaffRole[] = ['supervisor', 'province-head', 'director', 'administrator']
/** Who proposes and decides days on which the working time of their branch, province or the country differs. */
export const calendarRoles: readonly StaffRole[] = ['supervisor', 'province-head', 'director', 'administrator']
/** Who writes, approves and ends answers. */
export const editingRoles: readonly StaffRole[] = ['editor']
/** Who makes and checks copies of answered requests for everybody to read. */
export const publishingRoles: readonly StaffRole[] = ['information-officer', 'editor', 'director']
/** Who sees what people ask that nobody has answered, and where answers differ. */
export const gapRoles: readonly StaffRole[] = ['editor', 'director']
