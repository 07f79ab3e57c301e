-- Time: snoozes, bursts, the digest of a team, what is owed to senders, and how far the clock has come.

-- Who does not want to hear of a lead until then; member 0 is the whole team.
create table snoozes (
    lead_id   integer not null references leads (id),
    member_id integer not null,
    by_id     integer not null,
    until_ms  integer not null,
    primary key (lead_id, member_id)
) strict, without rowid;

-- Many leads at once: the leads taken in from `since` to `last` have compact cards and one summary line.
create table bursts (
    team_id  integer not null references teams (id),
    since_ms integer not null,
    last_ms  integer not null check (last_ms >= since_ms),
    primary key (team_id, since_ms)
) strict, without rowid;

-- What has to be told outside Discord, once for each lead and cause. Written with the change that owes it.
create table owed_notices (
    lead_id    integer not null references leads (id),
    cause      text    not null check (cause in ('expired')),
    owed_at_ms integer not null,
    primary key (lead_id, cause)
) strict, without rowid;

-- The latest moment at which the scheduler did something: a clock that shows less than this has been put back.
create table scheduler_clock (
    id         integer primary key check (id = 1),
    seen_at_ms integer not null
) strict;
insert into scheduler_clock (id, seen_at_ms) values (1, 0);

-- One digest a team and day; for leads `unique (lead_id, step)` does the same.
create unique index due_of_team on due (team_id, step) where lead_id is null;

create index leads_by_arrival on leads (team_id, taken_in_at_ms);
create index leads_open on leads (team_id, deadline_at_ms) where stage <> 'archived';
