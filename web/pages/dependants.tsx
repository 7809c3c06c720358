import type { ServiceState } from '#app/services/states.ts'
import { addDays, completedYears, formatJalali, type IsoDate } from '#kernel/dates.ts'
import { toPersianDigits } from '#kernel/text.ts'
import {
  commitmentAge,
  conditionsOf,
  endingOf,
  endsSoon,
  plannedEnding,
  RELATIONS,
  type Relation,
} from '#services/dependants/guide.ts'
import service from '#services/dependants/service.ts'
import { ActionButton } from '#web/components/form.tsx'
import { Page } from '#web/components/page.tsx'
import { EmptyState, Notice, SummaryList, TableFrame, Tag } from '#web/components/parts.tsx'
import type { Shell } from '#web/components/shell.ts'
import { frame } from '#web/look/constant.ts'
import { findService } from '#web/menu.ts'
import { ApplicationList, type ApplicationLine } from './application/mine.tsx'
import { Needed, StateNotice, canBegin } from './service-needs.tsx'

/** Somebody covered through the person, now or in the past. */
export type CoveredLine = {
  readonly name: string
  readonly relation: string
  readonly birthDate: IsoDate
  readonly from: IsoDate
  /** The first day without cover, where it is known beforehand. */
  readonly until: IsoDate | null
  readonly ground: string | null
  readonly studyUntil: IsoDate | null
  readonly endedOn: IsoDate | null
  readonly endedBecause: string | null
  readonly endNote: string | null
  readonly asked: boolean
  /** A commitment about a daughter who comes of age is awaited. */
  readonly commits: boolean
  /** How the cover is named in addresses of its owner. */
  readonly key: string
}

type DependantsProps = {
  shell: Shell
  token: string
  today: IsoDate
  /** Null before sign-in. */
  own: { readonly covered: readonly CoveredLine[]; readonly open: readonly ApplicationLine[] } | null
  /** How the service stands today for whoever reads. */
  state: ServiceState
}

const day = (date: IsoDate | null) => (date === null ? '—' : formatJalali(date, 'long'))

/** The day before the first one without cover. */
const lastDay = (first: IsoDate | null) => day(first === null ? null : addDays(first, -1))

const cites = (articles: readonly { readonly cite: string }[]) => articles.map(({ cite }) => cite).join('؛ ')

const relationName = (relation: string): string =>
  Object.hasOwn(RELATIONS, relation) ? RELATIONS[relation as Relation] : relation

/** /services/dependants: who is covered, what is on its way, and the way to add somebody. */
export function Dependants({ shell, token, today, own, state }: DependantsProps) {
  const open = own === null || own.open.length === 0 ? null : <ApplicationList lines={own.open} />
  const covered = own === null ? null : <Covered covered={own.covered} today={today} />
  return (
    <Page shell={shell} title={service.title} audience="insured" back="/audience/insured">
      {overview(
        { covered, open, token, state: <StateNotice state={state} /> },
        own !== null,
        open !== null,
        canBegin(state),
      )}
    </Page>
  )
}

type Hole = 'covered' | 'open' | 'token' | 'state'

const overview = frame((hole: (name: Hole) => string, signedIn: boolean, open: boolean, begins: boolean) => (
  <>
    <h1>{service.title}</h1>
    <p class="lead">{service.texts['intro']}</p>
    {hole('covered')}
    {open ? (
      <section>
        <h2>درخواست‌های در جریان</h2>
        {hole('open')}
      </section>
    ) : null}
    {signedIn ? null : <p>برای دیدن افراد تحت پوشش و ثبت درخواست، وارد می‌شوید یا ثبت‌نام می‌کنید و همین‌جا برمی‌گردید.</p>}
    {hole('state')}
    {begins ? (
      <div class="actions">
        <ActionButton action="/services/dependants/start" token={hole('token')} text={service.texts['add'] ?? ''} />
      </div>
    ) : null}
    <Needed entry={findService(service.id)!} service={service} />
    <h2>{service.texts['conditions']}</h2>
    <RelationLinks />
  </>
))

function Covered({ covered, today }: { covered: readonly CoveredLine[]; today: IsoDate }) {
  const running = covered.filter(({ endedOn }) => endedOn === null)
  const ended = covered.filter(({ endedOn }) => endedOn !== null)
  return (
    <>
      {running
        .filter(({ commits }) => commits)
        .map((line) => (
          <Commits key={line.key} line={line} today={today} />
        ))}
      {running
        .filter((line) => !line.commits && endsSoon(line, today))
        .map((line) => (
          <Ending key={`${line.name}-${line.from}`} line={line} />
        ))}
      {running.length === 0 ? (
        <EmptyState>
          <p>{ended.length === 0 ? 'هنوز' : 'اکنون'} کسی تحت پوشش بیمهٔ شما نیست.</p>
        </EmptyState>
      ) : (
        <>
          <Running lines={running} today={today} />
          <p>
            <a class="stand" href="/services/dependency-end">
              یکی از این افراد دیگر تحت پوشش من نیست
            </a>
          </p>
        </>
      )}
      {ended.length === 0 ? null : <Ended lines={ended} />}
    </>
  )
}

/** A daughter comes of age: what is asked of her father or mother, and until when. */
function Commits({ line: { name, key, until }, today }: { line: CoveredLine; today: IsoDate }) {
  return (
    <Notice kind="warning" title={`برای ادامهٔ پوشش ${name} تعهد شما لازم است`}>
      <p>
        از {toPersianDigits(commitmentAge(today))} سالگی، پوشش فرزند دختر به تعهد پدر یا مادر نیاز دارد.
        {until === null ? null : ` اگر تا پایان ${lastDay(until)} تعهد ندهید، پوشش او همان روز پایان می‌یابد.`}
      </p>
      <p>
        <a class="button" href={`/services/dependants/commitments/${key}`}>
          دادن تعهد
        </a>
      </p>
    </Notice>
  )
}

/** The last month: until when, why, and what can be done so that no day is lost. */
function Ending({ line }: { line: CoveredLine }) {
  const { because, articles, mend } = plannedEnding(line)
  return (
    <Notice kind="warning" title={`پوشش ${line.name} تا پایان ${lastDay(line.until)} است`}>
      <p>
        {because} <span class="soft">({cites(articles)})</span>
      </p>
      {mend === null ? null : <p>{mend} از همین امروز می‌توانید، و تا پاسخ شعبه چیزی تغییر نمی‌کند.</p>}
    </Notice>
  )
}

function Running({ lines, today }: { lines: readonly CoveredLine[]; today: IsoDate }) {
  return running({
    rows: lines.map((line) => {
      const fill = {
        name: line.name,
        relation: relationName(line.relation),
        age: toPersianDigits(completedYears(line.birthDate, today)),
        from: day(line.from),
        until: lastDay(line.until),
      }
      return runningRow(fill, stateOf(line, today), line.until !== null)
    }),
  })
}

const running = frame((hole: (name: 'rows') => string) => (
  <TableFrame caption={service.texts['list'] ?? ''} head={['نام', 'سن', 'وضعیت', 'پوشش']}>
    {hole('rows')}
  </TableFrame>
))

type RunningHole = 'name' | 'relation' | 'age' | 'from' | 'until'

const runningRow = frame((hole: (name: RunningHole) => string, state: CoverState, ends: boolean) => (
  <tr>
    <td>
      {hole('name')}
      <br />
      <span class="soft">{hole('relation')}</span>
    </td>
    <td>{hole('age')}</td>
    <td>
      <Tag kind={state === 'covered' ? 'success' : 'warning'}>{COVER_STATES[state]}</Tag>
    </td>
    <td>
      از {hole('from')}
      {ends ? (
        <>
          <br />
          تا پایان {hole('until')}
        </>
      ) : null}
    </td>
  </tr>
))

const COVER_STATES = {
  asked: 'در بررسی شعبه',
  commits: 'نیازمند تعهد شما',
  ending: 'رو به پایان',
  covered: 'تحت پوشش',
} as const
type CoverState = keyof typeof COVER_STATES

function stateOf(line: CoveredLine, today: IsoDate): CoverState {
  if (line.asked) return 'asked'
  if (line.commits) return 'commits'
  return endsSoon(line, today) ? 'ending' : 'covered'
}

function Ended({ lines }: { lines: readonly CoveredLine[] }) {
  return (
    <section>
      <h2>پوشش‌های پایان‌یافته</h2>
      {lines.map((line) => {
        const { title, because, articles, mend } = endingOf(line.endedBecause)
        const last = lastDay(line.endedOn)
        return (
          <details key={`${line.name}-${line.from}`}>
            <summary>
              {line.name}، {relationName(line.relation)}: تا پایان {last}
            </summary>
            <SummaryList
              rows={[
                { label: 'دلیل', value: `${title}. ${line.endNote ?? because}` },
                { label: 'مستند', value: cites(articles) },
                ...(mend === null ? [] : [{ label: 'چه می‌توانید بکنید', value: mend }]),
              ]}
            />
            {line.endedBecause === 'insured-death' ? null : (
              <p>
                <a class="stand" href="/services/cover-objection">
                  اعتراض به پایان پوشش {line.name}
                </a>
              </p>
            )}
          </details>
        )
      })}
      <p class="soft">
        اگر پایان پوششی درست نیست، زیر نام همان فرد اعتراض کنید؛ کسی رسیدگی می‌کند که خودش آن را پایان نداده است.
      </p>
    </section>
  )
}

function RelationLinks() {
  return (
    <ul class="chips">
      {Object.entries(RELATIONS).map(([relation, name]) => (
        <li key={relation}>
          <a href={`/services/dependants/conditions/${relation}`}>{name}</a>
        </li>
      ))}
    </ul>
  )
}

/** /services/dependants/conditions: all relations on one page, for reading and printing. */
export function AllConditions({ shell, today }: { shell: Shell; today: IsoDate }) {
  return (
    <Page shell={shell} title="شرایط هر نسبت" audience="insured" back="/services/dependants" narrow>
      <h1>شرایط هر نسبت</h1>
      <p class="lead">فقط همسر، فرزند، پدر و مادر می‌توانند تحت پوشش بیمهٔ شما باشند، هر کدام با این شرط‌ها.</p>
      {Object.entries(RELATIONS).map(([relation, name]) => (
        <section key={relation}>
          <h2>
            <a class="stand" href={`/services/dependants/conditions/${relation}`}>
              {name}
            </a>
          </h2>
          <Conditions relation={relation as Relation} today={today} />
        </section>
      ))}
      <p class="soft">بر پایهٔ قانون در {formatJalali(today, 'long')}.</p>
      <Download href="/services/dependants/conditions/download" />
    </Page>
  )
}

/** /services/dependants/conditions/RELATION */
export function ConditionsPage({ shell, relation, today }: { shell: Shell; relation: Relation; today: IsoDate }) {
  const title = `شرایط پوشش: ${RELATIONS[relation]}`
  return (
    <Page shell={shell} title={title} audience="insured" back="/services/dependants" narrow>
      <h1>{title}</h1>
      <Conditions relation={relation} today={today} />
      <p class="soft">بر پایهٔ قانون در {formatJalali(today, 'long')}.</p>
      <Download href={`/services/dependants/conditions/${relation}/download`} />
      <p>
        <a class="stand" href="/services/dependants/conditions">
          شرایط همهٔ نسبت‌ها
        </a>
      </p>
    </Page>
  )
}

/** One file that opens in any browser and prints on one or two sheets. */
function Download({ href }: { href: string }) {
  return (
    <div class="actions">
      <a class="button second" href={href} download>
        دریافت این شرایط برای نگه‌داشتن یا چاپ
      </a>
    </div>
  )
}

function Conditions({ relation, today }: { relation: Relation; today: IsoDate }) {
  return (
    <ol>
      {conditionsOf(relation, today).map(({ text, articles }) => (
        <li key={text}>
          {text}
          <br />
          <span class="soft">{cites(articles)}</span>
        </li>
      ))}
    </ol>
  )
}
