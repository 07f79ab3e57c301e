-- A rejected delivery's id stands on buttons, which outlive it: no id is given out twice.
create table new_rejected_deliveries (
    id             integer primary key autoincrement,
    source_id      integer not null references sources (id),
    received_at_ms integer not null,
    content_type   text,
    body           blob    not null,
    reason         text    not null
) strict;
insert into new_rejected_deliveries (id, source_id, received_at_ms, content_type, body, reason)
    select id, source_id, received_at_ms, content_type, body, reason from rejected_deliveries;
drop table rejected_deliveries;
alter table new_rejected_deliveries rename to rejected_deliveries;
create index rejected_by_source on rejected_deliveries (source_id, id);
create index rejected_by_time on rejected_deliveries (received_at_ms);
