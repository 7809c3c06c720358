-- One answer to one question: what the organisation answers, on which article it rests, and from which day to which.
-- Reference tables: no citizen owns a row. Days are Gregorian; a range holds its first day and not its last.

create extension if not exists btree_gist; -- trusted: the owner of a database may

create table law_document (
  document_id text primary key,          -- 'ssa'
  kind        text not null check (kind in ('law', 'regulation', 'circular')),
  number      text,
  title       text not null,
  issuer      text not null,
  issued_on   date                        -- null: the day is not known to us
);

create table article (
  article_id  text primary key,          -- 'ssa-76'
  document_id text not null references law_document,
  cite        text not null unique
);

create table article_version (
  article_version_id bigint generated always as identity primary key,
  article_id         text not null references article,
  valid              daterange not null check (not isempty(valid)),
  summary            text not null,
  certainty          text not null check (certainty in ('A', 'B', 'C', 'U')),
  source             text not null,
  digest             bytea not null,
  entered_by         bigint not null references staff,
  entered_at         timestamptz not null,
  constraint one_version_a_day exclude using gist (article_id with =, valid with &&)
);

create table question (
  question_id integer primary key,
  canonical   text not null,
  topic       text not null,
  facts       json not null default '[]' -- [{name, label, options: {value: label}}] in order: asked before one can answer
    check (json_typeof(facts) = 'array' and json_array_length(facts) <= 5)
);

create table question_alias (
  question_id integer not null references question,
  wording     text not null,
  added_by    bigint not null references staff,
  added_at    timestamptz not null,
  primary key (question_id, wording)
);

-- What the index of questions in a process was built from: it builds another when this differs.
create table question_revision (
  only_row boolean primary key default true check (only_row),
  revision bigint not null
);
insert into question_revision (revision) values (1);

create function note_question_change() returns trigger language plpgsql as $$
begin
  update question_revision set revision = revision + 1;
  return null;
end $$;
create trigger question_changed after insert or update or delete on question
  for each statement execute function note_question_change();
create trigger question_alias_changed after insert or update or delete on question_alias
  for each statement execute function note_question_change();

create table answer_version (
  answer_id   bigint generated always as identity primary key,
  question_id integer not null references question,
  case_key    text not null,             -- the chosen facts, 'sex=f;years=20'; '' where a question asks none
  body        text not null check (body <> ''),
  digest      bytea not null,            -- of the body and the articles it cites
  valid       daterange not null check (not isempty(valid)),
  status      text not null check (status in ('proposed', 'approved', 'withdrawn')),
  author      bigint not null references staff,
  proposed_at timestamptz not null,
  approver    bigint references staff,
  approved_at timestamptz,
  constraint approved_by_a_second_person
    check (status <> 'approved' or (approver is not null and approver <> author and approved_at is not null)),
  constraint one_answer exclude using gist (question_id with =, case_key with =, valid with &&) where (status = 'approved')
);
create index answer_of_question on answer_version (question_id, case_key);
create index answer_waiting on answer_version (answer_id) where status = 'proposed';

create table citation (
  answer_id          bigint not null references answer_version,
  article_version_id bigint not null references article_version,
  n                  integer not null,   -- its place among what the answer cites
  primary key (answer_id, article_version_id)
);
create index citation_of_article on citation (article_version_id);

-- An answer that ends: who wrote it is to write the next one before that day.
create table answer_task (
  answer_id          bigint not null references answer_version,
  article_version_id bigint not null references article_version, -- the new text
  owner              bigint not null references staff,
  due_on             date not null,      -- from this day on nothing answers the question
  made_at            timestamptz not null,
  done_at            timestamptz,
  primary key (answer_id, article_version_id)
);
create index answer_task_open on answer_task (due_on) where done_at is null;

-- How often an answer helped, by day. Nobody is named, and nothing leads back to who pressed.
create table answer_use (
  day         date not null,
  question_id integer not null references question,
  solved      integer not null default 0,
  not_mine    integer not null default 0,
  primary key (day, question_id)
);

-- An approved answer is never rewritten: it may end sooner, or be withdrawn.
create function keep_approved_answer() returns trigger language plpgsql as $$
begin
  if old.status = 'proposed' then return new; end if;
  if new.status not in (old.status, 'withdrawn') or not (new.valid <@ old.valid) or lower(new.valid) is distinct from lower(old.valid)
     or (new.question_id, new.case_key, new.body, new.digest, new.author, new.approver)
        is distinct from (old.question_id, old.case_key, old.body, old.digest, old.author, old.approver) then
    raise exception 'answer % was decided: it may only end sooner or be withdrawn', old.answer_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger answer_kept before update on answer_version for each row execute function keep_approved_answer();

-- At commit: an approved answer cites, and what it cites is in force on every day on which the answer is.
create function refuse_unfounded(ids bigint[]) returns void language plpgsql as $$
declare unfounded bigint;
begin
  select a.answer_id into unfounded from answer_version a
  where a.answer_id = any(ids) and a.status = 'approved'
    and (not exists (select from citation c where c.answer_id = a.answer_id)
         or exists (select from citation c join article_version v using (article_version_id)
                    where c.answer_id = a.answer_id and not (a.valid <@ v.valid)))
  limit 1;
  if unfounded is not null then
    raise exception 'answer % must cite an article that is in force as long as the answer is', unfounded
      using errcode = 'check_violation', constraint = 'answer_founded';
  end if;
end $$;

create function check_answer() returns trigger language plpgsql as $$
begin
  perform refuse_unfounded(array[new.answer_id]);
  return null;
end $$;
create function check_citation() returns trigger language plpgsql as $$
begin
  perform refuse_unfounded(array[coalesce(new.answer_id, old.answer_id)]);
  return null;
end $$;
create function check_article() returns trigger language plpgsql as $$
begin
  perform refuse_unfounded(array(select answer_id from citation where article_version_id = new.article_version_id));
  return null;
end $$;
create constraint trigger answer_founded after insert or update on answer_version
  deferrable initially deferred for each row execute function check_answer();
create constraint trigger citation_founds after insert or update or delete on citation
  deferrable initially deferred for each row execute function check_citation();
create constraint trigger article_still_founds after update on article_version
  deferrable initially deferred for each row execute function check_article();

-- A new text of an article holds from its day: the text before it ends there, and so does every answer built on it.
create function end_text_before() returns trigger language plpgsql as $$
begin
  update article_version set valid = valid - daterange(lower(new.valid), null)
  where article_id = new.article_id and lower(valid) is distinct from lower(new.valid)
    and (lower_inf(valid) or lower(valid) < lower(new.valid)) and valid && new.valid;
  return new;
end $$;
create function keep_article_version() returns trigger language plpgsql as $$
begin
  if not (new.valid <@ old.valid) or lower(new.valid) is distinct from lower(old.valid) then
    raise exception 'the text % of an article may only end sooner', old.article_version_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger article_version_kept before update on article_version for each row execute function keep_article_version();
create trigger article_changes before insert on article_version
  for each row when (not lower_inf(new.valid)) execute function end_text_before();

create function end_answers_built_on_it() returns trigger language plpgsql as $$
begin
  insert into answer_task (answer_id, article_version_id, owner, due_on, made_at)
  select distinct a.answer_id, new.article_version_id, a.author, greatest(lower(new.valid), lower(a.valid)), new.entered_at
  from answer_version a join citation using (answer_id) join article_version v using (article_version_id)
  where v.article_id = new.article_id and a.status = 'approved' and a.valid && daterange(lower(new.valid), null)
    and v.article_version_id <> new.article_version_id;

  update answer_version a set
    status = case when lower(a.valid) >= lower(new.valid) then 'withdrawn' else a.status end,
    valid = case when lower(a.valid) >= lower(new.valid) then a.valid else a.valid - daterange(lower(new.valid), null) end
  from answer_task t
  where t.article_version_id = new.article_version_id and a.answer_id = t.answer_id;
  return null;
end $$;
create trigger article_changed after insert on article_version
  for each row when (not lower_inf(new.valid)) execute function end_answers_built_on_it();

grant select, insert on law_document, article, article_version, question, question_alias, answer_version, citation,
  answer_task, answer_use to tamin_app;
grant select, update on question_revision to tamin_app;
grant update (valid) on article_version to tamin_app;
grant update (canonical, topic, facts) on question to tamin_app;
grant update (valid, status, approver, approved_at) on answer_version to tamin_app;
grant update (done_at) on answer_task to tamin_app;
grant update (solved, not_mine) on answer_use to tamin_app;
