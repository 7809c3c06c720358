import { tehranDate } from '#kernel/dates.ts'
import { plainText } from '#kernel/fields/field.ts'
import type { Evidence, Wanted } from '#kernel/service/evidence.ts'
import { missingParts, nextPage } from '#kernel/service/form.ts'
import { judge } from '#kernel/service/judge.ts'
import { permissionOf } from '#kernel/service/permitted.ts'
import type { Service } from '#kernel/service/service.ts'
import { situationOf, type Opened } from '#web/pages/application/opened.ts'
import { z } from 'zod'
import { Article } from './schemas.ts'

const Verdict = z.enum(['yes', 'no', 'unknown'])

const Because = z
  .strictObject({
    kind: z.enum(['answer', 'fact']),
    name: z.string(),
    title: z.string().meta({ description: 'The question, or who said it, in Persian.' }),
    property: z.string().nullable().meta({ description: 'What of the fact was read.' }),
    text: z.string().nullable().meta({
      description:
        'The answer, for reading. Null for facts: what a registry said of others is told by `steps` and by the `facts` of the application.',
    }),
  })
  .meta({ id: 'Because', description: 'Something a rule read to come to its verdict.' })

const RuleVerdict = z
  .strictObject({
    rule: z.string(),
    title: z.string(),
    verdict: Verdict,
    articles: z.array(Article),
    refusal: z.string().nullable().meta({ description: 'Why not, to be shown.' }),
    mend: z.string().nullable().meta({ description: 'What would change it; null where nothing can.' }),
    steps: z.array(z.string()).meta({ description: 'How it was reached, in Persian sentences.' }),
    because: z.array(Because),
    waitsFor: z.string().nullable().meta({ description: 'In Persian, where it is not known yet.' }),
  })
  .meta({ id: 'RuleVerdict' })

export const ApplicationReview = z
  .strictObject({
    verdict: Verdict.meta({ description: 'no as soon as one rule says no; yes when all say yes.' }),
    rules: z.array(RuleVerdict).meta({
      description:
        'Until nothing is missing only those that say no, without steps: what a registry knows of somebody is not told before the rules allow the application to come that far.',
    }),
    missing: z.strictObject({ fields: z.array(z.string()), documents: z.array(z.string()) }),
    submit: z.strictObject({
      allowed: z.boolean(),
      why: z.string().nullable().meta({ description: 'Why it cannot be submitted now, in Persian.' }),
    }),
  })
  .meta({ id: 'ApplicationReview', description: 'What the rules say of an application as it stands.' })

type Review = z.output<typeof ApplicationReview>

/** What the rules say now; of the day of sending once it was sent. */
export function applicationReview(opened: Opened): Review {
  const { service, application, moment } = opened
  const today = tehranDate(moment.at)
  const { verdict, rules } = judge(service, application, today)
  const whole = application.submitted !== null || nextPage(service, application, today).step === 'review'
  const { fields, documents } = missingParts(service, application, situationOf(opened))
  const may = permissionOf(service, application, { role: 'citizen', id: '' }, 'citizen:submit', moment)
  return {
    verdict,
    rules: rules
      .filter((rule) => whole || rule.verdict === 'no')
      .map((rule) => ({
        rule: rule.rule,
        title: rule.title,
        verdict: rule.verdict,
        articles: [...rule.articles],
        refusal: rule.refusal,
        mend: rule.mend,
        steps: whole ? [...rule.steps] : [],
        because: rule.because.map((evidence) => becauseOf(service, evidence)),
        waitsFor: rule.wanted === null ? null : waitWords(service, rule.wanted),
      })),
    missing: { fields: [...fields], documents: [...documents] },
    submit: may.allowed ? { allowed: true, why: null } : { allowed: false, why: may.why },
  }
}

function becauseOf({ fields, facts }: Service, { kind, name, property, value }: Evidence): z.output<typeof Because> {
  if (kind === 'fact') return { kind, name, title: facts[name]?.from.title ?? '', property, text: null }
  const field = fields[name]!
  return { kind, name, title: field.label, property, text: plainText(field.view(value)) }
}

function waitWords({ fields, facts }: Service, { kind, name }: Wanted): string {
  if (kind === 'answer') return `پاسخ پرسش «${fields[name]?.label ?? ''}»`
  return kind === 'fact' ? `پاسخ ${facts[name]?.from.title ?? ''}` : 'پاسخ قاعده‌های دیگر'
}
