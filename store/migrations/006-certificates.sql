-- Certificates: what a paper was made of, frozen when it was issued, and whether it still holds.

-- Public halves of the keys that ever signed, by the beginning of their SHA-256. They are never deleted, so that an
-- old paper can be checked for ever; withdrawn: the private half got out, and its signature alone proves nothing.
create table certificate_key (
  key_id        text primary key check (key_id ~ '^[A-Za-z0-9_-]{8}$'),
  public_key    bytea not null check (length(public_key) = 32),
  first_used_at timestamptz not null,
  withdrawn_at  timestamptz
);

create table certificate (
  person_id      bigint not null,       -- who holds it
  certificate_id bigint not null,
  application_id bigint not null,       -- the outcome it came from: application, action, place among the effects
  action         integer not null,
  effect         integer not null,
  service        text not null,
  template       text not null,
  version        integer not null,      -- of the template
  about_id       bigint,                -- the person it speaks of, where that is not the holder
  number         text not null check (number ~ '^[0-9]{10}$'),
  code           text not null check (code ~ '^[0-9A-HJKMNP-TV-Z]{12}$'),
  data           jsonb not null,
  digest         text not null check (digest ~ '^[A-Za-z0-9_-]{43}$'),    -- SHA-256 of the frozen data
  issued_at      timestamptz not null,
  key_id         text not null references certificate_key,
  signature      text not null check (signature ~ '^[A-Za-z0-9_-]{86}$'), -- Ed25519, over what docs/certificates.md says
  storage_key    text,                  -- of the PDF in the file store; null until it is printed
  pdf_sha256     text check (pdf_sha256 ~ '^[0-9a-f]{64}$'),
  pdf_bytes      integer,
  status         text not null default 'valid' check (status in ('valid', 'superseded', 'revoked')),
  ended_at       timestamptz,           -- since when it no longer holds
  superseded_by  bigint,                -- the newer certificate of this person
  revoked_by     text,                  -- staff id, or 'clock' for what the portal does by itself
  revoked_because text,
  primary key (person_id, certificate_id),
  unique (person_id, application_id, action, effect),
  foreign key (person_id, application_id) references application,
  check ((status = 'valid') = (ended_at is null)),
  check ((status = 'superseded') = (superseded_by is not null)),
  check ((status = 'revoked') = (revoked_by is not null and revoked_because is not null)),
  check ((storage_key is null) = (pdf_sha256 is null) and (storage_key is null) = (pdf_bytes is null))
);

-- Whose certificate a public code names.
create table certificate_code (
  code           text primary key,
  person_id      bigint not null,
  certificate_id bigint not null
);

-- What was frozen can never be changed by the processes: only the print is added once, and the status moves on.
grant select, insert on certificate, certificate_code, certificate_key to tamin_app;
grant update (storage_key, pdf_sha256, pdf_bytes, status, ended_at, superseded_by, revoked_by, revoked_because)
  on certificate to tamin_app;
