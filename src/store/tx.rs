//! The right to write: a connection inside a change, which only the writer hands out.

use std::ops::{Deref, DerefMut};

use sqlx::{Connection as _, SqliteConnection};

use super::Conn;
use super::commits::Touched;

/// Inside a change.
pub struct Tx {
    conn: SqliteConnection,
    number: u64,
    touched: Touched,
}

impl Tx {
    /// # Errors
    /// [`sqlx::Error`] where the connection is gone.
    pub(super) async fn over(mut conn: SqliteConnection) -> Result<Self, sqlx::Error> {
        let touched = Touched::by(&mut conn).await?;
        Ok(Self {
            conn,
            number: 0,
            touched,
        })
    }

    /// Says which commit the changes from here on are part of.
    pub(super) fn begin_as(&mut self, number: u64) {
        self.number = number;
        self.touched.clear();
    }

    /// What has been written to since [`Self::begin_as`].
    pub(super) const fn touched(&self) -> &Touched {
        &self.touched
    }

    /// Lets go of the connection.
    pub(super) async fn close(self) -> Result<(), sqlx::Error> {
        self.conn.close().await
    }

    /// What the store's count of commits will be once this change is committed.
    pub(crate) const fn number(&self) -> u64 {
        self.number
    }

    /// Runs one of the few statements that begin and end changes. Prepared once and kept, as all others are.
    pub(super) async fn run(&mut self, statement: &'static str) -> Result<(), sqlx::Error> {
        sqlx::query(statement).execute(&mut self.conn).await?;
        Ok(())
    }
}

impl Deref for Tx {
    type Target = Conn;

    fn deref(&self) -> &Conn {
        &self.conn
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.conn
    }
}
