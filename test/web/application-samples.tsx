import type { VNode } from 'preact'
import { addDays, addJalaliYears, type IsoDate } from '#kernel/dates.ts'
import { choices, file, iban, repeating, rial, text } from '#kernel/fields/fields.ts'
import { CASES, CASES_ON } from '#services/dependants/cases.ts'
import type { Deed } from '#kernel/service/action.ts'
import type { Case } from '#app/staff/case.ts'
import service from '#services/dependants/service.ts'
import { Form } from '#web/components/form.tsx'
import { Inputs } from '#web/components/inputs.tsx'
import { Page } from '#web/components/page.tsx'
import type { Shell } from '#web/components/shell.ts'
import { CaseCertificates } from '#web/pages/desk/certificates.tsx'
import { DocumentsPage } from '#web/pages/application/documents.tsx'
import { MyApplications, type ApplicationLine } from '#web/pages/application/mine.tsx'
import type { Opened } from '#web/pages/application/opened.ts'
import { QuestionPage, RefusedPage, WaitPage, writtenAnswers } from '#web/pages/application/page.tsx'
import { ReviewPage } from '#web/pages/application/review.tsx'
import { StatusPage } from '#web/pages/application/status.tsx'
import { CheckedPage, CheckPage } from '#web/pages/certificate/check.tsx'
import type { GivenLicence } from '#app/certificates/licences.ts'
import { InquiredPage, InquiryPage, LicencesPage } from '#web/pages/certificate/licences.tsx'
import { MyCertificates, type CertificateLine } from '#web/pages/certificate/mine.tsx'
import { CommitmentPage } from '#web/pages/commitment.tsx'
import { DAUGHTER_COMMITMENT } from '#services/dependants/guide.ts'
import { AllConditions, ConditionsPage, Dependants, type CoveredLine } from '#web/pages/dependants.tsx'
import { Journey } from '../support/journey.ts'

const token = 'gRzC1kXb-5mQ2vY0nL8sT4wP7aE3dF6hJ9'
const shell: Shell = { signedIn: { name: 'سیده‌مریم حسینی‌نژاد', token } }
const caseOf = (): Parameters<typeof CaseCertificates>[0]['of'] => ({
  row: { trackingCode: '4820917365', service: service.id, version: service.version } as Case['row'],
  service,
  person: { firstName: 'سیده‌مریم', lastName: 'حسینی‌نژاد' } as Case['person'],
  desk: { role: 'supervisor', staffId: '1' } as Case['desk'],
})
const keys = { shell, token, formKey: 'f3a1f0f2-7c0e-4a51-9a3e-0d7a1c7f9b10' }
const wife = CASES[0]!
const stranger = CASES.find(({ ends }) => ends !== 'approved' && ends.refusedBy === 'tie')!

const openedOf = ({ application, moment }: Journey): Opened => ({
  applicationId: '4820917365112233',
  trackingCode: '4820917365',
  service,
  application,
  moment,
})

function begun(of = wife): Journey {
  const journey = new Journey(service)
  const { person, relation } = of.answers
  return journey.answers('person', { person: person!, relation: relation! })
}

const looked = (of = wife) => begun(of).facts(of.facts)

function filled(): Journey {
  const { placeOfBirth, placeOfIssue, branch, truth } = wife.answers
  return looked()
    .answers('details', { placeOfBirth: placeOfBirth!, placeOfIssue: placeOfIssue!, branch: branch! })
    .answers('truth', { truth: truth! })
}

const complete = () => filled().uploads(...wife.documents)
const sent = () => complete().moves('citizen:submit')
const returned = () =>
  sent().moves('officer:return', {
    remarks: [
      { about: 'field', name: 'placeOfBirth', remark: 'با شناسنامه یکی نیست.' },
      { about: 'document', name: 'idCard', remark: 'تصویر خوانا نیست.' },
    ],
  })
const rejected = () =>
  sent()
    .does({ role: 'officer', id: '71' }, { kind: 'viewed', what: 'idCard' })
    .moves('officer:reject', { reasons: [{ rule: 'tie', note: 'سند ازدواج باطل شده است.' }] })

const question = (journey: Journey, page: string, wrong = false) => {
  const opened = openedOf(journey)
  const field = service.pages[page]!.fields[0]!
  const errors = wrong ? [{ field, message: 'این خانه را درست کنید.' }] : []
  return <QuestionPage {...keys} opened={opened} page={page} raw={writtenAnswers(opened, page)} errors={errors} />
}

const line: ApplicationLine = {
  applicationId: '4820917365112233',
  trackingCode: '4820917365',
  title: service.title,
  subject: 'زهرا آزمونی',
  state: 'نیازمند اصلاح شما',
  turn: 'citizen',
  openedAt: Date.UTC(2026, 0, 10),
  dueAt: Date.UTC(2026, 0, 20),
}
const covered = {
  name: 'زهرا آزمونی',
  relation: 'wife',
  birthDate: '1991-03-25' as IsoDate,
  from: CASES_ON,
  until: null,
  ground: 'tie',
  studyUntil: null,
  endedOn: null,
  endedBecause: null,
  endNote: null,
  asked: false,
  commits: false,
  key: '4820917365112299.2026-01-10',
}
const son = {
  ...covered,
  name: 'امیر آزمونی',
  relation: 'son',
  birthDate: addJalaliYears(CASES_ON, -19),
  until: addDays(CASES_ON, 12),
  ground: 'age',
}
/** Everything that may become of a cover: it ends soon, the branch looks at it, it has ended for this or that reason. */
const ENDS: readonly CoveredLine[] = [
  covered,
  son,
  {
    ...covered,
    name: 'مریم آزمونی',
    relation: 'daughter',
    birthDate: addJalaliYears(CASES_ON, -18),
    until: addDays(CASES_ON, 40),
    commits: true,
  },
  { ...covered, name: 'صدیقه آزمونی', relation: 'mother', birthDate: '1950-05-05' as IsoDate, asked: true },
  { ...son, name: 'رضا آزمونی', endedOn: CASES_ON, endedBecause: 'study-ended' },
  { ...covered, name: 'نرگس آزمونی', relation: 'daughter', endedOn: CASES_ON, endedBecause: 'marriage' },
  {
    ...covered,
    name: 'علی آزمونی',
    relation: 'father',
    endedOn: CASES_ON,
    endedBecause: 'branch',
    endNote: 'پدر با فرزند دیگر خود زندگی می‌کند.',
  },
]

const COMMITMENT = {
  name: 'مریم آزمونی',
  neededFrom: CASES_ON,
  last: addDays(CASES_ON, 30),
  words: DAUGHTER_COMMITMENT,
}

const paper: CertificateLine = {
  certificateId: '4820917365112299',
  title: 'گواهی پوشش بیمه‌ای فرد تبعی',
  number: '7301964825',
  code: '7K3MQXBZ9RTW',
  status: 'valid',
  issuedAt: Date.UTC(2026, 0, 12),
  endedAt: null,
  because: null,
  printed: true,
}
const endedOn = Date.UTC(2026, 1, 20)
const revoked = {
  ...paper,
  certificateId: '3',
  status: 'revoked',
  endedAt: endedOn,
  because: 'نام پدر نادرست بود.',
} as const
const papers = [
  paper,
  { ...paper, certificateId: '2', printed: false },
  revoked,
  { ...paper, certificateId: '4', status: 'superseded', endedAt: endedOn } as const,
]
const checked = {
  code: paper.code,
  number: paper.number,
  title: paper.title,
  issuedAt: new Date(paper.issuedAt),
  shown: [
    ['فرد تحت پوشش', 'ز. آ.'],
    ['چهار رقم پایانی کد ملی او', '۵۶۷۳'],
  ],
  control: '۱۲۳۴ ۵۶۷۸ ۹۰۱۲',
} as const
const approved = () => sent().moves('officer:approve').does({ role: 'clock', id: 'clock' }, outcomeOf(paper.title))
const outcomeOf = (title: string): Deed => ({
  kind: 'outcome',
  effects: [{ do: 'certificate', template: 'cover', data: { title } }],
})

const licence: GivenLicence = {
  personId: '7' as GivenLicence['personId'],
  licenceId: '4820917365112211',
  certificateId: paper.certificateId,
  code: '7K3MQXBZ9RTW',
  institution: 'بانک ملی، شعبهٔ مرکزی قم',
  givenAt: new Date(paper.issuedAt),
  until: addDays(CASES_ON, 30),
  endedAt: null,
  open: true,
  uses: [
    { licenceId: '4820917365112211', at: new Date(paper.issuedAt + 7_200_000), usedBy: 'سارا نمونه', paper: true },
    { licenceId: '4820917365112211', at: new Date(paper.issuedAt + 3_600_000), usedBy: 'سارا نمونه', paper: false },
  ],
}
const given = [
  licence,
  { ...licence, licenceId: '2', open: false, uses: [] },
  { ...licence, licenceId: '3', open: false, endedAt: new Date(paper.issuedAt), uses: [] },
]
const licensing = {
  shell,
  token,
  certificateId: paper.certificateId,
  title: paper.title,
  number: paper.number,
  valid: true,
}

/** Every sort of input that no page of ours asks yet. */
const rareInputs = [
  text('شرح', { lines: true, longest: 500 }).input('story'),
  choices('روزها', { saturday: 'شنبه', sunday: 'یکشنبه' }).input('days'),
  rial('مبلغ').input('amount'),
  iban('شمارهٔ شبا').input('account'),
  file('رسید').input('receipt'),
  repeating('کارگاه‌ها', { name: text('نام کارگاه') }).input('workshops'),
]

/** The pages of applications in the states that look different. */
export const APPLICATION_SAMPLES: Readonly<Record<string, () => VNode>> = {
  dependants: () => (
    <Dependants shell={{ signedIn: null }} token={token} today={CASES_ON} own={null} state={{ kind: 'active' }} />
  ),
  'dependants-own': () => (
    <Dependants
      shell={shell}
      token={token}
      today={CASES_ON}
      own={{ covered: [covered], open: [line] }}
      state={{ kind: 'active' }}
    />
  ),
  'dependants-ends': () => (
    <Dependants
      shell={shell}
      token={token}
      today={CASES_ON}
      own={{ covered: ENDS, open: [] }}
      state={{ kind: 'active' }}
    />
  ),
  'dependants-commitment': () => <CommitmentPage shell={shell} token={token} of={COMMITMENT} />,
  'dependants-commitment-error': () => (
    <CommitmentPage
      shell={shell}
      token={token}
      of={{ ...COMMITMENT, last: null }}
      errors={[{ field: 'commitment', message: 'برای ادامهٔ پوشش مریم آزمونی این تعهد لازم است.' }]}
    />
  ),
  'dependants-conditions': () => <AllConditions shell={shell} today={CASES_ON} />,
  'dependants-conditions-mother': () => <ConditionsPage shell={shell} relation="mother" today={CASES_ON} />,
  'application-person': () => question(new Journey(service), 'person'),
  'application-person-errors': () => question(begun(), 'person', true),
  'application-details': () => question(looked(), 'details'),
  'application-returned-details': () => question(returned(), 'details', true),
  'application-inputs': () => (
    <Page shell={shell} title="پرسش‌ها" narrow>
      <h1>پرسش‌ها</h1>
      <Form errors={[]} token={token} submit="تأیید و ادامه">
        <Inputs
          inputs={rareInputs}
          raw={{ 'workshops.0.name': 'نان سحر', days: ['sunday'] }}
          errors={[]}
          filesHref="/d"
        />
      </Form>
    </Page>
  ),
  'application-wait': () => <WaitPage shell={shell} opened={openedOf(begun())} />,
  'application-refused': () => <RefusedPage {...keys} opened={openedOf(looked(stranger))} />,
  'application-documents': () => <DocumentsPage {...keys} opened={openedOf(filled())} errors={[]} />,
  'application-documents-error': () => (
    <DocumentsPage
      {...keys}
      opened={openedOf(filled().uploads('idCard'))}
      errors={[{ field: 'spousePage', message: 'پروندهٔ دیگری انتخاب کنید.' }]}
    />
  ),
  'application-review': () => <ReviewPage {...keys} opened={openedOf(complete())} errors={[]} />,
  'application-sent': () => <StatusPage {...keys} opened={openedOf(sent())} sent />,
  'application-returned': () => <StatusPage {...keys} opened={openedOf(returned())} />,
  'application-approved': () => <StatusPage {...keys} opened={openedOf(approved())} certificates={[paper]} />,
  'application-approved-just-now': () => <StatusPage {...keys} opened={openedOf(approved())} />,
  certificates: () => <MyCertificates shell={shell} lines={papers} />,
  'certificates-none': () => <MyCertificates shell={shell} lines={[]} />,
  'certificate-check': () => <CheckPage shell={{ signedIn: null }} />,
  'certificate-unknown': () => (
    <CheckPage
      shell={{ signedIn: null }}
      typed="7K3MQXBZ9RTX"
      errors={[{ field: 'code', message: 'گواهی‌ای با این کد صادر نشده است. کد را با برگه مقایسه کنید.' }]}
    />
  ),
  'certificate-valid': () => (
    <CheckedPage shell={{ signedIn: null }} certificate={{ ...checked, status: 'valid', endedAt: null }} />
  ),
  'certificate-superseded': () => (
    <CheckedPage shell={shell} certificate={{ ...checked, status: 'superseded', endedAt: new Date(endedOn) }} />
  ),
  licences: () => <LicencesPage {...licensing} licences={given} values={{}} errors={[]} />,
  'licences-errors': () => (
    <LicencesPage
      {...licensing}
      licences={[]}
      values={{ institution: 'بانک ملی', until: '۱۴۰۳/۰۱/۰۱' }}
      errors={[{ field: 'until', message: 'روز پایان باید از امروز تا یک سال دیگر باشد.' }]}
    />
  ),
  'licence-inquiry': () => <InquiryPage shell={{ signedIn: null }} values={{}} errors={[]} token={token} />,
  'licence-opened': () => (
    <InquiredPage
      shell={{ signedIn: null }}
      token={token}
      code={paper.code}
      usedBy="سارا نمونه، بانک ملی"
      inquiry={{ ...checked, status: 'valid', endedAt: null, institution: 'بانک ملی', until: CASES_ON, printed: true }}
    />
  ),
  'certificate-revoked': () => (
    <CheckedPage shell={shell} certificate={{ ...checked, status: 'revoked', endedAt: new Date(endedOn) }} />
  ),
  'desk-certificates': () => (
    <CaseCertificates
      staff={{ name: 'زهرا کاظمی', token, role: 'officer' }}
      of={caseOf()}
      lines={papers.slice(0, 3)}
      errors={[{ field: `because-${paper.certificateId}`, message: 'بنویسید چرا این گواهی باطل می‌شود.' }]}
    />
  ),
  'application-rejected': () => <StatusPage {...keys} opened={openedOf(rejected())} />,
  applications: () => (
    <MyApplications shell={shell} lines={[line, { ...line, applicationId: '2', turn: null, dueAt: null }]} />
  ),
  'applications-none': () => <MyApplications shell={shell} lines={[]} />,
}
