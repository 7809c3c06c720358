-- The queue of a branch is counted from its index alone, on every page of a desk, and read from it in order.

drop index application_queue;
create index application_queue on application (branch_id, due_at, application_id) include (roles, holder)
  where turn = 'organisation';
