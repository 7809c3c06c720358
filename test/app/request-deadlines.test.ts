import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { laterDue } from '#app/requests/deadlines.ts'
import { addDays, tehranDate } from '#kernel/dates.ts'
import { dueRecounted } from '#kernel/request/clock.ts'
import { foldRequest, stepRequest } from '#kernel/request/fold.ts'
import { answerClock } from '#kernel/request/request.ts'
import { withEdits } from '#kernel/working-time/calendar.ts'
import { IRAN } from '#kernel/working-time/iran.ts'
import { workingTime } from '#kernel/working-time/working-time.ts'
import { beginnings, live, policyFor, turns } from '../support/request-life.ts'

/** Changes of the calendar one after the other: days from the receipt on that are closed, shortened or opened. */
const changes = fc.array(
  fc.array(fc.tuple(fc.nat(30), fc.constantFrom([], [[450, 600]] as const, [[450, 870]] as const)), {
    minLength: 1,
    maxLength: 6,
  }),
  { minLength: 1, maxLength: 5 },
)

test('through any changes of the calendar a running deadline is the latest it ever was, and a broken one stays', () => {
  let moved = 0
  fc.assert(
    fc.property(beginnings, turns(12), changes, (beginning, some, edits) => {
      const events = live(beginning, some)
      const [first] = events
      assert.ok(first?.kind === 'received')
      const policy = policyFor(first.what, first.area)
      let request = foldRequest(events)
      const clock = answerClock(request)
      if (clock === null) return
      const at = Math.max(events.at(-1)!.at, clock.startedAt)
      let calendar = IRAN
      let latest = clock.dueAt
      const broken = clock.breachedAt !== null || (clock.pausedAt === null && at > clock.dueAt)
      for (const days of edits) {
        calendar = withEdits(
          calendar,
          days.map(([after, spans]) => ({
            day: addDays(tehranDate(clock.startedAt), after),
            scope: 'nation',
            spans,
            name: 'x',
            source: 'x',
            confirmed: true,
          })),
        )
        const time = workingTime(calendar)
        const due = laterDue(answerClock(request)!, policy, time, at)
        latest = broken ? latest : Math.max(latest, dueRecounted(time, clock, policy))
        if (due !== null) {
          moved += 1
          assert.ok(due > answerClock(request)!.dueAt, 'it came forward')
          const by = { role: 'clock', id: 'clock' }
          request = stepRequest(request, { kind: 'deadline-moved', due, because: 'calendar', at, by })
        }
        assert.equal(answerClock(request)!.dueAt, latest)
      }
    }),
    { numRuns: 300 },
  )
  assert.ok(moved > 20, `${moved}`)
})
