-- How many questions a province answered in a time, counted without those of the others.
create index request_answered_of_province on request (province, answered_at) where kind = 'question' and answered_at is not null;
