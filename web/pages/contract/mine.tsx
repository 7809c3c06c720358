import { formatJalali } from '#kernel/dates.ts'
import type { Contract } from '#kernel/register.ts'
import { formatRial } from '#kernel/rial.ts'
import { toPersianDigits } from '#kernel/text.ts'
import type { Payment } from '#store/payments.ts'
import { Page } from '#web/components/page.tsx'
import { EmptyState, LinkButton, Notice, Tag } from '#web/components/parts.tsx'
import type { Shell } from '#web/components/shell.ts'
import { contractAddress, contractTitle, dayOf, PAYMENT_STATES, paymentAddress, rateText } from './words.ts'

export const CONTRACTS_ADDRESS = '/services/contracts-and-payments'

export type ContractsProps = {
  shell: Shell
  /** Null before sign-in. */
  own: { readonly contracts: readonly Contract[]; readonly payments: readonly Payment[] } | null
}

/** /services/contracts-and-payments: the person's contracts, and what they paid lately. */
export function Contracts({ shell, own }: ContractsProps) {
  return (
    <Page shell={shell} title="امور قراردادها و پرداخت" audience="insured" back="/audience/insured">
      <h1>امور قراردادها و پرداخت</h1>
      <p class="lead">
        قراردادهای بیمه‌ای را که خودتان بسته‌اید این‌جا می‌بینید: حق بیمهٔ یک یا چند ماه را می‌پردازید، رسید می‌گیرید، دستمزد
        مبنا را پیش از نخستین پرداخت تغییر می‌دهید یا قرارداد را لغو می‌کنید.
      </p>
      {own === null ? <SignInFirst /> : <Own {...own} />}
    </Page>
  )
}

function SignInFirst() {
  return (
    <>
      <p>برای دیدن قراردادهای خود وارد می‌شوید و همین‌جا برمی‌گردید.</p>
      <div class="actions">
        <LinkButton href={`/sign-in?reason=needed&next=${encodeURIComponent(CONTRACTS_ADDRESS)}`}>ورود</LinkButton>
      </div>
      <h2>مهلت‌ها</h2>
      <p>
        نخستین حق بیمه تا ۳۰ روز پس از قرارداد و حق بیمه‌های بعدی تا ۳ ماه و ۱ روز پس از آخرین روز پرداخت‌شده پذیرفته
        می‌شود؛ وگرنه قرارداد پایان می‌یابد. پیش از آن با پیامک خبر می‌دهیم.
      </p>
    </>
  )
}

function Own({ contracts, payments }: NonNullable<ContractsProps['own']>) {
  return (
    <>
      {contracts.length === 0 ? (
        <EmptyState>
          <p>هنوز قراردادی به نام شما نیست.</p>
          <p>
            <a class="stand" href="/services/self-employed">
              بستن قرارداد صاحبان حرف و مشاغل آزاد
            </a>
          </p>
        </EmptyState>
      ) : (
        <section>
          <h2>قراردادهای من</h2>
          <ul class="listing">
            {contracts.map((contract) => (
              <ContractLine key={contract.contractId} contract={contract} />
            ))}
          </ul>
        </section>
      )}
      {payments.length === 0 ? null : (
        <section>
          <h2>پرداخت‌های من</h2>
          <PaymentList payments={payments} />
        </section>
      )}
    </>
  )
}

function ContractLine({ contract }: { contract: Contract }) {
  const { contractId, rate, from, until, jobTitle } = contract
  return (
    <li>
      <a href={contractAddress(contractId)}>{contractTitle(contract)}</a> <ContractTag contract={contract} />
      <p>
        شمارهٔ <bdi dir="ltr">{toPersianDigits(contractId)}</bdi>، {rateText(rate)}
        {jobTitle === null ? null : `، ${jobTitle}`}؛ از {formatJalali(from, 'long')}
        {until === null ? null : ` تا ${formatJalali(until, 'long')}`}
      </p>
    </li>
  )
}

export function ContractTag({ contract: { until } }: { contract: Pick<Contract, 'until'> }) {
  return until === null ? <Tag kind="success">برقرار</Tag> : <Tag kind="warning">پایان‌یافته</Tag>
}

/** Payments, each with the way to its receipt or to what became of it. */
export function PaymentList({ payments }: { payments: readonly Payment[] }) {
  return (
    <ul class="listing">
      {payments.map((payment) => (
        <li key={payment.paymentId}>
          <a href={paymentAddress(payment)}>
            {payment.state === 'settled' ? 'رسید ' : ''}
            {payment.title}
          </a>{' '}
          <Tag {...(payment.state === 'settled' ? { kind: 'success' } : { kind: 'warning' })}>
            {PAYMENT_STATES[payment.state]}
          </Tag>
          <p>
            {formatRial(payment.rials)}، {dayOf(payment.begunAt)}
          </p>
        </li>
      ))}
    </ul>
  )
}

/** After something was done about a contract, told once. */
export function DoneNotice({ text }: { text: string | null }) {
  return text === null ? null : (
    <Notice kind="success">
      <p role="status">{text}</p>
    </Notice>
  )
}
