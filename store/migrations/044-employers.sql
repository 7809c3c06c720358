-- Whose a workshop is: a person's, or a legal person's for whom its representatives act. From one day to another.

create table register_employer (
  person_id     bigint not null,
  workshop_code text not null references workshop,
  from_date     date not null,
  until_date    date check (until_date >= from_date),   -- the last day; null: it goes on
  primary key (person_id, workshop_code, from_date)
);

create table register_representative (
  person_id    bigint not null,
  legal_number text not null check (legal_number ~ '^[0-9]{11}$'),
  from_date    date not null,
  until_date   date check (until_date >= from_date),
  primary key (person_id, legal_number, from_date)
);

create table legal_employer (
  legal_number  text not null check (legal_number ~ '^[0-9]{11}$'),
  workshop_code text not null references workshop,
  from_date     date not null,
  until_date    date check (until_date >= from_date),
  name          text not null,                          -- of the legal person, as the workshop's file has it
  primary key (legal_number, workshop_code, from_date)
);

-- The wage lists of a workshop by month. Its entries are few for many records, as all of a list share one key.
create index register_wage_of_workshop on register_wage (workshop_code, month) where kind = 'employee' and origin = 'list';

grant select, insert, update on register_employer, register_representative, legal_employer to tamin_app;
