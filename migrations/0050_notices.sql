-- Notices: what is told outside Discord by mail or webhook, and what became of each. The outbox has a row for each that
-- waits (kinds mail and webhook); this one is what people see of it, and stays.
create table notices (
    id            integer primary key autoincrement,
    team_id       integer not null references teams (id),
    lead_id       integer not null references leads (id),
    cause         text    not null check (cause in ('accepted', 'declined', 'expired', 'won', 'lost')),
    medium        text    not null check (medium in ('mail', 'webhook')),
    audience      text    not null check (audience in ('customer', 'sender')),
    public_id     text    not null unique,   -- the same on each try: Message-ID, webhook-id
    state         text    not null check (state in ('waiting', 'sent', 'failed', 'by_hand', 'told', 'withheld', 'dropped')),
    why           text,                      -- a word of ours
    detail        text,                      -- what the other side said
    caused_at_ms  integer not null,
    due_at_ms     integer not null,          -- not before; the tries are counted from here
    attempts      integer not null default 0,
    settled_at_ms integer,                   -- when it was sent, given up or dropped
    told_by       integer,                   -- who told them by hand
    told_at_ms    integer
) strict;
create index notices_by_lead on notices (lead_id, id);
-- What waits for a hand. Few, while those that are done are many.
create index notices_open on notices (team_id, id) where state in ('failed', 'by_hand');
create index notices_by_day on notices (team_id, settled_at_ms) where state in ('failed', 'by_hand', 'told');
create index notices_waiting on notices (lead_id, medium, id) where state = 'waiting';

-- What happened before anybody was told of anything: shown to managers once, never sent late by surprise.
insert into notices (team_id, lead_id, cause, medium, audience, public_id, state, why, caused_at_ms, due_at_ms)
select l.team_id, l.id, 'expired', 'mail', 'sender', lower(hex(randomblob(16))), 'by_hand', 'before', o.owed_at_ms, o.owed_at_ms
from owed_notices o join leads l on l.id = o.lead_id
where o.cause = 'expired' and l.sender_email is not null and l.erased_at_ms is null and l.test = 0
order by o.owed_at_ms;
insert into notices (team_id, lead_id, cause, medium, audience, public_id, state, why, caused_at_ms, due_at_ms)
select l.team_id, l.id, 'declined', 'mail', 'customer', lower(hex(randomblob(16))), 'by_hand', 'before', l.last_at_ms, l.last_at_ms
from leads l
where l.outcome = 'declined' and l.email is not null and l.erased_at_ms is null and l.test = 0 and l.do_not_contact = 0
    and coalesce(l.reason, '') not in ('spam', 'duplicate', 'already_customer')
order by l.last_at_ms;
drop table owed_notices;

-- What a team says in its own words, by what it is about and in which language; what is not here is ours.
create table notice_texts (
    team_id integer not null references teams (id),
    kind    text    not null check (kind in ('declined_customer', 'expired_sender', 'expired_customer')),
    lang    text    not null,
    subject text    not null,
    body    text    not null,
    by_id   integer not null,
    at_ms   integer not null,
    primary key (team_id, kind, lang)
) strict, without rowid;

-- What webhooks of a source's leads are signed with. While a secret is being replaced, both sign.
create table webhook_secrets (
    source_id         integer primary key references sources (id),
    secret            blob    not null check (length(secret) = 32),
    previous          blob    check (previous is null or length(previous) = 32),
    previous_until_ms integer,
    check ((previous is null) = (previous_until_ms is null))
) strict;

-- Receivers that answered 410 Gone: they want no more.
create table webhooks_gone (
    team_id integer not null references teams (id),
    url     text    not null,
    at_ms   integer not null,
    primary key (team_id, url)
) strict, without rowid;
