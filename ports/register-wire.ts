import { z } from 'zod'
import { isIsoDate, type IsoDate } from '#kernel/dates.ts'
import { isPersonalNumber, type PersonalNumber } from '#kernel/personal-number.ts'
import { isLegalNumber } from '#kernel/employer.ts'
import type { Entry } from '#kernel/register-entry.ts'
import { BENEFIT_KINDS, INSURANCE_KINDS } from '#kernel/register.ts'

/**
 * The wire format between the portal and a core system that keeps the register: one POST for each question, to the address
 * with the question's name, `{ requestId, number, … }`, answered 200 by `{ requestId, answer }`. The number stands in the body, so
 * that no log of addresses holds it. A core answers 422 `{ requestId, refused }` to an entry that cannot be.
 */
const Day = z.custom<IsoDate>((value) => typeof value === 'string' && isIsoDate(value), 'not a day')
const Of = z.custom<PersonalNumber>((value) => typeof value === 'string' && isPersonalNumber(value), 'not a number')
const Month = z
  .int()
  .min(130_001)
  .max(149_912)
  .refine((month) => month % 100 >= 1 && month % 100 <= 12, 'not a month')
/** Whole rials in Latin digits. */
const Rials = z.string().regex(/^(0|[1-9]\d{0,17})$/)
const Branch = z.object({ code: z.string().min(1), name: z.string() })
const WorkshopName = z.object({ code: z.string().length(10), name: z.string() })
const MoneyLines = z.array(z.object({ title: z.string(), rials: Rials }))

export const Member = z.object({
  insuranceNumber: z
    .string()
    .regex(/^(\d{8}|\d{10})$/)
    .nullable(),
  standing: z.enum(['insured', 'retiree', 'totally-disabled', 'survivor', 'none']),
  branch: Branch.nullable(),
  pension: z.boolean(),
  otherFund: z.boolean(),
  working: z.boolean(),
  firstBirthDate: Day.nullable(),
  idCardOnFile: z.boolean(),
  since: Day.nullable(),
})
export const Workshop = WorkshopName.extend({
  branch: Branch.nullable(),
  employer: z.string().nullable(),
  address: z.string().nullable(),
})
const Period = z.object({ from: Day, until: Day.nullable() })
const LegalNumber = z.string().refine(isLegalNumber, 'not the number of a legal person')
export const KeptWorkshop = Period.extend({
  workshop: WorkshopName,
  branch: Branch.nullable(),
  legalPerson: z.object({ number: LegalNumber, name: z.string() }).nullable(),
})
export const WorkshopMonth = z.object({
  workshop: WorkshopName,
  month: Month,
  people: z.int().min(1),
  days: z.int().min(0),
  wages: Rials,
})
export const Spell = z.object({
  workshop: WorkshopName,
  jobTitle: z.string().nullable(),
  from: Day,
  until: Day.nullable(),
})
export const WageRecord = z.object({
  month: Month,
  kind: z.enum(INSURANCE_KINDS),
  workshop: WorkshopName.nullable(),
  days: z.int().min(0).max(31),
  wage: Rials,
  jobTitle: z.string().nullable(),
  hard: z.boolean(),
  origin: z.enum(['list', 'premium', 'decision']),
})
const Begun = z.object({
  kind: z.enum(INSURANCE_KINDS).exclude(['employee', 'unemployed']),
  rate: z.string().regex(/^\d{1,2}(\.\d{1,2})?$/),
  base: Rials,
  health: z.boolean(),
  jobTitle: z.string().nullable(),
  branch: Branch.nullable(),
  from: Day,
})
export const Contract = Begun.extend({
  contractId: z.string().min(1),
  until: Day.nullable(),
  endedBecause: z.string().nullable(),
})
export const Premium = z.object({
  month: Month,
  rials: Rials,
  dueOn: Day,
  paidOn: Day.nullable(),
  receipt: z.string().nullable(),
})
const Granted = z.object({
  kind: z.enum(BENEFIT_KINDS),
  about: Of.nullable(),
  from: Day.nullable(),
  until: Day.nullable(),
  rials: Rials,
  grantedOn: Day,
})
export const Benefit = Granted.extend({ benefitId: z.string().min(1), paidOn: Day.nullable() })
const Edict = z.object({ year: z.int(), issuedOn: Day, lines: MoneyLines, total: Rials })
const NewPension = z.object({
  kind: z.enum(['old-age', 'total-disability', 'partial-disability', 'survivors']),
  from: Day,
  monthly: Rials,
})
export const Pension = NewPension.extend({
  pensionNumber: z.string().min(1),
  until: Day.nullable(),
  edicts: z.array(Edict),
})
export const Payslip = z.object({
  month: Month,
  kind: z.enum(['monthly', 'bonus', 'arrears']),
  payments: MoneyLines,
  deductions: MoneyLines,
  paidOn: Day.nullable(),
  iban: z.string().nullable(),
})
export const BankAccount = z.object({ iban: z.string(), since: Day })

const EntryOf = z.discriminatedUnion('entry', [
  z.object({ entry: z.literal('benefit.grant'), data: Granted }),
  z.object({ entry: z.literal('benefit.paid'), data: z.object({ benefitId: z.string(), paidOn: Day }) }),
  z.object({ entry: z.literal('wages.add'), data: z.object({ records: z.array(WageRecord) }) }),
  z.object({ entry: z.literal('contract.begin'), data: Begun.extend({ firstDueOn: Day }) }),
  z.object({
    entry: z.literal('contract.change'),
    data: z.object({ contractId: z.string(), base: Rials }),
  }),
  z.object({
    entry: z.literal('contract.end'),
    data: z.object({ contractId: z.string(), until: Day, because: z.string() }),
  }),
  z.object({
    entry: z.literal('premium.paid'),
    data: z.object({ contractId: z.string(), month: Month, rials: Rials, paidOn: Day, receipt: z.string() }),
  }),
  z.object({ entry: z.literal('pension.begin'), data: NewPension.extend({ edict: Edict }) }),
  z.object({ entry: z.literal('bank-account.declare'), data: BankAccount }),
])
// The port's own type is the truth: this does not compile where the two part.
export const EntryWire: z.ZodType<Entry> = EntryOf

const about = { requestId: z.string().min(1).max(64), number: Of }
/** What each question is asked with. */
export const QUESTIONS = {
  member: z.object(about),
  spells: z.object(about),
  wages: z.object({ ...about, from: Month.optional(), to: Month.optional() }),
  contracts: z.object(about),
  premiums: z.object({ ...about, contractId: z.string() }),
  benefits: z.object(about),
  pensions: z.object(about),
  payslips: z.object({ ...about, pensionNumber: z.string() }),
  'bank-account': z.object(about),
  workshop: z.object({ requestId: about.requestId, code: z.string() }),
  'workshops-of': z.object(about),
  'workshop-months': z.object({ ...about, from: Month, to: Month }),
  enter: z.object({ ...about, key: z.string().min(1).max(200), entry: EntryWire }),
}
export type Question = keyof typeof QUESTIONS

/** What each is answered with. Null for whom or what the core has never met. */
export const ANSWERS = {
  member: Member.nullable(),
  spells: z.array(Spell),
  wages: z.array(WageRecord),
  contracts: z.array(Contract),
  premiums: z.array(Premium),
  benefits: z.array(Benefit),
  pensions: z.array(Pension),
  payslips: z.array(Payslip),
  'bank-account': BankAccount.nullable(),
  workshop: Workshop.nullable(),
  'workshops-of': z.array(KeptWorkshop),
  'workshop-months': z.array(WorkshopMonth),
  enter: z.enum(['entered', 'known']),
} satisfies Record<Question, z.ZodType>

/** All that a core knows of one person, and workshops: a line of the simulator's file (NDJSON). What is left out is empty. */
export const RegisterLine = z.object({
  number: Of,
  member: Member.optional(),
  workshops: z.array(Workshop).optional(),
  spells: z.array(Spell).optional(),
  wages: z.array(WageRecord).optional(),
  contracts: z.array(Contract.extend({ premiums: z.array(Premium) })).optional(),
  benefits: z.array(Benefit).optional(),
  pensions: z.array(Pension.extend({ payslips: z.array(Payslip) })).optional(),
  bankAccount: BankAccount.nullable().optional(),
  /** The workshops whose employer they are. */
  employs: z.array(Period.extend({ workshop: WorkshopName })).optional(),
  /** The legal persons for whom they act. */
  represents: z.array(Period.extend({ legalNumber: LegalNumber })).optional(),
  /** Legal persons with the workshops whose employer they are. */
  legalPersons: z
    .array(
      z.object({
        legalNumber: LegalNumber,
        name: z.string(),
        employs: z.array(Period.extend({ workshop: WorkshopName })),
      }),
    )
    .optional(),
})
export type RegisterLine = z.infer<typeof RegisterLine>
