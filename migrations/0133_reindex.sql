-- C, C++ and C# have become three words of the search: the leads that name one of them are indexed again.
insert into unindexed_leads (lead_id)
select id
from (
    select l.id, coalesce(l.company, '') || ' ' || coalesce(l.name, '') || ' ' || coalesce(l.need, '') || ' '
        || coalesce(l.solutions, '') || ' ' || coalesce(l.reason_notes, '') || ' ' || coalesce(d.name, '') || ' '
        || coalesce(d.notes, '') as words
    from leads l
    left join deals d on d.lead_id = l.id
)
where instr(words, '#') > 0 or instr(words, '++') > 0
on conflict do nothing;
