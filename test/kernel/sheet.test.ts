import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rial } from '#kernel/rial.ts'
import type { Service } from '#kernel/service/service.ts'
import { situation } from '#kernel/service/situation.ts'
import { amount, remark, rows, table, type Section, type Sheet } from '#kernel/sheet/sheet.ts'
import { faultOf } from '#kernel/sheet/sheet-faults.ts'
import { sheetOf, sheetOfPage } from '#kernel/sheet/shown.ts'
import { funeralGrant } from '#law/short-term.ts'
import { Journey } from '../support/journey.ts'
import { funeral } from './service/funeral.ts'

const sheet = (...sections: readonly Section[]): Sheet => ({ title: 'آنچه می‌گیرید', sections })

/** On the page of the deceased their kinship is told, on the next the grant; in the end all of it. */
const telling: Service = {
  ...funeral,
  pages: {
    ...funeral.pages,
    deceased: {
      ...funeral.pages['deceased']!,
      shows: ({ answers }) => sheet(remark(`کد ملی ${String(answers['kinship'])}`)),
    },
    witness: { ...funeral.pages['witness']!, shows: () => sheet(remark('گواه')) },
    account: {
      ...funeral.pages['account']!,
      shows: ({ facts }) => (isInsured(facts) ? sheet(remark('بیمه بوده است')) : null),
    },
  },
  shows({ facts, answers }) {
    const grant = funeralGrant((facts['death'] as { diedOn: '2026-01-01' }).diedOn as never)
    return sheet(amount('کمک‌هزینه', grant.value, grant), rows(null, [['حساب', String(answers['account'])]]))
  },
}
const isInsured = (facts: object) => (facts as { death: { insured: boolean } }).death.insured

const shownOn = ({ application, today }: Journey) => {
  const now = situation(telling, application, today)
  return (page: string) => sheetOfPage(telling, now, page)?.sections[0] ?? null
}
const shownOf = ({ application, today }: Journey) => sheetOf(telling, situation(telling, application, today))
const begun = () => new Journey(telling)
const named = () => begun().answers('deceased', { deceased: '9901234565', kinship: 'child' })
const died = (insured = true) => named().facts({ death: { diedOn: '2026-01-01', insured } })
const whole = () => died().answers('account', { account: 'IR062960000000100324200001', note: null })

test('a page shows its sheet as soon as the answers it reads are given, the ones of this very page too', () => {
  assert.equal(shownOn(begun())('deceased'), null)
  assert.deepEqual(shownOn(named())('deceased'), remark('کد ملی child'))
})

test('what a source has not said yet is not shown, and what it says shows nothing is none', () => {
  assert.equal(shownOn(named())('account'), null)
  assert.deepEqual(shownOn(died())('account'), remark('بیمه بوده است'))
  assert.equal(shownOn(died(false))('account'), null)
})

test('a page that is not asked shows nothing, though it could', () => {
  assert.equal(shownOn(died())('witness'), null)
})

test('a service shows what it comes to when all it reads is known, with the ruling of the law', () => {
  assert.equal(shownOf(died()), null)
  const [granted] = shownOf(whole())!.sections
  assert.ok(granted?.kind === 'amount' && granted.rials > 0n && granted.working.steps.length > 0)
})

test('a service without sheets shows none', () => {
  const { application, today } = whole()
  const now = situation(funeral, application, today)
  assert.deepEqual([sheetOf(funeral, now), sheetOfPage(funeral, now, 'account')], [null, null])
})

test('a sheet that not everybody can read is a fault', () => {
  const working = { steps: [{ text: 'گام 1', law: null }], parameters: [], certainty: 'A', notes: [] } as const
  const bad: readonly Section[] = [
    remark(''),
    remark('سال 1405'),
    rows(null, [['شعبه', ' ']]),
    table('سال‌ها', ['سال', 'روز'], [['۱۴۰۴']]),
    table('سال‌ها', ['سال', 'روز'], [], ['جمع']),
    { kind: 'chart', caption: 'سال‌ها', head: ['سال', 'روز'], bars: [{ label: '۱۴۰۴', value: -1, text: '۱' }] },
    amount('مبلغ', rial(1), working),
  ]
  for (const section of bad) assert.notEqual(faultOf(sheet(section)), null, JSON.stringify(section.kind))
  assert.equal(faultOf(sheet(table('سال‌ها', ['سال', 'روز'], [['۱۴۰۴', '']], ['جمع', '۰']), remark('همین'))), null)
})
