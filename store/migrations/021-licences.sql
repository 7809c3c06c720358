-- Licences to inquire: somebody lets an institution read one of their certificates until a day, by a code that they give it.

create table certificate_licence (
  person_id      bigint not null,       -- whose certificate it is
  licence_id     bigint not null,
  certificate_id bigint not null,
  code           text not null check (code ~ '^[0-9A-HJKMNP-TV-Z]{12}$'),
  institution    text not null check (length(institution) between 1 and 100),
  given_at       timestamptz not null,
  until          date not null,         -- the last day on which it opens anything
  ended_at       timestamptz,           -- when its giver ended it before
  primary key (person_id, licence_id),
  foreign key (person_id, certificate_id) references certificate
);

-- Whose licence a code is.
create table licence_code (
  code       text primary key,
  person_id  bigint not null,
  licence_id bigint not null
);

-- Every opening, for the giver to read.
create table licence_use (
  person_id  bigint not null,
  licence_id bigint not null,
  use_id     bigint not null,
  at         timestamptz not null,
  used_by    text not null check (length(used_by) between 1 and 100), -- as they named themselves
  paper      boolean not null,          -- whether the paper itself was opened, not only its page
  primary key (person_id, licence_id, use_id),
  foreign key (person_id, licence_id) references certificate_licence
);

grant select, insert on certificate_licence, licence_code, licence_use to tamin_app;
grant update (ended_at) on certificate_licence to tamin_app;
