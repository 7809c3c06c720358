-- The unit of a branch that a member of staff works in: enrolment, benefits … Null: all of them.
alter table staff add column unit text;

-- What waits for an officer waits for those of its unit too, under a name of their own. All that was there is enrolment's.
update application set roles = array(
  select unnest(case when role in ('officer', 'supervisor') then array[role, role || ':enrolment'] else array[role] end)
  from unnest(roles) with ordinality as each (role, n) order by n)
where turn = 'organisation';
