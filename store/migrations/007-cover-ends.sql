-- How covers end: what each rests on, when it is looked at again, what people were told beforehand, and what befell it.

alter table register_cover
  add column sex         text check (sex in ('female', 'male')), -- null: begun before this was kept
  add column ground      text check (ground in ('tie', 'age', 'study', 'disability')),
  add column since_date  date,                -- when the ground was shown: at the beginning, or at the last renewal
  add column study_until date,                -- the last day of study, where the ministry told one
  add column look_on     date,                -- when the worker looks at it again
  add column asked_on    date,                -- when the registers were last asked about it
  add column warned_of   date,                -- the end that people were warned of
  add column question    text,                -- what the branch must find out
  add column question_at timestamptz,
  add check ((question is null) = (question_at is null));
-- The registers are asked again half a year later at most: spread, so that not all are asked on one day.
update register_cover set look_on = current_date, asked_on = current_date - abs(hashtext(dependant_id::text) % 180)
  where ended_on is null;
create index register_cover_look on register_cover (look_on) where ended_on is null;
create index register_cover_ending on register_cover (until_date) where ended_on is null and until_date is not null;
create index register_cover_question on register_cover (question_at) where question is not null;

-- What befell a cover, in order: warned, renewed, ended … Other code may hang on it.
create table register_cover_event (
  person_id    bigint not null,
  dependant_id bigint not null,
  from_date    date not null,                 -- of the cover
  event_id     bigint not null,
  kind         text not null check (kind in ('moved', 'warned', 'renewed', 'ended', 'asked', 'answered')),
  detail       jsonb not null,
  by           text not null,                 -- staff id, or 'clock' for what the portal does by itself
  at           timestamptz not null,
  primary key (person_id, dependant_id, from_date, event_id)
);

-- Life events of whom the civil registry tells us.
create table registry_subscription (
  person_id     bigint not null,
  kind          text not null check (kind in ('birth', 'marriage', 'divorce', 'death')),
  code          text not null,                -- the registry's own
  subscribed_at timestamptz not null,
  primary key (person_id, kind)
);

-- A notice is a hint to look, no more, so what it says of the person is not kept. Of the old table nothing was ever read.
drop table registry_notice;
create table registry_notice (
  person_id   bigint not null,                -- whose life event it is
  notice_id   text not null,                  -- the registry's own
  kind        text not null check (kind in ('birth', 'marriage', 'divorce', 'death')),
  reply_id    text not null,
  told_at     timestamptz not null,
  received_at timestamptz not null,
  done_at     timestamptz,
  found       text,                           -- what looking brought to light
  primary key (person_id, notice_id)
);

grant select, insert on register_cover_event to tamin_app;
grant select, insert, update, delete on registry_subscription to tamin_app;
grant select, insert, update on registry_notice to tamin_app;
