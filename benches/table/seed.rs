//! A team's years of leads, written as SQL: most archived, 400 waiting, 1,600 being worked on.

use leadbell::store::open;
use sqlx::{Connection as _, SqliteConnection};

const SEED: &[&str] = &[
    "insert or ignore into teams (id, name) values (1, 'Team')",
    "insert into sources (id, team_id, kind, name, created_at_ms) values (1, 1, 'import', 'import', 0)",
    "create temp table words as select key as at, value as word from json_each('[\"nordwind\",\"contoso\",\"fabrikam\",
        \"adventure\",\"tailspin\",\"wingtip\",\"litware\",\"proseware\",\"lucerne\",\"margie\",\"trey\",\"woodgrove\",\"alpine\",
        \"graphic\",\"humongous\",\"northern\",\"southridge\",\"coho\",\"blue\",\"city\"]')",
    "with recursive n (n) as (select 1 union all select n + 1 from n where n < ?1)
    insert into leads (id, team_id, number, source_id, payload_hash, kind, stage, outcome, hot, informational, test,
        do_not_contact, company, need, received_at_ms, taken_in_at_ms, deadline_at_ms, owner_id, last_at_ms, last_actor)
    select n, 1, n, 1, zeroblob(32), case n % 5 when 0 then 'sales_qualified' else 'customer_inquiry' end,
        case when n > ?1 - 400 then 'received' when n > ?1 - 2000 then 'accepted' else 'archived' end,
        case when n > ?1 - 2000 then null when n % 3 = 0 then 'won' when n % 3 = 1 then 'lost' else 'declined' end,
        n % 7 = 0, 0, 0, 0,
        (select word from words where at = n % 20) || ' ' || (select word from words where at = n / 20 % 20) || ' ' || n,
        'move ' || (n % 500) || ' seats of ' || (select word from words where at = n % 13) || ' to the cloud',
        n * 60000, n * 60000, n * 60000 + 1209600000, 7, n * 60000, '\"clock\"' from n",
    "insert into deals (lead_id, name, value_minor, currency, purchase_date, notes)
    select id, company || ' deal', id * 37 % 1000003, 'EUR', date(id, 'unixepoch'), 'notes on ' || company from leads
    where stage = 'accepted' or outcome in ('won', 'lost')",
    "insert into lead_search (rowid, number, customer, deal, need, notes, ids)
    select l.id, l.number, l.company, d.name, l.need, d.notes, '' from leads l left join deals d on d.lead_id = l.id",
    "delete from unindexed_leads",
];

/// Writes them into a new database, and leaves it as a program does that has ended in good order.
pub async fn seed(url: &str, leads: i64) {
    open(url).await.unwrap().close().await;
    let mut conn = SqliteConnection::connect(url).await.unwrap();
    let mut tx = conn.begin().await.unwrap();
    for statement in SEED {
        sqlx::query(*statement)
            .bind(leads)
            .execute(&mut *tx)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    conn.close().await.unwrap();
    open(url).await.unwrap().close().await;
}
