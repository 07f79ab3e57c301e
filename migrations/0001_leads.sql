-- The foundation: teams, sources, leads, deals, history, the outbox.
-- Times are unix milliseconds (_ms), money is minor units (_minor) with its ISO 4217 code beside it, days are
-- ISO dates as text. Discord's ids are snowflakes and fit 64 signed bits.

create table teams (
    id               integer primary key,        -- the Discord server's id
    name             text    not null default '',
    channel_id       integer,
    manager_role_id  integer,
    member_role_id   integer,
    set_up_by        integer,
    time_zone        text    not null default 'UTC',
    currency         text    not null default 'EUR' check (length(currency) = 3),
    language         text    not null default 'en-US',
    settings         text    not null default '{}' check (json_valid(settings)),
    next_lead_number integer not null default 1 check (next_lead_number >= 1)
) strict;

create table sources (
    id             integer primary key,
    team_id        integer not null references teams (id),
    kind           text    not null check (kind in ('api', 'member', 'import', 'form', 'partner_center')),
    name           text    not null,
    key_hash       blob    check (key_hash is null or length(key_hash) = 32),   -- SHA-256 of the key; the key itself is not kept
    created_by     integer,
    created_at_ms  integer not null,
    disabled_at_ms integer,
    last_used_at_ms integer,
    -- every input is counted: kept + rejected + seen before = received
    received       integer not null default 0,
    kept           integer not null default 0,
    rejected       integer not null default 0,
    seen_before    integer not null default 0,
    unique (team_id, name)
) strict;

create table leads (
    id              integer primary key,
    team_id         integer not null references teams (id),
    number          integer not null check (number >= 1),
    source_id       integer not null references sources (id),
    external_id     text,
    payload_hash    blob    not null check (length(payload_hash) = 32),
    kind            text    not null check (kind in ('customer_inquiry', 'marketing_qualified', 'sales_qualified')),
    stage           text    not null default 'received' check (stage in ('received', 'accepted', 'archived')),
    outcome         text    check (outcome in ('won', 'lost', 'declined', 'expired')),
    hot             integer not null check (hot in (0, 1)),
    informational   integer not null check (informational in (0, 1)),
    test            integer not null check (test in (0, 1)),
    do_not_contact  integer not null check (do_not_contact in (0, 1)),
    company         text,
    name            text,
    title           text,
    email           text,
    phone           text,
    country         text    check (country is null or length(country) = 2),
    city            text,
    size            text,
    industry        text,
    customer_language text,
    need            text,
    solutions       text    not null default '[]' check (json_valid(solutions)),
    budget          text,
    campaign_id     text,
    sender_kind     text    check (sender_kind in ('microsoft', 'partner')),
    sender_name     text,
    sender_email    text,
    sender_organization text,
    reply_to        text,
    email_key       text,     -- normalised, for "same person" and "same company"
    phone_key       text,
    company_key     text,
    received_at_ms  integer not null,   -- at the source; the deadline counts from here
    taken_in_at_ms  integer not null,   -- here
    deadline_at_ms  integer,
    owner_id        integer,
    reason          text,               -- of declined and lost: the reason's code
    reason_notes    text,
    -- the last transition: who comes second is told who did what and when
    last_at_ms      integer not null,
    last_actor      text    not null check (json_valid(last_actor)),
    answered_at_ms  integer,            -- first answer by a member
    version         integer not null default 1,   -- counts every change; two editors at once are told apart by it
    thread_id       integer,
    erased_at_ms    integer,
    unique (team_id, number),
    check ((stage = 'archived') = (outcome is not null)),
    check (stage <> 'accepted' or owner_id is not null)
) strict;
create unique index leads_by_external_id on leads (source_id, external_id) where external_id is not null;
create index leads_by_email   on leads (team_id, email_key)   where email_key is not null;
create index leads_by_phone   on leads (team_id, phone_key)   where phone_key is not null;
create index leads_by_company on leads (team_id, company_key) where company_key is not null;

create table deals (
    lead_id        integer primary key references leads (id),
    name           text    not null check (name <> ''),
    value_minor    integer not null,
    currency       text    not null check (length(currency) = 3),
    purchase_date  text    not null check (purchase_date glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    notes          text,
    crm_id         text,
    campaign_id    text,
    final_minor    integer,
    final_currency text    check (final_currency is null or length(final_currency) = 3),
    check ((final_minor is null) = (final_currency is null))
) strict;

create table team_contacts (
    id        integer primary key,
    lead_id   integer not null references leads (id),
    name      text    not null,
    phone     text    not null,
    email     text    not null,
    member_id integer
) strict;
create index team_contacts_by_lead on team_contacts (lead_id);

create table favorites (
    lead_id   integer not null references leads (id),
    member_id integer not null,
    at_ms     integer not null,
    primary key (lead_id, member_id)
) strict, without rowid;
create index favorites_by_member on favorites (member_id, lead_id);

-- Append-only. The one exception is an erasure, which may rewrite the details of an erased lead's entries.
create table events (
    id           integer primary key,
    team_id      integer not null references teams (id),
    lead_id      integer not null references leads (id),
    at_ms        integer not null,
    actor        text    not null check (json_valid(actor)),
    via          text    not null check (via in ('card', 'command', 'intake', 'import', 'timer')),
    stage_before text    not null check (stage_before in ('received', 'accepted', 'won', 'lost', 'declined', 'expired')),
    stage_after  text    not null check (stage_after in ('received', 'accepted', 'won', 'lost', 'declined', 'expired')),
    kind         text    not null,
    details      text    not null check (json_valid(details))
) strict;
create index events_by_lead on events (lead_id, id);
create trigger events_are_never_deleted before delete on events begin
    select raise(abort, 'history is append-only');
end;
create trigger events_are_never_changed before update on events
when (select erased_at_ms from leads where id = old.lead_id) is null
    or (new.id, new.team_id, new.lead_id, new.at_ms, new.actor, new.via, new.stage_before, new.stage_after, new.kind)
    is not (old.id, old.team_id, old.lead_id, old.at_ms, old.actor, old.via, old.stage_before, old.stage_after, old.kind)
begin
    select raise(abort, 'history is append-only');
end;

-- What Discord should show. A row is one message: "make it look like the lead now". `wanted` counts the changes,
-- `shown` is the count that Discord has seen; the row is due while they differ.
create table outbox (
    id            integer primary key,
    team_id       integer not null references teams (id),
    lead_id       integer references leads (id),
    key           text    not null,              -- what the message is: 'card:42', 'reminder:7'; one row each
    kind          text    not null,
    payload       text    not null default '{}' check (json_valid(payload)),
    channel_id    integer,                       -- where it stands; null until it was posted
    message_id    integer,
    nonce         text    not null check (length(nonce) between 1 and 25),
    nonce_since_ms integer not null,             -- since when a post with this nonce may have been tried
    wanted        integer not null default 1,
    shown         integer not null default 0,
    due_at_ms     integer not null,
    attempts      integer not null default 0,
    parked        text,                          -- why it is not tried any more
    created_at_ms integer not null,
    unique (team_id, key),
    check ((channel_id is null) = (message_id is null)),
    check (shown <= wanted)
) strict;
create index outbox_due on outbox (due_at_ms) where wanted > shown and parked is null;
create index outbox_by_lead on outbox (lead_id);
create index outbox_parked on outbox (team_id) where parked is not null;

-- What is due at a moment for a lead (nudges, warnings, expiry, overdue), or for a team (lead_id null: digest).
create table due (
    id        integer primary key,
    team_id   integer not null references teams (id),
    lead_id   integer references leads (id),
    step      text    not null,
    due_at_ms integer not null,
    done_at_ms integer,
    unique (lead_id, step)
) strict;
create index due_next on due (due_at_ms) where done_at_ms is null;

-- Deliveries already answered: the same one again gets the same answer.
create table deliveries (
    id             integer primary key,
    source_id      integer not null references sources (id),
    key            text    not null,
    body_hash      blob    not null check (length(body_hash) = 32),
    status         integer not null,
    answer         text    not null,
    received_at_ms integer not null,
    unique (source_id, key)
) strict;
create index deliveries_by_time on deliveries (received_at_ms);

-- What could not be understood: kept with its reason, for managers to see and to replay.
create table rejected_deliveries (
    id             integer primary key,
    source_id      integer not null references sources (id),
    received_at_ms integer not null,
    content_type   text,
    body           blob    not null,
    reason         text    not null
) strict;

-- Presses that have had their effect: a replayed one has none. Kept for a day.
create table interactions (
    id    integer primary key,
    at_ms integer not null
) strict;

-- What a member typed into a form that could not be taken, so that nothing has to be typed twice.
create table drafts (
    id        integer primary key,
    team_id   integer not null references teams (id),
    lead_id   integer references leads (id),
    member_id integer not null,
    form      text    not null,
    typed     text    not null check (json_valid(typed)),
    at_ms     integer not null
) strict;
create index drafts_by_time on drafts (at_ms);
