-- Rejected deliveries are kept within bounds; what was dropped for that is counted.
alter table sources add column rejected_dropped integer not null default 0;
create index rejected_by_source on rejected_deliveries (source_id, id);
create index rejected_by_time on rejected_deliveries (received_at_ms);
