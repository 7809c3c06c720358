import type { EventKind } from './request-event.ts'

/** Where a request can stand, in words for the person and for the desk. */
export const STATES = {
  received: { title: 'رسیده', desk: 'رسیده' },
  assigned: { title: 'در نوبت بررسی', desk: 'بی‌صاحب' },
  'in-progress': { title: 'در دست بررسی', desk: 'در دست بررسی' },
  asked: { title: 'پرسشی از شما داریم', desk: 'پرسیده‌شده، رسیدنش معلوم نیست' },
  waiting: { title: 'منتظر پاسخ شما', desk: 'منتظر شهروند' },
  'pending-approval': { title: 'در دست بررسی', desk: 'منتظر تأیید نفر دوم' },
  sending: { title: 'در دست بررسی', desk: 'در حال فرستادن' },
  answered: { title: 'پاسخ داده شد', desk: 'پاسخ‌داده' },
  closed: { title: 'بسته شد', desk: 'بسته' },
  merged: { title: 'با درخواست دیگر شما یکی شد', desk: 'یکی‌شده' },
  referred: { title: 'به دستگاه دیگر ارجاع شد', desk: 'ارجاع‌شده' },
  withdrawn: { title: 'پس گرفته شد', desk: 'پس‌گرفته' },
} as const
export type State = keyof typeof STATES

/** Those in which an answer is owed. */
export const OPEN_STATES: readonly State[] = [
  'received',
  'assigned',
  'in-progress',
  'asked',
  'waiting',
  'pending-approval',
  'sending',
]
export const isOpen = (state: State): boolean => OPEN_STATES.includes(state)

/** Nothing leads out of these. */
export const FINAL_STATES: readonly State[] = ['merged', 'referred', 'withdrawn']

type Moves = { readonly [Kind in EventKind]?: State | 'same' }

const always: Moves = { noted: 'same', viewed: 'same', linked: 'same', 'cause-given': 'same', corrected: 'same' }
const open: Moves = {
  ...always,
  breached: 'same',
  absorbed: 'same',
  'deadline-moved': 'same',
  'promptness-set': 'same',
  wrote: 'same',
  withdrawn: 'withdrawn',
}
const elsewhere: Moves = { merged: 'merged', referred: 'referred' }

const TABLE: Readonly<Record<State, Moves>> = {
  received: { ...open, routed: 'assigned' },
  assigned: { ...open, ...elsewhere, taken: 'in-progress', handed: 'in-progress', transferred: 'assigned' },
  'in-progress': {
    ...open,
    ...elsewhere,
    taken: 'same',
    released: 'assigned',
    handed: 'same',
    transferred: 'assigned',
    asked: 'asked',
    drafted: 'pending-approval',
  },
  asked: {
    ...open,
    ...elsewhere,
    taken: 'same',
    handed: 'same',
    'ask-got': 'waiting',
    wrote: 'in-progress',
    drafted: 'pending-approval',
  },
  waiting: {
    ...open,
    ...elsewhere,
    taken: 'same',
    handed: 'same',
    wrote: 'in-progress',
    'wait-over': 'in-progress',
    drafted: 'pending-approval',
  },
  'pending-approval': {
    ...open,
    taken: 'same',
    handed: 'same',
    'draft-refused': 'in-progress',
    approved: 'same',
    sending: 'sending',
  },
  sending: { ...open, undone: 'in-progress', outdated: 'in-progress', sent: 'answered' },
  answered: { ...always, rated: 'same', closed: 'closed', reopened: 'in-progress' },
  closed: { ...always, reopened: 'in-progress' },
  merged: always,
  referred: always,
  withdrawn: always,
}

/** The state after an event of this kind; null where that cannot happen. */
export function stateAfter(state: State, kind: EventKind): State | null {
  const next = TABLE[state][kind]
  return next === 'same' ? state : (next ?? null)
}
