-- The page of heads among very many requests: who has how much that is late is counted from the index alone; and replies
-- that departed from the approved answer are found by the branch and province of their request.

drop index request_late;
create index request_late on request (kind, area, due_at, promptness desc, request_id) include (state, holder) where open and late;
drop index request_late_of_province;
create index request_late_of_province on request (province, kind, area, due_at, promptness desc, request_id)
  include (state, holder) where open and late;

-- When the reply of a question that stands was drafted, where it is none of the organisation's own: neither taken back nor
-- refused before it was sent.
alter table request add column deviated_at timestamptz;
update request set deviated_at = own.at
from (select person_id, request_id, max(at) as at from request_event drafted
  where kind = 'drafted' and event -> 'draft' ->> 'how' = 'own'
    and coalesce((select kind from request_event later
      where later.person_id = drafted.person_id and later.request_id = drafted.request_id and later.n > drafted.n
        and later.kind in ('sent', 'draft-refused', 'undone', 'outdated', 'merged', 'referred', 'withdrawn')
      order by n limit 1), 'sent') = 'sent'
  group by person_id, request_id) own
where request.person_id = own.person_id and request.request_id = own.request_id and request.kind = 'question';
drop index request_deviation;
create index request_deviated on request (deviated_at desc, request_id) where deviated_at is not null;
create index request_deviated_of_branch on request (branch_id, deviated_at desc, request_id) where deviated_at is not null;
create index request_deviated_of_province on request (province, deviated_at desc, request_id) where deviated_at is not null;

-- How many questions a branch answered in a time, counted without those of the years before.
create index request_answered_of_branch on request (branch_id, answered_at) include (about_branch)
  where kind = 'question' and answered_at is not null;
