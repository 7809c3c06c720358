import type { VNode } from 'preact'
import type { OwnContract } from '#app/contracts/contracts.ts'
import { CANCEL_REASONS } from '#app/contracts/contracts.ts'
import { payableSlips, slipName, slipsName, slipsOf } from '#app/contracts/slips.ts'
import type { Contract, Premium } from '#kernel/register.ts'
import { rial } from '#kernel/rial.ts'
import { selfEmployedBase } from '#law/contributions.ts'
import { jalaliDay } from '#law/parameters.ts'
import type { PersonId } from '#store/ids.ts'
import type { Payment } from '#store/payments.ts'
import type { Shell } from '#web/components/shell.ts'
import { visitor } from '#web/components/shell.ts'
import { ContractBase, ContractCancel, ContractPage } from '#web/pages/contract/contract.tsx'
import { Contracts } from '#web/pages/contract/mine.tsx'
import { PaymentPage } from '#web/pages/contract/payment.tsx'

const token = 'gRzC1kXb-5mQ2vY0nL8sT4wP7aE3dF6hJ9'
const shell: Shell = { signedIn: { name: 'سیده‌مریم حسینی‌نژاد', token } }
const today = jalaliDay(1405, 9, 2)

const contract: Contract = {
  contractId: '482091736511',
  kind: 'self-employed',
  rate: '14',
  base: '210000000',
  health: true,
  jobTitle: 'رانندهٔ درون‌شهری: تاکسی اینترنتی',
  branch: { code: '1', name: 'شعبهٔ یک قم' },
  from: jalaliDay(1405, 6, 15),
  until: null,
  endedBecause: null,
}
const ended: Contract = {
  ...contract,
  contractId: '482091736522',
  rate: '12',
  jobTitle: 'خیاط',
  from: jalaliDay(1403, 2, 1),
  until: jalaliDay(1404, 5, 4),
  endedBecause: 'حق بیمه در مهلت پرداخت نشد',
}
const slips = slipsOf(contract, [], today)
const paidPremium = (month: number, paymentId: string): Premium => ({
  month,
  rials: String(slips.find((slip) => slip.month === month)!.rials),
  dueOn: today,
  paidOn: jalaliDay(1405, 7, 3),
  receipt: paymentId,
})
const payment: Payment = {
  personId: '4820917365112233' as PersonId,
  paymentId: '4611686018427387905',
  slip: slipName(contract.contractId, 140506),
  parts: [{ slip: slipName(contract.contractId, 140506), title: 'حق بیمهٔ شهریور ۱۴۰۵', rials: rial(16_660_000) }],
  title: 'حق بیمهٔ شهریور ۱۴۰۵',
  rials: rial(16_660_000),
  state: 'settled',
  reference: '482913057214',
  reversing: null,
  begunAt: new Date(Date.UTC(2026, 8, 25, 9, 12)),
  lockedUntil: new Date(Date.UTC(2026, 8, 25, 9, 42)),
  settledAt: new Date(Date.UTC(2026, 8, 25, 9, 14)),
  receipt: '4611686018427387905',
}
const unpaid = { ...payment, settledAt: null, receipt: null, reference: null }
const paidSlips = slipsOf(contract, [paidPremium(140506, payment.paymentId)], today)
const own: OwnContract = {
  contract,
  slips: paidSlips,
  payable: payableSlips(paidSlips, today),
  locked: null,
  payments: [payment, { ...unpaid, paymentId: '4611686018427387906', state: 'lapsed' }],
  editable: null,
}
const fresh: OwnContract = {
  ...own,
  slips,
  payable: payableSlips(slips, today),
  payments: [],
  editable: selfEmployedBase({ trade: 'urban-driver' }, today).value,
}
const form = { shell, token, own: fresh }
const result =
  (state: Payment['state'], more: Partial<Payment> = {}) =>
  () => (
    <PaymentPage
      shell={shell}
      payment={{ ...(state === 'settled' ? payment : unpaid), state, ...more }}
      name="سیده‌مریم حسینی‌نژاد"
      back="/contracts/482091736511"
    />
  )

/** The pages of contracts and payments in the states that look different. */
export const CONTRACT_SAMPLES: Readonly<Record<string, () => VNode>> = {
  contracts: () => <Contracts shell={shell} own={{ contracts: [contract, ended], payments: own.payments }} />,
  'contracts-none': () => <Contracts shell={shell} own={{ contracts: [], payments: [] }} />,
  'contracts-visitor': () => <Contracts shell={visitor} own={null} />,
  contract: () => <ContractPage shell={shell} token={token} own={own} />,
  'contract-new': () => <ContractPage shell={shell} token={token} own={fresh} done="changed" />,
  'contract-at-gateway': () => (
    <ContractPage
      shell={shell}
      token={token}
      own={{
        ...fresh,
        locked: { title: payment.title, paymentId: payment.paymentId, until: payment.lockedUntil, minutes: 18 },
        editable: null,
      }}
      errors={[{ field: '', message: 'درگاه بانک پاسخ نمی‌دهد و پرداختی آغاز نشد.' }]}
    />
  ),
  'contract-ended': () => (
    <ContractPage shell={shell} token={token} own={{ ...own, contract: ended, slips: [], payable: [] }} />
  ),
  'contract-base': () => <ContractBase {...form} values={{ base: '' }} errors={[]} />,
  'contract-base-error': () => (
    <ContractBase
      {...form}
      values={{ base: '۱۰۰ تومان' }}
      errors={[{ field: 'base', message: '«دستمزد مبنای ماهانه» را به ریال بنویسید: ده برابر تومان.' }]}
    />
  ),
  'contract-cancel': () => <ContractCancel {...form} values={{}} errors={[]} reasons={CANCEL_REASONS} />,
  'payment-settled': result('settled'),
  'payment-of-months': result('settled', {
    slip: slipsName(contract.contractId, 140507, 140509),
    title: 'حق بیمهٔ مهر تا آذر ۱۴۰۵',
    rials: rial(88_200_000),
    parts: slips.slice(1, 4).map(({ slip, title, rials }) => ({ slip, title: `حق بیمهٔ ${title}`, rials })),
  }),
  'payment-begun': result('begun'),
  'payment-returned': result('returned'),
  'payment-refused': result('refused'),
  'payment-reversed': result('reversed', { reversing: 'slip' }),
  'payment-lapsed': result('lapsed'),
}
