import { civilRegistry, type CivilRegistryOptions } from '#connectors/civil-registry/client.ts'
import { recordOf } from '#ports/crvs-person.ts'
import { signMessage } from '#ports/crvs-signature.ts'
import { OutsideSystemUnavailable } from '#ports/outside.ts'
import assert from 'node:assert/strict'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, describe, it } from 'node:test'
import { code, day, keyPair, person } from '../simulators/civil-registry-people.ts'

/* A server made by hand that answers a question in ways no registry should. None of it may be believed. */

const someone = person(code(1))
const theirs = keyPair()
type Body = Record<string, any>

let answer: (asked: Body, response: ServerResponse) => void
const server = createServer((request, response) => {
  let text = ''
  request.on('data', (chunk: Buffer) => (text += chunk.toString()))
  request.on('end', () => answer(JSON.parse(text) as Body, response))
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
after(() => {
  server.closeAllConnections()
  server.close()
})

const find = (options: Partial<CivilRegistryOptions> = {}) =>
  civilRegistry({ url, senderId: 'tamin', timeoutMs: 400, warn: () => undefined, ...options }).find(
    someone.number,
    someone.birthDate,
  )

/** The right answer, for the wrong ones to differ from. */
function right(asked: Body): Body {
  const [request] = asked.message.search_request
  return {
    header: {
      version: '1.0.0',
      message_id: 'm-1',
      message_ts: asked.header.message_ts,
      action: 'on-search',
      status: 'succ',
      sender_id: 'civil-registry',
      total_count: 1,
      completed_count: 1,
    },
    message: {
      transaction_id: asked.message.transaction_id,
      correlation_id: 'c-1',
      search_response: [
        {
          reference_id: request.reference_id,
          timestamp: asked.header.message_ts,
          status: 'succ',
          data: { version: '1.0.0', reg_records: [recordOf(someone)] },
          pagination: { page_size: 2, page_number: 1, total_count: 1 },
        },
      ],
    },
  }
}
const json = (body: unknown, response: ServerResponse, status = 200) =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
const isUnavailable = (error: unknown) => {
  assert.ok(error instanceof OutsideSystemUnavailable, String(error))
  assert.doesNotMatch(`${error.message} ${String((error.cause as Error | undefined)?.message)}`, /\d{10}|1990|[آ-ی]/)
  return true
}

describe('the client of the civil registry', () => {
  it('believes the right answer, with or without our additions', async () => {
    answer = (asked, response) => json(right(asked), response)
    const whole = await find()
    assert.deepEqual(whole.outcome === 'found' && whole.person, someone)
    assert.equal(whole.replyId, 'c-1')

    answer = (asked, response) => {
      const body = right(asked)
      const { identifier, name, sex, birth_date } = body.message.search_response[0].data.reg_records[0]
      body.message.search_response[0].data.reg_records = [
        { identifier, name, sex, birth_date: `${birth_date}T00:00:00`, death_date: '' },
      ]
      json(body, response)
    }
    const bare = await find()
    assert.equal(bare.outcome === 'found' && bare.person.fatherName, null)
  })

  it('takes an answer without data as no match only where it says that there are none', async () => {
    const without = (total_count: number) => (asked: Body, response: ServerResponse) => {
      const body = right(asked)
      delete body.message.search_response[0].data
      body.message.search_response[0].pagination.total_count = total_count
      json(body, response)
    }
    answer = without(0)
    assert.equal((await find()).outcome, 'no-match')
    answer = without(1)
    await assert.rejects(find(), isUnavailable)
  })

  const changes: [string, (body: Body) => unknown][] = [
    ['another transaction_id', (body) => (body.message.transaction_id = 'other')],
    ['another reference_id', (body) => (body.message.search_response[0].reference_id = 'other')],
    ['no correlation_id', (body) => delete body.message.correlation_id],
    ['two answers to one request', (body) => body.message.search_response.push(body.message.search_response[0])],
    ['no answer to the request', (body) => (body.message.search_response = [])],
    ['the record of another person', (body) => (recordIn(body).identifier.identifier_value = code(2))],
    ['a record with another birth date', (body) => (recordIn(body).birth_date = '1991-05-05')],
    ['two records', (body) => body.message.search_response[0].data.reg_records.push(recordIn(body))],
    ['a record without a name', (body) => delete recordIn(body).name],
    ['a record without a number', (body) => delete recordIn(body).identifier],
    ['a death that cannot be read', (body) => (recordIn(body).death_date = 'soon')],
    ['records that are texts', (body) => (body.message.search_response[0].data.reg_records = ['x'])],
    ['a status that is none', (body) => (body.message.search_response[0].status = 'maybe')],
    ['a request that is still pending', (body) => (body.message.search_response[0].status = 'pdng')],
    [
      'a rejection',
      (body) =>
        Object.assign(body.message.search_response[0], {
          status: 'rjct',
          status_reason_code: 'rjct.timestamp.invalid',
        }),
    ],
    [
      'a rejection with a reason full of personal data',
      (body) =>
        Object.assign(body.message.search_response[0], {
          status: 'rjct',
          status_reason_code: `rjct.${someone.number}`,
        }),
    ],
    [
      'neither query understood',
      (body) =>
        Object.assign(body.message.search_response[0], {
          status: 'rjct',
          status_reason_code: 'rjct.search_criteria.invalid',
        }),
    ],
    ['another action', (body) => (body.header.action = 'on-subscribe')],
    ['a header without a status', (body) => delete body.header.status],
    ['a header without an instant', (body) => (body.header.message_ts = 'now')],
    [
      'a rejected header and no message',
      (body) => (
        Object.assign(body.header, { status: 'rjct', status_reason_code: 'rjct.version.invalid' }),
        delete body.message
      ),
    ],
    ['no header', (body) => delete body.header],
    [
      'an encrypted message',
      (body) => (body.message = { header: {}, ciphertext: 'x', encrypted_key: 'x', tag: 'x', iv: 'x' }),
    ],
  ]
  for (const [name, change] of changes) {
    it(`does not believe ${name}`, async () => {
      answer = (asked, response) => {
        const body = right(asked)
        change(body)
        json(body, response)
      }
      await assert.rejects(find(), isUnavailable)
    })
  }

  const raw: [string, (response: ServerResponse) => void][] = [
    [
      'a page of HTML',
      (response) => void response.writeHead(200, { 'content-type': 'text/html' }).end(`<html>${someone.number}</html>`),
    ],
    ['an empty body', (response) => void response.writeHead(200).end()],
    ['JSON that is cut off', (response) => void response.writeHead(200).end('{"header":{"message_id":"1"')],
    ['a text', (response) => json('succ', response)],
    ['a list', (response) => json([], response)],
    ['null', (response) => json(null, response)],
    ['a redirect', (response) => void response.writeHead(307, { location: `${url}/elsewhere` }).end()],
    [
      'an error with a page',
      (response) => void response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>'),
    ],
    ['a body of two megabytes', (response) => json({ header: {}, filler: 'x'.repeat(2_000_000) }, response)],
    [
      'a body without end',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json' })
        const drip = setInterval(() => response.write('['.repeat(1_000)), 5)
        response.on('close', () => clearInterval(drip))
      },
    ],
    [
      'headers and then silence',
      (response) => void response.writeHead(200, { 'content-type': 'application/json' }).write('{'),
    ],
    [
      'a body that breaks off',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' }).write('{"header"')
        setTimeout(() => response.destroy(), 20)
      },
    ],
    [
      'JSON nested deeper than the stack',
      (response) => void response.writeHead(200).end(`{"header":${'['.repeat(400_000)}${']'.repeat(400_000)}}`),
    ],
  ]
  for (const [name, say] of raw) {
    it(`does not believe ${name}`, async () => {
      answer = (_asked, response) => say(response)
      await assert.rejects(find(), isUnavailable)
      await assert.rejects(find({ registryPublicKey: theirs.publicPem }), isUnavailable)
    })
  }

  describe('with the registry’s key', () => {
    const checking = { registryPublicKey: theirs.publicPem }
    const signed = (body: Body, key = theirs): Body => ({
      ...body,
      signature: signMessage('civil-registry', body.header, body.message, key.signingKey, Date.now()),
    })

    it('believes what the registry signed', async () => {
      answer = (asked, response) => json(signed(right(asked)), response)
      assert.equal((await find(checking)).outcome, 'found')
    })

    it('does not believe what somebody else signed, nobody signed, or somebody changed after', async () => {
      const forged: ((asked: Body) => Body)[] = [
        (asked) => right(asked),
        (asked) => signed(right(asked), keyPair()),
        (asked) => {
          const body = signed(right(asked))
          recordIn(body).death_date = '2024-01-01'
          return body
        },
        (asked) => {
          const { message: _dropped, ...rest } = signed(right(asked))
          return rest
        },
      ]
      for (const forge of forged) {
        answer = (asked, response) => json(forge(asked), response)
        await assert.rejects(find(checking), isUnavailable)
      }
    })

    it('does not believe an old answer to an earlier question, though it was signed', async () => {
      let first: Body | undefined
      answer = (asked, response) => json((first ??= signed(right(asked))), response)
      assert.equal((await find(checking)).outcome, 'found')
      await assert.rejects(find(checking), isUnavailable)
    })
  })

  it('never sends its token after a redirect', async () => {
    let calls = 0
    answer = (_asked, response) => {
      calls += 1
      response.writeHead(308, { location: `${url}/elsewhere` }).end()
    }
    await assert.rejects(find({ token: 'secret' }), isUnavailable)
    assert.equal(calls, 1)
  })

  it('asks by the day it was given, not by another', async () => {
    answer = (asked, response) => {
      const [line] = asked.message.search_request[0].search_criteria.query
      assert.deepEqual(line, {
        seq_num: 1,
        expression1: { attribute_name: 'UIN', operator: 'eq', attribute_value: someone.number },
        condition: 'and',
        expression2: { attribute_name: 'birth_date', operator: 'eq', attribute_value: day('1990-05-05') },
      })
      json(right(asked), response)
    }
    assert.equal((await find()).outcome, 'found')
  })
})

function recordIn(body: Body): Body {
  return body.message.search_response[0].data.reg_records[0] as Body
}
