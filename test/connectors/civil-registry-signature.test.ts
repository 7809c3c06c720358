import {
  canonicalJson,
  isUnsigned,
  publicKeyFrom,
  type Signable,
  signingKeyFrom,
  signMessage,
  verifyMessage,
} from '#ports/crvs-signature.ts'
import fc from 'fast-check'
import assert from 'node:assert/strict'
import { createPublicKey } from 'node:crypto'
import { describe, it } from 'node:test'
import { keyPair } from '../simulators/civil-registry-people.ts'

// The first key of RFC 8032, section 7.1. The expected values were made with OpenSSL and Python, not with this code.
const PEM = `-----BEGIN PRIVATE KEY-----\n${Buffer.from(
  `302e020100300506032b657004220420${'9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60'}`,
  'hex',
).toString('base64')}\n-----END PRIVATE KEY-----\n`
const key = signingKeyFrom(PEM)
const publicKey = createPublicKey(key.key)
const now = Date.parse('2024-03-20T08:00:00Z')
const header = {
  version: '1.0.0',
  message_id: '123',
  message_ts: '2024-03-20T08:00:00.000Z',
  action: 'search',
  sender_id: 'tamin',
  total_count: 1,
  is_msg_encrypted: false,
}
const message = { transaction_id: 't-1', search_request: [{ reference_id: 'r-1', name: 'زهرا "ا" \n', rate: 1.5 }] }
const signed = (): Signable & { signature: string } => ({
  signature: signMessage('tamin', header, message, key, now),
  header,
  message,
})

describe('the signature of a CRVS message', () => {
  it('is the one that another implementation of the same rule makes', () => {
    assert.equal(
      signed().signature,
      'Signature: namespace="spdci", kidId="tamin|06e3fd8fda29bb60|ed25519", algorithm="ed25519", created="1710921600", expires="1710922200", headers="(created) (expires) digest", signature="QpcGi0wJuQgOLWRUCMVS/mhEayfW9Cn8/R9y8oYeW/aXN4h+Aw6SA+XxWQfFLkPOoLs1Tj+wDqVV1UPm7CkZCQ=="',
    )
    assert.equal(verifyMessage(signed(), publicKey, now), 'valid')
  })

  it('holds whatever the order of members and the spaces on the way', () => {
    const turned = JSON.parse(
      JSON.stringify(
        { message, header: Object.fromEntries(Object.entries(header).toReversed()), signature: signed().signature },
        null,
        3,
      ),
    ) as Signable
    assert.equal(verifyMessage(turned, publicKey, now), 'valid')
  })

  it('fails when any one character of the header or the message is another', () => {
    const whole = JSON.stringify({ header, message })
    fc.assert(
      fc.property(fc.nat({ max: whole.length - 1 }), fc.integer({ min: 32, max: 126 }), (at, letter) => {
        const tampered = parsed(whole.slice(0, at) + String.fromCharCode(letter) + whole.slice(at + 1))
        fc.pre(tampered !== undefined && canonicalJson(tampered) !== canonicalJson({ header, message }))
        const envelope = { ...(tampered as Signable), signature: signed().signature }
        assert.notEqual(verifyMessage(envelope, publicKey, now), 'valid', JSON.stringify(tampered))
      }),
      { numRuns: 2_000 },
    )
  })

  it('fails when any one character in its named parts is another, but for the labels namespace and unique_key_id', () => {
    const { signature } = signed()
    const values = [...signature.matchAll(/(kidId|algorithm|created|expires|headers|signature)="([^"]*)"/g)].flatMap(
      (part) => {
        const from = part.index + part[1]!.length + 2
        return Array.from({ length: part[2]!.length }, (_, at) => from + at)
      },
    )
    const keyId = signature.indexOf(key.id)
    const signedPlaces = values.filter((at) => at < keyId || at >= keyId + key.id.length)
    fc.assert(
      fc.property(fc.constantFrom(...signedPlaces), fc.integer({ min: 32, max: 126 }), (at, letter) => {
        fc.pre(signature.charCodeAt(at) !== letter)
        const tampered = signature.slice(0, at) + String.fromCharCode(letter) + signature.slice(at + 1)
        assert.notEqual(verifyMessage({ ...signed(), signature: tampered }, publicKey, now), 'valid', tampered)
      }),
      { numRuns: 2_000 },
    )
  })

  it('fails for every single changed bit of the 64 bytes', () => {
    const bytes = Buffer.from(/signature="([^"]+)"/.exec(signed().signature)![1]!, 'base64')
    for (let bit = 0; bit < 512; bit += 1) {
      const other = Buffer.from(bytes)
      other[bit >> 3]! ^= 1 << (bit & 7)
      const signature = signed().signature.replace(bytes.toString('base64'), other.toString('base64'))
      assert.equal(verifyMessage({ ...signed(), signature }, publicKey, now), 'wrong')
    }
  })

  it('is only of its sender: another key or another sender_id fails', () => {
    assert.equal(verifyMessage(signed(), keyPair().publicKey, now), 'wrong')
    const other = { ...header, sender_id: 'somebody' }
    const inAnothersName = { signature: signMessage('tamin', other, message, key, now), header: other, message }
    assert.equal(verifyMessage(inAnothersName, publicKey, now), 'wrong')
  })

  it('has its time: ten minutes, with five for clocks that differ', () => {
    const minutes = (count: number) => now + count * 60_000
    assert.equal(verifyMessage(signed(), publicKey, minutes(14)), 'valid')
    assert.equal(verifyMessage(signed(), publicKey, minutes(16)), 'expired')
    assert.equal(verifyMessage(signed(), publicKey, minutes(-4)), 'valid')
    assert.equal(verifyMessage(signed(), publicKey, minutes(-6)), 'expired')
  })

  it('covers a message of the header alone, and is not valid once a message is put under it', () => {
    const alone = { signature: signMessage('tamin', header, undefined, key, now), header }
    assert.equal(verifyMessage(alone, publicKey, now), 'valid')
    assert.equal(verifyMessage({ ...alone, message }, publicKey, now), 'wrong')
  })

  it('is told apart from a placeholder and from nonsense', () => {
    for (const none of [undefined, null, '', 'unsigned', 'unsigned-stub', 'not signed', 'string']) {
      assert.equal(isUnsigned(none), true, String(none))
      assert.equal(verifyMessage({ ...signed(), signature: none }, publicKey, now), 'missing')
    }
    for (const nonsense of ['invalid-signature', 'abc', '!@#$%^&*()', 'eyJhbGciOiJSUzI1NiJ9.', 7, {}, 'Signature: x']) {
      assert.equal(verifyMessage({ ...signed(), signature: nonsense }, publicKey, now), 'malformed', String(nonsense))
    }
  })

  it('survives a message nested deeper than the stack', () => {
    const deep = JSON.parse(`${'['.repeat(200_000)}${']'.repeat(200_000)}`) as unknown
    assert.equal(verifyMessage({ ...signed(), message: deep }, publicKey, now), 'wrong')
  })

  it('takes Ed25519 keys only', () => {
    assert.throws(() => publicKeyFrom('not a key'))
    assert.equal(publicKeyFrom(keyPair().publicPem).asymmetricKeyType, 'ed25519')
  })
})

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
