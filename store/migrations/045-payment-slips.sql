-- A payment pays one slip, or several at once. Each is a row here; payment.slip names them together.
create table payment_slip (
  person_id  bigint not null,
  payment_id bigint not null,
  slip       text not null,
  title      text not null,
  rials      bigint not null check (rials > 0),
  taken      boolean not null default false,  -- the payment is verified or settled: the slip is its own
  primary key (person_id, payment_id, slip)
);
-- Whatever two tabs or two processes do, and whatever else they pay with it: one payment of a slip at most is taken.
create unique index payment_slip_taken on payment_slip (person_id, slip) where taken;

insert into payment_slip (person_id, payment_id, slip, title, rials, taken)
select person_id, payment_id, slip, title, rials, state in ('verified', 'settled') from payment;

grant select, insert, update on payment_slip to tamin_app;
