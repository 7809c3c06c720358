-- What the organisation knows of its members and of whom they cover. A person in the register may have no account yet.

create table register_member (
  person_id        bigint primary key,
  standing         text not null check (standing in ('insured', 'retiree', 'totally-disabled', 'survivor', 'none')),
  branch_id        integer references branch,
  pension          boolean not null,       -- draws a pension of the organisation
  other_fund       boolean not null,       -- insured or pensioned elsewhere
  working          boolean not null,
  first_birth_date date,                   -- of the ID card first presented; the age is counted from it
  id_card_on_file  boolean not null
);

-- Whom a member covers, in the member's own rows …
create table register_cover (
  person_id    bigint not null,
  dependant_id bigint not null,
  relation     text not null check (relation in ('wife', 'husband', 'son', 'daughter', 'adopted', 'father', 'mother')),
  name         text not null,
  birth_date   date not null,
  from_date    date not null,
  until_date   date,                       -- known beforehand: the age limit, the end of study
  ended_on     date,
  ended_because text,
  application_id bigint,
  primary key (person_id, dependant_id, from_date),
  check ((ended_on is null) = (ended_because is null))
);

-- … and by whom somebody is covered, in the dependant's row: one member at a time.
create table register_dependant (
  person_id  bigint primary key,
  insured_id bigint not null
);

grant select, insert, update on register_member, register_cover to tamin_app;
grant select, insert, update, delete on register_dependant to tamin_app;
