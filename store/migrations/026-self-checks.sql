-- What the portal finds when it looks at itself: once an hour the requests that something happened to, told again from
-- their events; once a night the replies of the day before, rendered again.

create table self_check (
  kind     text not null check (kind in ('replay', 'replies')),
  until_at timestamptz not null,           -- the end of what was looked at; the next begins there
  looked   integer not null,
  faults   integer not null,
  done_at  timestamptz not null,
  primary key (kind, until_at)
);

-- Names what differs, never what it is. It goes when a later look finds the request right.
create table request_fault (
  person_id  bigint not null,
  request_id bigint not null,
  kind       text not null check (kind in ('replay', 'replies')),
  what       text not null check (what <> ''),
  found_at   timestamptz not null,
  primary key (person_id, request_id, kind),
  foreign key (person_id, request_id) references request
);

grant select, insert, delete on self_check to tamin_app;
grant select, insert, update, delete on request_fault to tamin_app;

-- Events are only ever appended, in the order of time.
create index request_event_at on request_event using brin (at);
create index clock_aside on clock (aside_until) where aside_until is not null;
