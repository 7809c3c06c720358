-- Checked copies of answered requests, for everybody to read. A copy leads back to nobody: no request, person or branch is
-- kept with it. The pages that show copies act as a role of their own, which can read published copies and nothing else.

-- Ten digits or more in a row, whatever marks or spaces stand between them: a personal number, a mobile, a card, an IBAN.
create function has_long_number(text) returns boolean language sql immutable strict parallel safe as $$
  select regexp_replace(fa_norm($1), '([0-9])[^[:alpha:]0-9]+(?=[0-9])', '\1', 'g') ~ '[0-9]{10}'
$$;

create table public_case (
  case_id       bigint generated always as identity primary key,
  kind          text not null check (kind in ('question', 'information')),
  question_text text not null check (length(question_text) between 8 and 2000),
  answer_text   text not null check (length(answer_text) between 8 and 8000),
  words         text[] not null,         -- folded and stemmed, for the search
  proposed_by   bigint not null references staff,
  proposed_at   timestamptz not null,
  checked_by    bigint references staff,
  checked_at    timestamptz,
  published     boolean,                 -- null: waits for the second person
  refusal       text,
  withdrawn_by  bigint references staff,
  withdrawn_at  timestamptz,
  constraint copy_without_numbers check (not has_long_number(question_text) and not has_long_number(answer_text)),
  constraint copy_checked_by_a_second_person check (checked_by <> proposed_by),
  check ((published is null) = (checked_by is null) and (checked_by is null) = (checked_at is null)),
  check ((published is false) = (refusal is not null)),
  check ((withdrawn_by is null) = (withdrawn_at is null) and (withdrawn_by is null or published))
);
create index public_case_waiting on public_case (case_id) where published is null;
create index public_case_shown on public_case (checked_at desc, case_id desc) where published and withdrawn_at is null;
create index public_case_words on public_case using gin (words) where published and withdrawn_at is null;

-- What was decided stays as it was decided; it may only be taken out of sight again.
create function keep_public_case() returns trigger language plpgsql as $$
begin
  if (new.case_id, new.kind, new.question_text, new.answer_text, new.proposed_by, new.proposed_at)
       is distinct from (old.case_id, old.kind, old.question_text, old.answer_text, old.proposed_by, old.proposed_at)
     or old.published is not null and (new.published, new.checked_by, new.checked_at, new.refusal)
       is distinct from (old.published, old.checked_by, old.checked_at, old.refusal)
     or old.withdrawn_at is not null and (new.withdrawn_by, new.withdrawn_at) is distinct from (old.withdrawn_by, old.withdrawn_at) then
    raise exception 'copy % was decided', old.case_id using errcode = 'check_violation', constraint = 'copy_was_decided';
  end if;
  return new;
end $$;
create trigger public_case_kept before update on public_case for each row execute function keep_public_case();

create view published_case as
  select case_id, kind, question_text, answer_text, words, checked_at as published_at
  from public_case where published and withdrawn_at is null;

grant select, insert on public_case to tamin_app;
grant update (checked_by, checked_at, published, refusal, withdrawn_by, withdrawn_at) on public_case to tamin_app;

-- The separate read path of the public pages.
do $$
begin
  if not exists (select from pg_roles where rolname = 'tamin_public') then
    create role tamin_public nologin;
  end if;
exception when duplicate_object or unique_violation then null; -- another migration made it at this moment
end $$;
do $$
begin
  if not pg_has_role(current_user, 'tamin_public', 'member') then
    execute format('grant tamin_public to %I', current_user);
  end if;
end $$;
grant usage on schema public to tamin_public;
grant select on published_case to tamin_public;
