import type { VNode } from 'preact'
import { CASES } from '#services/retirement/cases.ts'
import service from '#services/retirement/service.ts'
import type { Shell } from '#web/components/shell.ts'
import { ConfirmPage } from '#web/pages/application/confirm.tsx'
import type { Opened } from '#web/pages/application/opened.ts'
import { QuestionPage, RefusedPage, writtenAnswers } from '#web/pages/application/page.tsx'
import { ReviewPage } from '#web/pages/application/review.tsx'
import { StatusPage } from '#web/pages/application/status.tsx'
import { fill } from '../support/cases.ts'
import { Journey } from '../support/journey.ts'

const token = 'gRzC1kXb-5mQ2vY0nL8sT4wP7aE3dF6hJ9'
const shell: Shell = { signedIn: { name: 'حسین آزمونی', token } }
const keys = { shell, token, formKey: 'f3a1f0f2-7c0e-4a51-9a3e-0d7a1c7f9b10' }
const [ordinary] = CASES
const missing = CASES.find(({ ends }) => ends !== 'approved' && ends.refusedBy === 'wholeRecord')!

const openedOf = ({ application, moment }: Journey): Opened => ({
  applicationId: '4820917365112244',
  trackingCode: '4820917366',
  service,
  application,
  moment,
})
function filled(of = ordinary!): Journey {
  const journey = new Journey(service)
  fill(journey, of)
  return journey
}
const question = (page: string) => {
  const opened = openedOf(filled(CASES[2]))
  return <QuestionPage {...keys} opened={opened} page={page} raw={writtenAnswers(opened, page)} errors={[]} />
}
const resigning = () => filled().moves('citizen:submit').facts(ordinary!.found!, 'officer').moves('officer:approve')
const confirm = { masked: '۰۹۱۲•••۶۷۸۹', wait: 45 }
const wrong = [{ field: 'code', message: 'این کد درست نیست. کد شش‌رقمی آخرین پیامک را وارد کنید.' }]

/** The pages of the retirement pension that look like none of other services. */
export const RETIREMENT_SAMPLES: Readonly<Record<string, () => VNode>> = {
  'retirement-estimate': () => question('estimate'),
  'retirement-record': () => question('record'),
  'retirement-route': () => question('route'),
  'retirement-refused': () => <RefusedPage {...keys} opened={openedOf(filled(missing))} />,
  'retirement-review': () => <ReviewPage {...keys} opened={openedOf(filled())} errors={[]} />,
  'application-confirm': () => <ConfirmPage {...keys} {...confirm} opened={openedOf(filled())} errors={[]} />,
  'application-confirm-wrong': () => <ConfirmPage {...keys} {...confirm} opened={openedOf(filled())} errors={wrong} />,
  'application-asked': () => <StatusPage {...keys} opened={openedOf(resigning())} />,
}
