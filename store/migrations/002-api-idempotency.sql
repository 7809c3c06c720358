-- Requests to the API that carry an Idempotency-Key: the first one's answer, for those that repeat it.
-- Keyed by a keyed hash of bearer and key, as a caller before sign-in has no person yet. Nothing here can be read without
-- the secret key: hashes are keyed, answers are sealed.

create table api_key (
  key_hash     bytea primary key,
  request_hash bytea not null,         -- of method, path and body: the same key with another request is refused
  holder       bytea not null,         -- random, of the request that works on it; only that one may write the answer
  lease_until  timestamptz not null,   -- without an answer by then, that request is taken for dead and the next may try
  expires_at   timestamptz not null,
  answer       bytea
);
create index api_key_old on api_key (expires_at);

grant select, insert, update, delete on api_key to tamin_app;
