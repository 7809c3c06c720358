-- People, their accounts, and what is written about them. Times are instants (timestamptz), days are dates (Gregorian).
-- Every table of a citizen has person_id first in its primary key; `identity` alone is keyed by the national number.

do $$
begin
  if not exists (select from pg_roles where rolname = 'tamin_app') then
    create role tamin_app nologin;
  end if;
exception when duplicate_object or unique_violation then null; -- another migration made it at this moment
end $$;
do $$
begin -- whoever migrates may also run the processes; a separate login for them needs: grant tamin_app to LOGIN
  if not pg_has_role(current_user, 'tamin_app', 'member') then
    execute format('grant tamin_app to %I', current_user);
  end if;
end $$;
grant usage on schema public to tamin_app;

-- Reference tables -------------------------------------------------------------------------------------------------

create table branch (
  branch_id  integer primary key,
  name       text not null,
  province   text not null,
  city       text not null,
  address    text not null,
  phone      text not null,
  hours      text not null,
  is_default boolean not null default false
);
create unique index one_default_branch on branch (is_default) where is_default;

-- Look-ups into a person by a public code or number -------------------------------------------------------------------

create table identity (
  number    text primary key,
  person_id bigint not null unique
);

create table tracking (
  code      text primary key check (code ~ '^[0-9]{10}$'),
  person_id bigint not null,
  kind      text not null
);

-- A sign-up, from the first page to the message that ends it. Where the person stands is computed from what is filled in.

create table sign_up (
  person_id        bigint primary key, -- the id this person will have when the sign-up succeeds
  secret_hash      bytea not null,     -- of the cookie of the device that fills it in
  device_hash      bytea,
  number           text not null,
  mobile           text not null,
  mobile_proved_at timestamptz,
  first_name       text,
  last_name        text,
  father_name      text,
  id_card_number   text,
  sex              text check (sex in ('female', 'male')),
  birth_date       date,
  email            text,
  password_hash    text,
  tracking_code    text,
  submitted_at     timestamptz,
  outcome          text check (outcome in ('succeeded', 'already-registered', 'mobile-not-own', 'mobile-unknown',
                                           'registry-no-match', 'registry-mismatch', 'deceased')),
  decided_at       timestamptz,
  seen_at          timestamptz,
  created_at       timestamptz not null,
  check (submitted_at is null or (mobile_proved_at is not null and first_name is not null and birth_date is not null
                                  and tracking_code is not null and (password_hash is not null or outcome is not null))),
  check ((outcome is null) = (decided_at is null)),
  check (outcome is null or submitted_at is not null)
);
create index sign_up_abandoned on sign_up (created_at) where submitted_at is null;

-- Accounts ---------------------------------------------------------------------------------------------------------

create table person (
  person_id      bigint primary key,
  number         text not null,
  first_name     text not null,
  last_name      text not null,
  father_name    text,
  id_card_number text,
  place_of_issue text,
  sex            text not null check (sex in ('female', 'male')),
  birth_date     date not null,
  mobile         text not null,
  previous_mobile text,                -- is told when the mobile changes
  email          text,
  branch_id      integer,
  registered_at  timestamptz not null
);

create table credential (
  person_id     bigint primary key references person,
  password_hash text not null,
  changed_at    timestamptz not null
);

create table one_time_code (
  person_id   bigint not null,
  purpose     text not null check (purpose in ('sign-up', 'recovery', 'mobile-change')),
  mobile      text not null,
  issue       integer not null,       -- the code is derived from (person, purpose, issue) and the secret key, never stored
  issued_at   timestamptz not null,
  used_at     timestamptz,
  grant_hash  bytea,                  -- what the device holds that gave the right code
  primary key (person_id, purpose)
);

create table session (
  person_id           bigint not null references person,
  session_id          bigint not null,
  token_hash          bytea not null,
  previous_token_hash bytea,
  rotated_at          timestamptz not null,
  created_at          timestamptz not null,
  last_seen_at        timestamptz not null,
  expires_at          timestamptz not null,
  ended_at            timestamptz,
  device              text not null,
  address             text not null,
  previous_at         timestamptz,     -- the sign-in before this one, shown so that a stranger's is noticed
  previous_device     text,
  primary key (person_id, session_id)
);
create index session_old on session (expires_at);

create table device (
  person_id     bigint not null,
  device_hash   bytea not null,
  first_seen_at timestamptz not null,
  last_seen_at  timestamptz not null,
  primary key (person_id, device_hash)
);

create table audit (
  person_id bigint not null,
  audit_id  bigint not null,
  at        timestamptz not null,
  actor     text not null,             -- 'person', 'system' or 'staff:ID'
  action    text not null,
  address   text,
  device    text,
  primary key (person_id, audit_id)
);
create index audit_by_time on audit (person_id, at desc, audit_id desc);

-- Side effects: commands written with what decided them, carried out by the worker --------------------------------------

create table outbox (
  person_id  bigint not null,
  command_id bigint not null,
  kind       text not null,
  payload    jsonb not null,           -- ids and words only, never a national number or a mobile
  dedupe_key text not null,
  due_at     timestamptz not null,     -- next try; moved ahead while a worker holds it, so a dead worker's work comes back
  attempts   integer not null default 0,
  done_at    timestamptz,
  last_error text,
  created_at timestamptz not null,
  primary key (person_id, command_id),
  unique (person_id, dedupe_key)
);
create index outbox_due on outbox (due_at) where done_at is null;

create table sms (
  person_id    bigint not null,
  command_id   bigint not null,
  template     text not null,
  provider     text not null,
  message_id   text not null,
  sent_at      timestamptz not null,
  delivery     text not null default 'pending' check (delivery in ('pending', 'delivered', 'failed')),
  delivered_at timestamptz,
  primary key (person_id, command_id)
);
create index sms_undelivered on sms (sent_at) where delivery = 'pending';

create table registry_notice (
  notice_id   text primary key,
  kind        text not null,
  event       jsonb not null,
  received_at timestamptz not null,
  done_at     timestamptz
);

-- Staff ------------------------------------------------------------------------------------------------------------

create table staff (
  staff_id       bigint primary key,
  user_name      text not null unique,
  display_name   text not null,
  role           text not null check (role in ('officer', 'supervisor', 'call-centre', 'medical-commission',
                                               'livelihood-inquiry', 'information-officer', 'province-head', 'administrator')),
  branch_id      integer references branch,
  province       text,
  password_hash  text not null,
  totp_secret    bytea not null,       -- encrypted under the secret key
  totp_last_step bigint not null default 0, -- a code is good once
  created_at     timestamptz not null,
  disabled_at    timestamptz
);

create table staff_session (
  staff_id     bigint not null references staff,
  session_id   bigint not null,
  token_hash   bytea not null,
  created_at   timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at   timestamptz not null,
  ended_at     timestamptz,
  primary key (staff_id, session_id)
);

create table staff_audit (
  staff_id bigint not null,
  audit_id bigint not null,
  at       timestamptz not null,
  action   text not null,
  address  text,
  primary key (staff_id, audit_id)
);

-- Limits (rate-limiter-flexible keeps its counters here; keys are keyed hashes) -------------------------------------------

create table rate_limit (
  key    varchar(255) primary key,
  points integer not null default 0,
  expire bigint
);

-- What the two processes may do. Append-only tables: no update, no delete.

grant select, insert, update on branch to tamin_app;
grant select, insert on identity, tracking, audit, staff_audit to tamin_app;
grant select, insert, update on person, credential, staff, sms, registry_notice, outbox to tamin_app;
grant select, insert, update, delete on sign_up, one_time_code, session, device, staff_session, rate_limit to tamin_app;
grant delete on outbox to tamin_app;
