import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { clockPaused, clockResumed, clockStopped, dueIfResumed, outcomeOf, type Clock } from '#kernel/request/clock.ts'
import { foldRequest, stepRequest } from '#kernel/request/fold.ts'
import { BREACH, newPromise, stepTime } from '#kernel/request/ladder.ts'
import { answerStart, closingStart, mayPause, policyOn } from '#kernel/request/policy.ts'
import { LEAST_PROMPT, MOST_PROMPT, promptnessOf } from '#kernel/request/promptness.ts'
import { AREAS, KINDS, answerClock, type Area, type Kind } from '#kernel/request/request.ts'
import { needsSecondPerson, type EventKind, type RequestEvent } from '#kernel/request/request-event.ts'
import { FINAL_STATES, isOpen, OPEN_STATES, stateAfter, STATES, type State } from '#kernel/request/states.ts'
import { standing, STANDINGS } from '#kernel/request/standing.ts'
import { addDays, tehranDate } from '#kernel/dates.ts'
import { dueAt } from '#kernel/working-time/due.ts'
import { carriedOn } from '#kernel/working-time/calendar.ts'
import { IRAN } from '#kernel/working-time/iran.ts'
import { workingSecondsBetween, workingTime, type WorkingTime } from '#kernel/working-time/working-time.ts'
import { at } from '../support/jalali.ts'
import { closeAfter, workAfter } from '../support/naive-days.ts'
import { beginnings, iran, live, policyFor, turns } from '../support/request-life.ts'
import { replayLife, whenStep, type Event } from '../support/request-replay.ts'

const numRuns = Number(process.env['RUNS'] ?? 300)
const life = fc.tuple(beginnings, turns(30)).map(([beginning, some]) => live(beginning, some))
const limitsOf = ([first]: readonly RequestEvent[]) => {
  assert.ok(first?.kind === 'received')
  return policyFor(first.what, first.area)
}
const check = (property: fc.IProperty<[readonly RequestEvent[]]>) => fc.assert(property, { numRuns })

describe('a request and its clocks, in any life', () => {
  test('an open one has one clock of its answer, which stands still only while the person has one; no other has any', () => {
    check(
      fc.property(life, (events) => {
        for (let n = 2; n <= events.length; n += 1) {
          const { state, clocks } = foldRequest(events.slice(0, n))
          const unstopped = clocks.filter(({ stoppedAt }) => stoppedAt === null)
          const kinds = unstopped.map(({ kind }) => kind).join()
          const paused = unstopped.some(({ kind, pausedAt }) => kind === 'answer' && pausedAt !== null)
          assert.equal(kinds, state === 'waiting' ? 'answer,citizen' : isOpen(state) ? 'answer' : closes(state))
          assert.equal(paused, state === 'waiting')
        }
      }),
    )
  })
  const closes = (state: State) => (state === 'answered' ? 'closing' : '')

  test('each event counts one more; what cannot happen changes nothing; nothing leads out of an end', () => {
    const kinds = Object.keys(KIND_OF_EVENT) as EventKind[]
    check(
      fc.property(life, (events) => {
        const request = foldRequest(events)
        assert.equal(request.events, events.length)
        const kept = JSON.stringify(request)
        for (const kind of kinds.filter((one) => stateAfter(request.state, one) === null))
          assert.throws(() => stepRequest(request, { kind, at: 0, by: { role: '', id: '' } } as never), RangeError)
        assert.equal(JSON.stringify(request), kept)
      }),
    )
    for (const state of FINAL_STATES)
      for (const kind of kinds) assert.ok([state, null].includes(stateAfter(state, kind)), `${state} ${kind}`)
  })

  test('what its events tell is what an account written apart tells, deadlines by a naive calendar, after every event', () => {
    check(
      fc.property(life, (events) => {
        for (let n = 2; n <= events.length; n += 1) {
          const request = foldRequest(events.slice(0, n))
          const told = replayLife(events.slice(0, n) as unknown as Event[], limitsOf(events))
          assert.deepEqual(told.faults, [])
          assert.deepEqual([request.state, request.cycle, request.holder], [told.state, told.cycle, told.holder])
          assert.deepEqual(request.clocks.map(plain), told.clocks)
        }
      }),
    )
  })
  const plain = (clock: Clock) => ({
    kind: clock.kind,
    cycle: clock.cycle,
    n: clock.n,
    started: clock.startedAt,
    due: clock.dueAt,
    allotted: clock.allotted,
    paused: clock.pausedAt,
    stopped: clock.stoppedAt,
    breached: clock.breachedAt,
    outcome: clock.outcome,
    pauses: clock.pauses.map(([from, until]) => [from, until]),
  })

  test('the steps of every clock come in order, when a naive calendar says, no warning after the deadline', () => {
    check(
      fc.property(life, (events) => {
        for (const clock of foldRequest(events).clocks) {
          const steps = clock.kind === 'answer' ? [1, 2, 3, 4, 5, 6, 9] : clock.kind === 'citizen' ? [1, 2] : [1]
          const times = steps.map((step) => stepTime(iran, clock, step)!)
          assert.deepEqual(
            times,
            steps.map((step) => whenStep(clock.kind, clock.dueAt, clock.allotted, step)),
          )
          assert.deepEqual(
            times,
            times.toSorted((one, other) => one - other),
          )
          if (clock.kind === 'answer') {
            assert.ok(times.slice(0, BREACH).every((time) => time <= clock.dueAt))
            assert.ok(times.slice(BREACH).every((time) => time > clock.dueAt))
          } else assert.equal(stepTime(iran, clock, steps.length + 1), null)
        }
      }),
    )
  })

  test('moving a request never moves its deadline, and only a pause or a merger does', () => {
    check(
      fc.property(life, (events) => {
        let before = foldRequest(events.slice(0, 2))
        for (const event of events.slice(2)) {
          const request = stepRequest(before, event)
          const [was, is] = [answerClock(before), answerClock(request)]
          if (was !== null && is !== null && was.cycle === is.cycle)
            assert.ok(was.dueAt === is.dueAt || was.pausedAt !== null, event.kind)
          before = request
        }
      }),
    )
  })
})

/** Every kind there is; the compiler wants them all. */
const KIND_OF_EVENT: Record<EventKind, true> = {
  received: true,
  routed: true,
  taken: true,
  released: true,
  handed: true,
  transferred: true,
  asked: true,
  'ask-got': true,
  wrote: true,
  'wait-over': true,
  drafted: true,
  'draft-refused': true,
  approved: true,
  sending: true,
  undone: true,
  outdated: true,
  sent: true,
  rated: true,
  reopened: true,
  closed: true,
  merged: true,
  absorbed: true,
  referred: true,
  withdrawn: true,
  linked: true,
  noted: true,
  viewed: true,
  'promptness-set': true,
  breached: true,
  'cause-given': true,
  corrected: true,
  'deadline-moved': true,
}

const started = (received: number, days = 3): Clock => ({
  kind: 'answer',
  cycle: 1,
  n: 1,
  ...answerStart(iran, received, { ...policyFor('question', 'other'), days }),
  startedAt: received,
  pauses: [],
  pausedAt: null,
  breachedAt: null,
  stoppedAt: null,
  outcome: null,
})
const paused = (clock: Clock, from: number, until: number): Clock => {
  const still = clockPaused(clock, from)
  return clockResumed(still, until, dueIfResumed(iran, still, until))
}
const moments = (count: number) =>
  fc
    .array(
      fc.integer({ min: at('1404/12/10'), max: at('1405/02/01') }).map((ms) => Math.floor(ms / 1000) * 1000),
      {
        minLength: count,
        maxLength: count,
      },
    )
    .map((list) => list.toSorted((one, other) => one - other))

describe('a pause', () => {
  test('gives back the working time it lasted and no second more', () => {
    fc.assert(
      fc.property(moments(3), ([received = 0, from = 0, until = 0]) => {
        const clock = started(received)
        const after = paused(clock, from, until)
        const stood = workingSecondsBetween(iran, from, until)
        assert.equal(workingSecondsBetween(iran, clock.dueAt, after.dueAt), stood)
        assert.equal(after.dueAt, workAfter(clock.dueAt, stood * 1000))
        assert.ok(after.dueAt - clock.dueAt >= stood * 1000 || stood === 0)
      }),
      { numRuns },
    )
  })

  test('two of them and one of the same working time come to the same deadline', () => {
    fc.assert(
      fc.property(moments(5), ([received = 0, a = 0, b = 0, c = 0, d = 0]) => {
        const clock = started(received)
        const twice = paused(paused(clock, a, b), c, d)
        const whole = workingSecondsBetween(iran, a, b) + workingSecondsBetween(iran, c, d)
        assert.equal(twice.dueAt, workAfter(clock.dueAt, whole * 1000))
        assert.equal(twice.pauses.length, 2)
      }),
      { numRuns },
    )
  })

  test('is not for information, not more than twice, not past the deadline', () => {
    const received = at('1404/12/02')
    const clock = started(received)
    const question = policyFor('question', 'other')
    assert.ok(mayPause(clock, question, clock.dueAt))
    assert.ok(!mayPause(clock, question, clock.dueAt + 1))
    assert.ok(!mayPause(clock, policyFor('information', 'other'), received))
    const twice = paused(paused(clock, received, received + 1000), received + 2000, received + 3000)
    assert.ok(!mayPause(twice, question, received + 4000))
    assert.ok(!mayPause({ ...clock, breachedAt: received }, question, received))
    assert.ok(!mayPause(clockPaused(clock, received), question, received))
    assert.ok(!mayPause(null, question, received))
  })
})

describe('the outcome', () => {
  test('depends on the deadline and the instant of the answer alone, and was it broken once it stays so', () => {
    const instant = fc.integer({ min: 0, max: 2 ** 40 })
    fc.assert(
      fc.property(instant, instant, fc.boolean(), (due, answered, broken) => {
        const clock = { ...started(at('1404/12/02')), dueAt: due, breachedAt: broken ? 1 : null }
        assert.equal(clockStopped(clock, answered, true).outcome, broken || answered > due ? 'breached' : 'met')
        assert.equal(clockStopped(clock, answered, false).outcome, broken || answered > due ? 'breached' : 'cancelled')
      }),
      { numRuns },
    )
  })

  test('of an answer in the closing second is in time, a millisecond later is not', () => {
    const clock = started(at('1404/12/02'))
    assert.equal(clock.dueAt, at('1404/12/05', '14:30'))
    assert.equal(outcomeOf(clock, at('1404/12/05', '14:29:59'), true), 'met')
    assert.equal(outcomeOf(clock, clock.dueAt, true), 'met')
    assert.equal(outcomeOf(clock, clock.dueAt + 1, true), 'breached')
    assert.equal(outcomeOf({ ...clock, pausedAt: 1 }, clock.dueAt + 1, false), 'cancelled')
  })
})

describe('boundaries by example', () => {
  const due = (date: string, time: string, days = 3) => started(at(date, time), days).dueAt

  test('the hour of receipt does not matter, its day does', () => {
    for (const time of ['00:00', '14:29:59', '14:30', '14:30:01', '23:59:59'])
      assert.equal(due('1404/12/02', time), at('1404/12/05', '14:30'), time)
    assert.equal(due('1404/12/03', '00:00'), at('1404/12/06', '14:30'))
  })

  test('Thursday, 29 Esfand, 13 Farvardin, and three days across Nowruz', () => {
    assert.equal(due('1404/12/07', '10:00', 1), at('1404/12/09', '14:30'))
    assert.equal(due('1404/12/29', '10:00', 1), at('1405/01/05', '14:30'))
    assert.equal(due('1405/01/13', '10:00', 1), at('1405/01/15', '14:30'))
    assert.equal(due('1404/12/27', '10:00'), at('1405/01/09', '14:30'))
    assert.equal(due('1404/12/26', '10:00', 7), at('1405/01/15', '14:30'))
  })

  test('a pause over a holiday gives back only the hours the office was open', () => {
    const clock = paused(started(at('1404/12/26')), at('1404/12/27', '12:30'), at('1405/01/05', '09:30'))
    assert.equal(clock.dueAt, workAfter(at('1405/01/08', '14:30'), 4 * 3_600_000))
    assert.equal(clock.dueAt, at('1405/01/09', '11:30'))
  })

  test('a holiday that is announced later moves a deadline, whose province is closed stands still, headquarters go on', () => {
    const closure = (province?: string) =>
      ({
        day: tehranDate(at('1404/12/04')),
        scope: province === undefined ? 'nation' : { province },
        spans: [],
        name: 'تعطیل',
        source: 'آزمون',
        confirmed: true,
      }) as const
    const with_ = (province: string | undefined, place = {}) =>
      workingTime({ ...IRAN, overrides: [...IRAN.overrides, closure(province)] }, place)
    const limit = { days: 3, unit: 'working-day' } as const
    const received = at('1404/12/02')
    assert.equal(dueAt(iran, received, limit), at('1404/12/05', '14:30'))
    assert.equal(dueAt(with_(undefined), received, limit), at('1404/12/06', '14:30'))
    assert.equal(dueAt(with_('قم', { province: 'قم' }), received, limit), at('1404/12/06', '14:30'))
    assert.equal(dueAt(with_('قم'), received, limit), at('1404/12/05', '14:30'))
  })

  test('of a half day the whole day counts', () => {
    const half = {
      day: tehranDate(at('1404/12/05')),
      scope: 'nation',
      spans: [[450, 600]],
      name: 'نیمه‌وقت',
      source: 'آزمون',
      confirmed: true,
    } as const
    const time = workingTime({ ...IRAN, overrides: [...IRAN.overrides, half] })
    assert.equal(dueAt(time, at('1404/12/02'), { days: 3, unit: 'working-day' }), at('1404/12/05', '10:00'))
  })

  test('the warnings of three days: half, four fifths, two working hours before; late every working morning for ever', () => {
    const clock = started(at('1404/12/26', '07:30'))
    const steps = [1, 2, 3, 4, 5, 6, 7].map((step) => stepTime(iran, clock, step))
    assert.deepEqual(steps, [
      at('1404/12/27', '14:30'),
      at('1405/01/08', '08:54'),
      at('1405/01/08', '12:30'),
      at('1405/01/08', '14:30'),
      at('1405/01/09', '07:30'),
      at('1405/01/10', '07:30'),
      at('1405/01/11', '07:30'),
    ])
    assert.equal(newPromise(iran, clock.dueAt), at('1405/01/09', '14:30'))
    const century: WorkingTime = workingTime(carriedOn(IRAN, addDays(IRAN.until, 3650)))
    assert.ok(stepTime(century, clock, 2000)! > at('1410/01/01'))
  })

  test('an answered request closes at the end of its twentieth day', () => {
    assert.equal(closingStart(at('1404/12/10', '23:59:59'), 1).dueAt, at('1405/01/02', '00:00'))
  })

  test('no deadline is a second off the naive one, at any instant', () => {
    fc.assert(
      fc.property(moments(1), fc.integer({ min: 1, max: 10 }), ([received = 0], days) => {
        assert.equal(started(received, days).dueAt, closeAfter(received, days))
      }),
      { numRuns },
    )
  })
})

describe('lists', () => {
  test('every request stands in exactly one of: late, due today, on time, waiting, done', () => {
    const rows = fc.record({
      state: fc.constantFrom(...(Object.keys(STATES) as State[])),
      dueAt: fc.integer({ min: at('1404/12/01'), max: at('1404/12/10') }),
      late: fc.boolean(),
    })
    const midnight = at('1404/12/05', '00:00')
    fc.assert(
      fc.property(rows, fc.integer({ min: at('1404/12/01'), max: at('1404/12/10') }), (row, now) => {
        const open = OPEN_STATES.includes(row.state)
        const today = tehranDate(row.dueAt - 1) === tehranDate(now)
        const in_ = {
          done: !open,
          waiting: row.state === 'waiting',
          late: open && row.state !== 'waiting' && (row.late || row.dueAt < now),
          'due-today': open && row.state !== 'waiting' && !row.late && row.dueAt >= now && today,
          'on-time': open && row.state !== 'waiting' && !row.late && row.dueAt >= now && !today,
        }
        assert.deepEqual(
          Object.entries(in_).flatMap(([name, is]) => (is ? [name] : [])),
          [standing(row, now)],
        )
      }),
      { numRuns },
    )
    const open = { state: 'assigned', late: false } as const
    assert.equal(standing({ ...open, dueAt: midnight }, midnight), 'on-time', 'who closes at midnight closed yesterday')
    assert.equal(standing({ ...open, dueAt: midnight }, midnight - 1), 'due-today')
    assert.equal(standing({ ...open, dueAt: at('1404/12/05', '14:30') }, midnight), 'due-today')
    assert.equal(standing({ ...open, dueAt: at('1404/12/05', '14:30') }, at('1404/12/05', '14:30:01')), 'late')
    assert.equal(Object.keys(STANDINGS).length, 5)
  })
})

describe('by rule', () => {
  test('promptness is nature × urgency × necessity, raised by words however they are spelt, within its bounds', () => {
    assert.equal(promptnessOf('question', 'insurance', 'سابقهٔ من').value, 1)
    const urgent = promptnessOf('complaint', 'treatment', 'قطع درمان! تاريخ عمل پدرم نزدیک است')
    assert.deepEqual([urgent.value, urgent.urgency], [18, 3])
    assert.deepEqual(urgent.words, ['قطع درمان', 'تاریخ عمل'])
    fc.assert(
      fc.property(
        fc.constantFrom(...(Object.keys(KINDS) as Kind[])),
        fc.constantFrom(...(Object.keys(AREAS) as Area[])),
        fc.string(),
        (kind, area, text) => {
          const { value, nature, urgency, necessity } = promptnessOf(kind, area, text)
          assert.equal(value, nature * urgency * necessity)
          assert.ok(value >= LEAST_PROMPT && value <= MOST_PROMPT)
        },
      ),
      { numRuns: 50 },
    )
  })

  test('only the approved answer to who neither complains nor reports goes out by one hand', () => {
    const canonical = { how: 'canonical', questionId: 1, caseKey: '', answerId: '1', text: '', digest: '' } as const
    const kinds = Object.keys(KINDS) as Kind[]
    assert.deepEqual(
      kinds.filter((kind) => !needsSecondPerson(kind, canonical)),
      ['question', 'suggestion', 'information'],
    )
    for (const how of ['refusal', 'partial'] as const)
      assert.ok(needsSecondPerson('information', { how, text: '', articles: [14] }))
    for (const kind of kinds) assert.ok(needsSecondPerson(kind, { how: 'own', text: '', reason: '', questionId: null }))
  })

  test('the policy of the area wins over that of any area, and only on its days', () => {
    const any = policyFor('question', 'other')
    const treatment = { ...any, policyId: 2, area: 'treatment', days: 7 } as const
    const later = { ...any, policyId: 3, from: '2026-01-01' } as typeof any
    const earlier = { ...any, until: '2026-01-01' } as typeof any
    const all = [earlier, treatment, later]
    assert.equal(policyOn(all, 'question', 'treatment', '2026-02-01' as never).policyId, 2)
    assert.equal(policyOn(all, 'question', 'pension', '2025-12-31' as never).policyId, 1)
    assert.equal(policyOn(all, 'question', 'pension', '2026-01-01' as never).policyId, 3)
    assert.throws(() => policyOn(all, 'question', 'pension', '2020-01-01' as never), RangeError)
    assert.throws(() => policyOn(all, 'complaint', 'pension', '2026-01-01' as never), RangeError)
  })
})
