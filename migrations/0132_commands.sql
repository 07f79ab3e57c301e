-- Which commands Discord was given last, so that a start need not give them again; and from which servers the commands of
-- their own have been removed that versions before this one gave to each.
create table registered_commands (
    id                   integer primary key check (id = 1),
    hash                 blob    check (hash is null or length(hash) = 32),
    servers_may_have_own integer not null check (servers_may_have_own in (0, 1))
) strict;
insert into registered_commands (id, hash, servers_may_have_own) select 1, null, exists (select 1 from teams);
create table servers_without_own_commands (
    server_id integer primary key
) strict;
