-- Every signed-in page names who is signed in. Their names stand in the session as they were at the sign-in, so that a page is
-- read without the row of the person.
alter table session add column first_name text, add column last_name text;
update session s set first_name = p.first_name, last_name = p.last_name from person p where p.person_id = s.person_id;
