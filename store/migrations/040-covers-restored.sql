-- The end of a cover may be taken back after an objection: what befell the cover says so, and which end it was.

alter table register_cover_event drop constraint register_cover_event_kind_check;
alter table register_cover_event add constraint register_cover_event_kind_check
  check (kind in ('moved', 'warned', 'renewed', 'ended', 'restored', 'asked', 'answered', 'commitment-asked',
    'commitment-reminded', 'committed'));
