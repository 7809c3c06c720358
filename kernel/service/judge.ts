import type { IsoDate } from '../dates.ts'
import { Lack, orLack } from '../lack.ts'
import type { Application } from './application.ts'
import { type Evidence, type Wanted, evaluate } from './evidence.ts'
import type { Context, Rule, Service } from './service.ts'
import { situation } from './situation.ts'
import type { Article, Finding, Verdict } from './verdict.ts'

/** What one rule says, and why. */
export type Judged = Omit<Finding, 'articles'> & {
  readonly rule: string
  readonly title: string
  readonly articles: readonly Article[]
  /** All it read to come to its verdict. */
  readonly because: readonly Evidence[]
  /** What it waits for, where it is not known. */
  readonly wanted: Wanted | null
}

export type Judgement = { readonly verdict: Verdict; readonly rules: readonly Judged[] }

/** Judges an application by all rules that concern it: no as soon as one says no, yes when all do. */
export function judge(service: Service, application: Application, today: IsoDate): Judgement {
  return judgeContext(service, situation(service, application, today).context)
}

const last = new WeakMap<Context, { readonly service: Service; readonly judgement: Judgement }>()

export function judgeContext(service: Service, context: Context): Judgement {
  const kept = last.get(context)
  if (kept?.service === service) return kept.judgement
  const rules = Object.entries(service.rules).flatMap(([name, rule]) => judgeRule(name, rule, context) ?? [])
  const judgement = { verdict: worst(rules.map((rule) => rule.verdict)), rules }
  last.set(context, { service, judgement })
  return judgement
}

export function worst(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('no')) return 'no'
  return verdicts.includes('unknown') ? 'unknown' : 'yes'
}

/** Null where the rule does not concern this application. */
function judgeRule(name: string, rule: Rule, context: Context): Judged | null {
  const evaluated = evaluate(context, (given) => orLack(() => ((rule.when?.(given) ?? true) ? rule.must(given) : null)))
  if (evaluated.known && evaluated.value === null) return null
  const found = evaluated.known && !(evaluated.value instanceof Lack) ? evaluated.value : 'unknown'
  const finding = typeof found === 'object' && found !== null ? found : null
  const verdict: Verdict = finding?.verdict ?? (found === 'unknown' ? 'unknown' : found === true ? 'yes' : 'no')
  const refused = verdict === 'no'
  return {
    rule: name,
    title: rule.title,
    verdict,
    articles: finding?.articles ?? [rule.law].flat(),
    steps: finding?.steps ?? [],
    refusal: refused ? (finding?.refusal ?? rule.else ?? '') : null,
    mend: refused ? (finding?.mend ?? rule.mend ?? null) : null,
    parameters: finding?.parameters ?? [],
    because: evaluated.because,
    wanted: evaluated.known ? null : evaluated.wanted,
  }
}
