-- A daughter who comes of age while she is covered: when her father or mother was asked for the commitment, reminded of it,
-- and gave it. One who was of age when the cover began was committed for with the application.

alter table register_cover
  add column committed_on           date,
  add column commitment_asked_on    date,
  add column commitment_reminded_on date;
-- Those who are of age, or will be within a month, are looked at on the next round.
update register_cover set look_on = current_date
  where ended_on is null and relation in ('daughter', 'adopted') and coalesce(ground, 'tie') = 'tie'
    and birth_date <= current_date - interval '17 years 11 months';

alter table register_cover_event drop constraint register_cover_event_kind_check;
alter table register_cover_event add constraint register_cover_event_kind_check
  check (kind in ('moved', 'warned', 'renewed', 'ended', 'asked', 'answered', 'commitment-asked', 'commitment-reminded', 'committed'));
