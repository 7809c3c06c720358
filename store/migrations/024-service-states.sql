-- What may be said of a service from one day to another without a new release: that it is off, that it works but something
-- should be known, that it is done elsewhere. Nothing here is ever changed or deleted: of what holds on a day, what was
-- said last counts. `service_state` is of the organisation; no citizen owns a row.

create table service_state (
  service_state_id bigint generated always as identity primary key,
  service   text not null,
  state     text not null check (state in ('active', 'off', 'warning', 'outside')),
  reason    text not null,               -- in Persian; people read it
  link      text check ((link is null) = (state <> 'outside')),
  from_day  date not null,
  until_day date check (until_day >= from_day), -- the last day; null: until something else is said
  said_by   bigint not null references staff,
  said_at   timestamptz not null,
  check (state = 'active' or reason <> '')
);

-- The same for one person only.
create table service_state_of_person (
  person_id        bigint not null,
  service_state_id bigint generated always as identity,
  service   text not null,
  state     text not null check (state in ('active', 'off')),
  reason    text not null,
  from_day  date not null,
  until_day date check (until_day >= from_day),
  said_by   bigint not null,
  said_at   timestamptz not null,
  primary key (person_id, service_state_id),
  check (state = 'active' or reason <> '')
);

grant select, insert on service_state, service_state_of_person to tamin_app;

-- A code may also confirm the sending of one application.
alter table one_time_code drop constraint one_time_code_purpose_check;
alter table one_time_code add constraint one_time_code_purpose_check
  check (purpose in ('sign-up', 'recovery', 'mobile-change', 'request') or purpose ~ '^application:\d+$');

-- As what somebody looks at the portal: the roles that the register knew them to hold when they came, and the one they chose.
alter table session add column roles text[], add column role text;
