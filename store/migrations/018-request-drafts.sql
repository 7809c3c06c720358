-- What somebody writes before they send it: kept for three days, under ids that become those of the request. `own`: of who
-- is signed in; any other belongs to whoever holds the secret of its cookie.
create table request_draft (
  person_id   bigint not null,
  request_id  bigint not null,
  own         boolean not null,
  secret_hash bytea not null,
  words       jsonb,                  -- null: it was sent
  touched_at  timestamptz not null,
  primary key (person_id, request_id)
);
create index request_draft_old on request_draft (touched_at);
grant select, insert, update, delete on request_draft to tamin_app;

-- A code by SMS proves the mobile of a guest, before their request is sent and before it is shown.
alter table one_time_code drop constraint one_time_code_purpose_check;
alter table one_time_code add constraint one_time_code_purpose_check
  check (purpose in ('sign-up', 'recovery', 'mobile-change', 'request'));
