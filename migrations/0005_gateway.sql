-- When the gateway was last asked for a session (IDENTIFY): the next one waits for Discord's five seconds, also where
-- the program was killed and started again in between. One row.
create table gateway_starts (
    id    integer primary key check (id = 1),
    at_ms integer not null
) strict;
