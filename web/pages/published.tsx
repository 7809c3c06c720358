import type { RegisterPage } from '#app/copies/register.ts'
import { formatInstant } from '#kernel/dates.ts'
import type { PublishedCase } from '#store/published-cases.ts'
import { FindForm, Page } from '#web/components/page.tsx'
import { EmptyState, NextPage } from '#web/components/parts.tsx'
import type { Shell } from '#web/components/shell.ts'

const TITLE = 'پاسخ‌های منتشرشده'
const KINDS = { question: 'پرسش از سازمان', information: 'درخواست اطلاعات' } as const

/** «شنبه ۱ آذر ۱۴۰۴» without its hour. */
const dayOf = (at: Date): string => formatInstant(at.getTime(), 'long').split('،')[0]!

/** /answers-published: copies of answered requests, checked by two people, for everybody. */
export function PublishedAnswers(props: { shell: Shell; query: string; page: RegisterPage; nextHref: string | null }) {
  const { shell, query, page, nextHref } = props
  return (
    <Page shell={shell} title={query === '' ? TITLE : `${TITLE}: «${query}»`} back="/" narrow>
      <h1>{TITLE}</h1>
      <p class="lead">
        پاسخ‌هایی که سازمان به درخواست‌های اطلاعات و پرسش‌های مردم داده است. نام و نشانی کسی در آن‌ها نیست و هر کدام را دو
        نفر پیش از انتشار خوانده‌اند.
      </p>
      <FindForm
        id="published"
        query={query}
        action="/answers-published"
        name="جست‌وجوی پاسخ‌های منتشرشده"
        label="واژه‌ها"
        placeholder="مثلاً: بودجهٔ درمان"
        longest={200}
      />
      {page.rows.length === 0 ? (
        <EmptyState>
          <p>
            {query === '' ? (
              'هنوز پاسخی منتشر نشده است.'
            ) : (
              <>
                پاسخی با همهٔ واژه‌های «<bdi>{query}</bdi>» منتشر نشده است. واژهٔ کمتری بنویسید.
              </>
            )}
          </p>
          <p>
            پاسخ پرسش‌های رایج را در <a href="/questions">پرسش و پاسخ</a> بخوانید.
          </p>
        </EmptyState>
      ) : (
        <ul class="listing">
          {page.rows.map(({ caseId, kind, question, publishedAt }) => (
            <li key={caseId}>
              <a href={`/answers-published/${caseId}`}>{shortened(question)}</a>
              <p class="soft">
                {KINDS[kind]}، {dayOf(publishedAt)}
              </p>
            </li>
          ))}
        </ul>
      )}
      <NextPage href={nextHref} text="پاسخ‌های پیش‌تر" />
    </Page>
  )
}

/** At most so many characters of a text, whole words. */
export const shortened = (text: string, most = 160): string =>
  text.length <= most ? text : `${text.slice(0, most).replace(/\s\S*$/, '')} …`

/** /answers-published/ID */
export function PublishedAnswer({ shell, published }: { shell: Shell; published: PublishedCase }) {
  const { kind, question, answer, publishedAt } = published
  return (
    <Page shell={shell} title={`${TITLE}: ${shortened(question, 60)}`} back="/answers-published" narrow>
      <h1>{KINDS[kind]}</h1>
      <p class="soft">منتشرشده در {dayOf(publishedAt)}</p>
      <h2>پرسیده شد</h2>
      <Paragraphs text={question} />
      <h2>پاسخ سازمان</h2>
      <Paragraphs text={answer} />
      <p class="soft">
        این پاسخ به وضع همان روز است. پاسخ امروز پرسش‌های رایج در <a href="/questions">پرسش و پاسخ</a> است.
      </p>
    </Page>
  )
}

/** Each line of a text as a paragraph. */
export function Paragraphs({ text }: { text: string }) {
  return (
    <>
      {text.split(/\n+/).map((line, at) => (
        <p key={at}>{line}</p>
      ))}
    </>
  )
}
