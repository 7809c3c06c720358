-- The lists of the desk where a province or all of the country is looked at: each is read off an index in its order, of the
-- kinds and areas that are asked for alone, so that a page costs as much among millions as among thousands.

-- Open, by deadline. What is counted of them stands in the index.
drop index request_queue;
create index request_queue on request (branch_id, due_at, promptness desc, request_id)
  include (kind, area, holder, state, late, about_branch, question_id) where open and branch_id is not null;
drop index request_province;
create index request_province on request (province, kind, area, due_at, promptness desc, request_id)
  include (state, late, holder) where open;
drop index request_all;
create index request_all on request (kind, area, due_at, promptness desc, request_id) include (state, late, holder) where open;

-- Few among the open ones: those that wait for the person, those in nobody's hand, those that are late.
create index request_waiting on request (kind, area, due_at, promptness desc, request_id) include (holder)
  where state = 'waiting';
create index request_waiting_of_province on request (province, kind, area, due_at, promptness desc, request_id)
  include (holder) where state = 'waiting';
create index request_free on request (kind, area, due_at, promptness desc, request_id) include (state, late, question_id)
  where open and holder is null;
create index request_free_of_province on request (province, kind, area, due_at, promptness desc, request_id)
  include (state, late, question_id) where open and holder is null;
create index request_late on request (kind, area, due_at, promptness desc, request_id) include (state) where open and late;
create index request_late_of_province on request (province, kind, area, due_at, promptness desc, request_id)
  include (state) where open and late;
drop index request_holder;
create index request_holder on request (holder, due_at) include (kind, state, late) where open and holder is not null;

-- Done, the newest on top.
drop index request_done;
create index request_done on request (kind, area, received_at desc, request_id desc) where not open;
drop index request_done_of_province;
create index request_done_of_province on request (province, kind, area, received_at desc, request_id desc) where not open;
create index request_done_by on request (holder, received_at desc, request_id desc) where not open and holder is not null;

-- Open and done, for words that many requests have.
drop index request_done_of_branch;
create index request_of_branch on request (branch_id, received_at desc, request_id desc) where branch_id is not null;
create index request_of_province on request (province, received_at desc, request_id desc);
create index request_received on request (received_at desc, request_id desc);

-- Questions answered in a time, counted from the index alone.
drop index request_answered;
create index request_answered on request (answered_at) include (branch_id, province, about_branch)
  where kind = 'question' and answered_at is not null;

-- Broken deadlines by the kind of their request, which never changes.
alter table breach add column kind text;
update breach b set kind = r.kind from request r where r.person_id = b.person_id and r.request_id = b.request_id;
alter table breach alter column kind set not null;
create index breach_at on breach (at) include (kind, cause);
drop index breach_unexplained;
create index breach_unexplained on breach (kind, at desc, request_id) where cause is null;
create index breach_unexplained_of_branch on breach (branch_id, at desc, request_id) where cause is null;
create index breach_unexplained_of_province on breach (province, at desc, request_id) where cause is null;
