-- What the organisation pays to people: an order for each sum that a decision grants. The finance system pays it.

create table payout (
  person_id       bigint not null,
  order_id        bigint not null,          -- names it in the files that go to and come from the finance system
  application_id  bigint not null,
  action          integer not null,         -- of the application, with the place of the effect: one order each
  effect          integer not null,
  purpose         text not null,            -- as the person reads it
  rials           bigint not null check (rials > 0),
  state           text not null check (state in ('waiting', 'ordered', 'listed', 'paid', 'refused')),
  iban            text check (iban ~ '^IR[0-9]{24}$'), -- null: the person has not declared an account yet
  list_id         bigint,                   -- the newest list it was on
  refused_because text,
  paid_on         date,
  benefit_id      text,                     -- in the register, once it is known which one this pays
  look_at         timestamptz,              -- when the register is asked for an account again
  ordered_at      timestamptz not null,
  changed_at      timestamptz not null,
  primary key (person_id, order_id),
  unique (person_id, application_id, action, effect),
  foreign key (person_id, application_id) references application,
  check ((state in ('waiting', 'refused')) = (look_at is not null)),
  check (state = 'waiting' or iban is not null),
  check ((state in ('listed', 'paid', 'refused')) <= (list_id is not null)),
  check ((state = 'paid') = (paid_on is not null))
);
create index payout_order on payout (order_id);
create index payout_ordered on payout (order_id) where state = 'ordered';
create index payout_list_lines on payout (list_id, order_id) where list_id is not null;
create index payout_look on payout (look_at) where look_at is not null;

-- A file of orders for the finance system. Written once; one that was interrupted is finished before the next.
create table payout_list (
  list_id    bigint primary key,
  file       text not null,
  orders     integer not null,
  made_at    timestamptz not null,
  written_at timestamptz
);

grant select, insert, update on payout, payout_list to tamin_app;
