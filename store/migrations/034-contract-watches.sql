-- Contracts of those who insure themselves, as the worker's clock sees them: when it looks at one again, and of which last
-- day of payment the person was warned. The contracts themselves are the register's.
create table contract_watch (
  person_id   bigint not null,
  contract_id text not null,
  look_on     date not null,
  warned_of   date,
  primary key (person_id, contract_id)
);
create index contract_watch_look on contract_watch (look_on);
grant select, insert, update, delete on contract_watch to tamin_app;
