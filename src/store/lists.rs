//! The read model of lists and suggestions: which leads, in which order, and what a line about each of them says.
//!
//! Ids come first, from `lead_list`, whose indexes hold a page in the order it is shown in; what the lines say is then
//! read for those few leads alone. So the cost of a page follows its length, not the number of leads.

#[cfg(test)]
mod plans;

use sqlx::{QueryBuilder, Sqlite};

use super::Conn;
use super::leads::json;
use super::time::from_ms;
use crate::domain::ids::{LeadId, LeadNumber, MemberId, TeamId};
use crate::domain::list::{Filter, ListDeal, ListRow, ListState, Sort, Tab};
use crate::domain::money::Money;
use crate::domain::search::query;
use crate::domain::stage::Stage;
use crate::domain::team::Team;

/// Whose list, and what is searched for in it.
#[derive(Clone, Copy, Debug)]
pub struct ListQuery<'a> {
    /// In which team.
    pub team: &'a Team,
    /// Who looks.
    pub member: MemberId,
    /// Tab, stages, order and page.
    pub state: ListState,
    /// What was typed, where something is searched for.
    pub typed: Option<&'a str>,
}

/// How many leads a search finds at most, the newest. Counting and ordering every match is what a search in 100,000
/// leads would cost, and who sees 10,000 types another word.
pub(crate) const MOST_FOUND: u32 = 10_000;

/// How many leads there are in each stage, whatever the stage filter.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn count_by_stage(
    conn: &mut Conn,
    asked: &ListQuery<'_>,
) -> Result<Vec<(Stage, u32)>, sqlx::Error> {
    let rows: Vec<(String, u32)> = if asked.typed.is_none() && asked.state.tab != Tab::Favorites {
        kept_counts("", asked).build_query_as().fetch_all(conn).await?
    } else {
        let Some(mut sql) = counting("", asked) else {
            return Ok(Vec::new());
        };
        sql.build_query_as().fetch_all(conn).await?
    };
    rows.into_iter()
        .map(|(word, count)| {
            let stage = Stage::from_word(&word).ok_or_else(|| sqlx::Error::Decode("stage".into()))?;
            Ok((stage, count))
        })
        .collect()
}

/// The leads of one page, in order.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn page(conn: &mut Conn, asked: &ListQuery<'_>) -> Result<Vec<ListRow>, sqlx::Error> {
    let Some(mut sql) = paging("", asked) else {
        return Ok(Vec::new());
    };
    let ids: Vec<i64> = sql.build_query_scalar().fetch_all(&mut *conn).await?;
    rows(conn, &ids, asked.member).await
}

/// What reads the counts of a whole tab, which the changes themselves keep. `before` as in [`counting`].
fn kept_counts(before: &str, asked: &ListQuery<'_>) -> QueryBuilder<Sqlite> {
    let mut sql = QueryBuilder::new(before);
    sql.push("select stage, count from lead_counts where count > 0 and team_id = ")
        .push_bind(asked.team.id.0)
        .push(" and tab = ")
        .push_bind(asked.state.tab.code());
    sql
}

/// What counts the stages of what was found. `before` is put in front of the statement: for tests, which have it explained.
fn counting(before: &str, asked: &ListQuery<'_>) -> Option<QueryBuilder<Sqlite>> {
    let mut sql = QueryBuilder::new(before);
    sql.push("select stage, count(*) from lead_list where ");
    narrow(&mut sql, asked).then(|| {
        sql.push(" group by stage");
        sql
    })
}

/// What reads the ids of a page.
fn paging(before: &str, asked: &ListQuery<'_>) -> Option<QueryBuilder<Sqlite>> {
    let mut sql = QueryBuilder::new(before);
    sql.push("select lead_id from lead_list where ");
    if !narrow(&mut sql, asked) {
        return None;
    }
    in_stages(&mut sql, "stage", asked.state.filter);
    sql.push(" order by ");
    match asked.state.sort {
        Sort::Deadline => sql.push("due_order, lead_id"),
        Sort::Newest => sql.push("received_at_ms desc, lead_id"),
        Sort::Hot => sql.push("hot_order, due_order, lead_id"),
        // Amounts of different currencies are not compared.
        Sort::Value => sql
            .push("currency is null, currency <> ")
            .push_bind(asked.team.currency.code())
            .push(", currency, value_minor desc, lead_id desc"),
    };
    sql.push(" limit ").push_bind(ListState::PAGE);
    sql.push(" offset ")
        .push_bind(i64::from(asked.state.page) * i64::from(ListState::PAGE));
    Some(sql)
}

/// Adds the conditions of team, tab and search; `false` where what was typed has no word in it and so finds nothing.
fn narrow(sql: &mut QueryBuilder<Sqlite>, asked: &ListQuery<'_>) -> bool {
    // The few leads of a search or among the favorites are looked up one by one: the plus keeps SQLite from walking
    // through the team's whole list instead (its query planner's page, "Disqualifying WHERE Clause Terms").
    let few = asked.typed.is_some() || matches!(asked.state.tab, Tab::Favorites | Tab::Mine);
    sql.push(if few { "+team_id = " } else { "team_id = " })
        .push_bind(asked.team.id.0);
    match asked.state.tab {
        Tab::Favorites => sql
            .push(" and lead_id in (select lead_id from favorites where member_id = ")
            .push_bind(asked.member.0)
            .push(")"),
        Tab::Mine => mine(sql.push(" and lead_id in ("), asked),
        tab => sql.push(" and tab = ").push_bind(tab.code()),
    };
    let Some(typed) = asked.typed else { return true };
    let Some(query) = query_of(typed) else {
        return false;
    };
    sql.push(" and lead_id in (");
    matches(sql, asked.team.id, query, MOST_FOUND, |sql| {
        match asked.state.tab {
            Tab::Favorites => sql
                .push(" and l.lead_id in (select lead_id from favorites where member_id = ")
                .push_bind(asked.member.0)
                .push(")"),
            Tab::Mine => mine(sql.push(" and l.lead_id in ("), asked),
            tab => sql.push(" and l.tab = ").push_bind(tab.code()),
        };
    });
    sql.push(")");
    true
}

/// The leads that a member owns, and those that they look at.
fn mine<'a>(sql: &'a mut QueryBuilder<Sqlite>, asked: &ListQuery<'_>) -> &'a mut QueryBuilder<Sqlite> {
    let (team, member) = (asked.team.id.0, asked.member.0);
    sql.push("select id from leads where team_id = ")
        .push_bind(team)
        .push(" and owner_id = ")
        .push_bind(member)
        .push(" union all select id from leads where stage = 'received' and team_id = ")
        .push_bind(team)
        .push(" and assignee_id = ")
        .push_bind(member)
        .push(")")
}

/// Adds the condition of a stage filter on that column.
fn in_stages(sql: &mut QueryBuilder<Sqlite>, column: &str, filter: Filter) {
    match filter {
        Filter::All => {}
        Filter::Open => {
            sql.push(format!(" and {column} in ('received', 'accepted')"));
        }
        Filter::Only(stage) => {
            sql.push(format!(" and {column} = ")).push_bind(stage.word());
        }
    }
}

/// The newest leads of a team that match, at most `most`. All teams share the index, so the team is asked for within:
/// another one's matches must not use up the number. The cross join keeps the order in which SQLite looks: first the
/// words, then each lead (its query planner's page, "Manual Control Of Query Plans Using CROSS JOIN").
fn matches(
    sql: &mut QueryBuilder<Sqlite>,
    team: TeamId,
    query: String,
    most: u32,
    also: impl FnOnce(&mut QueryBuilder<Sqlite>),
) {
    sql.push("select s.rowid from lead_search s cross join lead_list l on l.lead_id = s.rowid where lead_search match ")
        .push_bind(query)
        .push(" and l.team_id = ")
        .push_bind(team.0);
    also(sql);
    sql.push(" order by s.rowid desc limit ").push_bind(most);
}

/// A lead's number is typed in many ways, all of which mean its digits.
fn query_of(typed: &str) -> Option<String> {
    match LeadNumber::parse(typed) {
        Some(number) => query(&number.0.to_string()),
        None => query(typed),
    }
}

/// How many matches suggestions are chosen from, the newest: one letter alone matches most leads, and who types it is
/// still typing.
const MATCHES: u32 = 2000;

/// Leads of a team for a member who is typing: number, customer or deal with every word from its beginning; hot and
/// soon due first, in the stages asked for. Nothing typed yet: all of them, in that order.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn suggest(
    conn: &mut Conn,
    team: TeamId,
    member: MemberId,
    typed: &str,
    stages: Filter,
    limit: u32,
) -> Result<Vec<ListRow>, sqlx::Error> {
    let number = LeadNumber::parse(typed).map_or(0, |number| number.0);
    let exact = sqlx::query_scalar!(
        "select id from leads where team_id = ? and number = ?",
        team.0,
        number
    );
    let mut ids: Vec<i64> = exact.fetch_all(&mut *conn).await?;
    if let Some(mut sql) = suggesting("", team, typed, stages, limit) {
        let found: Vec<i64> = sql.build_query_scalar().fetch_all(&mut *conn).await?;
        ids.extend(found);
    }
    let mut seen = std::collections::HashSet::new();
    ids.retain(|id| seen.insert(*id));
    ids.truncate(limit as usize);
    let mut rows = rows(conn, &ids, member).await?;
    // The one of that number may be in another stage.
    rows.retain(|row| stages.shows(row.stage));
    Ok(rows)
}

/// What reads the ids of suggestions.
fn suggesting(
    before: &str,
    team: TeamId,
    typed: &str,
    stages: Filter,
    limit: u32,
) -> Option<QueryBuilder<Sqlite>> {
    let words = query_of(typed);
    let mut sql = QueryBuilder::new(before);
    sql.push("select lead_id from lead_list where ");
    // As in `narrow`: matches are looked up one by one.
    sql.push(if words.is_some() {
        "+team_id = "
    } else {
        "team_id = "
    })
    .push_bind(team.0);
    match words {
        Some(query) => {
            let query = format!("{{number customer deal}} : ({query})");
            sql.push(" and lead_id in (");
            matches(&mut sql, team, query, MATCHES, |sql| {
                in_stages(sql, "l.stage", stages);
            });
            sql.push(")");
        }
        None if typed.trim().is_empty() => {}
        None => return None,
    }
    in_stages(&mut sql, "stage", stages);
    sql.push(" order by hot_order, due_order, lead_id limit ")
        .push_bind(limit);
    Some(sql)
}

/// What lines about these leads say, in the order of the ids.
async fn rows(conn: &mut Conn, ids: &[i64], member: MemberId) -> Result<Vec<ListRow>, sqlx::Error> {
    let ids = json(&ids)?;
    let rows = sqlx::query!(
        r#"select l.id as "id!: i64", l.number as "number!: i64", l.stage as "stage!", l.outcome, l.company, l.name, l.need,
            l.hot as "hot!: bool", l.informational as "informational!: bool", l.test as "test!: bool",
            l.deadline_at_ms, l.last_at_ms as "last_at_ms!: i64", l.owner_id, l.assignee_id, l.reason, d.name as "deal?",
            coalesce(d.final_minor, d.value_minor) as "value_minor?: i64",
            coalesce(d.final_currency, d.currency) as "currency?: String", d.purchase_date as "purchase_date?",
            exists (select 1 from favorites f where f.lead_id = l.id and f.member_id = ?) as "favorite!: bool"
        from json_each(?) asked join leads l on l.id = asked.value left join deals d on d.lead_id = l.id
        order by asked.key"#,
        member.0,
        ids
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let decode = |what: &str| sqlx::Error::Decode(format!("lead {}: {what}", row.id).into());
            let stage =
                Stage::from_codes(&row.stage, row.outcome.as_deref()).ok_or_else(|| decode("stage"))?;
            let deal = match (row.deal, row.value_minor, row.currency, row.purchase_date) {
                (Some(name), Some(minor), Some(currency), Some(date)) => Some(ListDeal {
                    name,
                    value: Money {
                        minor,
                        currency: currency.parse().map_err(|_| decode("currency"))?,
                    },
                    purchase_date: date.parse().map_err(|_| decode("purchase_date"))?,
                }),
                _ => None,
            };
            Ok(ListRow {
                lead: LeadId(row.id),
                number: LeadNumber(row.number),
                stage,
                customer: row.company.or(row.name).unwrap_or_default(),
                need: row.need,
                hot: row.hot,
                informational: row.informational,
                test: row.test,
                deadline: row.deadline_at_ms.map(from_ms),
                since: from_ms(row.last_at_ms),
                owner: row.owner_id.map(MemberId),
                assignee: row.assignee_id.map(MemberId).filter(|_| stage == Stage::Received),
                reason: row.reason,
                deal,
                favorite: row.favorite,
            })
        })
        .collect()
}
