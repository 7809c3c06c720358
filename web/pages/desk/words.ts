import { plainText } from '#kernel/fields/field.ts'
import type { Action, Actor, Addressee } from '#kernel/service/action.ts'
import type { Application } from '#kernel/service/application.ts'
import { moveOf } from '#kernel/service/flow.ts'
import type { Service } from '#kernel/service/service.ts'
import { deskNames } from '#app/staff/staff.ts'

/** What staff read on the button of a move, by its action. */
export const MOVE_WORDS: Readonly<Record<string, string>> = {
  return: 'برگرداندن برای اصلاح',
  inquire: 'فرستادن برای تحقیق معیشت',
  refer: 'ارجاع به کمیسیون پزشکی',
  approve: 'تأیید',
  reject: 'رد درخواست',
  report: 'فرستادن نتیجه به شعبه',
  confirm: 'تأیید نهایی',
  'send-back': 'برگرداندن به کارشناس',
}

const CITIZEN_MOVES: Readonly<Record<string, string>> = {
  submit: 'درخواست را فرستاد',
  withdraw: 'انصراف داد',
  object: 'اعتراض کرد',
}

/** The name of a field or document of a service. */
export const partTitle = (service: Service, name: string): string =>
  service.fields[name]?.label ?? service.documents[name]?.title ?? ''

export function actorName({ role, id }: Actor, names: ReadonlyMap<string, string>): string {
  if (role === 'citizen') return 'متقاضی'
  return role === 'clock' ? 'سامانه' : (names.get(id) ?? 'همکار')
}

/** Whom a question was put to. */
export const addresseeName = (to: Addressee, names: ReadonlyMap<string, string>): string =>
  'role' in to ? deskNames[to.role] : (names.get(to.staff) ?? 'همکار')

/** One line of the timeline: what was done. */
export function deedWords(service: Service, action: Action, names: ReadonlyMap<string, string>): string {
  switch (action.kind) {
    case 'opened':
      return 'درخواست را باز کرد'
    case 'answered':
      return `«${service.pages[action.page]?.title ?? ''}» را پر کرد`
    case 'fact':
      return `پاسخ «${service.facts[action.name]?.from.title ?? ''}» ثبت شد`
    case 'uploaded':
      return `«${partTitle(service, action.document)}» را فرستاد`
    case 'removed':
      return `پرونده‌ای از «${partTitle(service, action.document)}» را برداشت`
    case 'moved':
      return movedWords(action.move)
    case 'infected':
      return `در پرونده‌ای از «${partTitle(service, action.document)}» بدافزار یافت و آن را پاک کرد`
    case 'claimed':
      return action.insteadOf === undefined
        ? 'پرونده را برداشت'
        : `پرونده را به جای ${names.get(action.insteadOf) ?? 'همکار'} برداشت`
    case 'released':
      return 'پرونده را به صف برگرداند'
    case 'assigned':
      return `پرونده را به ${names.get(action.to) ?? 'همکار'} سپرد`
    case 'asked':
      return `از ${addresseeName(action.to, names)} پرسید`
    case 'replied':
      return 'به پرسش همکار پاسخ داد'
    case 'noted':
      return 'یادداشت نوشت'
    case 'viewed':
      if (action.what === 'certificate') return 'گواهی را دید'
      return action.what === 'case' ? 'پرونده را دید' : `«${partTitle(service, action.what)}» را دید`
    case 'outcome':
      return 'نتیجه برای اجرا فرستاده شد'
  }
}

function movedWords(move: string): string {
  const action = move.slice(move.indexOf(':') + 1)
  if (move.startsWith('citizen:')) return CITIZEN_MOVES[action] ?? ''
  return move.startsWith('clock:') ? 'مهلت به پایان رسید' : `${MOVE_WORDS[action] ?? ''}`
}

/** A state as colleagues read it. */
export function stateName(service: Service, state: string): string {
  const { title = '', desk = title } = service.flow.states[state] ?? {}
  return desk
}

/** The state that a move leads to. */
export const stateAfter = (service: Service, { state }: Application, move: string): string =>
  stateName(service, moveOf(service.flow.states[state], move)?.to ?? '')

/** An answer in words; empty where it was not given. */
export function answerWords(service: Service, answers: Readonly<Record<string, unknown>>, name: string): string {
  const field = service.fields[name]
  return field === undefined || !(name in answers) ? '' : plainText(field.view(answers[name]))
}
