import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Raw } from '#kernel/fields/field.ts'
import { movesOf } from '#kernel/service/flow.ts'
import { nextPage, readPage } from '#kernel/service/form.ts'
import { judge, judgeContext } from '#kernel/service/judge.ts'
import type { Service } from '#kernel/service/service.ts'
import { situation } from '#kernel/service/situation.ts'
import { isReading } from '#kernel/sheet/reading.ts'
import { faultOf } from '#kernel/sheet/sheet-faults.ts'
import { sheetOf } from '#kernel/sheet/shown.ts'
import { services } from '#services/all.ts'
import { APPLICANT, CASES_ON, type TellingCase } from '#services/case.ts'
import { casesOf, examine, fill, settle, toldBy, valueOf } from '../support/cases.ts'
import { Journey } from '../support/journey.ts'
import { seeded } from '../support/seeded.ts'

// The cases of every service, filled in and decided by the kernel alone. Through the API and the pages: test/web/api-services.test.ts
// and page-services.test.ts.

const settled = (service: Service, journey: Journey): boolean =>
  service.flow.states[journey.application.state]?.final !== undefined

const everyRuleRefuses = (service: Service, cases: readonly { ends: string | { refusedBy: string } }[]): void => {
  const refusing = new Set(cases.flatMap(({ ends }) => (typeof ends === 'string' ? [] : [ends.refusedBy])))
  assert.deepEqual(
    Object.keys(service.rules).filter((rule) => !refusing.has(rule)),
    [],
  )
}

for (const service of services.filter(isReading)) {
  const cases = (await casesOf(service)) as unknown as readonly TellingCase<Service>[]
  describe(service.id, () => {
    for (const one of cases) {
      test(`${one.title}: ${one.ends === 'told' ? 'گفته می‌شود' : 'گفته نمی‌شود'}`, () => {
        const now = toldBy(service, one)
        const against = judgeContext(service, now.context).rules.filter(({ verdict }) => verdict === 'no')
        assert.deepEqual(now.pages, one.pages)
        if (one.ends !== 'told') {
          const { refusedBy } = one.ends
          assert.ok(against.some(({ rule }) => rule === refusedBy))
          for (const { refusal } of against) assert.match(refusal ?? '', /[آ-ی].*\.$/)
          return
        }
        assert.deepEqual(against, [])
        const sheet = sheetOf(service, now)
        assert.ok(sheet !== null && sheet.sections.length > 0)
        assert.equal(faultOf(sheet), null)
      })
    }

    test('each question refuses what is written badly, in words that say so', () => {
      for (const [name, field] of Object.entries(service.fields)) {
        // Nothing at all is no bad answer to an optional question.
        const bad = [1, 2, 3, 4, 5, 6].map((seed) => field.read(field.sample(seeded(seed), name).invalid, name))
        const refused = bad.filter((read) => !read.ok)
        assert.ok(refused.length > 0 && refused.every(({ error }) => /[آ-ی].*[.؟]$/.test(error)), name)
        assert.ok(field.optional || refused.length === bad.length, name)
      }
    })

    test('something is told, and every rule refuses in some case', () => {
      assert.ok(cases.some(({ ends }) => ends === 'told'))
      everyRuleRefuses(service, cases)
    })
  })
}

for (const service of services.filter((one) => !isReading(one))) {
  const cases = await casesOf(service)
  if (cases.length === 0) continue
  describe(service.id, () => {
    for (const one of cases) {
      test(`${one.title}: ${one.ends === 'approved' ? 'تأیید' : `رد با قاعدهٔ ${one.ends.refusedBy}`}`, () => {
        const journey = new Journey(service, APPLICANT)
        assert.equal(journey.today, CASES_ON)
        const seen = fill(journey, one)
        assert.deepEqual(seen, one.pages.slice(0, seen.length))

        const sends = judge(service, journey.application, journey.today).verdict !== 'no'
        if (sends) {
          assert.deepEqual(seen, one.pages)
          journey.moves('citizen:submit')
          if (!settled(service, journey)) examine(journey, one.found)
        }
        const { rules } = judge(service, journey.application, journey.today)
        const against = rules.filter((rule) => rule.verdict === 'no')
        if (one.ends === 'approved') {
          assert.deepEqual(
            rules.filter(({ verdict }) => verdict !== 'yes').map(({ rule }) => rule),
            [],
          )
          settle(journey)
          assert.equal(journey.application.state, 'approved')
          // What an accepted case comes to is known by then.
          const now = situation(service, journey.application, journey.today)
          assert.equal(sheetOf(service, now) !== null, service.shows !== undefined)
          return
        }
        const { refusedBy } = one.ends
        assert.ok(
          against.some(({ rule }) => rule === refusedBy),
          JSON.stringify(against.map(({ rule }) => rule)),
        )
        for (const rule of against) {
          assert.match(rule.refusal ?? '', /[آ-ی].*\.$/)
          assert.ok(rule.articles.length > 0)
        }
        if (!sends) {
          assert.equal(nextPage(service, journey.application, journey.today).step, 'refused')
          assert.notEqual(journey.refusalOf('citizen:submit'), null)
          return
        }
        assert.throws(() => journey.moves('officer:approve'), { message: against[0]!.refusal! })
        settle(journey, refusedBy)
        assert.equal(journey.application.state, 'rejected')
      })
    }

    test('each question refuses what is written badly, in words that say so', () => {
      const tried = new Set<string>()
      for (const { title, pages, answers, facts } of cases) {
        const journey = new Journey(service, APPLICANT)
        for (const page of pages) {
          journey.facts(facts)
          if (!situation(service, journey.application, journey.today).pages.includes(page)) break
          const names = service.pages[page]!.fields
          for (const name of names.filter((one) => !tried.has(one))) {
            tried.add(name)
            const form = Object.assign(
              {},
              ...names.map((one) => service.fields[one]!.write(valueOf(service, one, answers), one)),
              service.fields[name]!.sample(seeded(3), name).invalid,
            ) as Raw
            const read = readPage(service, journey.application, page, { form }, journey.today)
            assert.ok(!read.ok, `${title}: ${name}`)
            for (const { field, message } of read.errors) {
              assert.ok(field.startsWith(name), field)
              assert.match(message, /[آ-ی].*[.؟]$/)
            }
          }
          journey.answers(page, Object.fromEntries(names.map((name) => [name, answers[name] ?? null])))
        }
      }
      assert.deepEqual(
        Object.keys(service.fields).filter((name) => !tried.has(name)),
        [],
      )
    })

    if (movesOf(service.flow.states['submitted']).includes('officer:return'))
      test('returned for correction, it is corrected and approved', () => {
        const one = cases.find(({ ends }) => ends === 'approved')!
        const journey = new Journey(service, APPLICANT)
        fill(journey, one)
        journey.moves('citizen:submit')
        const [document] = situation(service, journey.application, journey.today).documents
        journey.moves('officer:return', {
          remarks: [{ about: 'document', name: document!, remark: 'تصویر خوانا نیست.' }],
        })
        assert.equal(journey.application.state, 'returned')
        assert.notEqual(journey.refusalOf('officer:approve'), null)
        assert.notEqual(journey.refusalOf('citizen:submit'), null, 'what was marked is asked for again')
        journey.uploads(document!)
        journey.moves('citizen:submit')
        examine(journey, one.found)
        settle(journey)
        assert.equal(journey.application.state, 'approved')
      })

    test('every rule refuses in some case', () => everyRuleRefuses(service, cases))
  })
}
