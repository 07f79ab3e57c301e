-- Who looks at a lead that nobody has answered, and since when. It stays with the lead, and means something while it waits.
alter table leads add column assignee_id integer;
alter table leads add column assigned_at_ms integer;
create index leads_by_owner on leads (team_id, owner_id) where owner_id is not null;
create index leads_by_assignee on leads (team_id, assignee_id) where assignee_id is not null and stage = 'received';
