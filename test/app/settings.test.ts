import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readSettings, WrongSettings } from '#app/settings.ts'

const right = {
  DATABASE_URL: 'postgres://localhost/tamin',
  PUBLIC_URL: 'https://tamin.example',
  SECRET_KEY: 'dGVzdC1vbmx5LWtleS10ZXN0LW9ubHkta2V5LXRlc3Qta2V5',
  CIVIL_REGISTRY_URL: 'http://127.0.0.1:1',
  MOBILE_OWNERSHIP_URL: 'http://127.0.0.1:1',
  STUDENT_STATUS_URL: 'http://127.0.0.1:1',
  SMS_FIRST_URL: 'http://127.0.0.1:1',
  SMS_FIRST_KEY: 'k',
  SMS_SECOND_URL: 'http://127.0.0.1:1',
  SMS_SECOND_KEY: 'k',
  BANK_GATEWAY_URL: 'http://127.0.0.1:1',
  BANK_GATEWAY_TERMINAL: '7',
  BANK_GATEWAY_KEY: 'k',
  FILES: '/var/lib/tamin/files',
}

test('settings that are right are read, with defaults for the rest', () => {
  const settings = readSettings(right)
  assert.equal(settings.PORT, 3000)
  assert.equal(settings.DATABASE_POOL, 10)
})

for (const [name, value] of [
  ['DATABASE_URL', 'mysql://localhost/x'],
  ['PORT', '70000'],
  ['SECRET_KEY', 'short'],
  ['PUBLIC_URL', 'tamin.example'],
  ['CIVIL_REGISTRY_SIGNING_KEY_FILE', '/no/such/file'],
  ['LOG_LEVEL', 'loud'],
  ['TRUST_PROXY', 'yes'],
] as const) {
  test(`${name}=${value} is refused by name`, () => {
    assert.throws(
      () => readSettings({ ...right, [name]: value }),
      (error: unknown) => {
        assert.ok(error instanceof WrongSettings)
        assert.match(error.message, new RegExp(`^  ${name} is wrong`, 'm'))
        return true
      },
    )
  })
}

for (const name of ['DATABASE_URL', 'SECRET_KEY', 'SMS_SECOND_KEY'] as const) {
  test(`without ${name} it says that it is not set`, () => {
    assert.throws(() => readSettings({ ...right, [name]: undefined }), new RegExp(`${name} is not set`))
    assert.throws(() => readSettings({ ...right, [name]: '' }), new RegExp(`${name} is not set`))
  })
}
