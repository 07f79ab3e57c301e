-- Which leads' words in `lead_search` are not those of their rows: the index is written after the change, many leads at once.
-- Kept by triggers in the change itself, so that nothing that writes a lead or a deal can forget it.
create table unindexed_leads (
    lead_id integer primary key references leads (id)
) strict;
create trigger words_of_new_lead after insert on leads begin
    insert into unindexed_leads (lead_id) values (new.id) on conflict do nothing;
end;
create trigger words_of_changed_lead
after update of number, company, name, need, solutions, reason_notes, external_id, campaign_id, erased_at_ms on leads
when (new.number, new.company, new.name, new.need, new.solutions, new.reason_notes, new.external_id, new.campaign_id, new.erased_at_ms)
    is not (old.number, old.company, old.name, old.need, old.solutions, old.reason_notes, old.external_id, old.campaign_id, old.erased_at_ms)
begin
    insert into unindexed_leads (lead_id) values (new.id) on conflict do nothing;
end;
create trigger words_of_new_deal after insert on deals begin
    insert into unindexed_leads (lead_id) values (new.lead_id) on conflict do nothing;
end;
create trigger words_of_changed_deal after update of name, notes, crm_id, campaign_id on deals
when (new.name, new.notes, new.crm_id, new.campaign_id) is not (old.name, old.notes, old.crm_id, old.campaign_id)
begin
    insert into unindexed_leads (lead_id) values (new.lead_id) on conflict do nothing;
end;
create trigger words_of_gone_deal after delete on deals begin
    insert into unindexed_leads (lead_id) values (old.lead_id) on conflict do nothing;
end;
