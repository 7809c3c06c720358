-- Payments of people at the bank gateway. A slip is what is paid, named by who asks for it: 'premium:CONTRACT:140508'.

create table payment (
  person_id    bigint not null,
  payment_id   bigint not null,          -- also the number of the order at the gateway
  slip         text not null,
  title        text not null,            -- what is paid, as the person reads it
  rials        bigint not null check (rials > 0),
  state        text not null check (state in ('begun', 'returned', 'verified', 'settled', 'refused', 'reversed', 'lapsed')),
  reference    text,                     -- the gateway's own number, as it told us
  reversing    text check (reversing in ('amount', 'slip', 'gateway')), -- why the money goes back
  begun_at     timestamptz not null,
  locked_until timestamptz not null,
  settled_at   timestamptz,
  primary key (person_id, payment_id),
  check ((state = 'settled') = (settled_at is not null)),
  check (state not in ('verified', 'settled') or reference is not null)
);
-- Whatever two tabs or two processes do: one payment of a slip at most is taken.
create unique index payment_taken on payment (person_id, slip) where state in ('verified', 'settled');
create index payment_undecided on payment (locked_until) where state in ('begun', 'returned', 'verified');
create index payment_settled on payment (settled_at) where settled_at is not null;

-- Whose payment an order of the gateway is.
create table payment_order (
  order_id  bigint primary key,
  person_id bigint not null
);

-- While somebody is at the gateway with a slip nobody else goes there with it.
create table payment_lock (
  person_id  bigint not null,
  slip       text not null,
  payment_id bigint not null,
  until      timestamptz not null,
  primary key (person_id, slip)
);

-- What happened to a payment, in order.
create table payment_event (
  person_id  bigint not null,
  payment_id bigint not null,
  n          integer not null,
  kind       text not null check (kind in ('begun', 'sent', 'returned', 'verified', 'settled', 'refused', 'reversing', 'reversed', 'lapsed')),
  detail     jsonb not null,
  at         timestamptz not null,
  primary key (person_id, payment_id, n)
);

-- One for a payment, one for a slip.
create table payment_receipt (
  person_id  bigint not null,
  payment_id bigint not null,
  slip       text not null,
  number     text not null,
  rials      bigint not null,
  issued_at  timestamptz not null,
  primary key (person_id, payment_id),
  unique (person_id, slip)
);

grant select, insert, update on payment to tamin_app;
grant select, insert on payment_order, payment_event, payment_receipt to tamin_app;
grant select, insert, update, delete on payment_lock to tamin_app;
