import { mobile, type Phones, startPhones } from './sms-support.ts'
import assert from 'node:assert/strict'
import { appendFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'

const to = mobile('09121234567')
const other = mobile('09351234567')

const send = (phones: Phones, receptor: string, message: string, localid?: string) =>
  fetch(`${phones.url}/first/v1/key/sms/send.json`, {
    method: 'POST',
    body: new URLSearchParams({ receptor, message, ...(localid && { localid }) }),
  })

describe('the phones of the SMS simulator', () => {
  test('messages of one number, newest first, and those since an instant', async (t) => {
    const clock = { at: Date.UTC(2026, 0, 1), now: () => clock.at }
    const phones = await startPhones(t, { clock })
    for (const text of ['یک', 'دو', 'سه']) {
      await send(phones, to, text)
      await send(phones, other, `برای دیگری: ${text}`)
      clock.at += 60_000
    }
    assert.deepEqual(
      (await phones.inbox(to)).map(({ text }) => text),
      ['سه', 'دو', 'یک'],
    )
    const since = new Date(Date.UTC(2026, 0, 1, 0, 1))
    assert.deepEqual(
      (await phones.inbox(to, since.toISOString())).map(({ text }) => text),
      ['سه', 'دو'],
    )
    assert.deepEqual(await phones.inbox(to, since.toISOString()), await phones.inbox(to, String(since.getTime())))
    assert.equal((await fetch(`${phones.url}/messages?to=12`)).status, 400)
  })

  test('a restart keeps messages, keys and unreachable numbers, also after a line was cut short by a kill', async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'sms-'))
    t.after(() => rm(folder, { recursive: true }))
    const stateFile = join(folder, 'sms.ndjson')
    const before = await startPhones(t, { stateFile })
    await send(before, to, 'پیش از ایستادن', '7')
    await fetch(`${before.url}/_undeliverable`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ mobile: other }),
    })
    await before.close()
    await appendFile(stateFile, '{"message":{"id":"1')

    const after = await startPhones(t, { stateFile })
    await send(after, to, 'پیش از ایستادن', '7')
    await send(after, to, 'پس از ایستادن', '8')
    await send(after, other, 'نمی‌رسد')
    assert.deepEqual(
      (await after.inbox(to)).map(({ text }) => text),
      ['پس از ایستادن', 'پیش از ایستادن'],
    )
    assert.equal((await after.inbox(other))[0]!.status, 'failed')
    await after.close()

    const once = await startPhones(t, { stateFile })
    assert.equal((await once.inbox(to)).length, 2)
  })

  test('numbers with a chosen ending get nothing', async (t) => {
    const phones = await startPhones(t, { undeliverableSuffix: '0000' })
    await send(phones, '09120000000', 'سلام')
    await send(phones, to, 'سلام')
    assert.equal((await phones.inbox('09120000000'))[0]!.status, 'failed')
    assert.equal((await phones.inbox(to))[0]!.status, 'delivered')
  })

  test('a fault of one provider leaves the other alone, and the phones too', async (t) => {
    const phones = await startPhones(t)
    await phones.fault({ kind: 'error', status: 503 }, 'second')
    assert.equal((await send(phones, to, 'سلام')).status, 200)
    await phones.fault({ kind: 'error', status: 500 })
    assert.equal((await send(phones, to, 'سلام')).status, 500)
    assert.equal((await phones.inbox(to)).length, 1)
    await phones.noFault()
    assert.equal((await send(phones, to, 'سلام')).status, 200)
  })

  test('the pages show what came, to whom, in Persian, and let no message become markup', async (t) => {
    const phones = await startPhones(t)
    assert.match(await page(phones, '/'), /هنوز پیامکی نیامده است/)
    await send(phones, to, '482913 کد ثبت‌نام\n<script>alert("x")</script> & «سلام»\n@es.tamin.ir #482913')
    const inbox = await page(phones, `/inbox/${to}`)
    assert.match(inbox, /<html lang="fa" dir="rtl">/)
    assert.match(inbox, /<b class="code">482913<\/b> کد ثبت‌نام/)
    assert.match(inbox, /۰۹۱۲ ۱۲۳ ۴۵۶۷/)
    for (const html of [inbox, await page(phones, '/')]) {
      assert.doesNotMatch(html, /<script/)
      assert.match(html, /http-equiv="refresh"/)
    }
    assert.match(await page(phones, '/'), new RegExp(`href="/inbox/${to}"`))
  })

  test('a number is found however it is typed; what is no mobile is told so', async (t) => {
    const phones = await startPhones(t)
    await send(phones, to, 'پیدا شد')
    for (const typed of ['۰۹۱۲۱۲۳۴۵۶۷', '0912 123 4567', '+989121234567', '9121234567']) {
      assert.match(await page(phones, `/inbox?to=${encodeURIComponent(typed)}`), /پیدا شد/, typed)
    }
    assert.match(await page(phones, '/inbox/%3Cb%3E'), /«&#60;b&#62;» شماره همراه نیست/)
  })
})

async function page(phones: Phones, path: string): Promise<string> {
  return (await fetch(phones.url + path)).text()
}
