import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Json, Raw } from '#kernel/fields/field.ts'
import { movesOf } from '#kernel/service/flow.ts'
import { nextPage, readPage } from '#kernel/service/form.ts'
import { judge } from '#kernel/service/judge.ts'
import type { Service } from '#kernel/service/service.ts'
import { situation } from '#kernel/service/situation.ts'
import { services } from '#services/all.ts'
import { APPLICANT, CASES_ON } from '#services/case.ts'
import { casesOf, examine, fill } from '../support/cases.ts'
import { Journey } from '../support/journey.ts'
import { seeded } from '../support/seeded.ts'

// The cases of every service, filled in and decided by the kernel alone. Through the API: test/web/api-services.test.ts.

const valueOf = (service: Service, name: string, answers: Readonly<Record<string, Json>>) => {
  const read = service.fields[name]!.fromJson(answers[name] ?? null, name)
  if (!read.ok) throw new Error(`a bad answer of a case: ${name}`)
  return read.value
}

const settled = (service: Service, journey: Journey): boolean =>
  service.flow.states[journey.application.state]?.final !== undefined

for (const service of services) {
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
          if (!settled(service, journey)) journey.moves('officer:approve')
          assert.equal(journey.application.state, 'approved')
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
        journey.moves('officer:reject', { reasons: [{ rule: refusedBy, note: 'طبق قانون.' }] })
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
        const one = cases.find(({ ends, found = {} }) => ends === 'approved' && Object.keys(found).length === 0)!
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
        journey.moves('citizen:submit').moves('officer:approve')
        assert.equal(journey.application.state, 'approved')
      })

    test('every rule refuses in some case', () => {
      const refusing = new Set(cases.flatMap(({ ends }) => (ends === 'approved' ? [] : [ends.refusedBy])))
      assert.deepEqual(
        Object.keys(service.rules).filter((rule) => !refusing.has(rule)),
        [],
      )
    })
  })
}
