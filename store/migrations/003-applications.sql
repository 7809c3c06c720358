-- Applications: an append-only list of actions each, one projection row for lists and queues, one wake-up each.

alter table tracking add column subject_id bigint;

create table application (
  person_id      bigint not null references person,
  application_id bigint not null,
  service        text not null,
  version        integer not null,
  tracking_code  text not null,
  state          text not null,
  turn           text check (turn in ('citizen', 'organisation')), -- whose clock runs; null: it has ended
  roles          text[] not null,          -- the staff roles that can act now
  pending        text,                     -- of what only one may be open; null where many may, and when ended
  branch_id      integer references branch,
  holder         bigint,                   -- the member of staff who has it in hand
  actions        integer not null,         -- how many there are
  last_hash      text not null,
  applicant_name text not null,            -- folded, for search
  opened_at      timestamptz not null,
  submitted_at   timestamptz,
  since          timestamptz not null,     -- of the present state
  due_at         timestamptz,
  ended_at       timestamptz,
  primary key (person_id, application_id),
  unique (person_id, pending),
  check ((ended_at is null) = (turn is not null))
);
create index application_queue on application (branch_id, due_at, application_id) where turn = 'organisation';
create index application_of_person on application (person_id, opened_at desc);

create table application_action (
  person_id      bigint not null,
  application_id bigint not null,
  n              integer not null,
  action         jsonb not null,
  hash           text not null,
  key            text,                     -- what makes a repeated request the same request
  at             timestamptz not null,
  primary key (person_id, application_id, n),
  unique (person_id, application_id, key),
  foreign key (person_id, application_id) references application
);

-- When the clock has something to do: the state that follows by itself. An open application always has one or a deadline.
create table application_wake (
  person_id      bigint not null,
  application_id bigint not null,
  at             timestamptz not null,
  primary key (person_id, application_id),
  foreign key (person_id, application_id) references application
);
create index application_wake_due on application_wake (at);

grant select, insert, update on application to tamin_app;
grant select, insert on application_action to tamin_app;
grant select, insert, update, delete on application_wake to tamin_app;
