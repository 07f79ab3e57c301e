-- Figures are of the leads that arrived in a span of time.
create index leads_by_received on leads (team_id, received_at_ms);
