-- Lists and search: what `/leads` and the suggestions are read from.

-- What lists filter and sort by, a row for each lead. Kept by triggers in the same change, so that nothing that
-- writes a lead or a deal can forget it. Each order is one integer, ascending, so that an index serves it whole.
create table lead_list (
    lead_id        integer primary key references leads (id),
    team_id        integer not null,
    tab            text    not null check (tab in ('marketplace', 'qualified')),
    stage          text    not null,     -- the outcome where there is one
    due_order      integer not null,     -- what is due next first; then without a deadline; then archived, latest first
    hot_order      integer not null check (hot_order in (0, 1)),   -- 0: hot and open
    received_at_ms integer not null,
    value_minor    integer,
    currency       text
) strict;
create index lead_list_by_due      on lead_list (team_id, tab, due_order, lead_id, stage);
create index lead_list_by_hot      on lead_list (team_id, tab, hot_order, due_order, lead_id, stage);
create index lead_list_by_newest   on lead_list (team_id, tab, received_at_ms desc, lead_id, stage);
create index lead_list_by_value    on lead_list (team_id, tab, currency, value_minor, lead_id, stage);
create index lead_list_by_stage    on lead_list (team_id, tab, stage);
create index lead_list_suggestions on lead_list (team_id, hot_order, due_order, lead_id);

create view lead_list_now as
select l.id as lead_id, l.team_id,
    case l.kind when 'customer_inquiry' then 'marketplace' else 'qualified' end as tab,
    coalesce(l.outcome, l.stage) as stage,
    -- The offsets are years 190,000 and later, beyond every real moment.
    case
        when l.stage = 'received' then coalesce(l.deadline_at_ms, 6000000000000000 - l.received_at_ms)
        when l.stage = 'accepted' then coalesce(unixepoch(d.purchase_date) * 1000, 7000000000000000)
        else 9000000000000000 - l.last_at_ms
    end as due_order,
    not (l.hot and l.stage <> 'archived') as hot_order,
    l.received_at_ms,
    coalesce(d.final_minor, d.value_minor) as value_minor,
    coalesce(d.final_currency, d.currency) as currency
from leads l left join deals d on d.lead_id = l.id;

create trigger lead_list_of_new_lead after insert on leads begin
    insert into lead_list select * from lead_list_now where lead_id = new.id;
end;
create trigger lead_list_of_changed_lead
after update of kind, stage, outcome, hot, deadline_at_ms, received_at_ms, last_at_ms on leads begin
    delete from lead_list where lead_id = new.id;
    insert into lead_list select * from lead_list_now where lead_id = new.id;
end;
create trigger lead_list_of_new_deal after insert on deals begin
    delete from lead_list where lead_id = new.lead_id;
    insert into lead_list select * from lead_list_now where lead_id = new.lead_id;
end;
create trigger lead_list_of_changed_deal after update on deals begin
    delete from lead_list where lead_id = new.lead_id;
    insert into lead_list select * from lead_list_now where lead_id = new.lead_id;
end;
create trigger lead_list_of_gone_deal after delete on deals begin
    delete from lead_list where lead_id = old.lead_id;
    insert into lead_list select * from lead_list_now where lead_id = old.lead_id;
end;
insert into lead_list select * from lead_list_now;

-- The words of each lead, its row's id as rowid. Written by `store::search`, which folds accents and parts scripts
-- that know no spaces: more than a tokenizer can, so there are no triggers here.
create virtual table lead_search using fts5(
    number, customer, deal, need, notes, ids,
    tokenize = "unicode61 remove_diacritics 2 categories 'L* N* M* Co'",
    prefix = '1 2 3'
);

-- What members are searching for: a custom id has no room for it. A list that is open in somebody's client points here.
create table searches (
    id        integer primary key,
    team_id   integer not null references teams (id),
    member_id integer not null,
    text      text    not null,
    at_ms     integer not null
) strict;
create index searches_by_time on searches (at_ms);
