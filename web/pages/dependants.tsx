import { completedYears, formatJalali, type IsoDate } from '#kernel/dates.ts'
import { toPersianDigits } from '#kernel/text.ts'
import { conditionsOf, RELATIONS, type Relation } from '#services/dependants/guide.ts'
import service from '#services/dependants/service.ts'
import { ActionButton } from '#web/components/form.tsx'
import { Page } from '#web/components/page.tsx'
import { EmptyState, Table } from '#web/components/parts.tsx'
import type { Shell } from '#web/components/shell.ts'
import { ApplicationList, type ApplicationLine } from './application/mine.tsx'

/** Somebody covered through the person, now or in the past. */
export type CoveredLine = {
  readonly name: string
  readonly relation: string
  readonly birthDate: IsoDate
  readonly from: IsoDate
  readonly until: IsoDate | null
  readonly endedOn: IsoDate | null
}

type DependantsProps = {
  shell: Shell
  token: string
  today: IsoDate
  /** Null before sign-in. */
  own: { readonly covered: readonly CoveredLine[]; readonly open: readonly ApplicationLine[] } | null
}

const day = (date: IsoDate | null) => (date === null ? '—' : formatJalali(date, 'long'))

const relationName = (relation: string): string =>
  Object.hasOwn(RELATIONS, relation) ? RELATIONS[relation as Relation] : relation

/** /services/dependants: who is covered, what is on its way, and the way to add somebody. */
export function Dependants({ shell, token, today, own }: DependantsProps) {
  return (
    <Page shell={shell} title={service.title} audience="insured" back="/audience/insured">
      <h1>{service.title}</h1>
      <p class="lead">{service.texts['intro']}</p>
      {own === null ? null : <Covered covered={own.covered} today={today} />}
      {own === null || own.open.length === 0 ? null : (
        <section>
          <h2>درخواست‌های در جریان</h2>
          <ApplicationList lines={own.open} />
        </section>
      )}
      {own === null ? (
        <p>برای دیدن افراد تحت پوشش و ثبت درخواست، وارد می‌شوید یا ثبت‌نام می‌کنید و همین‌جا برمی‌گردید.</p>
      ) : null}
      <div class="actions">
        <ActionButton action="/services/dependants/start" token={token} text={service.texts['add'] ?? ''} />
      </div>
      <h2>{service.texts['conditions']}</h2>
      <RelationLinks />
    </Page>
  )
}

function Covered({ covered, today }: { covered: readonly CoveredLine[]; today: IsoDate }) {
  if (covered.length === 0)
    return (
      <EmptyState>
        <p>هنوز کسی تحت پوشش بیمهٔ شما نیست.</p>
      </EmptyState>
    )
  const rows = covered.map(({ name, relation, birthDate, from, until, endedOn }) => [
    name,
    relationName(relation),
    toPersianDigits(completedYears(birthDate, today)),
    endedOn === null ? 'تحت پوشش' : 'پایان‌یافته',
    day(from),
    day(endedOn ?? until),
  ])
  const head = ['نام', 'نسبت', 'سن', 'وضعیت', 'از', 'تا']
  return <Table caption={service.texts['list'] ?? ''} head={head} rows={rows} />
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
          <span class="soft">{articles.map(({ cite }) => cite).join('؛ ')}</span>
        </li>
      ))}
    </ol>
  )
}
