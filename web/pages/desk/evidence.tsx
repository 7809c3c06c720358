import { formatInstant } from '#kernel/dates.ts'
import { comparisons } from '#kernel/service/difference.ts'
import type { Judged } from '#kernel/service/judge.ts'
import type { Service } from '#kernel/service/service.ts'
import type { Verdict } from '#kernel/service/verdict.ts'
import { canonical } from '#kernel/service/action.ts'
import { isolate, toPersianDigits } from '#kernel/text.ts'
import type { Case } from '#app/staff/case.ts'
import { Notice, SummaryList, Table, Tag } from '#web/components/parts.tsx'
import { answerWords } from './words.ts'

/** What the person says, beside what a registry says of the same thing. */
export function Answers({ of: { service, now } }: { of: Case }) {
  const registry = new Map(comparisons(service, now.context).map((one) => [one.field, one]))
  return (
    <>
      <h2>پاسخ‌های متقاضی</h2>
      {now.pages.map((name) => {
        const page = service.pages[name]!
        return (
          <Table
            key={name}
            caption={page.title}
            head={['پرسش', 'پاسخ متقاضی', 'ثبت احوال', 'مقایسه']}
            rows={page.fields.map((field) => {
              const said = registry.get(field)
              const answer = answerWords(service, now.context.answers, field)
              return [
                service.fields[field]?.label,
                answer === '' ? '—' : toPersianDigits(answer),
                said === undefined ? '—' : toPersianDigits(said.registry),
                said === undefined ? (
                  '—'
                ) : said.same ? (
                  <Tag kind="success">یکی است</Tag>
                ) : (
                  <Tag kind="warning">تفاوت دارد</Tag>
                ),
              ]
            })}
          />
        )
      })}
    </>
  )
}

/** What registries and colleagues said, and whether one changed its mind. */
export function Facts({ of: { service, now, application } }: { of: Case }) {
  const facts = Object.keys(now.context.facts)
  const asked = now.missingFacts
  return (
    <>
      <h2>پاسخ استعلام‌ها</h2>
      {facts.map((name) => {
        const from = service.facts[name]!.from
        const said = application.facts[name]!
        const changed = said.earlier !== null && canonical(said.earlier.value) !== canonical(said.value)
        return (
          <div key={name}>
            <h3>
              {from.title} {changed ? <Tag kind="warning">پاسخ تازه با پاسخ پیشین یکی نیست</Tag> : null}
            </h3>
            <p class="soft">{formatInstant(Date.parse(said.saidAt), 'long')}</p>
            <SummaryList
              rows={Object.entries(from.show(said.value)).map(([label, value]) => ({
                label,
                value: toPersianDigits(value),
              }))}
            />
          </div>
        )
      })}
      {asked.length === 0 ? null : (
        <Notice kind="warning">
          <p>هنوز پاسخ نداده‌اند: {[...new Set(asked.map(({ from }) => from.title))].join('، ')}</p>
        </Notice>
      )}
    </>
  )
}

const VERDICTS: Readonly<Record<Verdict, { words: string; kind?: 'success' | 'warning' }>> = {
  yes: { words: 'برقرار است', kind: 'success' },
  no: { words: 'برقرار نیست', kind: 'warning' },
  unknown: { words: 'هنوز معلوم نیست' },
}

/** What each rule says, by which article, and on what it rests. */
export function Rules({ of: { service, judgement } }: { of: Case }) {
  return (
    <>
      <h2>قاعده‌ها</h2>
      <Table
        caption="رأی هر قاعده"
        head={['قاعده', 'رأی', 'مستند', 'چرا']}
        rows={judgement.rules.map((rule) => [
          rule.title,
          verdictTag(rule.verdict),
          rule.articles.map(({ cite }) => toPersianDigits(cite)).join('؛ '),
          <Why service={service} rule={rule} />,
        ])}
      />
    </>
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

/** The documents that are asked, with what was sent for each. A file opens in a window of its own. */
export function Documents({ of: { service, application, now, row, safety } }: { of: Case }) {
  return (
    <>
      <h2>مدارک</h2>
      {now.documents.length === 0 ? <p>این درخواست مدرکی ندارد.</p> : null}
      <SummaryList
        rows={now.documents.map((name) => ({
          label: service.documents[name]?.title ?? '',
          value: (application.documents[name] ?? []).map((file) => (
            <div key={file.id}>
              <a href={`/staff/cases/${row.trackingCode}/files/${file.id}`} target="_blank" rel="noopener">
                {isolate(file.name)}
                <span class="sr"> (در پنجرهٔ تازه)</span>
              </a>{' '}
              <span class="soft">{safety.get(file.id)}</span>
            </div>
          )),
        }))}
      />
    </>
  )
}
