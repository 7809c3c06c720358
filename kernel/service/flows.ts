import { type States, flow, moveOf } from './flow.ts'

const withdraw = { 'citizen:withdraw': 'withdrawn' } as const
const month = { clock: 'citizen', days: 30, unit: 'calendar-day', after: 'lapsed' } as const
const approved = { title: 'تأییدشده', final: 'outcome' } as const
const withdrawn = { title: 'انصراف داده‌اید', desk: 'انصراف متقاضی', final: 'lapse' } as const
const lapsed = { title: 'بسته‌شده به سبب پایان مهلت', final: 'lapse' } as const

const INSTANT = flow({
  draft: {
    title: 'در حال تکمیل',
    ...month,
    on: { 'citizen:submit': { to: 'approved', needs: 'certain' }, ...withdraw },
  },
  approved,
  withdrawn,
  lapsed,
})

/** Decided by its rules at once: what all rules allow is done on sending, everything else cannot be sent. */
export const instant = () => INSTANT

export type BranchOptions = {
  /** Working days in which the branch answers. */
  readonly days: number
  /** Working days in which the person corrects what was returned. */
  readonly correctionDays?: number
  /** Every decision needs a second person. */
  readonly fourEyes?: boolean
  /** Working days of the livelihood inquiry; without it there is no such step. */
  readonly inquiryDays?: number
  /** Working days of the medical commission; without it there is no such step. */
  readonly commissionDays?: number
  /** Days in which the person may object to a refusal; 20 unless given. */
  readonly objectionDays?: number
}

/** Sent to the branch, returned for correction as often as needed, approved or rejected; a refusal can be objected to once. */
export function reviewedByBranch(options: BranchOptions) {
  const table = branchTable(options)
  const { fourEyes = false, inquiryDays = 0, commissionDays = 0 } = options
  const left: readonly string[] = [
    ...(fourEyes ? [] : ['approving', 'rejecting']),
    ...(inquiryDays > 0 ? [] : ['inquiry']),
    ...(commissionDays > 0 ? [] : ['commission']),
  ]
  return { ...table, states: without(table.states, left) } as typeof table
}

function branchTable(options: BranchOptions) {
  const {
    days,
    correctionDays = 10,
    fourEyes = false,
    inquiryDays = 0,
    commissionDays = 0,
    objectionDays = 20,
  } = options
  const atBranch = { clock: 'organisation', days } as const
  const second = {
    clock: 'organisation',
    days: 1,
    title: 'در انتظار تأیید نهایی',
    otherThan: ['officer:approve', 'officer:reject'],
  } as const
  return flow({
    draft: {
      title: 'در حال تکمیل',
      ...month,
      on: { 'citizen:submit': { to: 'submitted', needs: 'complete' }, ...withdraw },
    },
    submitted: {
      title: 'در حال بررسی در شعبه',
      ...atBranch,
      on: {
        'officer:return': { to: 'returned', needs: 'remarks' },
        'officer:inquire': { to: 'inquiry', needs: 'wanted:inquirer' },
        'officer:refer': { to: 'commission', needs: 'wanted:physician' },
        'officer:approve': { to: fourEyes ? 'approving' : 'approved', needs: 'approval' },
        'officer:reject': { to: fourEyes ? 'rejecting' : 'rejected', needs: 'reasons' },
        ...withdraw,
      },
    },
    returned: {
      title: 'نیازمند اصلاح شما',
      desk: 'نزد متقاضی برای اصلاح',
      clock: 'citizen',
      days: correctionDays,
      after: 'lapsed',
      on: { 'citizen:submit': { to: 'submitted', needs: 'complete' }, ...withdraw },
    },
    inquiry: {
      title: 'در حال تحقیق معیشت',
      clock: 'organisation',
      days: inquiryDays,
      on: { 'inquirer:report': { to: 'submitted', needs: 'recorded:inquirer' }, ...withdraw },
    },
    commission: {
      title: 'در نوبت کمیسیون پزشکی',
      clock: 'organisation',
      days: commissionDays,
      on: { 'physician:report': { to: 'submitted', needs: 'recorded:physician' }, ...withdraw },
    },
    approving: {
      ...second,
      on: {
        'supervisor:confirm': { to: 'approved', needs: 'approval' },
        'supervisor:send-back': 'submitted',
        ...withdraw,
      },
    },
    rejecting: {
      ...second,
      on: { 'supervisor:confirm': 'rejected', 'supervisor:send-back': 'submitted', ...withdraw },
    },
    objection: {
      title: 'در حال رسیدگی به اعتراض شما',
      desk: 'در حال رسیدگی به اعتراض',
      ...atBranch,
      otherThan: fourEyes ? ['officer:reject', 'supervisor:confirm'] : ['officer:reject'],
      on: {
        'supervisor:approve': { to: 'approved', needs: 'approval' },
        'supervisor:reject': { to: 'rejected', needs: 'reasons' },
        ...withdraw,
      },
    },
    approved,
    rejected: {
      title: 'ردشده',
      final: 'outcome',
      days: objectionDays,
      unit: 'calendar-day',
      on: { 'citizen:object': { to: 'objection', once: true } },
    },
    withdrawn,
    lapsed,
  })
}

/** The table without some states, and without the moves that lead there. */
function without(states: States, left: readonly string[]): States {
  const kept = Object.entries(states).filter(([name]) => !left.includes(name))
  return Object.fromEntries(
    kept.map(([name, state]) => {
      const moves = Object.entries(state.on ?? {}).filter(([move]) => !left.includes(moveOf(state, move)?.to ?? ''))
      return [name, { ...state, on: Object.fromEntries(moves) }]
    }),
  )
}
