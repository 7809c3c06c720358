-- The desk of a branch: names found by any of their letters, questions between colleagues, deputies of those who are away.

create extension if not exists pg_trgm; -- trusted: the owner of a database may
create index application_name on application using gin (replace(applicant_name, ' ', '') gin_trgm_ops)
  where submitted_at is not null;

-- Other open applications for the same thing, and the same file handed in elsewhere.
create index application_pending on application (pending) where pending is not null;
create index file_same on file (sha256);

-- Which questions wait for whom. What was asked and answered stands in the actions.
create table application_question (
  person_id      bigint not null,
  application_id bigint not null,
  n              integer not null,        -- the place of the question among the actions
  branch_id      integer references branch,
  asked_by       bigint not null,
  to_staff       bigint,
  to_role        text,
  asked_at       timestamptz not null,
  answered_at    timestamptz,
  primary key (person_id, application_id, n),
  foreign key (person_id, application_id) references application,
  check ((to_staff is null) <> (to_role is null))
);
create index application_question_to_staff on application_question (to_staff) where answered_at is null;
create index application_question_to_role on application_question (to_role, branch_id) where answered_at is null;
create index application_question_by on application_question (asked_by, asked_at);

-- Who does the work of whom, and on which days, both included.
create table deputy (
  deputy_id  bigint primary key,
  absent_id  bigint not null references staff,
  staff_id   bigint not null references staff,
  from_day   date not null,
  until_day  date not null,
  named_by   bigint not null references staff,
  named_at   timestamptz not null,
  ended_at   timestamptz,                 -- taken back before its last day
  check (absent_id <> staff_id),
  check (from_day <= until_day)
);
create index deputy_of on deputy (staff_id, until_day);
create index deputy_for on deputy (absent_id, until_day);

grant select, insert, update on application_question, deputy to tamin_app;
