import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { IsoDate } from '#kernel/dates.ts'
import type { PersonalNumber } from '#kernel/personal-number.ts'
import { premiumOf } from '#kernel/register.ts'
import type { Entry, Register, WageRecord } from '#ports/register.ts'
import type { RegisterLine } from '#ports/register-wire.ts'
import { safeCode } from './people.ts'

const day = (text: string) => text as IsoDate
const bakery = { code: '0371000011', name: 'نانوایی آزمون' }
const mill = { code: '0371000022', name: 'آسیاب آزمون' }
const iban = 'IR820540102680020817909002'
const wage = (month: number, more: Partial<WageRecord> = {}): WageRecord => ({
  month,
  kind: 'employee',
  workshop: bakery,
  days: 30,
  wage: '150000000',
  jobTitle: 'شاطر',
  hard: true,
  origin: 'list',
  ...more,
})

/** Somebody of whom everything is known. */
export const known: RegisterLine = {
  number: safeCode(71) as PersonalNumber,
  member: {
    insuranceNumber: '12345678',
    standing: 'insured',
    branch: { code: '1', name: 'شعبهٔ یک قم' },
    pension: false,
    otherFund: true,
    working: true,
    firstBirthDate: day('1980-05-06'),
    idCardOnFile: true,
    since: day('2001-03-21'),
  },
  workshops: [
    { ...bakery, branch: { code: '1', name: 'شعبهٔ یک قم' }, employer: 'صفری', address: 'قم، خیابان آزمون' },
    { ...mill, branch: null, employer: null, address: null },
  ],
  spells: [
    { workshop: bakery, jobTitle: 'شاطر', from: day('2001-03-21'), until: day('2010-01-02') },
    { workshop: mill, jobTitle: null, from: day('2011-01-01'), until: null },
  ],
  wages: [
    wage(140311),
    wage(140312, { days: 12, wage: '199654321', workshop: mill, jobTitle: null, hard: false }),
    wage(140401, { days: 31, kind: 'self-employed', workshop: null, origin: 'premium', hard: false }),
  ],
  contracts: [
    {
      contractId: '4001',
      kind: 'self-employed',
      rate: '12',
      base: '150000000',
      health: false,
      jobTitle: 'خیاط',
      branch: { code: '1', name: 'شعبهٔ یک قم' },
      from: day('2025-03-21'),
      until: day('2025-09-01'),
      endedBecause: 'درخواست بیمه‌شده',
      premiums: [
        { month: 140401, rials: '18000000', dueOn: day('2025-04-20'), paidOn: day('2025-04-01'), receipt: '777' },
        { month: 140402, rials: '18000000', dueOn: day('2025-08-22'), paidOn: null, receipt: null },
      ],
    },
  ],
  benefits: [
    {
      benefitId: '52',
      kind: 'funeral',
      about: safeCode(72) as PersonalNumber,
      from: null,
      until: null,
      rials: '45000000',
      grantedOn: day('2025-05-01'),
      paidOn: day('2025-05-09'),
    },
    {
      benefitId: '51',
      kind: 'sickness',
      about: null,
      from: day('2024-02-01'),
      until: day('2024-02-20'),
      rials: '90000000',
      grantedOn: day('2024-03-01'),
      paidOn: null,
    },
  ],
  pensions: [
    {
      pensionNumber: '900100',
      kind: 'partial-disability',
      from: day('2020-01-01'),
      until: null,
      monthly: '60000000',
      edicts: [1404, 1403].map((year) => ({
        year,
        issuedOn: day('2025-04-04'),
        lines: [
          { title: 'مستمری', rials: '50000000' },
          { title: 'افزایش سالانه', rials: '10000000' },
        ],
        total: '60000000',
      })),
      payslips: [
        {
          month: 140401,
          kind: 'monthly',
          payments: [{ title: 'مستمری «پایه»', rials: '60000000' }],
          deductions: [],
          paidOn: day('2025-04-19'),
          iban,
        },
        { month: 140402, kind: 'arrears', payments: [], deductions: [], paidOn: null, iban: null },
      ],
    },
  ],
  bankAccount: { iban, since: day('2019-06-07') },
  employs: [
    { workshop: bakery, from: day('2020-03-20'), until: day('2025-03-01') }, // Farvardin 1399 to 11 Esfand 1403
    { workshop: mill, from: day('2025-04-21'), until: null }, // from Ordibehesht 1404
  ],
  represents: [{ legalNumber: '10380284790', from: day('2024-12-21'), until: null }], // from Dey 1403
  legalPersons: [
    {
      legalNumber: '10380284790',
      name: 'شرکت آزمون',
      employs: [{ workshop: bakery, from: day('2015-01-01'), until: day('2025-02-01') }], // to 13 Bahman 1403
    },
    {
      legalNumber: '10861677542',
      name: 'شرکت دیگران',
      employs: [{ workshop: mill, from: day('2015-01-01'), until: null }],
    },
  ],
}

/** What holds of a register, wherever it is kept. `open` gives an empty one that has been told of one person. */
export function registerContract(name: string, open: (line: RegisterLine) => Promise<Register>): void {
  const { number } = known
  const nobody = safeCode(90) as PersonalNumber
  const register = open(known)
  const contract = {
    kind: 'self-employed',
    rate: '13.5',
    base: '100000001',
    health: true,
    jobTitle: 'خیاط',
    branch: { code: '1', name: 'شعبهٔ یک قم' },
    from: day('2025-04-04'), // 15 Farvardin 1404
  } as const
  const grant = (rials: string): Entry => ({
    entry: 'benefit.grant',
    data: { kind: 'marriage', about: null, from: null, until: null, rials, grantedOn: day('2025-06-01') },
  })

  describe(name, () => {
    test('tells all it was told, in order', async () => {
      const it = await register
      assert.deepEqual(await it.member(number), known.member)
      assert.deepEqual(await it.spells(number), known.spells)
      assert.deepEqual(await it.wages(number), known.wages)
      assert.deepEqual(
        await it.contracts(number),
        known.contracts!.map((contract) => without(contract, 'premiums')),
      )
      assert.deepEqual(await it.premiums(number, '4001'), known.contracts![0]!.premiums)
      assert.deepEqual(await it.benefits(number), known.benefits)
      assert.deepEqual(
        await it.pensions(number),
        known.pensions!.map((pension) => without(pension, 'payslips')),
      )
      assert.deepEqual(await it.payslips(number, '900100'), known.pensions![0]!.payslips)
      assert.deepEqual(await it.bankAccount(number), known.bankAccount)
      assert.deepEqual(await it.workshop(bakery.code), known.workshops![0])
    })

    test('wages of a range of months, both ends included', async () => {
      const months = (await (await register).wages(number, { from: 140312, to: 140401 })).map(({ month }) => month)
      assert.deepEqual(months, [140312, 140401])
    })

    test('knows nothing of whom it never met, and of another’s contract and pension', async () => {
      const it = await register
      assert.equal(await it.member(nobody), undefined)
      for (const list of [it.spells(nobody), it.wages(nobody), it.contracts(nobody), it.benefits(nobody)])
        assert.deepEqual(await list, [])
      assert.deepEqual(await it.pensions(nobody), [])
      assert.deepEqual(await it.premiums(nobody, '4001'), [])
      assert.deepEqual(await it.payslips(nobody, '900100'), [])
      assert.equal(await it.bankAccount(nobody), null)
      assert.equal(await it.workshop('0000000000'), undefined)
    })

    test('tells whose a workshop is: one’s own, and those of a legal person in the days in which one represents it', async () => {
      const it = await register
      const branch = { code: '1', name: 'شعبهٔ یک قم' }
      assert.deepEqual(await it.workshopsOf(number), [
        { workshop: bakery, branch, legalPerson: null, from: '2020-03-20', until: '2025-03-01' },
        {
          workshop: bakery,
          branch,
          legalPerson: { number: '10380284790', name: 'شرکت آزمون' },
          from: '2024-12-21',
          until: '2025-02-01',
        },
        { workshop: mill, branch: null, legalPerson: null, from: '2025-04-21', until: null },
      ])
      assert.deepEqual(await it.workshopsOf(nobody), [])
    })

    test('sums the lists of these workshops by month, each person once, and only of the months they are kept in', async () => {
      const it = await register
      const list = async (person: PersonalNumber, records: readonly WageRecord[], key: string) =>
        it.enter(person, { entry: 'wages.add', data: { records } }, key)
      const [one, two] = [safeCode(83), safeCode(84)] as PersonalNumber[]
      await list(one!, [wage(140310), wage(140311), wage(140312), wage(140401, { workshop: mill })], 'lists')
      await list(one!, [wage(140402, { workshop: mill, days: 10, wage: '70000000' })], 'more')
      await list(
        two!,
        [wage(140311, { days: 7, wage: '999999999999999' }), wage(140310, { origin: 'decision' })],
        'lists',
      )
      await list(two!, [wage(140402, { workshop: mill, origin: 'decision' })], 'decided')
      const told = (workshop: object, month: number, people: number, days: number, wages: string) => {
        return { workshop, month, people, days, wages }
      }
      assert.deepEqual(await it.workshopMonths(number, { from: 140301, to: 140312 }), [
        told(bakery, 140310, 1, 30, '150000000'),
        told(bakery, 140311, 3, 67, '1000000299999999'),
        told(bakery, 140312, 1, 30, '150000000'),
      ])
      // The mill is theirs from Ordibehesht on; what a decision put right was on no list.
      assert.deepEqual(await it.workshopMonths(number, { from: 140401, to: 140412 }), [
        told(mill, 140402, 1, 10, '70000000'),
      ])
      assert.deepEqual(await it.workshopMonths(nobody, { from: 140301, to: 140312 }), [])
      assert.deepEqual(await it.workshopMonths(one!, { from: 140301, to: 140312 }), [], 'who works there keeps nothing')
    })

    test('the same key is written once, also at the same moment; another person’s same key is another entry', async () => {
      const it = await register
      const person = safeCode(73) as PersonalNumber
      const said = await Promise.all(Array.from({ length: 8 }, () => it.enter(person, grant('5'), 'a:1:0')))
      assert.deepEqual(said.toSorted(), ['entered', ...Array(7).fill('known')])
      assert.equal(await it.enter(person, grant('6'), 'a:1:0'), 'known')
      assert.deepEqual(
        (await it.benefits(person)).map(({ rials, paidOn }) => [rials, paidOn]),
        [['5', null]],
      )
      assert.equal(await it.enter(safeCode(74) as PersonalNumber, grant('7'), 'a:1:0'), 'entered')
    })

    test('a benefit is granted about somebody, then paid once', async () => {
      const it = await register
      const person = safeCode(75) as PersonalNumber
      const about = safeCode(76) as PersonalNumber
      const granted = {
        kind: 'funeral',
        about,
        from: null,
        until: null,
        rials: '9',
        grantedOn: day('2025-06-01'),
      } as const
      await it.enter(person, { entry: 'benefit.grant', data: granted }, 'grant')
      const { benefitId } = (await it.benefits(person))[0]!
      const paid: Entry = { entry: 'benefit.paid', data: { benefitId, paidOn: day('2025-06-09') } }
      await it.enter(person, paid, 'paid')
      assert.deepEqual(await it.benefits(person), [{ ...granted, benefitId, paidOn: day('2025-06-09') }])
      await assert.rejects(it.enter(person, paid, 'again'))
    })

    test('months of a decision are added, and put right what was there', async () => {
      const it = await register
      const person = safeCode(77) as PersonalNumber
      const unknown = { code: '0379999999', name: 'کارگاه نو' }
      const records = [
        wage(140001, { workshop: unknown, origin: 'decision' }),
        wage(140002, { workshop: unknown, days: 5, origin: 'decision' }),
      ]
      await it.enter(person, { entry: 'wages.add', data: { records } }, 'one')
      const mended = wage(140002, { workshop: unknown, days: 9, wage: '1', origin: 'decision' })
      await it.enter(person, { entry: 'wages.add', data: { records: [mended] } }, 'two')
      assert.deepEqual(await it.wages(person), [records[0], mended])
      assert.equal((await it.workshop(unknown.code))?.name, 'کارگاه نو')
    })

    test('a contract begins, its premiums are paid and become records, and it ends', async () => {
      const it = await register
      const person = safeCode(78) as PersonalNumber
      await it.enter(person, { entry: 'contract.begin', data: { ...contract, firstDueOn: day('2025-05-04') } }, 'begin')
      const [begun] = await it.contracts(person)
      const contractId = begun!.contractId
      assert.deepEqual(begun, { ...contract, contractId, until: null, endedBecause: null })
      assert.equal((await it.member(person))?.standing, 'insured')
      assert.deepEqual(await it.premiums(person, contractId), [
        { month: 140401, rials: '13500000', dueOn: day('2025-05-04'), paidOn: null, receipt: null },
      ])
      const pay = (month: number, rials: string, key: string) => {
        const data = { contractId, month, rials, paidOn: day('2025-05-01'), receipt: `r${key}` }
        return it.enter(person, { entry: 'premium.paid', data }, key)
      }
      await pay(140401, '13500000', '1')
      await pay(140402, '1350000', '2')
      await assert.rejects(pay(140402, '1350000', '3'), 'paid already')
      assert.deepEqual(
        (await it.premiums(person, contractId)).map(({ month, paidOn, receipt }) => [month, paidOn, receipt]),
        [
          [140401, '2025-05-01', 'r1'],
          [140402, '2025-05-01', 'r2'],
        ],
      )
      assert.deepEqual(
        (await it.wages(person)).map(({ month, kind, days, wage, origin }) => [month, kind, days, wage, origin]),
        [
          [140401, 'self-employed', 17, '100000001', 'premium'],
          [140402, 'self-employed', 31, '10000000', 'premium'],
        ],
      )
      const end = { contractId, until: day('2025-08-01'), because: 'نپرداختن حق بیمه' }
      await it.enter(person, { entry: 'contract.end', data: end }, 'end')
      const { until, endedBecause } = (await it.contracts(person))[0]!
      assert.deepEqual([until, endedBecause], ['2025-08-01', 'نپرداختن حق بیمه'])
    })

    test('a base changes until the first premium is paid', async () => {
      const it = await register
      const person = safeCode(82) as PersonalNumber
      await it.enter(person, { entry: 'contract.begin', data: { ...contract, firstDueOn: day('2025-05-04') } }, 'begin')
      const { contractId } = (await it.contracts(person))[0]!
      const change = (base: string, key: string) =>
        it.enter(person, { entry: 'contract.change', data: { contractId, base } }, key)
      await change('200000000', '1')
      assert.equal((await it.contracts(person))[0]!.base, '200000000')
      const [first] = await it.premiums(person, contractId)
      assert.equal(first!.rials, premiumOf({ base: '200000000', rate: contract.rate }))
      const paid = { contractId, month: first!.month, rials: first!.rials, paidOn: day('2025-05-01'), receipt: '1' }
      await it.enter(person, { entry: 'premium.paid', data: paid }, 'paid')
      await assert.rejects(change('300000000', '2'), 'something is paid')
    })

    test('a pension makes a pensioner, and has its first edict', async () => {
      const it = await register
      const person = safeCode(79) as PersonalNumber
      const edict = { year: 1404, issuedOn: day('2025-07-01'), lines: [{ title: 'مستمری', rials: '8' }], total: '8' }
      const data = { kind: 'old-age', from: day('2025-07-01'), monthly: '8', edict } as const
      await it.enter(person, { entry: 'pension.begin', data }, 'k')
      const [pension] = await it.pensions(person)
      assert.match(pension!.pensionNumber, /^\d+$/)
      assert.deepEqual([pension!.kind, pension!.monthly, pension!.edicts], ['old-age', '8', [edict]])
      const { standing, pension: draws, working } = (await it.member(person))!
      assert.deepEqual([standing, draws, working], ['retiree', true, false])
    })

    test('the newest declared account is the one', async () => {
      const it = await register
      const person = safeCode(80) as PersonalNumber
      for (const since of ['2024-01-01', '2025-01-01'])
        await it.enter(person, { entry: 'bank-account.declare', data: { iban, since: day(since) } }, since)
      assert.deepEqual(await it.bankAccount(person), { iban, since: '2025-01-01' })
    })

    test('what cannot be entered leaves its key free', async () => {
      const it = await register
      const person = safeCode(81) as PersonalNumber
      const data = { contractId: '1', month: 140401, rials: '1', paidOn: day('2025-05-01'), receipt: '1' }
      await assert.rejects(it.enter(person, { entry: 'premium.paid', data }, 'k'))
      assert.deepEqual(await it.wages(person), [])
      assert.equal(await it.enter(person, grant('3'), 'k'), 'entered')
    })
  })
}

const without = (whole: object, name: string) =>
  Object.fromEntries(Object.entries(whole).filter(([key]) => key !== name))
