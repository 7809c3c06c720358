import type { OwnContract } from '#app/contracts/contracts.ts'
import { dueText, type Slip } from '#app/contracts/slips.ts'
import { formatJalali } from '#kernel/dates.ts'
import { addRials, formatRial, rial } from '#kernel/rial.ts'
import { formatNumber, toPersianDigits } from '#kernel/text.ts'
import { ActionButton, ErrorSummary, Field, Form, SelectField } from '#web/components/form.tsx'
import { Page } from '#web/components/page.tsx'
import { LinkButton, Notice, SummaryList, Table, Tag } from '#web/components/parts.tsx'
import { Working } from '#web/components/sheet.tsx'
import type { FieldError, FormProps, Shell } from '#web/components/shell.ts'
import { CONTRACTS_ADDRESS, ContractTag, DoneNotice, PaymentList } from './mine.tsx'
import { contractAddress, contractTitle, paymentAddress, rateText, RATES } from './words.ts'

/** What was just done, told once. */
export const CONTRACT_DONE = {
  changed: 'دستمزد مبنا تغییر کرد و حق بیمه‌ها از نو حساب شد.',
  cancelled: 'قرارداد لغو شد. سوابق پرداخت‌شده سر جای خود می‌ماند.',
} as const

type ContractProps = {
  shell: Shell
  token: string
  own: OwnContract
  done?: keyof typeof CONTRACT_DONE | undefined
  errors?: readonly FieldError[]
}

/** /contracts/ID: what can be paid now, all months, what was paid, and the ways to change and end it. */
export function ContractPage({ shell, token, own, done, errors = [] }: ContractProps) {
  const { contract, slips, payable, locked, payments, editable } = own
  const address = contractAddress(contract.contractId)
  return (
    <Page shell={shell} title={contractTitle(contract)} errors={errors} back={CONTRACTS_ADDRESS}>
      <h1>{contractTitle(contract)}</h1>
      <ErrorSummary errors={errors} />
      <DoneNotice text={done === undefined ? null : CONTRACT_DONE[done]} />
      {locked === null ? null : <Locked locked={locked} />}
      {payable.length === 0 || locked !== null ? null : (
        <PayNow slips={payable} action={`${address}/pay`} token={token} />
      )}
      {contract.until === null && slips.length > 0 && slips.every(({ paidOn }) => paidOn !== null) ? <AllPaid /> : null}
      <h2>
        مشخصات قرارداد <ContractTag contract={contract} />
      </h2>
      <Terms own={own} />
      {slips.length === 0 ? null : <Months own={own} />}
      {payments.length === 0 ? null : (
        <section>
          <h2>پرداخت‌ها</h2>
          <PaymentList payments={payments} />
        </section>
      )}
      {contract.until !== null ? null : (
        <div class="actions">
          {editable === null ? null : (
            <LinkButton second href={`${address}/base`}>
              تغییر دستمزد مبنا
            </LinkButton>
          )}
          <LinkButton second href={`${address}/cancel`}>
            لغو قرارداد
          </LinkButton>
        </div>
      )}
    </Page>
  )
}

function Locked({ locked }: { locked: NonNullable<OwnContract['locked']> }) {
  return (
    <Notice kind="warning" title={`پرداخت ${locked.title} در درگاه بانک آغاز شده است`}>
      <p>
        اگر صفحهٔ بانک باز است، همان را تمام کنید. اگر آن را بسته‌اید، تا {formatNumber(locked.minutes)} دقیقهٔ دیگر نتیجه
        را از بانک می‌پرسیم؛ اگر پولی برداشته نشده باشد، دوباره می‌توانید بپردازید.
      </p>
      <p>
        <a href={paymentAddress(locked)}>نتیجهٔ این پرداخت</a>
      </p>
    </Notice>
  )
}

/** The month whose turn it is; where others can be paid with it, until which. */
function PayNow({ slips, action, token }: { slips: readonly Slip[]; action: string; token: string }) {
  const [slip] = slips as readonly [Slip]
  return (
    <section class="sheet">
      <h2>نوبت پرداخت</h2>
      <div class="card sum">
        <h3>حق بیمهٔ {slip.title}</h3>
        <p>
          <b>{formatRial(slip.rials)}</b> برابر {toman(slip)}
        </p>
        <p>
          {formatNumber(slip.days)} روز؛ مهلت {dueText(slip)}
        </p>
        {slip.ruling === null ? null : <Working working={slip.ruling} />}
      </div>
      <p class="soft">به درگاه بانک می‌روید و پس از پرداخت همین‌جا برمی‌گردید. رسید برایتان می‌ماند.</p>
      {slips.length === 1 ? (
        <div class="actions">
          <ActionButton action={action} token={token} text={PAY} values={{ month: String(slip.month) }} />
        </div>
      ) : (
        <Form token={token} errors={[]} action={action} submit={PAY}>
          <input type="hidden" name="month" value={String(slip.month)} />
          <SelectField
            values={{ until: String(slip.month) }}
            errors={[]}
            name="until"
            label="تا کدام ماه می‌پردازید؟"
            hint="می‌توانید چند ماه را با هم بپردازید: از همین ماه، پشت سر هم، با یک پرداخت و یک رسید."
            options={slips.map((last, n) => [String(last.month), choiceOf(slips.slice(0, n + 1))] as const)}
          />
        </Form>
      )}
    </section>
  )
}

const PAY = 'پرداخت در درگاه بانک'

/** «تا تیر ۱۴۰۵ (۳ ماه): ۷۸٬۱۲۰٬۰۰۰ ریال» */
function choiceOf(slips: readonly Slip[]): string {
  const sum = formatRial(addRials(...slips.map(({ rials }) => rials)))
  const last = slips.at(-1)!.title
  return slips.length === 1 ? `فقط ${last}: ${sum}` : `تا ${last} (${formatNumber(slips.length)} ماه): ${sum}`
}

const toman = ({ rials }: Slip): string =>
  rials % 10n === 0n ? `${formatNumber(rial(rials / 10n))} تومان` : `نزدیک ${formatNumber(rial(rials / 10n))} تومان`

function AllPaid() {
  return (
    <Notice kind="success">
      <p>حق بیمهٔ همهٔ ماه‌های امسال پرداخت شده است. قبض‌های سال آینده از نخستین روز سال دیده می‌شود.</p>
    </Notice>
  )
}

function Terms({ own: { contract } }: { own: OwnContract }) {
  const { contractId, rate, base, health, jobTitle, branch, from, until, endedBecause } = contract
  return (
    <SummaryList
      rows={[
        { label: 'شمارهٔ قرارداد', value: toPersianDigits(contractId), ltr: true },
        { label: 'نرخ', value: RATES[rate] === undefined ? rateText(rate) : `${rateText(rate)}: ${RATES[rate]}` },
        { label: 'دستمزد مبنای ماهانه', value: formatRial(rial(BigInt(base))) },
        { label: 'حمایت درمانی', value: health ? 'دارد؛ سرانهٔ درمان جدا از حق بیمه است' : 'ندارد' },
        ...(jobTitle === null ? [] : [{ label: 'شغل', value: jobTitle }]),
        ...(branch === null ? [] : [{ label: 'شعبه', value: branch.name }]),
        { label: 'از تاریخ', value: formatJalali(from, 'long') },
        ...(until === null ? [] : [{ label: 'تا تاریخ', value: formatJalali(until, 'long') }]),
        ...(endedBecause === null ? [] : [{ label: 'دلیل پایان', value: endedBecause }]),
      ]}
    />
  )
}

function Months({ own: { slips, payments, payable } }: { own: OwnContract }) {
  const paidAs = (slip: Slip) =>
    payments.find(
      ({ parts, state }) =>
        (state === 'settled' || state === 'verified') && parts.some((part) => part.slip === slip.slip),
    )
  return (
    <Table
      caption="قبض‌ها، ماه به ماه تا پایان سال"
      head={['ماه', 'مبلغ (ریال)', 'وضعیت']}
      rows={slips.map((slip) => {
        const payment = paidAs(slip)
        const paid = slip.paidOn !== null || payment !== undefined
        const state = paid ? 'پرداخت‌شده' : slip.slip === payable[0]?.slip ? 'نوبت پرداخت' : 'در نوبت'
        return [
          <>
            {slip.title}
            {paid ? null : (
              <>
                <br />
                <span class="soft">{dueText(slip)}</span>
              </>
            )}
          </>,
          formatNumber(slip.rials),
          payment === undefined ? (
            <Tag {...(paid ? { kind: 'success' } : {})}>{state}</Tag>
          ) : (
            <a href={paymentAddress(payment)}>رسید</a>
          ),
        ]
      })}
    />
  )
}

type OfContract = FormProps & { shell: Shell; own: OwnContract }

/** /contracts/ID/base. Field: base. */
export function ContractBase({ shell, own, ...form }: OfContract) {
  const { contract, editable } = own
  const bounds = editable === null ? '' : `از ${formatRial(editable.least)} تا ${formatRial(editable.most)}`
  return (
    <Page
      shell={shell}
      title="تغییر دستمزد مبنا"
      errors={form.errors}
      back={contractAddress(contract.contractId)}
      narrow
    >
      <h1>تغییر دستمزد مبنا</h1>
      <p>حق بیمه درصدی از این دستمزد است و مستمری آینده هم از آن حساب می‌شود. پس از نخستین پرداخت دیگر تغییر نمی‌کند.</p>
      <Form {...form} submit="ثبت دستمزد مبنا">
        <Field
          {...form}
          name="base"
          label="دستمزد مبنای ماهانه (ریال)"
          hint={`${bounds}. اکنون ${formatRial(rial(BigInt(contract.base)))} است.`}
          ltr
          inputmode="numeric"
          maxlength={40}
          width="w12"
        />
      </Form>
    </Page>
  )
}

/** /contracts/ID/cancel. Field: reason. */
export function ContractCancel({
  shell,
  own,
  reasons,
  ...form
}: OfContract & { reasons: Readonly<Record<string, string>> }) {
  const address = contractAddress(own.contract.contractId)
  return (
    <Page shell={shell} title="لغو قرارداد" errors={form.errors} back={address} narrow>
      <h1>لغو قرارداد</h1>
      <Notice kind="warning" title="پیش از لغو بدانید">
        <p>
          از فردا دیگر بیمه نیستید و درمان هم قطع می‌شود. سوابق پرداخت‌شده می‌ماند و پولی برنمی‌گردد. برای قرارداد تازه،
          شرط‌های سن، سابقه و معاینه از نو بررسی می‌شود.
        </p>
      </Notice>
      <Form {...form} submit="لغو قرارداد" aside={<a href={address}>برگشت بدون لغو</a>}>
        <SelectField
          {...form}
          name="reason"
          label="چرا قرارداد را لغو می‌کنید؟"
          none="انتخاب کنید"
          options={Object.entries(reasons)}
        />
      </Form>
    </Page>
  )
}
