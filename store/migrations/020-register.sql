-- What the organisation knows of a person beyond membership: where and what they worked, contracts and premiums, benefits,
-- pensions. Kept by person; what an organisation keeps in a core system of its own is asked there instead.

alter table register_member
  add column insurance_number text check (insurance_number ~ '^([0-9]{8}|[0-9]{10})$'),
  add column since date;                    -- the first day of insurance

create table workshop (
  code      text primary key check (code ~ '^[0-9A-Z]{10}$'),
  name      text not null,
  branch_id integer references branch,
  employer  text,
  address   text
);

-- In the service of a workshop from one day to another.
create table register_spell (
  person_id     bigint not null,
  workshop_code text not null references workshop,
  from_date     date not null,
  until_date    date check (until_date >= from_date),   -- the last day; null: it goes on
  job_title     text,
  primary key (person_id, workshop_code, from_date)
);

-- What was paid premium for in a month. By far the largest table: loaded by the million, so that no trigger looks at its workshops.
create table register_wage (
  person_id     bigint not null,
  wage          bigint not null check (wage >= 0),      -- rials, of these days
  month         integer not null check (month between 130001 and 149912 and month % 100 between 1 and 12),
  days          smallint not null check (days between 0 and 31),
  hard          boolean not null,
  workshop_code text not null,                          -- '' for those who insure themselves
  kind          text not null check (kind in
    ('employee', 'self-employed', 'voluntary', 'student', 'housewife', 'builder', 'driver', 'unemployed')),
  origin        text not null check (origin in ('list', 'premium', 'decision')),
  job_title     text,
  primary key (person_id, month, workshop_code, kind)
);

create table register_contract (
  person_id     bigint not null,
  contract_id   text not null,
  kind          text not null check (kind in ('self-employed', 'voluntary', 'student', 'housewife', 'builder', 'driver')),
  rate          numeric not null check (rate > 0 and rate < 100),  -- percent of the base
  base          bigint not null check (base > 0),                  -- rials a month
  health        boolean not null,
  job_title     text,
  branch_id     integer references branch,
  from_date     date not null,
  until_date    date,                                   -- the last day; null: it runs
  ended_because text,
  primary key (person_id, contract_id)
);

create table register_premium (
  person_id   bigint not null,
  contract_id text not null,
  month       integer not null check (month between 130001 and 149912 and month % 100 between 1 and 12),
  rials       bigint not null check (rials >= 0),
  due_on      date not null,
  paid_on     date,
  receipt     text,
  primary key (person_id, contract_id, month),
  foreign key (person_id, contract_id) references register_contract,
  check (receipt is null or paid_on is not null)
);

create table register_benefit (
  person_id  bigint not null,
  benefit_id text not null,
  kind       text not null check (kind in ('sickness', 'maternity', 'marriage', 'funeral', 'orthosis', 'unemployment')),
  about_id   bigint,                                    -- whom it is for where that is not the receiver: the deceased
  from_date  date,
  until_date date,
  rials      bigint not null check (rials >= 0),
  granted_on date not null,
  paid_on    date,
  primary key (person_id, benefit_id),
  check ((from_date is null) = (until_date is null) and until_date >= from_date)
);

create table register_pension (
  person_id      bigint not null,
  pension_number text not null,
  kind           text not null check (kind in ('old-age', 'total-disability', 'partial-disability', 'survivors')),
  from_date      date not null,
  until_date     date,
  monthly        bigint not null check (monthly >= 0),
  primary key (person_id, pension_number)
);

-- Lines are arrays of {title, rials}: read whole, never searched.
create table register_edict (
  person_id      bigint not null,
  pension_number text not null,
  year           smallint not null check (year between 1300 and 1499),
  issued_on      date not null,
  lines          jsonb not null,
  total          bigint not null,
  primary key (person_id, pension_number, year),
  foreign key (person_id, pension_number) references register_pension
);

create table register_payslip (
  person_id      bigint not null,
  pension_number text not null,
  month          integer not null check (month between 130001 and 149912 and month % 100 between 1 and 12),
  kind           text not null check (kind in ('monthly', 'bonus', 'arrears')),
  payments       jsonb not null,
  deductions     jsonb not null,
  paid_on        date,
  iban           text check (iban ~ '^IR[0-9]{24}$'),
  primary key (person_id, pension_number, month, kind),
  foreign key (person_id, pension_number) references register_pension
);

create table register_bank_account (
  person_id bigint primary key,
  iban      text not null check (iban ~ '^IR[0-9]{24}$'),
  since     date not null
);

-- What decisions wrote into the register: the same key is never carried out twice.
create table register_entry (
  person_id  bigint not null,
  key        text not null,
  entry      text not null,
  data       jsonb not null,
  entered_at timestamptz not null default now(),
  primary key (person_id, key)
);

-- How far the load of a file has come. It moves on in the transaction that takes over what was read.
create table register_import (
  import_key    text primary key,                       -- digest of the file and its table
  bytes         bigint not null,                        -- read and taken over
  lines         bigint not null,
  added         bigint not null,
  changed       bigint not null,
  refused       bigint not null,
  refused_bytes bigint not null,                        -- of the file of refused lines
  begun_at      timestamptz not null default now(),
  finished_at   timestamptz
);

grant select, insert, update on workshop, register_spell, register_wage, register_contract, register_premium, register_benefit,
  register_pension, register_edict, register_payslip, register_bank_account, register_import to tamin_app;
grant select, insert on register_entry to tamin_app;
