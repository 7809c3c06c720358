import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { personalTraces } from '#kernel/personal-traces.ts'
import { organisationAnswers } from '../support/answers.ts'
import { personalNumbers, written } from '../support/numbers.ts'

const answers = organisationAnswers().answers.map(({ body }) => body)
const around = fc.tuple(
  fc.constantFrom('', 'سال ۱۴۰۴ ', 'کد ملی:', 'مبلغ ۱٬۲۰۰٬۰۰۰ ریال ', ...answers),
  fc.constantFrom('', ' است', '؛ ۱۴۰۵/۰۱/۰۱', '\n۱۲ سال'),
)

describe('no text passes that has', () => {
  for (const [trace, number] of Object.entries(personalNumbers))
    test(`any ${trace}, wherever and however it is written`, () => {
      fc.assert(
        fc.property(written(number), around, (text, [before, after]) => {
          assert.ok(personalTraces(before + text + after).includes(trace as 'card'), before + text + after)
        }),
        { numRuns: 500 },
      )
    })

  test('the name of somebody concerned, in any spelling', () => {
    for (const text of ['آقای علي رضا كريمي گفت', 'از علیرضا کریمی پرسیدم', 'علی‌رضا  کَریمی.', '(علی رضا کریمی)'])
      assert.deepEqual(personalTraces(text, ['علی‌رضا کریمی']), ['name'], text)
    assert.deepEqual(personalTraces('خانم کریمی', ['علی‌رضا کریمی', 'کریمی']), ['name'])
    assert.deepEqual(personalTraces('کریمیان و رضا', ['علی‌رضا کریمی', 'کریمی', '']), [])
  })

  test('an e-mail address', () => {
    assert.deepEqual(personalTraces('بنویسید به Maryam.h@example.ir لطفا'), ['email'])
  })
})

test('what the organisation answers passes: days, amounts, percents and articles are nobody’s', () => {
  for (const body of answers) assert.deepEqual(personalTraces(body), [], body)
  for (const text of ['۱۴۰۴/۰۹/۰۲ ساعت ۱۱:۳۰', '۱۰۳٬۹۰۹٬۶۸۰ ریال', 'مادهٔ ۵۸ و ۷۶', '۱۴۲۰', ''])
    assert.deepEqual(personalTraces(text), [], text)
})
