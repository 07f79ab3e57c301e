-- C, C++ and C# have become three words of the search. The leads that name one of them are indexed anew, some at a time
-- (`store::search::reindex`); a lead has no row here once its words are written again.
create table reindex (
    lead_id integer primary key references leads (id)
);
insert into reindex
select id
from (
    select l.id, coalesce(l.company, '') || ' ' || coalesce(l.name, '') || ' ' || coalesce(l.need, '') || ' '
        || coalesce(l.solutions, '') || ' ' || coalesce(l.reason_notes, '') || ' ' || coalesce(d.name, '') || ' '
        || coalesce(d.notes, '') as words
    from leads l
    left join deals d on d.lead_id = l.id
)
where instr(words, '#') > 0 or instr(words, '++') > 0;
