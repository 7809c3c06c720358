import type { VNode } from 'preact'
import { lackOf } from '#app/problem.ts'
import type { ServiceState } from '#app/services/states.ts'
import type { IsoDate } from '#kernel/dates.ts'
import { jalaliDay, NoDataError } from '#law/parameters.ts'
import { minimumDailyWage } from '#law/parameters/wages.ts'
import type { FormProps, Shell } from '#web/components/shell.ts'
import { visitor } from '#web/components/shell.ts'
import {
  Account,
  AccountActivity,
  AccountDevices,
  AccountEmail,
  AccountMobile,
  AccountMobileCode,
  AccountPassword,
} from '#web/pages/account.tsx'
import { Offline, Problem } from '#web/pages/errors.tsx'
import { Home, HomeSignedIn } from '#web/pages/home.tsx'
import { Accessibility, Branches, Privacy } from '#web/pages/info.tsx'
import { Recover, RecoverCode, RecoverDone, RecoverPassword } from '#web/pages/recover.tsx'
import { LifeEventPage, LifeEvents } from '#web/pages/life-events.tsx'
import { AudiencePage, ServicePage, Services } from '#web/pages/services.tsx'
import { SignIn } from '#web/pages/sign-in.tsx'
import { SignUpResult } from '#web/pages/sign-up/result.tsx'
import { SignUpReview } from '#web/pages/sign-up/review.tsx'
import { SignUpGuide, SignUpStart } from '#web/pages/sign-up/start.tsx'
import { SignUpCode, SignUpIdentity, SignUpPassword, SignUpWho } from '#web/pages/sign-up/steps.tsx'
import type { CoverAtBranch } from '#store/cover-desk.ts'
import type { PersonId } from '#store/ids.ts'
import { CoverQuestion, Covers } from '#web/pages/desk/covers.tsx'
import { LIFE_EVENTS } from '#web/life-events.ts'
import { findService, MENU } from '#web/menu.ts'
import { searchLifeEvents, searchServices } from '#web/search.ts'
import { APPLICATION_SAMPLES } from './application-samples.tsx'
import { CONTRACT_SAMPLES } from './contract-samples.tsx'
import { LAW_SAMPLES } from './law-samples.tsx'
import { RETIREMENT_SAMPLES } from './retirement-samples.tsx'
import { QUESTION_SAMPLES } from './question-samples.tsx'
import { DESK_SAMPLES } from './desk-samples.tsx'
import { KNOWLEDGE_SAMPLES } from './knowledge-samples.tsx'
import { REQUEST_SAMPLES } from './request-samples.tsx'
import { REQUEST_DESK_SAMPLES } from './request-desk-samples.tsx'
import { PAYOUT_SAMPLES } from './payout-samples.tsx'
import { SHEET_SAMPLES } from './sheet-samples.tsx'

const token = 'gRzC1kXb-5mQ2vY0nL8sT4wP7aE3dF6hJ9'
const shell: Shell = { signedIn: { name: 'سیده‌مریم حسینی‌نژاد', token } }
const form: FormProps = { values: {}, errors: [], token }
const instant = Date.UTC(2025, 10, 22, 11, 5)
const owner = { firstName: 'مریم', lastName: 'حسینی', nationalCode: '9901234565', mobile: '09123456789' }
const branch = {
  name: 'شعبهٔ یک قم',
  city: 'قم',
  address: 'قم، خیابان ساحلی، نبش کوچهٔ ۱۲، پلاک ۴',
  hours: 'شنبه تا چهارشنبه، ۷:۳۰ تا ۱۴:۳۰',
  phone: '۰۲۵۳۱۲۳۴۵۶۷',
}
const trackingCode = '4820917365'
const atDesk = { name: 'زهرا کاظمی', token, role: 'supervisor' } as const
const askedCover: CoverAtBranch = {
  personId: '4820917365112233' as PersonId,
  dependantId: '4820917365112244' as PersonId,
  from: '2024-03-20' as IsoDate,
  relation: 'mother',
  name: 'صدیقه پارسا',
  insuredName: 'کاوه پارسا',
  until: null,
  question: 'support',
  questionAt: new Date(Date.UTC(2026, 10, 22)),
}
const endingCover = {
  ...askedCover,
  relation: 'son',
  name: 'امیر پارسا',
  until: '2026-12-11' as IsoDate,
  question: null,
}
const anyService = findService('dependants') ?? MENU[0]!
const allOn = (): ServiceState => ({ kind: 'active' })
const off = {
  kind: 'off',
  reason: 'سامانهٔ ثبت احوال از پنجشنبه تا شنبه در دست نگهداری است.',
  until: '2026-12-05' as IsoDate,
  yours: false,
} as const
const outside = {
  kind: 'outside',
  reason: 'گواهی اشتغال به تحصیل را در سامانهٔ وزارت علوم بگیرید.',
  link: 'https://estelam.msrt.ir/',
  until: null,
} as const
const someOff = (service: string): ServiceState => ({ dependants: off, 'student-status': outside })[service] ?? allOn()
const ofService = { shell, token, entry: anyService, state: allOn() }

/** Every page in the states that look different, by a name for messages. */
export const VIEW_SAMPLES: Readonly<Record<string, () => VNode>> = {
  ...APPLICATION_SAMPLES,
  ...SHEET_SAMPLES,
  ...PAYOUT_SAMPLES,
  ...QUESTION_SAMPLES,
  ...LAW_SAMPLES,
  ...RETIREMENT_SAMPLES,
  ...CONTRACT_SAMPLES,
  ...REQUEST_SAMPLES,
  home: () => <Home shell={visitor} />,
  'home-signed-in': () => (
    <HomeSignedIn
      shell={shell}
      firstName="سیده‌مریم"
      lastSignIn={{ at: instant, device: 'کروم در اندروید' }}
      open={[]}
      roles={null}
    />
  ),
  'home-of-several-roles': () => (
    <HomeSignedIn
      shell={shell}
      firstName="سیده‌مریم"
      lastSignIn={null}
      open={[]}
      roles={{ held: ['insured', 'pensioner'], chosen: 'pensioner' }}
    />
  ),
  'home-of-employer': () => (
    <HomeSignedIn
      shell={shell}
      firstName="سیده‌مریم"
      lastSignIn={null}
      open={[]}
      roles={{ held: ['insured', 'employer'], chosen: 'employer' }}
    />
  ),
  'services-of-employer': () => (
    <Services
      shell={{
        ...shell,
        signedIn: { ...shell.signedIn!, roles: { held: ['insured', 'employer'], chosen: 'employer' } },
      }}
      query=""
      found={[]}
      events={[]}
      stateOf={allOn}
    />
  ),
  services: () => <Services shell={visitor} query="" found={[]} events={[]} stateOf={someOff} />,
  'services-found': () => (
    <Services
      shell={visitor}
      query="ازدواج"
      found={searchServices('ازدواج')}
      events={searchLifeEvents('ازدواج')}
      stateOf={allOn}
    />
  ),
  'services-none': () => <Services shell={shell} query="<b>ققنوس</b>" found={[]} events={[]} stateOf={allOn} />,
  'life-events': () => <LifeEvents shell={visitor} />,
  ...Object.fromEntries(
    LIFE_EVENTS.filter(({ id }) => id === 'job-loss' || id === 'retirement').map((event) => [
      `life-event-${event.id}`,
      () => <LifeEventPage shell={visitor} event={event} stateOf={allOn} />,
    ]),
  ),
  service: () => <ServicePage {...ofService} shell={visitor} entry={findService('instalment-certificate')!} />,
  'service-online': () => <ServicePage {...ofService} />,
  'service-off': () => <ServicePage {...ofService} state={off} />,
  'service-off-for-one': () => <ServicePage {...ofService} state={{ ...off, until: null, yours: true }} />,
  'service-warning': () => <ServicePage {...ofService} state={{ ...off, kind: 'warning' }} />,
  'service-outside': () => <ServicePage {...ofService} entry={findService('student-status')!} state={outside} />,
  'audience-insured': () => <AudiencePage shell={visitor} audience="insured" stateOf={allOn} />,
  'audience-treatment': () => <AudiencePage shell={shell} audience="treatment" stateOf={allOn} />,
  'sign-up': () => <SignUpStart shell={visitor} service={null} />,
  'sign-up-for-service': () => <SignUpStart shell={visitor} service={anyService.name} />,
  'sign-up-guide': () => <SignUpGuide shell={visitor} />,
  'sign-up-who': () => <SignUpWho {...form} shell={visitor} kind="iranian" />,
  'sign-up-who-foreign': () => <SignUpWho {...form} shell={visitor} kind="foreign" />,
  'sign-up-who-errors': () => (
    <SignUpWho
      token={token}
      shell={visitor}
      kind="iranian"
      values={{ personalNumber: '۹۹۰۱۲۳۴', mobile: '0912345678' }}
      errors={[
        { field: 'personalNumber', message: 'کد ملی ده رقم است و شما ۷ رقم نوشته‌اید. همهٔ رقم‌ها را بنویسید.' },
        { field: 'mobile', message: 'شماره همراه یازده رقم است و با ۰۹ آغاز می‌شود، مانند ۰۹۱۲۳۴۵۶۷۸۹.' },
      ]}
    />
  ),
  'sign-up-code': () => <SignUpCode {...form} shell={visitor} maskedMobile="۰۹۱۲•••۶۷۸۹" resendSeconds={45} />,
  'sign-up-code-error': () => (
    <SignUpCode
      {...form}
      shell={visitor}
      maskedMobile="۰۹۱۲•••۶۷۸۹"
      resendSeconds={0}
      errors={[{ field: 'code', message: 'کد درست نیست. رقم‌ها را با پیامک مقایسه کنید؛ ۳ بار دیگر می‌توانید.' }]}
    />
  ),
  'sign-up-identity': () => <SignUpIdentity {...form} shell={visitor} />,
  'sign-up-identity-errors': () => (
    <SignUpIdentity
      token={token}
      shell={visitor}
      values={{ firstName: 'مریم', sex: 'female', birthDate: '۱۹۸۰/۱/۱' }}
      errors={[
        { field: 'lastName', message: 'نام خانوادگی را بنویسید.' },
        { field: 'sex', message: 'جنسیت را انتخاب کنید.' },
        { field: 'birthDate', message: 'سال ۱۹۸۰ میلادی است. تاریخ را به سال شمسی بنویسید، نه میلادی.' },
      ]}
    />
  ),
  'sign-up-password': () => <SignUpPassword {...form} shell={visitor} owner={owner} />,
  'sign-up-review': () => (
    <SignUpReview
      token={token}
      errors={[]}
      shell={visitor}
      answers={{
        personalNumber: '9901234565',
        mobile: '09123456789',
        firstName: 'سیده‌مریم',
        lastName: 'حسینی‌نژاد قمی',
        fatherName: 'محمد',
        idCardNumber: '1245',
        sex: 'female',
        birthDate: '1991-03-25' as IsoDate,
        email: 'maryam.hosseini@example.ir',
      }}
    />
  ),
  'sign-up-checking': () => (
    <SignUpResult service={null} shell={visitor} token={token} result={{ state: 'checking', trackingCode }} />
  ),
  'sign-up-succeeded': () => (
    <SignUpResult
      service={null}
      shell={visitor}
      token={token}
      result={{ state: 'succeeded', trackingCode, message: 'مریم حسینی، ثبت‌نام شما انجام شد و حسابتان آماده است.' }}
    />
  ),
  'sign-up-branch': () => (
    <SignUpResult
      service={null}
      shell={visitor}
      token={token}
      result={{
        state: 'go-to-branch',
        trackingCode,
        reason: 'مشخصاتی که نوشتید با ثبت احوال یکی نیست. با مدارک شناسایی به شعبه بروید.',
        branch,
        papers: ['شناسنامه', 'کارت ملی'],
      }}
    />
  ),
  'sign-up-told': () => (
    <SignUpResult service={null} shell={visitor} token={token} result={{ state: 'told-by-sms', trackingCode }} />
  ),
  'sign-up-finished': () => (
    <SignUpResult service={null} shell={visitor} token={token} result={{ state: 'finished' }} />
  ),
  'sign-up-finished-for-service': () => (
    <SignUpResult service={anyService.name} shell={visitor} token={token} result={{ state: 'finished' }} />
  ),
  'sign-in': () => <SignIn {...form} shell={visitor} values={{ next: '/account' }} service={null} />,
  'sign-in-for-service': () => (
    <SignIn
      {...form}
      shell={visitor}
      notice="needed"
      values={{ next: '/services/dependants' }}
      service={anyService.name}
    />
  ),
  'sign-in-error': () => (
    <SignIn
      {...form}
      shell={visitor}
      notice="expired"
      service={null}
      errors={[{ field: '', message: 'کد ملی یا گذرواژه درست نیست. دوباره بنویسید یا گذرواژه را بازیابی کنید.' }]}
    />
  ),
  recover: () => <Recover {...form} shell={visitor} />,
  'recover-code': () => <RecoverCode {...form} shell={visitor} resendSeconds={60} />,
  'recover-password': () => <RecoverPassword {...form} shell={visitor} />,
  'recover-done': () => <RecoverDone shell={visitor} />,
  account: () => (
    <Account shell={shell} person={{ ...owner, personalNumber: '9901234565', email: null }} done="password-changed" />
  ),
  'account-password': () => <AccountPassword {...form} shell={shell} owner={owner} />,
  'account-email': () => <AccountEmail {...form} shell={shell} values={{ email: 'maryam@example.ir' }} />,
  'account-mobile': () => <AccountMobile {...form} shell={shell} />,
  'account-mobile-code': () => (
    <AccountMobileCode {...form} shell={shell} maskedMobile="۰۹۱۲•••۶۷۸۹" resendSeconds={10} />
  ),
  'account-devices': () => (
    <AccountDevices
      shell={shell}
      token={token}
      devices={[
        {
          sessionId: '71',
          device: 'کروم در اندروید',
          address: '10.20.30.40',
          signedInAt: instant,
          lastSeenAt: instant,
          current: true,
        },
        {
          sessionId: '72',
          device: 'فایرفاکس در ویندوز',
          address: '2001:db8::7',
          signedInAt: instant,
          lastSeenAt: instant,
          current: false,
        },
      ]}
    />
  ),
  'account-activity': () => (
    <AccountActivity
      shell={shell}
      lines={[
        { at: instant, action: 'signed-in', device: 'کروم در اندروید', address: '10.20.30.40' },
        { at: instant, action: 'sign-in-failed', device: 'فایرفاکس در ویندوز', address: '2001:db8::7' },
        { at: instant, action: 'signed-up', device: null, address: null },
      ]}
    />
  ),
  ...DESK_SAMPLES,
  ...KNOWLEDGE_SAMPLES,
  ...REQUEST_DESK_SAMPLES,
  'staff-covers': () => <Covers staff={atDesk} covers={{ questions: [askedCover], ending: [endingCover] }} done />,
  'staff-covers-none': () => <Covers staff={atDesk} covers={{ questions: [], ending: [] }} />,
  'staff-cover-question': () => <CoverQuestion staff={atDesk} cover={askedCover} />,
  'staff-cover-question-errors': () => (
    <CoverQuestion
      staff={atDesk}
      cover={askedCover}
      values={{ answer: 'ends', on: '۱۴۹۰/۰۱/۰۱', note: 'نه' }}
      errors={[
        { field: 'on', message: 'این روز هنوز نرسیده است؛ امروز یا روزی از گذشته را بنویسید.' },
        { field: 'note', message: 'بنویسید از چه راهی معلوم شد؛ بیمه‌شده آن را می‌خواند.' },
      ]}
    />
  ),
  branches: () => <Branches shell={visitor} branches={[branch, { ...branch, name: 'شعبهٔ دو قم', phone: null }]} />,
  'branches-none': () => <Branches shell={visitor} branches={[]} />,
  privacy: () => <Privacy shell={visitor} />,
  accessibility: () => <Accessibility shell={visitor} />,
  ...Object.fromEntries(
    [400, 403, 404, 405, 409, 413, 418, 500, 502, 503].map((status) => [
      `problem-${status}`,
      () => <Problem shell={visitor} status={status} reference="req-1f" />,
    ]),
  ),
  'problem-429': () => (
    <Problem
      shell={visitor}
      status={429}
      message="برای این حساب چند بار گذرواژهٔ نادرست نوشته شده است. ۱۲ دقیقهٔ دیگر دوباره امتحان کنید."
    />
  ),
  'problem-lacking': () => (
    <Problem
      shell={shell}
      status={503}
      code="lacking"
      message={lackOf(new NoDataError(minimumDailyWage, jalaliDay(1406)))!.message}
    />
  ),
  offline: () => <Offline />,
}
