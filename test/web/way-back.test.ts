import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { goodPassword, somebody } from '../support/people.ts'
import { startPortal } from '../support/portal.ts'
import { signedUp, signIn, walkSignUp } from '../support/sign-up.ts'
import { Visitor } from '../support/visitor.ts'

const newcomer = somebody({ firstName: 'شیوا' })
const forgetful = somebody({ firstName: 'ناهید' })
const tempted = somebody({ firstName: 'پریسا' })
const portal = await startPortal({ after }, { people: [newcomer, forgetful, tempted] })

const follow = (visitor: Visitor, text: string) => {
  const main = visitor.html.slice(visitor.html.indexOf('<main'))
  const href = new RegExp(`<a[^>]*href="([^"]*)"[^>]*>${text}</a>`).exec(main)?.[1]
  assert.ok(href, `no link «${text}» on ${visitor.path}`)
  return visitor.open(href.replaceAll('&amp;', '&'))
}
const credentials = (form: Record<string, string>) => ({
  personalNumber: form['personalNumber']!,
  password: goodPassword,
})

describe('who has no account is brought back to the service they came for, without JavaScript', () => {
  test('from its button through sign-up, the wait for the check and the first sign-in', async () => {
    const visitor = new Visitor(portal.url)
    await visitor.open('/services/dependants')
    await visitor.submit({}, '/services/dependants/start')
    visitor.at('/sign-in?reason=needed&next=%2Fservices%2Fdependants').sees('برای «مشاهده و ثبت افراد تبعی» وارد شوید.')
    await follow(visitor, 'ثبت‌نام')
    visitor.sees('پس از ثبت‌نام و نخستین ورود با همین دستگاه، به «مشاهده و ثبت افراد تبعی» برمی‌گردید.')
    await walkSignUp(portal, newcomer.form, 'sent', visitor)
    visitor.sees('در حال بررسی')
    await portal.work()
    await visitor.open('/sign-up/result')
    await visitor.submit()
    visitor.at('/sign-up/result').sees('پس از ورود، به «مشاهده و ثبت افراد تبعی» برمی‌گردید.')
    await follow(visitor, 'ورود')
    await visitor.submit(credentials(newcomer.form))
    visitor.at('/services/dependants').sees('هنوز کسی تحت پوشش بیمهٔ شما نیست.')

    await visitor.submit({}, '/sign-out')
    await signIn(portal, newcomer.form, visitor)
    visitor.at('/').sees('سلام')
  })

  test('who closes the window and comes in by the address in the SMS is brought there, too', async () => {
    const visitor = new Visitor(portal.url)
    await visitor.open('/sign-up?next=%2Fservices%2Fdependants')
    await walkSignUp(portal, forgetful.form, 'sent', visitor)
    await portal.work()
    await signIn(portal, forgetful.form, visitor)
    visitor.at('/services/dependants')
  })

  test('also by way of a new password', async () => {
    const visitor = new Visitor(portal.url)
    await visitor.open('/sign-in?reason=needed&next=%2Fservices%2Fdependants')
    await follow(visitor, 'بازیابی گذرواژه')
    visitor.at('/recover?next=%2Fservices%2Fdependants')
    await signIn(portal, forgetful.form, visitor)
    visitor.at('/services/dependants')
  })

  test('what is no page of ours is neither kept nor followed, not even from a cookie', async () => {
    await signedUp(portal, tempted.form)
    for (const next of [
      'https://evil.example/',
      '//evil.example',
      '/..//evil.example',
      '/\\evil.example',
      `/${'x'.repeat(3000)}`,
    ]) {
      const visitor = new Visitor(portal.url)
      await visitor.open(`/sign-up?next=${encodeURIComponent(next)}`)
      assert.equal(visitor.cookie('next'), undefined, next)
      visitor.setCookie('next', encodeURIComponent(next))
      await visitor.open('/sign-in')
      await visitor.submit(credentials(tempted.form))
      visitor.at('/')
    }
  })
})
