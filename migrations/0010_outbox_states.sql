-- The outbox as a state machine: why a row is parked is one of known words, which reminder it is has a column, a row's
-- state and lane follow from it in one place, and what is parked comes back by itself where that may help.
drop view round_up_lines;
create table outbox_next (
    id             integer primary key,
    team_id        integer not null references teams (id),
    lead_id        integer references leads (id),
    kind           text    not null,
    step           text    check ((step is not null) = (kind = 'reminder')),   -- which reminder
    key            text    not null,              -- what the message is: 'card:42', 'reminder:7'; one row each
    payload        text    not null default '{}' check (json_valid(payload)),
    channel_id     integer,                       -- where it stands; null until it was posted
    message_id     integer,
    nonce          text    not null check (length(nonce) between 1 and 25),
    nonce_since_ms integer not null,              -- since when a post with this nonce may have been tried
    wanted         integer not null default 1,    -- the revision that is desired
    shown          integer not null default 0,    -- the revision that Discord has
    due_at_ms      integer not null,
    attempts       integer not null default 0,
    parked         text    check (parked in ('no_channel', 'channel_gone', 'denied', 'cannot_dm', 'rejected', 'thread_denied',
                                             'thread_locked', 'too_many_threads')),
    parked_details text    check (parked_details is null or parked is not null),
    parks          integer not null default 0 check (parks >= 0),               -- how often in a row it was parked
    retry_at_ms    integer check (retry_at_ms is null or parked is not null),   -- when it is tried by itself, if ever
    created_at_ms  integer not null,
    state          text    not null generated always as (
        case when parked is not null then 'parked' when wanted > shown then 'pending' else 'synced' end) virtual
        check (state in ('pending', 'synced', 'parked')),
    -- What a row asks of its receiver. Of edits those of old messages are a lane of their own, which depends on the time.
    lane           text    not null generated always as (
        case when kind = 'word' then 'direct' when kind in ('thread', 'mail', 'webhook') then kind
            when message_id is null then 'post' else 'edit' end) virtual,
    unique (team_id, key),
    check ((channel_id is null) = (message_id is null)),
    check (shown <= wanted)
) strict;
insert into outbox_next (id, team_id, lead_id, kind, step, key, payload, channel_id, message_id, nonce, nonce_since_ms, wanted, shown,
    due_at_ms, attempts, parked, parked_details, retry_at_ms, created_at_ms)
select id, team_id, lead_id, kind, case when kind = 'reminder' then coalesce(payload ->> 'step', '') end, key, payload, channel_id, message_id, nonce, nonce_since_ms, wanted, shown,
    due_at_ms, attempts,
    case when parked like 'rejected%' then 'rejected'
        when parked in ('no_channel', 'channel_gone', 'denied', 'cannot_dm', 'thread_denied', 'too_many_threads') then parked
        when parked is not null then 'denied' end,
    case when parked like 'rejected: %' then substr(parked, 11) end,
    -- What the new rules would bring back, they bring back at the next start.
    case when parked in ('channel_gone', 'denied', 'thread_denied', 'too_many_threads') then due_at_ms end,
    created_at_ms
from outbox;
drop table outbox;
alter table outbox_next rename to outbox;

-- What is due, by lane and in its order; whole, so that a look at it reads nothing else.
create index outbox_due on outbox (team_id, lane, due_at_ms, id, message_id) where wanted > shown and parked is null;
create index outbox_retry on outbox (retry_at_ms) where retry_at_ms is not null;
create index outbox_parked on outbox (team_id) where parked is not null;
create index outbox_alerts on outbox (team_id) where kind = 'word';
create index outbox_by_lead on outbox (lead_id, kind);
create index outbox_reminders on outbox (team_id, created_at_ms) where kind = 'reminder';
create index outbox_unposted_reminders on outbox (team_id) where kind = 'reminder' and message_id is null and wanted > shown;
create index outbox_digests on outbox (team_id) where kind = 'digest';

create view round_up_lines as
select r.team_id, r.since_ms, r.lead_id, r.step, l.number, l.stage, l.outcome, l.last_at_ms, l.last_actor,
    l.received_at_ms, l.deadline_at_ms, l.owner_id, d.purchase_date, c.channel_id, c.message_id,
    case when l.erased_at_ms is null then coalesce(l.company, l.name) end as customer,
    case when r.step like 'overdue:%' then l.stage = 'accepted' and d.purchase_date is substr(r.step, 9)
        else l.stage = 'received' end as holds
from round_ups r join leads l on l.id = r.lead_id
    left join deals d on d.lead_id = r.lead_id
    left join outbox c on c.lead_id = r.lead_id and c.kind = 'card';
