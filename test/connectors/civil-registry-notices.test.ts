import { type CallbackAction, readCallback, readNotice } from '#connectors/civil-registry/notices.ts'
import { recordOf } from '#ports/crvs-person.ts'
import { signMessage } from '#ports/crvs-signature.ts'
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { code, keyPair, person } from '../simulators/civil-registry-people.ts'
import { assertHttpError, assertStandard } from '../simulators/civil-registry-standard.ts'

const theirs = keyPair()
const someone = person(code(1))
const now = Date.parse('2024-03-20T12:00:00Z')
type Body = Record<string, any>

const event = (more: Body = {}, data: Body = {}): Body => ({
  reference_id: 'notice-1',
  timestamp: '2024-03-20T15:29:00+03:30',
  data: {
    version: '1.0.0',
    reg_event_type: 'spdci-common:RegistryEventType:Death',
    reg_record_type: 'spdci-extensions-dci:Person',
    reg_records: recordOf(someone),
    ...data,
  },
  ...more,
})
const notice = (...events: Body[]): Body => ({
  header: {
    version: '1.0.0',
    message_id: 'm-1',
    message_ts: '2024-03-20T15:30:00+03:30',
    action: 'notify',
    status: 'succ',
    sender_id: 'civil-registry',
  },
  message: { transaction_id: 't-1', notify_event: events },
})
const signed = (body: Body, key = theirs): Body => ({
  ...body,
  signature: signMessage('civil-registry', body.header, body.message, key.signingKey, now),
})
const read = (body: unknown, key: string | undefined = theirs.publicPem) => readNotice(body, key, now)

describe('a notice of the civil registry', () => {
  it('is read into life events, with the registry’s own id and instant, and acknowledged', () => {
    const result = read(signed(notice(event(), event({ reference_id: 'notice-2' }, { reg_event_type: 'BIRTH' }))))
    assert.ok(result.ok)
    const provenance = { source: 'civil registry', replyId: 'm-1', at: '2024-03-20T12:00:00.000Z' }
    assert.deepEqual(result.events, [
      { noticeId: 'notice-1', kind: 'death', person: someone, ...provenance },
      { noticeId: 'notice-2', kind: 'birth', person: someone, ...provenance },
    ])
    assertStandard('/registry/notify', 'response', result.ack)
    assert.equal((result.ack as Body).message.ack_status, 'ACK')
  })

  it('knows the four kinds however they are written', () => {
    const kinds: [string, string | undefined][] = [
      ['spdci-common:RegistryEventType:LiveBirth', 'birth'],
      ['event:live_birth', 'birth'],
      ['MARRIAGE', 'marriage'],
      ['Divorce', 'divorce'],
      ['death', 'death'],
      ['event:fetal_death', undefined],
      ['adoption', undefined],
      ['constructor', undefined],
      ['', undefined],
    ]
    for (const [reg_event_type, kind] of kinds) {
      const result = read(signed(notice(event({}, { reg_event_type }))))
      assert.ok(result.ok)
      assert.equal(result.events[0]?.kind, kind, reg_event_type)
      assert.equal(result.skipped, kind === undefined ? 1 : 0)
    }
  })

  it('with a record that nobody can read is acknowledged and counted: sent again it would be no better', () => {
    const result = read(signed(notice(event({}, { reg_records: {} }), event({ reference_id: 'notice-2' }))))
    assert.ok(result.ok)
    assert.deepEqual([result.events.map(({ noticeId }) => noticeId), result.skipped], [['notice-2'], 1])
  })

  it('with a list of records is an event for each, under ids of their own', () => {
    const records = [recordOf(someone), recordOf(person(code(2)))]
    const result = read(signed(notice(event({}, { reg_records: records }))))
    assert.ok(result.ok)
    assert.deepEqual(
      result.events.map(({ noticeId }) => noticeId),
      ['notice-1/1', 'notice-1/2'],
    )
  })

  it('is refused when it is not signed by the registry', () => {
    const cases: [string, Body][] = [
      ['err.signature.missing', notice(event())],
      ['err.signature.missing', { ...notice(event()), signature: 'unsigned' }],
      ['err.signature.invalid', signed(notice(event()), keyPair())],
      [
        'err.signature.invalid',
        { ...signed(notice(event())), message: notice(event({ reference_id: 'other' })).message },
      ],
      ['err.signature.invalid', { ...notice(event()), signature: 'invalid-signature' }],
    ]
    for (const [error, body] of cases) {
      const result = read(body)
      assert.ok(!result.ok)
      assert.equal(result.status, 401)
      assertStandard('/registry/notify', 'response', result.body)
      assertHttpError(result.body)
      assert.equal((result.body as Body).message.error.code, error)
    }
  })

  it('is refused when it is old, though it was signed', () => {
    const result = readNotice(signed(notice(event())), theirs.publicPem, now + 3_600_000)
    assert.ok(!result.ok)
    assert.equal(result.status, 401)
  })

  it('is refused when it is not in the form of the standard', () => {
    const whole = notice(event())
    const broken: unknown[] = [
      null,
      'text',
      [],
      {},
      { header: whole.header },
      { message: whole.message },
      { ...whole, header: { ...whole.header, action: 'on-search' } },
      { ...whole, header: { ...whole.header, status: 'done' } },
      { ...whole, header: { ...whole.header, message_ts: '2024-03-20' } },
      { ...whole, header: { ...whole.header, is_msg_encrypted: true } },
      { ...whole, message: { notify_event: [] } },
      notice(event({ reference_id: '' })),
      notice(event({ timestamp: '2024-03-20T10:00:00' })),
      notice(event({ data: undefined })),
    ]
    for (const body of broken) {
      const result = readNotice(body, undefined, now)
      assert.ok(!result.ok, JSON.stringify(body))
      assert.equal(result.status, 400)
      assertStandard('/registry/notify', 'response', result.body)
    }
  })
})

describe('the other callbacks', () => {
  const ids = { transaction_id: 't', correlation_id: 'c' }
  const timestamp = '2024-03-20T12:00:00Z'
  const messages: Record<Exclude<CallbackAction, 'notify'>, Body> = {
    'on-search': {
      ...ids,
      search_response: [{ reference_id: 'r', timestamp, status: 'succ', data: { reg_records: [] } }],
    },
    'on-subscribe': { ...ids, subscribe_response: [{ reference_id: 'r', timestamp, status: 'succ' }] },
    'on-unsubscribe': { ...ids, timestamp, status: 'succ' },
    'txn-on-status': {
      ...ids,
      txnstatus_response: { txn_type: 'search', txn_status: { ...ids, search_response: [] } },
    },
  }
  for (const [action, message] of Object.entries(messages) as [Exclude<CallbackAction, 'notify'>, Body][]) {
    const header = {
      message_id: 'm',
      message_ts: timestamp,
      action,
      status: 'succ',
      sender_id: 'civil-registry',
      total_count: 1,
    }
    it(`${action} are read when signed, and refused without a message`, () => {
      const result = readCallback(action, signed({ header, message }), theirs.publicPem, now)
      assert.ok(result.ok)
      assert.equal(result.message.transaction_id, 't')
      assert.equal(readCallback(action, { header, message }, theirs.publicPem, now).ok, false)
      assert.equal(readCallback(action, { header, message }, undefined, now).ok, true)
      assert.equal(readCallback(action, { header }, undefined, now).ok, false)
      assert.equal(readCallback(action, { header, message: {} }, undefined, now).ok, false)
    })
  }
})
