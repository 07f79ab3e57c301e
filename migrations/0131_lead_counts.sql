-- How many leads of a team stand where, kept by the change itself: counting them reads every one.
create table lead_counts (
    team_id integer not null,
    tab     text    not null,
    stage   text    not null,
    count   integer not null check (count >= 0),
    primary key (team_id, tab, stage)
) strict, without rowid;
insert into lead_counts select team_id, tab, stage, count(*) from lead_list group by team_id, tab, stage;
create trigger count_of_new_line after insert on lead_list begin
    insert into lead_counts (team_id, tab, stage, count) values (new.team_id, new.tab, new.stage, 1)
    on conflict do update set count = count + 1;
end;
create trigger count_of_gone_line after delete on lead_list begin
    update lead_counts set count = count - 1 where team_id = old.team_id and tab = old.tab and stage = old.stage;
end;
create trigger count_of_changed_line after update of team_id, tab, stage on lead_list
when (new.team_id, new.tab, new.stage) is not (old.team_id, old.tab, old.stage)
begin
    update lead_counts set count = count - 1 where team_id = old.team_id and tab = old.tab and stage = old.stage;
    insert into lead_counts (team_id, tab, stage, count) values (new.team_id, new.tab, new.stage, 1)
    on conflict do update set count = count + 1;
end;
drop index lead_list_by_stage;

-- A line is changed, not written anew, and only where something of it has changed.
drop trigger lead_list_of_changed_lead;
create trigger lead_list_of_changed_lead
after update of kind, stage, outcome, hot, deadline_at_ms, received_at_ms, last_at_ms on leads
when (new.kind, new.stage, new.outcome, new.hot, new.deadline_at_ms, new.received_at_ms)
    is not (old.kind, old.stage, old.outcome, old.hot, old.deadline_at_ms, old.received_at_ms)
    or (new.stage = 'archived' and new.last_at_ms is not old.last_at_ms)
begin
    update lead_list set (tab, stage, due_order, hot_order, received_at_ms)
        = (select tab, stage, due_order, hot_order, received_at_ms from lead_list_now where lead_id = new.id)
    where lead_id = new.id;
end;
drop trigger lead_list_of_new_deal;
create trigger lead_list_of_new_deal after insert on deals begin
    update lead_list set (due_order, value_minor, currency)
        = (select due_order, value_minor, currency from lead_list_now where lead_id = new.lead_id)
    where lead_id = new.lead_id;
end;
drop trigger lead_list_of_changed_deal;
create trigger lead_list_of_changed_deal after update on deals
when (new.value_minor, new.currency, new.purchase_date, new.final_minor, new.final_currency)
    is not (old.value_minor, old.currency, old.purchase_date, old.final_minor, old.final_currency)
begin
    update lead_list set (due_order, value_minor, currency)
        = (select due_order, value_minor, currency from lead_list_now where lead_id = new.lead_id)
    where lead_id = new.lead_id;
end;
drop trigger lead_list_of_gone_deal;
create trigger lead_list_of_gone_deal after delete on deals begin
    update lead_list set (due_order, value_minor, currency)
        = (select due_order, value_minor, currency from lead_list_now where lead_id = old.lead_id)
    where lead_id = old.lead_id;
end;
