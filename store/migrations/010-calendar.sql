-- Days on which working time differs from what the published calendar says: a decree, the moon, a branch that is closed.
-- Proposed by one member of staff and decided by another; nothing here is ever changed or deleted. Reference tables: no
-- citizen owns a row.

create table calendar_proposal (
  proposal_id bigint generated always as identity primary key,
  proposed_by bigint not null references staff,
  proposed_at timestamptz not null,
  unique (proposal_id, proposed_by)
);

create table calendar_day (
  proposal_id bigint not null references calendar_proposal,
  n           integer not null,
  day         date not null,
  province    text,                        -- neither province nor branch: the whole country
  branch_id   integer references branch,
  spans       jsonb,                       -- [[450, 720]] minutes after midnight; []: closed; null: as if nothing were said
  name        text not null,
  source      text not null,
  confirmed   boolean not null,
  primary key (proposal_id, n),
  check (province is null or branch_id is null)
);

-- From its decision on an approved day is known. Of the days of one place the one decided last holds.
create table calendar_decision (
  proposal_id bigint primary key,
  proposed_by bigint not null,
  approved    boolean not null,
  decided_by  bigint not null references staff check (decided_by <> proposed_by),
  decided_at  timestamptz not null,
  foreign key (proposal_id, proposed_by) references calendar_proposal (proposal_id, proposed_by)
);

-- Open applications by the end of their time, for whose deadlines move when a day changes.
create index application_due on application (due_at, application_id) where turn is not null;

grant select, insert on calendar_proposal, calendar_day, calendar_decision to tamin_app;
