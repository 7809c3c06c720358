-- Lists of applications. The queue of a branch is read from its index alone, whatever is filtered by; what somebody has in
-- hand is counted without going through the queue.

drop index application_queue;
create index application_queue on application (branch_id, due_at, application_id)
  include (person_id, service, version, tracking_code, state, roles, holder) where turn = 'organisation';
create index application_in_hand on application (holder) include (branch_id, roles) where turn = 'organisation' and holder is not null;

-- Whom or what an application is about, in a word or two: a person may have several of a service. Those that were there
-- before are about a dependant.
alter table application add column subject text;
update application set subject = nullif(concat_ws(' ', civil.value ->> 'firstName', civil.value ->> 'lastName'), '')
from (select distinct on (person_id, application_id) person_id, application_id, action -> 'value' as value
  from application_action where action ->> 'kind' = 'fact' and action ->> 'name' = 'civil'
  order by person_id, application_id, n desc) civil
where application.person_id = civil.person_id and application.application_id = civil.application_id;
