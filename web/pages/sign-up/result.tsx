import { ActionButton } from '#web/components/form.tsx'
import { Page } from '#web/components/page.tsx'
import { LinkButton, Notice, SummaryList, TrackingCode } from '#web/components/parts.tsx'
import type { Shell } from '#web/components/shell.ts'

export type BranchCard = { name: string; address: string; hours: string; phone: string | null }

/** How a sign-up stands after it was sent. `message`, `reason`: whole sentences of the system for the person. */
export type SignUpOutcomeView =
  | { state: 'checking'; trackingCode: string }
  | { state: 'succeeded'; trackingCode: string; message: string }
  | { state: 'go-to-branch'; trackingCode: string; reason: string; branch: BranchCard; papers: readonly string[] }
  | { state: 'told-by-sms'; trackingCode: string }
  | { state: 'finished' }

export type SignUpResultProps = {
  shell: Shell
  token: string
  result: SignUpOutcomeView
  /** The service they came for, by its name. */
  service: string | null
}

/** The end of a sign-up. «تأیید» posts to this address. */
export function SignUpResult({ shell, token, result, service }: SignUpResultProps) {
  switch (result.state) {
    case 'checking':
      return (
        <Page shell={shell} title="درخواست شما رسید" narrow>
          <result-watch seconds={5} state="checking">
            <h1>درخواست شما رسید و در حال بررسی است</h1>
            <TrackingCode code={result.trackingCode} />
            <p>
              پیامک رسید برایتان فرستاده شد. مشخصات شما با ثبت احوال و مالکیت خط همراه سنجیده می‌شود؛ بیشتر وقت‌ها کمتر از
              یک دقیقه و گاهی چند ساعت طول می‌کشد.
            </p>
            <p>
              <b>می‌توانید این صفحه را ببندید.</b> نتیجه با پیامک به شما می‌رسد و کار دیگری لازم نیست.
            </p>
            <p>
              <a class="stand" href="/sign-up/result">
                دیدن آخرین وضعیت
              </a>
            </p>
          </result-watch>
        </Page>
      )
    case 'succeeded':
      return (
        <Page shell={shell} title="ثبت‌نام انجام شد" narrow>
          <h1>ثبت‌نام شما انجام شد</h1>
          <Notice kind="success" title="پیام سامانه">
            <p>{result.message}</p>
          </Notice>
          <TrackingCode code={result.trackingCode} />
          <p>
            این پیام را خواندید؟ «تأیید» را بزنید تا ثبت‌نام به پایان برسد. پس از آن با کد ملی و گذرواژهٔ خود وارد می‌شوید.
          </p>
          <ActionButton token={token} text="تأیید" />
        </Page>
      )
    case 'go-to-branch':
      return <GoToBranch {...{ shell, token, service }} result={result} />
    case 'told-by-sms':
      return (
        <Page shell={shell} title="نتیجهٔ بررسی پیامک شد" narrow>
          <h1>نتیجهٔ بررسی برایتان پیامک شد</h1>
          <Notice title="پیام سامانه">
            <p>
              بررسی درخواست شما به پایان رسید و نتیجه به شمارهٔ همراهی که نوشته بودید پیامک شد. برای حفظ حریم خصوصی،
              نتیجه در این صفحه نشان داده نمی‌شود.
            </p>
          </Notice>
          <TrackingCode code={result.trackingCode} />
          <p>
            اگر پیامک به دستتان نرسید، با کد رهگیری بالا با <a href="tel:1420">۱۴۲۰</a> تماس بگیرید.
          </p>
          <ActionButton token={token} text="تأیید" />
        </Page>
      )
    case 'finished':
      return (
        <Page shell={shell} title="پایان ثبت‌نام" narrow>
          <h1>ثبت‌نام به پایان رسید</h1>
          <p>
            {service === null
              ? 'پیام سامانه را تأیید کردید و کار دیگری در این بخش نمانده است.'
              : `پیام سامانه را تأیید کردید. پس از ورود، به «${service}» برمی‌گردید.`}
          </p>
          <div class="actions">
            <LinkButton href="/sign-in">ورود</LinkButton>
            <a href="/">صفحهٔ نخست</a>
          </div>
        </Page>
      )
  }
}

function GoToBranch({
  shell,
  token,
  result,
}: SignUpResultProps & { result: { state: 'go-to-branch' } & SignUpOutcomeView }) {
  const { branch, papers } = result
  return (
    <Page shell={shell} title="مراجعه به شعبه برای تکمیل ثبت‌نام" narrow>
      <h1>برای تکمیل ثبت‌نام به شعبه بروید</h1>
      <Notice kind="warning" title="پیام سامانه">
        <p>{result.reason}</p>
      </Notice>
      <TrackingCode code={result.trackingCode} />
      <h2>کجا بروید</h2>
      <SummaryList
        rows={[
          { label: 'شعبه', value: branch.name },
          { label: 'نشانی', value: branch.address },
          { label: 'ساعت کار', value: branch.hours },
          ...(branch.phone === null ? [] : [{ label: 'تلفن', value: branch.phone, ltr: true }]),
        ]}
      />
      <h2>چه همراه ببرید</h2>
      <ul>
        {papers.map((paper) => (
          <li key={paper}>{paper}</li>
        ))}
      </ul>
      <p>این نشانی را برایتان پیامک هم کرده‌ایم. این پیام را خواندید؟ «تأیید» را بزنید.</p>
      <ActionButton token={token} text="تأیید" />
    </Page>
  )
}
