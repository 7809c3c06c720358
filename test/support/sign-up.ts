import assert from 'node:assert/strict'
import type { TestPortal } from './portal.ts'
import { goodPassword } from './people.ts'
import { Visitor } from './visitor.ts'

/** The code of the newest SMS to a mobile. */
export async function smsCode(portal: TestPortal, mobile: string): Promise<string> {
  await portal.work()
  const [newest] = await portal.outside.inbox(mobile)
  const code = /^\d{6}/.exec(newest?.text ?? '')?.[0]
  assert.ok(code, `no code in ${newest?.text}`)
  return code
}

/** Walks a visitor through sign-up to the review page, or as far as `to`. */
export async function walkSignUp(
  portal: TestPortal,
  form: Record<string, string>,
  to: 'code' | 'identity' | 'password' | 'review' | 'sent' = 'sent',
  visitor = new Visitor(portal.url),
): Promise<Visitor> {
  await visitor.open('/sign-up/who')
  await visitor.submit({ personalNumber: form['personalNumber']!, mobile: form['mobile']! })
  visitor.at('/sign-up/code')
  if (to === 'code') return visitor
  await visitor.submit({ code: await smsCode(portal, form['mobile']!) })
  visitor.at('/sign-up/identity')
  if (to === 'identity') return visitor
  const { firstName, lastName, fatherName, idCardNumber, sex, birthDate } = form
  await visitor.submit({ firstName, lastName, fatherName, idCardNumber, sex, birthDate } as Record<string, string>)
  visitor.at('/sign-up/password')
  if (to === 'password') return visitor
  await visitor.submit({ email: form['email'] ?? '', password: form['password'] ?? goodPassword })
  visitor.at('/sign-up/review')
  if (to === 'review') return visitor
  await visitor.submit()
  return visitor.at('/sign-up/result')
}

/** A person with an account, made through the pages; answers a visitor who is signed in. */
export async function signedUp(portal: TestPortal, form: Record<string, string>): Promise<Visitor> {
  const visitor = await walkSignUp(portal, form)
  await portal.work()
  return signIn(portal, form, visitor)
}

export async function signIn(
  portal: TestPortal,
  form: Record<string, string>,
  visitor = new Visitor(portal.url),
): Promise<Visitor> {
  await visitor.open('/sign-in')
  return visitor.submit({ personalNumber: form['personalNumber']!, password: form['password'] ?? goodPassword })
}
