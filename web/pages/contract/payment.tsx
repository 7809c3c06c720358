import { formatInstant } from '#kernel/dates.ts'
import { formatRial } from '#kernel/rial.ts'
import { formatNumber, toPersianDigits } from '#kernel/text.ts'
import type { Payment } from '#store/payments.ts'
import { Page } from '#web/components/page.tsx'
import { LinkButton, Notice, SummaryList, Table } from '#web/components/parts.tsx'
import type { Shell } from '#web/components/shell.ts'
import { CONTRACTS_ADDRESS } from './mine.tsx'
import { PAYMENT_STATES, paymentAddress } from './words.ts'

const WHY_BACK: Readonly<Record<NonNullable<Payment['reversing']>, string>> = {
  amount: 'مبلغی که بانک گفت با قبض یکی نبود.',
  slip: 'این قبض در همین فاصله از راه دیگری پرداخت شده یا قرارداد آن پایان یافته بود.',
  gateway: 'بانک پرداخت را به پایان نرساند.',
}

type PaymentProps = {
  shell: Shell
  payment: Payment
  /** Who paid, by name. */
  name: string
  /** The page of what was paid. */
  back: string
}

/** /payments/ID: the receipt, or what became of the payment. */
export function PaymentPage({ shell, payment, name, back }: PaymentProps) {
  const { state } = payment
  const isOpen = state === 'begun' || state === 'returned' || state === 'verified'
  return (
    <Page shell={shell} title={state === 'settled' ? 'رسید پرداخت' : 'نتیجهٔ پرداخت'} back={back} narrow>
      <h1>{state === 'settled' ? 'رسید پرداخت' : 'نتیجهٔ پرداخت'}</h1>
      {isOpen ? (
        <result-watch seconds={3} state={state}>
          <Outcome payment={payment} />
        </result-watch>
      ) : (
        <Outcome payment={payment} />
      )}
      <SummaryList rows={rowsOf(payment, name)} />
      {payment.parts.length < 2 ? null : (
        <Table
          caption="ماه‌هایی که این پرداخت در بر دارد"
          head={['بابت', 'مبلغ (ریال)']}
          rows={payment.parts.map(({ title, rials }) => [title, formatNumber(rials)])}
        />
      )}
      {state === 'settled' ? (
        <p class="soft">این رسید همیشه در «قراردادها و پرداخت» می‌ماند و می‌توانید همین صفحه را چاپ کنید.</p>
      ) : null}
      <div class="actions">
        {isOpen ? <LinkButton href={paymentAddress(payment)}>تازه‌کردن</LinkButton> : null}
        <LinkButton second={isOpen || state === 'settled'} href={back}>
          {state === 'settled' || isOpen ? 'برگشت به قرارداد' : 'برگشت و پرداخت دوباره'}
        </LinkButton>
        <a href={CONTRACTS_ADDRESS}>همهٔ قراردادها و پرداخت‌ها</a>
      </div>
    </Page>
  )
}

function Outcome({ payment: { state, title, parts, reversing } }: { payment: Payment }) {
  switch (state) {
    case 'settled':
      return (
        <Notice kind="success" title={`${title} پرداخت شد`}>
          <p role="status">{parts.length > 1 ? 'این ماه‌ها' : 'این ماه'} در سوابق بیمهٔ شما ثبت می‌شود.</p>
        </Notice>
      )
    case 'begun':
      return (
        <Notice title="پرداخت هنوز تمام نشده است">
          <p>
            اگر صفحهٔ بانک باز است، همان را تمام کنید. اگر پرداخته‌اید و صفحه را بسته‌اید، نگران نباشید: چند دقیقهٔ دیگر
            خودمان از بانک می‌پرسیم و نتیجه همین‌جا می‌آید.
          </p>
        </Notice>
      )
    case 'returned':
    case 'verified':
      return (
        <Notice title="منتظر پاسخ بانک هستیم">
          <p>
            {state === 'verified'
              ? 'بانک پرداخت را تأیید کرد و رسید تا چند لحظهٔ دیگر آماده می‌شود.'
              : 'بانک هنوز پرداخت را تأیید نکرده است. خودمان دوباره می‌پرسیم؛ دوباره نپردازید.'}
          </p>
        </Notice>
      )
    case 'refused':
      return (
        <Notice kind="warning" title="پرداخت انجام نشد">
          <p>در درگاه بانک انصراف دادید یا بانک نپذیرفت. پولی برداشته نشده است و همین حالا می‌توانید دوباره بپردازید.</p>
        </Notice>
      )
    case 'reversed':
      return (
        <Notice kind="warning" title="پول به کارت شما برمی‌گردد">
          <p>
            {WHY_BACK[reversing ?? 'gateway']} مبلغ به همان کارت برمی‌گردد؛ بسته به بانک شما تا ۷۲ ساعت. اگر برنگشت با
            شمارهٔ پرداخت با ۱۴۲۰ تماس بگیرید.
          </p>
        </Notice>
      )
    case 'lapsed':
      return (
        <Notice kind="warning" title="پرداخت انجام نشد">
          <p>
            نیم ساعت گذشت و بانک پولی نگرفت؛ قبض دوباره قابل پرداخت است. اگر پولی از کارت شما برداشته شده، به همان کارت
            برمی‌گردد.
          </p>
        </Notice>
      )
  }
}

function rowsOf(payment: Payment, name: string) {
  const { title, rials, paymentId, reference, receipt, settledAt, begunAt, state } = payment
  return [
    ...(receipt === null ? [] : [{ label: 'شمارهٔ رسید', value: toPersianDigits(receipt), ltr: true }]),
    { label: 'بابت', value: title },
    { label: 'مبلغ', value: formatRial(rials) },
    { label: 'پرداخت‌کننده', value: name },
    ...(receipt === null ? [{ label: 'شمارهٔ پرداخت', value: toPersianDigits(paymentId), ltr: true }] : []),
    ...(reference === null ? [] : [{ label: 'شمارهٔ پیگیری بانک', value: toPersianDigits(reference), ltr: true }]),
    {
      label: settledAt === null ? 'آغاز' : 'زمان پرداخت',
      value: formatInstant((settledAt ?? begunAt).getTime(), 'long'),
    },
    { label: 'وضعیت', value: PAYMENT_STATES[state] },
  ]
}
