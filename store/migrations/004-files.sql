-- Files people sent. The bytes lie in the file store under a random key; what they are and whether they are clean is here.

create table file (
  person_id      bigint not null,
  file_id        text not null check (file_id ~ '^[A-Za-z0-9_-]{22}$'),
  application_id bigint not null,
  document       text not null,       -- the document, or the field, of the application
  name           text not null,       -- as the person called it, tidied; only for showing
  bytes          integer not null check (bytes > 0), -- of what was sent
  type           text not null check (type in ('image/jpeg', 'image/png', 'application/pdf')), -- by its content
  sha256         text not null check (sha256 ~ '^[0-9a-f]{64}$'),      -- of what was sent
  kept_sha256    text not null check (kept_sha256 ~ '^[0-9a-f]{64}$'), -- of what lies in the store: images are made anew
  storage_key    text not null,
  state          text not null check (state in ('quarantine', 'clean', 'infected')),
  scanned_at     timestamptz,         -- null and clean: there was no scanner
  found          text,                -- the scanner's name for what it found
  created_at     timestamptz not null,
  primary key (person_id, file_id),
  check ((state = 'infected') = (found is not null)),
  check (state <> 'quarantine' or scanned_at is null)
);
create index file_of_application on file (person_id, application_id);

-- Keys in the file store that belong to no file: noted before the bytes are put, forgotten in the transaction that adds
-- the file; noted again by the one that takes it away. What stays here for long is deleted from the store.
create table stray_file (
  person_id   bigint not null,
  storage_key text not null,
  since       timestamptz not null,
  primary key (person_id, storage_key)
);
create index stray_file_old on stray_file (since);

grant select, insert, delete on file to tamin_app;
grant update (state, scanned_at, found) on file to tamin_app;
grant select, insert, delete on stray_file to tamin_app;
