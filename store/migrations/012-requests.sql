-- Requests of the people and their clocks. A request is an append-only list of events, one projection row for lists, and
-- clocks that cannot fall asleep: what the clock table must hold is checked when a transaction commits.
-- person_id is a person's own id, or a random one that belongs to one request of a guest or an anonymous reporter.

alter table staff drop constraint staff_role_check;
alter table staff add constraint staff_role_check check (role in ('officer', 'supervisor', 'call-centre',
  'medical-commission', 'livelihood-inquiry', 'information-officer', 'province-head', 'administrator', 'oversight-officer',
  'editor', 'director'));

-- How long an answer may take. Dated: a policy that was used is never changed, only ended.
create table request_policy (
  policy_id    integer generated always as identity primary key,
  kind         text not null check (kind in ('question', 'complaint', 'suggestion', 'oversight', 'information')),
  area         text check (area in ('insurance', 'treatment', 'pension', 'other')), -- null: any other
  unit         text not null check (unit in ('working-day', 'calendar-day')),
  days         integer not null check (days > 0),
  pausable     boolean not null,
  max_pauses   integer not null check (max_pauses >= 0),
  citizen_days integer not null check (citizen_days > 0), -- working days that the person has for our question
  valid        daterange not null check (not isempty(valid)),
  constraint one_policy exclude using gist (kind with =, (coalesce(area, '')) with =, valid with &&)
);
-- Three days, seven for treatment, ten for information: to be confirmed by the organisation. By-law of article 8 of the Free
-- Access Act, 13: in any case not more than ten working days, and nothing stops them.
insert into request_policy (kind, area, unit, days, pausable, max_pauses, citizen_days, valid)
select kind, area, 'working-day', days, kind <> 'information', case kind when 'information' then 0 else 2 end, 5,
  daterange('2025-03-21', null)
from (values ('question', null, 3), ('question', 'treatment', 7), ('complaint', null, 3), ('complaint', 'treatment', 7),
  ('suggestion', null, 3), ('suggestion', 'treatment', 7), ('oversight', null, 3), ('oversight', 'treatment', 7),
  ('information', null, 10)) as given (kind, area, days);

create table request (
  person_id      bigint not null,
  request_id     bigint not null,
  tracking_code  text not null,
  kind           text not null,
  area           text not null,
  topic          text,
  channel        text not null check (channel in ('web', 'phone', 'counter')),
  state          text not null check (state in ('received', 'assigned', 'in-progress', 'asked', 'waiting',
                   'pending-approval', 'sending', 'answered', 'closed', 'merged', 'referred', 'withdrawn')),
  open           boolean generated always as (state not in ('answered', 'closed', 'merged', 'referred', 'withdrawn')) stored,
  since          timestamptz not null,    -- of the present state
  title          text not null,
  folded         text not null,           -- title and body as they are searched
  contact_name   text,                    -- of a guest, with the mobile; the signed-in have their own
  contact_mobile text,
  secret_hash    bytea,                   -- of the phrase of an anonymous reporter
  branch_id      integer references branch,
  province       text,
  about_branch   integer references branch, -- whom it is about: nobody there sees it
  application_id bigint,
  question_id    integer,
  holder         bigint,
  promptness     smallint not null check (promptness between 1 and 27),
  cycle          integer not null,
  due_at         timestamptz not null,    -- of the answer, the last one promised
  late           boolean not null,        -- that deadline was broken
  merged_person  bigint,
  merged_request bigint,
  received_at    timestamptz not null,
  answered_at    timestamptz,
  ended_at       timestamptz,
  touched_at     timestamptz not null,    -- of the last event
  events         integer not null,
  last_hash      text not null,
  primary key (person_id, request_id),
  check (contact_mobile is null or secret_hash is null),
  check ((merged_person is null) = (merged_request is null))
);
create index request_of_person on request (person_id, received_at desc);
create index request_queue on request (branch_id, due_at, promptness desc, request_id) include (kind, holder, state)
  where open and branch_id is not null;
create index request_province on request (province, due_at, promptness desc, request_id) where open;
create index request_all on request (due_at, promptness desc, request_id) where open;
create index request_holder on request (holder, due_at) where open;
create index request_of_mobile on request (contact_mobile) where contact_mobile is not null;

create table request_event (
  person_id  bigint not null,
  request_id bigint not null,
  n          integer not null,
  event      jsonb not null,
  kind       text generated always as (event ->> 'kind') stored,
  hash       text not null,
  key        text,                         -- what makes a repeated request the same request
  at         timestamptz not null,
  primary key (person_id, request_id, n),
  unique (person_id, request_id, key),
  foreign key (person_id, request_id) references request
);

-- Clocks: this table is the queue of what time has to do.
create table clock (
  person_id    bigint not null,
  request_id   bigint not null,
  kind         text not null check (kind in ('answer', 'citizen', 'closing')),
  cycle        integer not null,
  n            integer not null,
  policy_id    integer not null references request_policy,
  started_at   timestamptz not null,
  due_at       timestamptz not null,
  allotted     integer not null,           -- working seconds from start to the first deadline
  pauses       jsonb not null default '[]',-- [[from, until]] in milliseconds since 1970
  paused_at    timestamptz,
  breached_at  timestamptz,
  stopped_at   timestamptz,
  outcome      text check (outcome in ('met', 'breached', 'cancelled')),
  next_step    integer not null default 1,
  next_fire_at timestamptz,
  aside_until  timestamptz,                -- a step that failed is looked at again then, and holds back nobody
  aside_tries  integer not null default 0,
  aside_reason text,
  primary key (person_id, request_id, kind, cycle, n),
  foreign key (person_id, request_id) references request,
  check ((stopped_at is null) = (outcome is null)),
  -- No sleeper: stopped, or standing still, or it will wake.
  constraint clock_wakes check (stopped_at is not null or paused_at is not null
    or (next_fire_at is not null and isfinite(next_fire_at))),
  check (kind = 'answer' or (paused_at is null and next_fire_at <= due_at)),
  check (isfinite(due_at) and (aside_until is null or isfinite(aside_until)))
);
create index clock_wake on clock ((greatest(next_fire_at, aside_until)))
  where stopped_at is null and paused_at is null;

-- What every clock did, once each: exactly-once is this primary key.
create table clock_fired (
  person_id    bigint not null,
  request_id   bigint not null,
  kind         text not null,
  cycle        integer not null,
  n            integer not null,
  step         integer not null,
  scheduled_at timestamptz not null,
  fired_at     timestamptz not null,
  due_at       timestamptz not null,
  told         integer not null,           -- how many of the staff were told
  primary key (person_id, request_id, kind, cycle, n, step),
  foreign key (person_id, request_id, kind, cycle, n) references clock
);

-- A broken deadline. That it was broken is never unwritten; why is said later.
create table breach (
  person_id  bigint not null,
  request_id bigint not null,
  cycle      integer not null,
  at         timestamptz not null,         -- when it was noticed
  due_at     timestamptz not null,
  holder     bigint,
  branch_id  integer references branch,
  province   text,
  cause      text check (cause in ('no-staff', 'other-unit', 'system-down', 'vague', 'wrong-routing', 'calendar')),
  cause_by   bigint references staff,
  cause_at   timestamptz,
  primary key (person_id, request_id, cycle),
  foreign key (person_id, request_id) references request,
  check ((cause is null) = (cause_at is null) and (cause is null) = (cause_by is null))
);
create index breach_of_branch on breach (branch_id, at);
create index breach_of_province on breach (province, at);

-- What staff are told at their desk. It lies with the member of staff.
create table staff_notice (
  staff_id     bigint not null,
  notice_id    bigint not null,
  at           timestamptz not null,
  kind         text not null,
  requester_id bigint not null,
  request_id   bigint not null,
  body         jsonb not null,
  dedupe_key   text not null,
  seen_at      timestamptz,
  primary key (staff_id, notice_id),
  unique (staff_id, dedupe_key)
);
create index staff_notice_new on staff_notice (staff_id, at desc) where seen_at is null;

-- At commit: who is owed an answer has exactly one clock that runs or rightly stands still, and it wakes before its deadline.
create function refuse_sleeper(p bigint, r bigint) returns void language plpgsql as $$
declare
  q record; answers integer; citizens integer; closings integer; paused boolean; early boolean;
begin
  select state, open into q from request where person_id = p and request_id = r;
  if not found then return; end if;
  select count(*) filter (where c.kind = 'answer'), count(*) filter (where c.kind = 'citizen'),
    count(*) filter (where c.kind = 'closing'), coalesce(bool_or(c.paused_at is not null), false),
    coalesce(bool_and(c.kind <> 'answer' or c.paused_at is not null or c.next_fire_at <= c.due_at
      or exists (select from clock_fired f where f.person_id = p and f.request_id = r and f.kind = 'answer'
                 and f.cycle = c.cycle and f.n = c.n and f.step = 4)), true)
  into answers, citizens, closings, paused, early
  from clock c where c.person_id = p and c.request_id = r and c.stopped_at is null;
  if answers <> q.open::integer then
    raise exception 'request % is % and has % running clocks of its answer', r, q.state, answers
      using errcode = 'check_violation', constraint = 'no_sleeper';
  elsif closings <> (q.state = 'answered')::integer then
    raise exception 'request % is % and has % clocks that close it', r, q.state, closings
      using errcode = 'check_violation', constraint = 'no_sleeper';
  elsif paused <> (q.state = 'waiting') or citizens <> (q.state = 'waiting')::integer then
    raise exception 'request % is %: its clock stands still: %, clocks of the person: %', r, q.state, paused, citizens
      using errcode = 'check_violation', constraint = 'no_sleeper';
  elsif not early then
    raise exception 'the clock of request % sleeps through its deadline', r
      using errcode = 'check_violation', constraint = 'no_sleeper';
  end if;
end $$;
create function check_request_clocks() returns trigger language plpgsql as $$
begin
  perform refuse_sleeper(new.person_id, new.request_id);
  return null;
end $$;
create constraint trigger request_never_sleeps after insert or update of state on request
  deferrable initially deferred for each row execute function check_request_clocks();
create constraint trigger clock_never_sleeps after insert or update on clock
  deferrable initially deferred for each row execute function check_request_clocks();

-- A broken deadline stays as it was written; only its cause is added.
grant select, insert on request_policy, request_event, clock_fired, breach to tamin_app;
grant select, insert, update on request, clock to tamin_app;
grant update (valid) on request_policy to tamin_app;
grant update (cause, cause_by, cause_at) on breach to tamin_app;
grant select, insert on staff_notice to tamin_app;
grant update (seen_at) on staff_notice to tamin_app;
