import { hash, verify } from '@node-rs/argon2'
import { goodPassword } from '../test/support/people.ts'
import { inTurn, postEach, rate, type Post } from './measure.ts'
import { argon2Cost, formToken, type Account, type PeopledStage } from './stage.ts'
import { atLeast, told, type Row } from './table.ts'

const atOnce = 16

/** Sign-in over HTTP against the hashing library alone, three at a time as in the portal: the password is what it should cost. */
export async function signInRates({ web, accounts }: PeopledStage): Promise<Row[]> {
  const { cookie, token } = await formToken(web)
  const stored = await hash(goodPassword, argon2Cost as never)
  let call = 0
  const from = () => {
    call += 1
    return `10.${(call >> 16) & 255}.${(call >> 8) & 255}.${call & 255}`
  }
  const page = ({ number }: Account): Post => ({
    headers: {
      cookie: `${cookie}; device=${'d'.repeat(43)}`,
      'content-type': 'application/x-www-form-urlencoded',
      'x-forwarded-for': from(),
    },
    body: new URLSearchParams({ _csrf: token, personalNumber: number, password: goodPassword }).toString(),
  })
  const api = ({ number }: Account): Post => ({
    headers: { 'content-type': 'application/json', 'x-forwarded-for': from() },
    body: JSON.stringify({ personalNumber: number, password: goodPassword, deviceId: 'd'.repeat(43) }),
  })
  const some = accounts.slice(0, 416)
  const pure = () =>
    rate(some, 3, async () => {
      if (!(await verify(stored, goodPassword))) throw new Error('argon2 says no')
    })
  const signIns = await inTurn(() => postEach(`${web.url}/sign-in`, some.map(page), atOnce, 303), pure)
  const calls = await inTurn(() => postEach(`${web.url}/api/v1/sessions`, some.map(api), atOnce, 201), pure, 3)
  return [
    atLeast('sign-in / argon2 alone', signIns, 'sign-ins/s', 0.8),
    told('sign-in by the API / argon2 alone', calls.ours, 'sign-ins/s', calls.reference),
  ]
}
