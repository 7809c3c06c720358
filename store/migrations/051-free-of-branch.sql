-- Who takes the next request of a branch looked for it among all that are open there, also those in hand and those that wait
-- for the person. A request stands in this only until somebody takes it.
create index request_free_of_branch on request (branch_id, due_at, promptness desc, request_id)
  include (kind, area, state, late, about_branch, question_id)
  where open and holder is null and branch_id is not null;
