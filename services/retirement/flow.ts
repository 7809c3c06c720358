import { flow } from '#kernel/service/flow.ts'

const withdraw = { 'citizen:withdraw': 'withdrawn' } as const
const lapses = { clock: 'citizen', unit: 'calendar-day', after: 'lapsed' } as const

/**
 * Sent with a code; the pensions unit checks record and papers; only then the letter of resignation is asked for, so that nobody
 * gives up work for a pension that is not there; a second person decides; a refusal may be objected to once.
 */
export const retirementFlow = flow({
  draft: {
    title: 'در حال تکمیل',
    ...lapses,
    days: 30,
    on: { 'citizen:submit': { to: 'submitted', needs: 'code' }, ...withdraw },
  },
  submitted: {
    title: 'در حال بررسی سابقه در واحد مستمری‌ها',
    desk: 'بررسی سابقه و شرایط',
    clock: 'organisation',
    days: 10,
    on: {
      'officer:return': { to: 'returned', needs: 'remarks' },
      'officer:approve': { to: 'resignation', needs: 'approval' },
      'officer:reject': { to: 'rejecting', needs: 'reasons' },
      ...withdraw,
    },
  },
  returned: {
    title: 'نیازمند اصلاح شما',
    desk: 'نزد متقاضی برای اصلاح',
    clock: 'citizen',
    days: 10,
    after: 'lapsed',
    reminder: 3,
    on: { 'citizen:submit': { to: 'submitted', needs: 'complete' }, ...withdraw },
  },
  resignation: {
    title: 'شرایط تأیید شد؛ در انتظار نامهٔ ترک کار',
    desk: 'نزد متقاضی برای نامهٔ ترک کار',
    ...lapses,
    days: 60,
    reminder: 10,
    on: { 'citizen:submit': { to: 'letter', needs: 'complete' }, ...withdraw },
  },
  letter: {
    title: 'در حال بررسی نامهٔ ترک کار',
    desk: 'بررسی نامهٔ ترک کار',
    clock: 'organisation',
    days: 3,
    on: {
      'officer:return': { to: 'resignation', needs: 'remarks' },
      'officer:approve': { to: 'approving', needs: 'approval' },
      'officer:reject': { to: 'rejecting', needs: 'reasons' },
      ...withdraw,
    },
  },
  approving: {
    title: 'در انتظار تأیید نهایی حکم',
    desk: 'در انتظار تأیید نهایی',
    clock: 'organisation',
    days: 2,
    otherThan: ['officer:approve', 'officer:reject'],
    on: {
      'supervisor:confirm': { to: 'approved', needs: 'approval' },
      'supervisor:send-back': 'letter',
      ...withdraw,
    },
  },
  rejecting: {
    title: 'در انتظار تأیید نهایی',
    clock: 'organisation',
    days: 2,
    otherThan: ['officer:approve', 'officer:reject'],
    on: { 'supervisor:confirm': 'rejected', 'supervisor:send-back': 'submitted', ...withdraw },
  },
  objection: {
    title: 'در حال رسیدگی به اعتراض شما',
    desk: 'در حال رسیدگی به اعتراض',
    clock: 'organisation',
    days: 10,
    otherThan: ['officer:reject', 'supervisor:confirm'],
    on: {
      'supervisor:approve': { to: 'resignation', needs: 'approval' },
      'supervisor:reject': { to: 'rejected', needs: 'reasons' },
      ...withdraw,
    },
  },
  approved: { title: 'مستمری برقرار شد', final: 'outcome' },
  rejected: {
    title: 'ردشده',
    final: 'outcome',
    days: 20,
    unit: 'calendar-day',
    on: { 'citizen:object': { to: 'objection', once: true } },
  },
  withdrawn: { title: 'انصراف داده‌اید', desk: 'انصراف متقاضی', final: 'lapse' },
  lapsed: { title: 'بسته‌شده به سبب پایان مهلت', final: 'lapse' },
})
