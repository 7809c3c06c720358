import type { IsoDate } from '../dates.ts'
import { type Json, type Raw, type Read, filesOf, unread } from '../fields/field.ts'
import { type FileRef, checkFile } from '../fields/file.ts'
import { together } from '../fields/group.ts'
import { type Parsed, refused } from '../parsed.ts'
import { isAskedHere } from '../steps/later-documents.ts'
import { formatNumber } from '../text.ts'
import { type Application, isCitizens } from './application.ts'
import { type Judgement, judgeContext } from './judge.ts'
import type { Service } from './service.ts'
import { type MissingFact, type Situation, situation } from './situation.ts'

/** Names of fields and documents. */
export type Parts = { readonly fields: readonly string[]; readonly documents: readonly string[] }

/** What comes next for the person. */
export type Next =
  | { readonly step: 'page'; readonly page: string }
  /** A rule already says no: better said now than after the last page. */
  | { readonly step: 'refused'; readonly judgement: Judgement }
  /** The next page depends on facts that are still being looked up. */
  | { readonly step: 'wait'; readonly facts: readonly MissingFact[] }
  | { readonly step: 'documents' }
  | { readonly step: 'review' }
  /** It is not the person's turn. */
  | { readonly step: 'none' }

/** The next page to fill in, computed from what is there; never stored. */
export function nextPage(service: Service, application: Application, today: IsoDate): Next {
  if (!isCitizens(service.flow.states[application.state])) return { step: 'none' }
  const now = situation(service, application, today)
  const judgement = judgeContext(service, now.context)
  if (judgement.verdict === 'no') return { step: 'refused', judgement }
  const missing = missingParts(service, application, now)
  const page = now.pages.find((name) => service.pages[name]?.fields.some((field) => missing.fields.includes(field)))
  if (page !== undefined) return { step: 'page', page }
  const waits = now.missingFacts.filter(
    ({ name, from }) => from.recordedBy === null && now.wanted.some((one) => one.name === name),
  )
  if (waits.length > 0) return { step: 'wait', facts: waits }
  return { step: missing.documents.length > 0 ? 'documents' : 'review' }
}

/** What is asked and not given, or to be given again. */
export function missingParts(service: Service, application: Application, now: Situation): Parts {
  const again = (about: string, name: string) =>
    application.reopened.some((remark) => remark.about === about && remark.name === name)
  const isLost = (name: string) => application.infected.includes(name)
  const fields = shownFields(service, now).filter(
    (name) => !(name in now.context.answers) || again('field', name) || isLost(name),
  )
  const documents = now.documents.filter((name) => {
    const none = (application.documents[name] ?? []).length === 0
    return again('document', name) || isLost(name) || (none && service.documents[name]?.optional !== true)
  })
  return { fields, documents }
}

/** What the person may change now: everything before the first sending, then only what was returned or is missing. */
export function openParts(service: Service, application: Application, today: IsoDate): Parts {
  if (!isCitizens(service.flow.states[application.state])) return { fields: [], documents: [] }
  const now = situation(service, application, today)
  const all = { fields: shownFields(service, now), documents: now.documents }
  if (application.submitted === null) return all
  const missing = missingParts(service, application, now)
  const isOpen = (about: string, name: string, parts: readonly string[]) =>
    parts.includes(name) || application.remarks.some((remark) => remark.about === about && remark.name === name)
  return {
    fields: all.fields.filter((name) => isOpen('field', name, missing.fields)),
    documents: all.documents.filter(
      (name) => isOpen('document', name, missing.documents) || isAskedHere(service.documents[name], application),
    ),
  }
}

function shownFields(service: Service, now: Situation): readonly string[] {
  return now.pages.flatMap((name) => service.pages[name]?.fields ?? [])
}

/** The answers of a page from a form, as JSON for an `answered` action; only what is open is read. */
export function readPage(
  service: Service,
  application: Application,
  page: string,
  sent: { readonly form: Raw } | { readonly json: Readonly<Record<string, Json>> },
  today: IsoDate,
): Read<Readonly<Record<string, Json>>> {
  const open = openParts(service, application, today).fields
  const names = service.pages[page]?.fields.filter((name) => open.includes(name)) ?? []
  if (names.length === 0) return unread('', 'این صفحه اکنون برای شما باز نیست.')
  return together(Object.fromEntries(names.map((name) => [name, readField(name)]))) as Read<
    Readonly<Record<string, Json>>
  >

  function readField(name: string): Read<Json> {
    const field = service.fields[name]
    if (field === undefined) throw new RangeError(`${page} asks an unknown field ${name}`)
    const value = 'form' in sent ? field.read(sent.form, name) : field.fromJson(sent.json[name] ?? null, name)
    if (!value.ok) return value
    const own = (application.documents[name] ?? []).map(({ id }) => id as string)
    const foreign = filesOf(field.view(value.value)).some((id) => !own.includes(id))
    return foreign
      ? unread(name, `پروندهٔ «${field.label}» را دوباره بفرستید.`)
      : { ok: true, value: field.toJson(value.value) }
  }
}

/** May this file be added to the document, or to the file field of this name? */
export function acceptsFile<F extends Omit<FileRef, 'id'>>(
  service: Service,
  application: Application,
  document: string,
  file: F,
  today: IsoDate,
): Parsed<F> {
  const open = openParts(service, application, today)
  if (!open.documents.includes(document) && !open.fields.includes(document))
    return refused('این مدرک اکنون از شما خواسته نشده است.')
  const most = service.documents[document]?.most ?? 1
  if ((application.documents[document] ?? []).length >= most)
    return refused(`برای این مدرک حداکثر ${formatNumber(most)} پرونده بفرستید. اول یکی از پرونده‌های قبلی را بردارید.`)
  return checkFile(file, Object.values(application.documents).flat())
}
