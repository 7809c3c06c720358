import type { VNode } from 'preact'
import { outcome } from '#kernel/service/outcome.ts'
import { APPLICANT, CASES_ON } from '#services/case.ts'
import { CASES } from '#services/marriage-gift/cases.ts'
import service from '#services/marriage-gift/service.ts'
import type { Shell } from '#web/components/shell.ts'
import type { Opened } from '#web/pages/application/opened.ts'
import type { PayoutShown } from '#web/pages/application/payouts.tsx'
import { ReviewPage } from '#web/pages/application/review.tsx'
import { StatusPage } from '#web/pages/application/status.tsx'
import { fill } from '../support/cases.ts'
import { Journey, actor } from '../support/journey.ts'

const token = 'gRzC1kXb-5mQ2vY0nL8sT4wP7aE3dF6hJ9'
const shell: Shell = { signedIn: { name: 'سیده‌مریم حسینی‌نژاد', token } }
const keys = { shell, token, formKey: 'f3a1f0f2-7c0e-4a51-9a3e-0d7a1c7f9b10' }

function filled(): Journey {
  const journey = new Journey(service, APPLICANT)
  fill(journey, CASES[0]!)
  return journey
}

/** Approved, with what follows written down as the portal does. */
function granted(): Journey {
  const journey = filled().moves('citizen:submit').moves('officer:approve')
  const effects = outcome(service, journey.application, journey.today)
  return journey.does(actor('clock'), { kind: 'outcome', effects })
}

const openedOf = ({ application, moment }: Journey): Opened => ({
  applicationId: '4820917365112233',
  trackingCode: '4820917365',
  service,
  application,
  moment,
})

const gift = { purpose: 'هدیهٔ ازدواج', rials: '150000000', paidOn: null, refusedBecause: null } as const
const status =
  (...payouts: readonly PayoutShown[]) =>
  () => <StatusPage {...keys} opened={openedOf(granted())} payouts={payouts} />

export const PAYOUT_SAMPLES: Readonly<Record<string, () => VNode>> = {
  'gift-review': () => <ReviewPage {...keys} opened={openedOf(filled())} errors={[]} />,
  'payout-coming': status(),
  'payout-waiting': status({ ...gift, state: 'waiting' }),
  'payout-paid': status({ ...gift, state: 'paid', paidOn: CASES_ON }),
  'payout-refused': status({ ...gift, state: 'refused', refusedBecause: 'حساب بسته شده است' }),
}
