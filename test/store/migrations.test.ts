import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { foldRequest } from '#kernel/request/fold.ts'
import type { RequestEvent } from '#kernel/request/request-event.ts'
import { deviatedAt } from '#kernel/request/request.ts'
import { migrate } from '#store/migrate.ts'
import { databaseBefore, withClient } from '../support/database.ts'
import { beginnings, live, turns } from '../support/request-life.ts'

// What a migration makes of rows that were there before it, in the shape they had then.

test('030 writes down whom an application is about, from the newest answer of the civil registry, and nothing else', async (t) => {
  const url = await databaseBefore(t, '030-lists.sql')
  const fact = (name: string, value: unknown) => ({ kind: 'fact', name, value })
  const civil = (firstName: unknown, lastName: unknown) => fact('civil', { firstName, lastName, sex: 'female' })
  /** Actions as they were written, and the subject that is to come of them. */
  const old: Record<string, { readonly actions: readonly object[]; readonly subject: string | null }> = {
    '11': { actions: [{ kind: 'opened' }, civil('زهرا', 'کریمی')], subject: 'زهرا کریمی' },
    '12': { actions: [civil('زهرا', 'کریمی'), { kind: 'answered' }, civil('نرگس', 'صادقی')], subject: 'نرگس صادقی' },
    // Found, then another number was typed, which nobody has.
    '13': { actions: [civil('زهرا', 'کریمی'), fact('civil', null)], subject: null },
    '14': { actions: [{ kind: 'opened' }], subject: null },
    '15': { actions: [civil('زهرا', null)], subject: 'زهرا' },
    // The applicant's own record, and a note that speaks of `civil`, are about nobody.
    '17': { actions: [fact('self', { firstName: 'حسین' }), { kind: 'noted', name: 'civil' }], subject: null },
    // Of somebody else under the same number of application.
    '18': { actions: [civil('صدیقه', 'محمدی')], subject: 'صدیقه محمدی' },
  }
  await withClient(url, async (client) => {
    for (const personId of ['1', '2'])
      await client.query(
        `insert into person (person_id, number, first_name, last_name, father_name, id_card_number, place_of_issue, sex,
           birth_date, mobile, registered_at)
         values ($1, $2, 'حسین', 'صادقی', 'حسن', '1', 'قم', 'male', '1980-01-01', $3, now())`,
        [personId, `000000000${personId}`, `0999000000${personId}`],
      )
    for (const [id, { actions }] of Object.entries(old)) {
      const key = id === '18' ? ['2', '11'] : ['1', id]
      await client.query(
        `insert into application (person_id, application_id, service, version, tracking_code, state, turn, roles, actions,
           last_hash, applicant_name, opened_at, since)
         values ($1, $2, 'dependants', 1, '', 'draft', 'citizen', '{}', $3, '', 'حسین صادقی', now(), now())`,
        [...key, actions.length],
      )
      for (const [n, action] of actions.entries())
        await client.query(
          `insert into application_action (person_id, application_id, n, action, hash, at) values ($1, $2, $3, $4, '', now())`,
          [...key, n, action],
        )
    }
  })
  await migrate(url)
  await withClient(url, async (client) => {
    const { rows } = await client.query<{ id: string; subject: string | null }>(
      `select case person_id when 1 then application_id else 18 end as id, subject from application order by id`,
    )
    assert.deepEqual(
      rows.map(({ id, subject }) => [id, subject]),
      Object.entries(old).map(([id, { subject }]) => [id, subject]),
    )
  })
})

test('042 writes down when a reply was drafted that departs from the approved answer, as the fold tells it', async (t) => {
  const url = await databaseBefore(t, '042-heads.sql')
  const canonical = { how: 'canonical', questionId: 1, caseKey: '', answerId: '1', text: '', digest: '' } as const
  const sometimes = (event: RequestEvent, n: number): RequestEvent =>
    event.kind === 'drafted' && n % 3 === 0 ? { ...event, draft: canonical } : event
  const lives = fc
    .sample(fc.tuple(beginnings, turns(40)), { numRuns: 400, seed: 42 })
    .map(([beginning, some], n) =>
      live({ ...beginning, ...(n % 4 > 0 ? { kind: 'question' } : {}) }, some).map(sometimes),
    )
  const told = lives.map((events) => foldRequest(events))
  await withClient(url, async (client) => {
    await client.query('alter table request disable trigger user')
    await client.query(
      `insert into request (person_id, request_id, tracking_code, kind, area, channel, state, since, title, folded, promptness, cycle,
         due_at, late, received_at, touched_at, events, last_hash)
       select n, n, n, kind, 'other', 'web', 'closed', now(), '', '', 1, 1, now(), false, now(), now(), 1, ''
       from unnest($1::text[]) with ordinality as r(kind, n)`,
      [told.map(({ kind }) => kind)],
    )
    await client.query(
      `insert into request_event (person_id, request_id, n, event, hash, at)
       select r, r, e, event, '', to_timestamp((event ->> 'at')::bigint / 1000.0)
       from jsonb_array_elements($1::jsonb) with ordinality as l(events, r),
         jsonb_array_elements(events) with ordinality as one(event, e)`,
      [JSON.stringify(lives)],
    )
    await client.query('alter table request enable trigger user')
  })
  await migrate(url)
  const right = told.map((request) => deviatedAt(request))
  assert.ok(new Set(right).size > 20, 'many of them depart')
  await withClient(url, async (client) => {
    const { rows } = await client.query<{ at: Date | null }>(
      'select deviated_at as at from request order by request_id',
    )
    assert.deepEqual(
      rows.map(({ at }) => at?.getTime() ?? null),
      right,
    )
  })
})
