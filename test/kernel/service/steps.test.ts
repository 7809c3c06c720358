import assert from 'node:assert/strict'
import { test } from 'node:test'
import { flow } from '#kernel/service/flow.ts'
import { missingParts, nextPage, openParts } from '#kernel/service/form.ts'
import type { Service } from '#kernel/service/service.ts'
import { situation } from '#kernel/service/situation.ts'
import { faults } from '#kernel/service/faults.ts'
import { Journey, actor } from '../../support/journey.ts'
import { journeysHold } from '../../support/journeys-hold.ts'
import { seeded } from '../../support/seeded.ts'
import { funeral } from './funeral.ts'

const month = { clock: 'citizen', days: 30, unit: 'calendar-day', after: 'lapsed' } as const
const withdraw = { 'citizen:withdraw': 'lapsed' } as const
/** Sent with a code; once the branch has looked at it, a letter is asked for. */
const lettered: Service = {
  ...funeral,
  id: 'lettered',
  facts: { death: (funeral as Service).facts['death']! },
  rules: { died: funeral.rules['died']!, insured: funeral.rules['insured']! },
  documents: { ...funeral.documents, leave: { title: 'نامهٔ ترک کار', at: 'asked' } },
  flow: flow({
    draft: {
      title: 'در حال تکمیل',
      ...month,
      on: { 'citizen:submit': { to: 'submitted', needs: 'code' }, ...withdraw },
    },
    submitted: {
      title: 'در حال بررسی',
      clock: 'organisation',
      days: 3,
      on: {
        'officer:approve': { to: 'asked', needs: 'approval' },
        'officer:reject': { to: 'rejected', needs: 'reasons' },
        ...withdraw,
      },
    },
    asked: {
      title: 'نامه',
      ...month,
      reminder: 5,
      on: { 'citizen:submit': { to: 'checking', needs: 'complete' }, ...withdraw },
    },
    checking: {
      title: 'در حال بررسی نامه',
      clock: 'organisation',
      days: 2,
      on: {
        'officer:return': { to: 'asked', needs: 'remarks' },
        'officer:approve': { to: 'approved', needs: 'approval' },
        ...withdraw,
      },
    },
    approved: { title: 'تأییدشده', final: 'outcome' },
    rejected: { title: 'ردشده', final: 'outcome' },
    lapsed: { title: 'بسته‌شده', final: 'lapse' },
  }),
}
const filled = () =>
  new Journey(lettered)
    .answers('deceased', { deceased: '9901234565', kinship: 'child' })
    .facts({ death: { diedOn: '2026-01-01', insured: true } })
    .answers('account', { account: 'IR150130000000000012345678', note: null })
    .uploads('invoice')
const here = ({ application, today }: Journey) => ({
  asked: situation(lettered, application, today).documents,
  open: openParts(lettered, application, today).documents,
  missing: missingParts(lettered, application, situation(lettered, application, today)).documents,
  next: nextPage(lettered, application, today).step,
})

test('what needs a code is permitted beforehand, and not made without one', () => {
  const journey = filled()
  assert.equal(journey.refusalOf('citizen:submit'), null, 'the button is there')
  assert.match(journey.refusalOf('citizen:submit', {}) ?? '', /کد/)
  assert.equal(journey.refusalOf('citizen:submit', { proof: { by: 'sms-code', issue: 2 } }), null)
})

test('a code is asked for last: whoever has something to fill in learns that first', () => {
  const journey = new Journey(lettered).answers('deceased', { deceased: '9901234565', kinship: 'child' })
  assert.doesNotMatch(journey.refusalOf('citizen:submit', {}) ?? '', /کد/)
})

test('which code it was stays with the move', () => {
  const { moves } = filled().moves('citizen:submit').again()
  assert.deepEqual(moves[0]?.proof, { by: 'sms-code', issue: 1 })
})

test('a document of a later state is not asked before, holds nothing up before, and is seen ever after', () => {
  const journey = filled()
  assert.deepEqual(here(journey), { asked: ['invoice'], open: ['invoice'], missing: [], next: 'review' })
  journey.moves('citizen:submit')
  assert.deepEqual(here(journey).asked, ['invoice'])
  journey.moves('officer:approve')
  assert.deepEqual(here(journey), {
    asked: ['invoice', 'leave'],
    open: ['leave'],
    missing: ['leave'],
    next: 'documents',
  })
  assert.match(journey.refusalOf('citizen:submit') ?? '', /مدرکی/)
  journey.uploads('leave')
  assert.deepEqual(here(journey), { asked: ['invoice', 'leave'], open: ['leave'], missing: [], next: 'review' })
  journey.moves('citizen:submit')
  assert.deepEqual(here(journey), { asked: ['invoice', 'leave'], open: [], missing: [], next: 'none' })
})

test('it may be exchanged until it is sent, is returned like any other, and what was judged before stays closed', () => {
  const journey = filled().moves('citizen:submit').moves('officer:approve').uploads('leave')
  const [file] = journey.application.documents['leave']!
  journey.does(actor('citizen'), { kind: 'removed', document: 'leave', file: file!.id })
  assert.deepEqual(here(journey).missing, ['leave'])
  journey.uploads('leave').moves('citizen:submit')
  journey.moves('officer:return', { remarks: [{ about: 'document', name: 'leave', remark: 'امضا ندارد.' }] })
  assert.deepEqual([here(journey).open, here(journey).missing], [['leave'], ['leave']])
  journey.uploads('leave').moves('citizen:submit').moves('officer:approve')
  assert.equal(journey.application.state, 'approved')
})

test('such a flow has no faults, and random legal lives of it hold', () => {
  assert.deepEqual(faults(lettered, seeded(3)), [])
  journeysHold(lettered, 60)
})
