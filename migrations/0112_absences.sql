-- Who of a team is away until when, and who looks at their leads meanwhile. An absence ends by itself.
create table absences (
    team_id   integer not null references teams (id),
    member_id integer not null,
    from_ms   integer not null,
    until_ms  integer not null,
    cover_id  integer,
    primary key (team_id, member_id)
) strict, without rowid;
