/** In the order in which they can be loaded: each after what it refers to. */
export const LOADED_TABLES = [
  'workshops',
  'employers',
  'legal-employers',
  'representatives',
  'members',
  'spells',
  'wages',
  'contracts',
  'premiums',
  'benefits',
  'pensions',
  'edicts',
  'payslips',
  'bank-accounts',
] as const
export type LoadedTable = (typeof LOADED_TABLES)[number]

/** A table that files are loaded into. */
type Loaded = {
  readonly name: string
  /** In the order in which rows come; `person_id` and `about_id` are put in place of numbers. */
  readonly columns: readonly string[]
  readonly key: readonly string[]
  readonly people: boolean
  /** The second column is whom the row is about. */
  readonly about: boolean
  /** When a row that is there gives way to a file; null: always. What was decided or paid does not. */
  readonly keep: string | null
}

const ofPerson = (
  name: string,
  key: readonly string[],
  rest: readonly string[],
  keep: string | null = null,
): Loaded => ({
  name,
  columns: ['person_id', ...key, ...rest],
  key: ['person_id', ...key],
  people: true,
  about: false,
  keep,
})

const ended = 'old.until_date is null or excluded.until_date is not null'
const paid = '(old.paid_on is null or excluded.paid_on is not null)'

/** By the name that files have. */
export const LOADED: Readonly<Record<LoadedTable, Loaded>> = {
  workshops: {
    name: 'workshop',
    columns: ['code', 'name', 'branch_id', 'employer', 'address'],
    key: ['code'],
    people: false,
    about: false,
    keep: null,
  },
  employers: ofPerson('register_employer', ['workshop_code', 'from_date'], ['until_date'], ended),
  'legal-employers': {
    name: 'legal_employer',
    columns: ['workshop_code', 'legal_number', 'from_date', 'until_date', 'name'],
    key: ['legal_number', 'workshop_code', 'from_date'],
    people: false,
    about: false,
    keep: ended,
  },
  representatives: ofPerson('register_representative', ['legal_number', 'from_date'], ['until_date'], ended),
  members: ofPerson(
    'register_member',
    [],
    ['standing', 'branch_id', 'pension', 'other_fund', 'working', 'first_birth_date', 'id_card_on_file'].concat([
      'insurance_number',
      'since',
    ]),
  ),
  spells: ofPerson('register_spell', ['workshop_code', 'from_date'], ['until_date', 'job_title']),
  wages: ofPerson(
    'register_wage',
    ['month', 'kind', 'workshop_code'],
    ['days', 'wage', 'job_title', 'hard', 'origin'],
    `old.origin <> 'decision' or excluded.origin = 'decision'`,
  ),
  contracts: ofPerson(
    'register_contract',
    ['contract_id'],
    ['kind', 'rate', 'base', 'health', 'job_title', 'branch_id', 'from_date', 'until_date', 'ended_because'],
    ended,
  ),
  premiums: ofPerson('register_premium', ['contract_id', 'month'], ['rials', 'due_on', 'paid_on', 'receipt'], paid),
  benefits: {
    name: 'register_benefit',
    columns: [
      'person_id',
      'about_id',
      'benefit_id',
      'kind',
      'from_date',
      'until_date',
      'rials',
      'granted_on',
      'paid_on',
    ],
    key: ['person_id', 'benefit_id'],
    people: true,
    about: true,
    keep: paid,
  },
  pensions: ofPerson('register_pension', ['pension_number'], ['kind', 'from_date', 'until_date', 'monthly']),
  edicts: ofPerson('register_edict', ['pension_number', 'year'], ['issued_on', 'lines', 'total']),
  payslips: ofPerson(
    'register_payslip',
    ['pension_number', 'month', 'kind'],
    ['payments', 'deductions', 'paid_on', 'iban'],
  ),
  'bank-accounts': ofPerson('register_bank_account', [], ['iban', 'since'], 'excluded.since >= old.since'),
}
