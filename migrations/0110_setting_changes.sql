-- Who changed which of a team's settings, when: shown by `/settings`.
create table setting_changes (
    id      integer primary key,
    team_id integer not null references teams (id),
    by_id   integer not null,
    at_ms   integer not null,
    setting text    not null,
    before  integer not null,
    after   integer not null
) strict;
create index setting_changes_by_team on setting_changes (team_id, id);
