import { setTimeout as sleep } from 'node:timers/promises'
import { randomToken, tokenHash } from '#app/secrets.ts'
import type { Database } from '#store/database.ts'
import { randomPersonId, type PersonId } from '#store/ids.ts'
import { enqueue } from '#store/outbox.ts'
import { findSignUp, lockSignUp, markSubmitted } from '#store/sign-ups.ts'
import { newTrackingCode } from '#store/tracking.ts'
import { goodPassword, safeCode } from '../test/support/people.ts'
import { Visitor } from '../test/support/visitor.ts'
import { inTurn, median, nowSeconds, postEach, rate } from './measure.ts'
import { formToken, type PeopledStage, type Stage } from './stage.ts'
import { atLeast, told, type Row } from './table.ts'

const atOnce = 32

/** The last step of sign-up over HTTP against all its statements, sent straight through a pool of the same size. */
export async function submitRate({ db, web }: Stage): Promise<Row> {
  const { cookie, token } = await formToken(web)
  const drafts = () => Promise.all(Array.from({ length: 800 }, () => readyDraft(db)))
  const ours = async () => {
    const posts = (await drafts()).map((draft) => ({
      headers: { cookie: `${cookie}; sign-up=${draft.cookie}`, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ _csrf: token }).toString(),
    }))
    return postEach(`${web.url}/sign-up/review`, posts, atOnce, 303)
  }
  const bare = async () => rate(await drafts(), atOnce, ({ personId }) => submitStatements(db, personId))
  const pair = await inTurn(ours, bare)
  return atLeast('sign-up submit / its statements through the driver alone', pair, 'submits/s', 0.6)
}

/** What the request asks of the database: whose sign-up it is, the transaction of `submitSignUp`, where the person stands now. */
async function submitStatements(db: Database, personId: PersonId): Promise<void> {
  const at = new Date()
  await findSignUp(db, personId)
  await db.transaction(async (tx) => {
    await lockSignUp(tx, personId)
    await markSubmitted(tx, personId, await newTrackingCode(tx, personId, 'sign-up'), at)
    await enqueue(tx, { personId, kind: 'send-sms', payload: { template: 'x', to: 'sign-up' }, dedupeKey: 'x' }, at)
    await enqueue(tx, { personId, kind: 'check-sign-up', payload: {}, dedupeKey: 'check-sign-up' }, at)
  })
  await findSignUp(db, personId)
}

let made = 0

/** A sign-up that is filled in to its end and not sent yet. */
export async function readyDraft(db: Database): Promise<{ personId: PersonId; cookie: string }> {
  const personId = randomPersonId()
  const secret = randomToken()
  made += 1
  await db.query(
    `insert into sign_up (person_id, secret_hash, number, mobile, mobile_proved_at, first_name, last_name, father_name,
       id_card_number, sex, birth_date, password_hash, created_at)
     values ($1, $2, $3, $4, now(), 'مریم', 'صادقی', 'حسن', '1234', 'female', '1986-05-05', 'x', now())`,
    [personId, tokenHash(secret), safeCode(600_000 + (made % 100_000)), `0999${9_000_000 + made}`],
  )
  return { personId, cookie: `${personId}.${secret}` }
}

/** From pressing «تأیید و ارسال درخواست» until the SMS of success lies in the inbox: web, worker, registry, SMS provider. */
export async function signUpToSuccess({ web, outside, strangers }: PeopledStage): Promise<Row> {
  const seconds: number[] = []
  for (const { form } of strangers) {
    const inbox = async (pattern: RegExp) => {
      for (;;) {
        const found = (await outside.inbox(form.mobile)).map(({ text }) => pattern.exec(text)?.[0]).find(Boolean)
        if (found !== undefined) return found
        await sleep(10)
      }
    }
    const visitor = new Visitor(web.url)
    await visitor.open('/sign-up/who')
    await visitor.submit({ personalNumber: form.personalNumber, mobile: form.mobile })
    await visitor.submit({ code: await inbox(/^\d{6}/) })
    await visitor.submit(form)
    await visitor.submit({ email: '', password: goodPassword })
    const begun = nowSeconds()
    await visitor.at('/sign-up/review').submit()
    visitor.at('/sign-up/result')
    await inbox(/با موفقیت/)
    seconds.push(nowSeconds() - begun)
  }
  return told('sign-up sent to SMS of success', median(seconds), 's')
}
