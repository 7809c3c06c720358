-- What every write to a request pays for.

-- A function in SQL that the planner cannot put in its place is planned anew wherever it is called; one in PL/pgSQL keeps
-- its plan for as long as the connection lasts. These stand in indexes and checks, or are asked document by document: the
-- planning took ten times what they do. They answer what they answered before.
create or replace function archive_words(text) returns tsvector language plpgsql immutable strict parallel safe as $$
begin
  return array_to_tsvector(array(select left(word, 200) from unnest(string_to_array($1, ' ')) as one(word) where word <> ''));
end $$;

create or replace function document_edition(text, date) returns date language plpgsql stable parallel safe as $$
begin
  return (select coalesce(max(lower(v.valid)), '-infinity')
    from article_version v join article r using (article_id)
    where r.document_id = $1 and lower(v.valid) <= $2);
end $$;

-- The texts of these two have one home, the migration that made them.
do $$
declare
  name text;
  body text;
begin
  foreach name in array array['fa_small', 'fa_norm'] loop
    select regexp_replace(prosrc, '^\s*select\s', '') into strict body from pg_proc where oid = (name || '(text)')::regprocedure;
    execute format('create or replace function %I(text) returns text language plpgsql immutable strict parallel safe as %L',
      name, format('begin return %s; end', body));
  end loop;
end $$;

-- A request of a person was looked for among all of theirs, by this index instead of the primary key, and then by its
-- number: the more somebody asks, the dearer every step of each. A page of their own requests is sorted in a moment.
drop index request_of_person;

-- Whether a request sleeps depends on its state and its clocks: where neither changed there is nothing to look at.
drop trigger request_never_sleeps on request;
create constraint trigger request_never_sleeps after insert on request
  deferrable initially deferred for each row execute function check_request_clocks();
create constraint trigger request_still_awake after update of state on request
  deferrable initially deferred for each row when (old.state is distinct from new.state) execute function check_request_clocks();
drop trigger clock_never_sleeps on clock;
create constraint trigger clock_never_sleeps after insert on clock
  deferrable initially deferred for each row execute function check_request_clocks();
create constraint trigger clock_still_awake after update on clock
  deferrable initially deferred for each row
  when ((old.person_id, old.request_id, old.kind, old.cycle, old.n, old.due_at, old.next_fire_at, old.paused_at, old.stopped_at)
    is distinct from
    (new.person_id, new.request_id, new.kind, new.cycle, new.n, new.due_at, new.next_fire_at, new.paused_at, new.stopped_at))
  execute function check_request_clocks();
alter function refuse_sleeper(bigint, bigint) set plan_cache_mode = force_generic_plan;
