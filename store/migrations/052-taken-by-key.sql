-- Whoever presses «بعدی در نوبت» twice is given the same request. It was looked for among all that they have in hand; in the
-- load of 20,000 requests a day the planner, who cannot know how few of somebody's requests are open, came to read the whole table.
create index request_event_taken on request_event (key) where kind = 'taken' and key is not null;
