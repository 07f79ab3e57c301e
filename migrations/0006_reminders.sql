-- Reminders: an answer that is taken back brings back what it called off, and many reminders at once are one message.

-- What was still to come for a lead when it was answered.
create table called_off (
    lead_id integer not null references leads (id),
    step    text    not null,
    primary key (lead_id, step)
) strict, without rowid;

-- The lines of a round-up, the one message that stands for the reminders of many leads.
create table round_ups (
    team_id   integer not null references teams (id),
    since_ms  integer not null,             -- when the round-up began: tells it from the team's others
    lead_id   integer not null references leads (id),
    step      text    not null,
    due_at_ms integer not null,             -- when the reminder was due by the ladder
    primary key (team_id, since_ms, lead_id)
) strict, without rowid;
create index round_ups_by_lead on round_ups (lead_id);

-- How many reminders a team has had lately, and which are not posted yet.
create index outbox_reminders on outbox (team_id, created_at_ms) where kind = 'reminder';
create index outbox_unposted_reminders on outbox (team_id) where kind = 'reminder' and message_id is null and wanted > shown;

-- The lines with what they say now. A reminder no longer holds once its lead was answered, or has a new purchase date.
create view round_up_lines as
select r.team_id, r.since_ms, r.lead_id, r.step, l.number, l.stage, l.outcome, l.last_at_ms, l.last_actor,
    l.received_at_ms, l.deadline_at_ms, l.owner_id, d.purchase_date, c.channel_id, c.message_id,
    case when l.erased_at_ms is null then coalesce(l.company, l.name) end as customer,
    case when r.step like 'overdue:%' then l.stage = 'accepted' and d.purchase_date is substr(r.step, 9)
        else l.stage = 'received' end as holds
from round_ups r join leads l on l.id = r.lead_id
    left join deals d on d.lead_id = r.lead_id
    left join outbox c on c.lead_id = r.lead_id and c.kind = 'card';
