import { BARRING_ARTICLES } from '#kernel/request/request-event.ts'
import { formatNumber, toPersianDigits } from '#kernel/text.ts'
import { Wrong } from '#web/components/form.tsx'
import { LinkButton } from '#web/components/parts.tsx'
import { TextArea } from './frame.tsx'
import { Act, hrefOf, type MovesProps } from './request-act.tsx'

/** Ways to answer: with the approved answer, in own words, and of information by the articles that bar it. */
export function Answer(props: MovesProps) {
  const { of } = props
  const { kind } = of.request
  return (
    <>
      <p>
        <LinkButton href={hrefOf(of, 'answer')} accesskey="a">
          پاسخ از پاسخ‌های تأییدشده
        </LinkButton>
      </p>
      <Act {...props} act="draft" form="own" title="پاسخ با متن خودم" submit="فرستادن برای تأیید همکار" accesskey="o">
        {({ sent, error }) => (
          <>
            <input type="hidden" name="how" value="own" />
            <TextArea
              id="own-text"
              name="text"
              label="متن پاسخ"
              hint="شهروند همین متن را می‌خواند، پس از آنکه همکار دیگری آن را تأیید کرد."
              value={sent['text']}
              error={error('text')}
              rows={6}
              longest={8000}
            />
            {kind === 'question' ? (
              <TextArea
                id="own-reason"
                name="reason"
                label="چرا از پاسخ تأییدشده استفاده نمی‌کنید"
                hint="ویراستار پاسخ‌ها از آن برای درست‌کردن پاسخ سازمان کمک می‌گیرد."
                value={sent['reason']}
                error={error('reason')}
              />
            ) : null}
          </>
        )}
      </Act>
      {kind === 'information' ? (
        <>
          <Barred {...props} how="refusal" title="رد درخواست با استناد به قانون" />
          <Barred {...props} how="partial" title="پاسخ به بخشی از درخواست" />
        </>
      ) : null}
    </>
  )
}

/** What each article bars, shortly; the Act on Publication and Free Access to Information. */
const ARTICLES: Readonly<Record<number, string>> = {
  13: 'اسرار دولتی',
  14: 'حریم خصوصی',
  15: 'سلامتی و اطلاعات تجاری دیگران',
  16: 'زیان به حقوق دیگران',
  17: 'امنیت، پیشگیری از جرم، مالیات و نظارت',
}

function Barred({ how, title, ...props }: MovesProps & { how: 'refusal' | 'partial'; title: string }) {
  return (
    <Act {...props} act="draft" form={how} title={title} submit="فرستادن برای تأیید همکار">
      {({ sent, error }) => (
        <>
          <input type="hidden" name="how" value={how} />
          <fieldset class={error('articles') === undefined ? undefined : 'bad'}>
            <legend id={`${how}-articles`}>
              {how === 'refusal' ? 'به استناد کدام ماده' : 'بخش دیگر را کدام ماده منع می‌کند'}
            </legend>
            <Wrong name={`${how}-articles`} text={error('articles')} />
            {BARRING_ARTICLES.map((article) => (
              <label class="tick" key={article}>
                <input
                  type="checkbox"
                  name={`article-${article}`}
                  value="yes"
                  checked={sent[`article-${article}`] === 'yes'}
                />
                مادهٔ {toPersianDigits(article)}: {ARTICLES[article]}
              </label>
            ))}
          </fieldset>
          <TextArea
            id={`${how}-text`}
            name="text"
            label={how === 'refusal' ? 'دلیل رد، برای متقاضی' : 'پاسخ به بخشی که می‌توان داد'}
            hint="درخواست فقط به استناد همین ماده‌ها رد می‌شود؛ هیچ دلیل دیگری پذیرفته نیست."
            value={sent['text']}
            error={error('text')}
            rows={5}
            longest={8000}
          />
        </>
      )}
    </Act>
  )
}

/** A question to the person, and whether it stops the clock. */
export function Ask(props: MovesProps) {
  const { policy, pausesLeft } = props.of
  const hint = policy.pausable
    ? pausesLeft === 0
      ? 'مهلت دیگر نمی‌ایستد.'
      : `مهلت ما فقط از وقتی می‌ایستد که این پرسش به دست شهروند رسیده باشد؛ ${formatNumber(pausesLeft)} بار دیگر ممکن است. او ${formatNumber(policy.citizenDays)} روز کاری برای پاسخ دارد.`
    : 'مهلت درخواست اطلاعات با این پرسش نمی‌ایستد.'
  return (
    <Act {...props} act="ask" title="پرسش از شهروند" submit="فرستادن پرسش" accesskey="q">
      {({ sent, error }) => (
        <TextArea id="ask-text" name="text" label="پرسش" hint={hint} value={sent['text']} error={error('text')} />
      )}
    </Act>
  )
}
