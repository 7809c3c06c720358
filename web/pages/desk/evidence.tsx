import { formatInstant } from '#kernel/dates.ts'
import { type Comparison, comparisons } from '#kernel/service/difference.ts'
import type { Judged } from '#kernel/service/judge.ts'
import type { Service } from '#kernel/service/service.ts'
import type { Verdict } from '#kernel/service/verdict.ts'
import { canonical } from '#kernel/hash-chain.ts'
import { formatNumber, isolate, toPersianDigits } from '#kernel/text.ts'
import type { Case } from '#app/staff/case.ts'
import { Notice, Tag } from '#web/components/parts.tsx'
import { answerWords } from './words.ts'

/** What the person says, beside what a registry says of the same thing. */
export function Answers({ of: { service, now } }: { of: Case }) {
  const registry = new Map(comparisons(service, now.context).map((one) => [one.field, one]))
  const differ = [...registry.values()].filter(({ same }) => !same).length
  return (
    <section>
      <h2>پاسخ‌ها در برابر استعلام {differ === 0 ? null : <Tag kind="warning">{formatNumber(differ)} تفاوت</Tag>}</h2>
      {now.pages.map((name) => {
        const page = service.pages[name]!
        return (
          <div key={name}>
            <h3>{page.title}</h3>
            <dl class="facing">
              {page.fields.map((field) => (
                <Answer
                  key={field}
                  label={service.fields[field]?.label ?? ''}
                  answer={answerWords(service, now.context.answers, field)}
                  said={registry.get(field)}
                />
              ))}
            </dl>
          </div>
        )
      })}
    </section>
  )
}

function Answer({ label, answer, said }: { label: string; answer: string; said: Comparison | undefined }) {
  return (
    <div class={said?.same === false ? 'differs' : undefined}>
      <dt>{label}</dt>
      <dd>
        <span>متقاضی</span> {answer === '' ? '—' : toPersianDigits(answer)}
      </dd>
      {said === undefined ? null : (
        <dd>
          <span>ثبت احوال</span> {toPersianDigits(said.registry)}{' '}
          {said.same ? <Tag kind="success">یکی است</Tag> : <Tag kind="warning">تفاوت دارد</Tag>}
        </dd>
      )}
    </div>
  )
}

/** What registries and colleagues said, and whether one changed its mind. */
export function Facts({ of: { service, now, application } }: { of: Case }) {
  const asked = now.missingFacts
  return (
    <section>
      <h2>پاسخ استعلام‌ها</h2>
      {asked.length === 0 ? null : (
        <Notice kind="warning">
          <p>هنوز پاسخ نداده‌اند: {[...new Set(asked.map(({ from }) => from.title))].join('، ')}</p>
        </Notice>
      )}
      <div class="sources">
        {Object.keys(now.context.facts).map((name) => {
          const from = service.facts[name]!.from
          const said = application.facts[name]!
          const changed = said.earlier !== null && canonical(said.earlier.value) !== canonical(said.value)
          const own = (said.about as { number?: unknown } | null)?.number === application.applicant
          return (
            <div class="card" key={name}>
              <h3>
                {from.title}
                {own ? ' دربارهٔ متقاضی' : ''} {changed ? <Tag kind="warning">پاسخ تازه با پیشین یکی نیست</Tag> : null}
              </h3>
              <dl class="head">
                {Object.entries(from.show(said.value)).map(([label, value]) => (
                  <div key={label}>
                    <dt>{label}</dt>
                    <dd>{toPersianDigits(value)}</dd>
                  </div>
                ))}
              </dl>
              <p>{formatInstant(Date.parse(said.saidAt), 'long')}</p>
            </div>
          )
        })}
      </div>
    </section>
  )
}

const VERDICTS: Readonly<Record<Verdict, { words: string; kind?: 'success' | 'warning' }>> = {
  yes: { words: 'برقرار است', kind: 'success' },
  no: { words: 'برقرار نیست', kind: 'warning' },
  unknown: { words: 'هنوز معلوم نیست' },
}

/** What each rule says, by which article, and on what it rests: those that do not hold in the open, the others folded. */
export function Rules({ of: { service, judgement } }: { of: Case }) {
  const open = judgement.rules.filter(({ verdict }) => verdict !== 'yes')
  const hold = judgement.rules.filter(({ verdict }) => verdict === 'yes')
  const list = (rules: readonly Judged[]) => (
    <ul class="verdicts">
      {rules.map((rule) => (
        <li key={rule.rule} class={rule.verdict}>
          <b>{rule.title}</b> {verdictTag(rule.verdict)}
          <Why service={service} rule={rule} />
          <p class="soft">{rule.articles.map(({ cite }) => toPersianDigits(cite)).join('؛ ')}</p>
        </li>
      ))}
    </ul>
  )
  return (
    <section>
      <h2>رأی قاعده‌ها</h2>
      {open.length === 0 ? null : list(open)}
      {hold.length === 0 ? null : (
        <details>
          <summary>
            {open.length === 0 ? 'همهٔ قاعده‌ها برقرار است' : 'قاعده‌های برقرار'}: {formatNumber(hold.length)}
          </summary>
          {list(hold)}
        </details>
      )}
    </section>
  )
}

function verdictTag(verdict: Verdict) {
  const { words, kind } = VERDICTS[verdict]
  return kind === undefined ? <Tag>{words}</Tag> : <Tag kind={kind}>{words}</Tag>
}

function Why({ service, rule }: { service: Service; rule: Judged }) {
  const said = [rule.refusal, ...rule.steps].filter((text) => text !== null)
  const read = rule.because.map(({ kind, name }) =>
    kind === 'answer' ? `پاسخ «${service.fields[name]?.label ?? ''}»` : (service.facts[name]?.from.title ?? ''),
  )
  return (
    <>
      {said.map((text) => (
        <p key={text}>{toPersianDigits(text)}</p>
      ))}
      {read.length === 0 ? null : <p class="soft">بر پایهٔ {[...new Set(read)].join('، ')}</p>}
    </>
  )
}

/**
 * The documents that are asked, with what was sent for each. A picture opens in the viewer of the page, where there is a
 * script; else, as a PDF always, in a page of its own. No picture is fetched unasked: every reading is an action.
 */
export function Documents({ of: { service, application, now, row, safety } }: { of: Case }) {
  const infected = application.actions.flatMap((action) => (action.kind === 'infected' ? [action] : []))
  return (
    <section>
      <h2>مدارک</h2>
      {now.documents.length === 0 ? <p>این درخواست مدرکی ندارد.</p> : null}
      <ul class="papers">
        {now.documents.map((name) => {
          const files = application.documents[name] ?? []
          const title = service.documents[name]?.title ?? ''
          return (
            <li key={name}>
              <b>{title}</b>
              {files.map(({ id, name: fileName, type }) => (
                <span key={id}>
                  <a
                    class="stand"
                    href={`/staff/cases/${row.trackingCode}/files/${id}`}
                    target="_blank"
                    rel="noopener"
                    data-view={type.startsWith('image/') ? title : undefined}
                  >
                    {isolate(fileName)}
                  </a>{' '}
                  <span class="soft">{safety.get(id)}</span>
                </span>
              ))}
              {files.length === 0 ? <span class="soft">فرستاده نشده است</span> : null}
              {infected.some(({ document }) => document === name) ? (
                <Tag kind="warning">
                  {application.infected.includes(name)
                    ? 'پرونده آلوده بود و پاک شد؛ باید دوباره فرستاده شود'
                    : 'پرونده‌ای آلوده بود و پاک شد'}
                </Tag>
              ) : null}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
