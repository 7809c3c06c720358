-- Years whose official calendar was announced after the release: with a proposal come their holidays, and once it is approved
-- every other day of the year is certain too. Reference table; nothing here is ever changed or deleted.

create table calendar_year (
  proposal_id bigint not null references calendar_proposal,
  year        integer not null check (year between 1400 and 1600), -- Jalali
  primary key (proposal_id, year)
);
grant select, insert on calendar_year to tamin_app;
