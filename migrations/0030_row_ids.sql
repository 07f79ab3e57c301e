-- A row's id stands on buttons, which outlive the row and even the database: no id is given out twice, also not after an
-- older copy was put back.

-- No lead gets an id at or below the floor. Leads have no AUTOINCREMENT: that would cost each of them one more write.
create table row_ids (
    id    integer primary key check (id = 1),
    floor integer not null
) strict;
insert into row_ids (id, floor) values (1, 0);
create trigger ids_of_leads_are_used_once after delete on leads begin
    update row_ids set floor = max(floor, old.id);
end;

create table new_team_contacts (
    id        integer primary key autoincrement,
    lead_id   integer not null references leads (id),
    name      text    not null,
    phone     text    not null,
    email     text    not null,
    member_id integer
) strict;
insert into new_team_contacts (id, lead_id, name, phone, email, member_id)
    select id, lead_id, name, phone, email, member_id from team_contacts;
drop table team_contacts;
alter table new_team_contacts rename to team_contacts;
create index team_contacts_by_lead on team_contacts (lead_id);

create table new_drafts (
    id        integer primary key autoincrement,
    team_id   integer not null references teams (id),
    lead_id   integer references leads (id),
    member_id integer not null,
    form      text    not null,
    typed     text    not null check (json_valid(typed)),
    at_ms     integer not null
) strict;
insert into new_drafts (id, team_id, lead_id, member_id, form, typed, at_ms)
    select id, team_id, lead_id, member_id, form, typed, at_ms from drafts;
drop table drafts;
alter table new_drafts rename to drafts;
create index drafts_by_time on drafts (at_ms);

create table new_searches (
    id        integer primary key autoincrement,
    team_id   integer not null references teams (id),
    member_id integer not null,
    text      text    not null,
    at_ms     integer not null
) strict;
insert into new_searches (id, team_id, member_id, text, at_ms) select id, team_id, member_id, text, at_ms from searches;
drop table searches;
alter table new_searches rename to searches;
create index searches_by_time on searches (at_ms);
