-- The archive of requests, searched by words; corrections to those who got an answer that holds no more.

-- The words of a request as its receipt wrote them down (`archiveWords`), for an index. A word is cut where an index ends.
create function archive_words(text) returns tsvector language sql immutable strict parallel safe as $$
  select array_to_tsvector(array(select left(word, 200) from unnest(string_to_array($1, ' ')) as one(word) where word <> ''))
$$;
create index request_archive on request using gin (archive_words(folded));

-- Who got an answer.
create index request_sent_answer on request_event ((event ->> 'answerId'), at)
  where kind = 'sent' and event ->> 'answerId' is not null;

-- A correction is sent once to a person, whatever number of requests were answered so.
create table correction (
  person_id  bigint not null,
  answer_id  bigint not null,
  request_id bigint not null,
  text       text not null check (text <> ''),
  sent_by    bigint not null,
  at         timestamptz not null,
  primary key (person_id, answer_id),
  foreign key (person_id, request_id) references request
);
grant select, insert on correction to tamin_app;
