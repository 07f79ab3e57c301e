-- Which change of its lead an entry of the history is: the lead's version after it. Tells what was written while a
-- form was open. Entries from before this column have none.
alter table events add column version integer;
