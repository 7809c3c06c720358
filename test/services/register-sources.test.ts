import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PersonalNumber } from '#kernel/personal-number.ts'
import { ANSWERS, type Question } from '#ports/register-wire.ts'
import * as sources from '#services/register-sources.ts'
import { safeCode } from '../support/people.ts'
import { seeded } from '../support/seeded.ts'

const number = safeCode(1) as PersonalNumber
const about = { number, from: 140001, to: 140512, contractId: '1', pensionNumber: '1', code: '0371000011' }

for (const { key, sample, show } of Object.values(sources) as (typeof sources.spells)[])
  test(`what ${key} is made up to say in tests, a register could say`, () => {
    const answer = ANSWERS[key.replace('register.', '') as Question]
    const said = new Set<string>()
    for (let seed = 0; seed < 200; seed += 1) {
      const value = sample(seeded(seed), { about, applicant: number })
      assert.equal(answer.safeParse(value).error, undefined)
      for (const text of Object.values(show(value)))
        assert.doesNotMatch(text.replace(/IR[\d ]+/, ''), /[0-9]|undefined|NaN/)
      said.add(JSON.stringify(value))
    }
    assert.ok(said.size > 20)
  })
