//! Which commands Discord was given, and which servers may still have commands of their own from an earlier version.

use super::{Conn, Tx};
use crate::domain::ids::TeamId;

/// SHA-256 of what Discord was given last; `None` where it was given nothing yet.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn find_hash(conn: &mut Conn) -> Result<Option<Vec<u8>>, sqlx::Error> {
    sqlx::query_scalar!("select hash from registered_commands where id = 1")
        .fetch_one(conn)
        .await
}

/// Discord has been given these.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn update_hash(tx: &mut Tx, hash: &[u8; 32]) -> Result<(), sqlx::Error> {
    let hash = hash.as_slice();
    sqlx::query!("update registered_commands set hash = ? where id = 1", hash)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Whether a server may have commands of its own.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn may_have_own(conn: &mut Conn, server: TeamId) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select servers_may_have_own
            and not exists (select 1 from servers_without_own_commands where server_id = ?) as "may!: bool"
        from registered_commands where id = 1"#,
        server.0
    )
    .fetch_one(conn)
    .await
}

/// A server has none.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn insert_without_own(tx: &mut Tx, server: TeamId) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into servers_without_own_commands (server_id) values (?) on conflict do nothing",
        server.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
