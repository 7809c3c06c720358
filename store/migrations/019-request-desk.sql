-- What the desk of requests needs beside the requests themselves: who has one open just now, and indexes for its lists.

-- Lasts for minutes: whoever opens a request reads that a colleague has it open.
create table request_reader (
  person_id  bigint not null,
  request_id bigint not null,
  staff_id   bigint not null,
  at         timestamptz not null,
  primary key (person_id, request_id, staff_id)
);
create index request_reader_at on request_reader (at);
grant select, insert, update, delete on request_reader to tamin_app;

-- What is done, newest on top.
create index request_done_of_branch on request (branch_id, received_at desc, request_id desc) where not open and branch_id is not null;
create index request_done_of_province on request (province, received_at desc, request_id desc) where not open;
create index request_done on request (received_at desc, request_id desc) where not open;

-- Answers of a time, and those of them that departed from the organisation's own.
create index request_answered on request (answered_at) include (kind, branch_id, province) where answered_at is not null;
create index request_deviation on request_event (at)
  where kind = 'drafted' and event -> 'draft' ->> 'how' = 'own' and event -> 'draft' ->> 'reason' <> '';

-- Broken deadlines whose cause nobody has said.
create index breach_unexplained on breach (at) where cause is null;
