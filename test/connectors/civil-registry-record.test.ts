import { personOf, recordOf } from '#ports/crvs-person.ts'
import fc from 'fast-check'
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { code, day, people, person } from '../simulators/civil-registry-people.ts'

const read = (record: unknown) => {
  const result = personOf(record)
  assert.ok(result.ok, result.ok ? '' : result.reason)
  return result.person
}
const bare = {
  '@type': 'CRVS_Person',
  identifier: { identifier_type: 'UIN', identifier_value: code(1) },
  name: { surname: 'احمدی', given_name: 'مریم' },
  sex: 'female',
  birth_date: '1990-05-05',
}

describe('a CRVSPerson record', () => {
  it('carries every CivilPerson there and back, through JSON', () => {
    fc.assert(
      fc.property(people, (someone) => {
        assert.deepEqual(read(JSON.parse(JSON.stringify(recordOf(someone)))), someone)
      }),
    )
  })

  it('says in the standard’s words what the standard has words for', () => {
    const married = person(code(1), {
      father: code(2),
      mother: code(3),
      marriages: [
        {
          spouse: code(4),
          marriedOn: day('2010-01-01'),
          ended: { on: day('2012-02-02'), by: 'divorce' },
          permanent: true,
        },
        { spouse: code(5), marriedOn: day('2014-03-03'), ended: null, permanent: true },
      ],
    })
    const record = recordOf(married)
    assert.equal(record.marital_status, 'M')
    assert.equal(record.marriage_date, '2014-03-03')
    assert.equal(record.divorce_date, '2012-02-02')
    assert.deepEqual(record.name, { '@type': 'Name', surname: 'احمدی', given_name: 'مریم' })
    assert.deepEqual(record.parent1_identifier, {
      '@type': 'Identifier',
      identifier_type: 'UIN',
      identifier_value: code(2),
    })
    const foreign = recordOf(person('123456789012' as never)).identifier as { identifier_type: string }
    assert.equal(foreign.identifier_type, 'FIDA')
  })

  it('gives the marital status of the last marriage that ended', () => {
    const status = (...ends: ('divorce' | 'death')[]) =>
      recordOf(
        person(code(1), {
          marriages: ends.map((by, at) => ({
            spouse: code(at + 2),
            marriedOn: day(`20${10 + at}-01-01`),
            ended: { on: day(`20${10 + at}-06-01`), by },
            permanent: true,
          })),
        }),
      ).marital_status
    assert.equal(status(), 'S')
    assert.equal(status('divorce'), 'D')
    assert.equal(status('divorce', 'death'), 'W')
    assert.equal(status('death', 'divorce'), 'D')
  })

  it('of a registry without our additions is read, with null for what it does not tell', () => {
    const { fatherName, idCardNumber, placeOfIssue, marriages, children, diedOn, ...rest } = read(bare)
    assert.deepEqual(
      { fatherName, idCardNumber, placeOfIssue, marriages, children, diedOn },
      {
        fatherName: null,
        idCardNumber: null,
        placeOfIssue: null,
        marriages: null,
        children: null,
        diedOn: null,
      },
    )
    assert.equal(rest.firstName, 'مریم')
  })

  it('may give several identifiers, empty texts for nothing, and times with its days', () => {
    const wordy = {
      ...bare,
      identifier: [{ identifier_type: 'BRN', identifier_value: '77' }, bare.identifier],
      birth_date: '1990-05-05T10:20:15',
      birth_place: { name: 'hospital/Qom', geo: {} },
      death_date: '',
      death_place: '',
      marriage_date: [],
      parent1_identifier: { identifier_type: 'UIN', identifier_value: '537564821' },
    }
    const given = read(wordy)
    assert.equal(given.number, code(1))
    assert.equal(given.birthDate, '1990-05-05')
    assert.equal(given.placeOfBirth, 'hospital/Qom')
    assert.equal(given.diedOn, null)
    assert.equal(given.father, null)
  })

  it('written at midnight in Tehran is of that day, however the zone is written', () => {
    for (const birth_date of ['1990-05-04T20:30:00Z', '1990-05-05T00:00:00+03:30', '1990-05-05T00:00:00Z']) {
      assert.equal(read({ ...bare, birth_date }).birthDate, '1990-05-05', birth_date)
    }
  })

  it('is refused where number, names, sex, birth date or a death cannot be read, naming the member and not its value', () => {
    const broken: [string, Record<string, unknown>][] = [
      ['name', { name: { surname: 'احمدی' } }],
      ['name.given_name', { name: { surname: 'احمدی', given_name: ' ' } }],
      ['sex', { sex: 'unknown' }],
      ['birth_date', { birth_date: '1990-02-30' }],
      ['birth_date', { birth_date: '' }],
      ['death_date', { death_date: 'unknown' }],
      ['death_date', { death_date: '1980-01-01' }],
      ['number', { identifier: [{ identifier_type: 'UIN', identifier_value: '1234567890' }] }],
      [
        'tamin:marriages',
        {
          'tamin:marriages': [
            {
              'tamin:spouse': { identifier_value: code(2) },
              'tamin:marriedOn': '2010-01-01',
              'tamin:permanent': true,
              'tamin:endedBy': 'death',
            },
          ],
        },
      ],
      ['tamin:children', { 'tamin:children': ['x'] }],
    ]
    for (const [member, change] of broken) {
      const result = personOf({ ...bare, ...change })
      assert.ok(!result.ok, member)
      assert.match(result.reason, new RegExp(member))
      assert.doesNotMatch(result.reason, /احمدی|1990|1234567890/)
    }
    for (const nothing of [null, 'text', [], 7]) assert.equal(personOf(nothing).ok, false)
  })
})
