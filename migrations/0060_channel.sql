-- What a burst's line tells of: each lead is told of by one line with a ping, so that those who come after a line was posted
-- are the next one's.
create table burst_leads (
    lead_id  integer primary key references leads (id),
    team_id  integer not null references teams (id),
    since_ms integer not null              -- of the burst
) strict;
create index burst_leads_by_burst on burst_leads (team_id, since_ms);
insert into burst_leads (lead_id, team_id, since_ms)
select l.id, l.team_id, max(b.since_ms) from leads l join bursts b on b.team_id = l.team_id and l.taken_in_at_ms between b.since_ms and b.last_ms
where exists (select 1 from outbox where lead_id = l.id and kind = 'card' and payload ->> 'compact') group by l.id;

-- Leads that expired at one moment are told of in one message.
create table expiries (
    team_id  integer not null references teams (id),
    since_ms integer not null,
    lead_id  integer not null references leads (id),
    primary key (team_id, since_ms, lead_id)
) strict, without rowid;
create index expiries_by_lead on expiries (lead_id);

-- A line whose lead has been reminded of again since says no more than that; nothing is to be done for an erased lead.
drop view round_up_lines;
create view round_up_lines as
select r.team_id, r.since_ms, r.lead_id, r.step, l.number, l.stage, l.outcome, l.last_at_ms, l.last_actor,
    l.received_at_ms, l.deadline_at_ms, l.owner_id, d.purchase_date, c.channel_id, c.message_id,
    case when l.erased_at_ms is null then coalesce(l.company, l.name) end as customer,
    l.erased_at_ms is not null as erased,
    exists (select 1 from round_ups later where later.lead_id = r.lead_id and later.since_ms > r.since_ms)
        or exists (select 1 from outbox o where o.lead_id = r.lead_id and o.kind = 'reminder' and o.created_at_ms > r.since_ms
            and (o.message_id is not null or o.wanted > o.shown)) as superseded,
    l.erased_at_ms is null and case when r.step like 'overdue:%' then l.stage = 'accepted' and d.purchase_date is substr(r.step, 9, 10)
        else l.stage = 'received' end as holds
from round_ups r join leads l on l.id = r.lead_id
    left join deals d on d.lead_id = r.lead_id
    left join outbox c on c.lead_id = r.lead_id and c.kind = 'card';

-- Whether a step waits for an opening or the end of a snooze, so that taking the snooze back brings it forward.
alter table due add column put_off integer not null default 0 check (put_off in (0, 1));
