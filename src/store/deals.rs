//! Deals of accepted leads.

use chrono::NaiveDate;

use super::time::day;
use super::{Conn, Tx};
use crate::domain::deal::Deal;
use crate::domain::ids::LeadId;
use crate::domain::money::Money;

pub(super) struct Row {
    pub(super) name: String,
    pub(super) value_minor: i64,
    pub(super) currency: String,
    pub(super) purchase_date: String,
    pub(super) notes: Option<String>,
    pub(super) crm_id: Option<String>,
    pub(super) campaign_id: Option<String>,
    pub(super) final_minor: Option<i64>,
    pub(super) final_currency: Option<String>,
}

impl Row {
    pub(super) fn read(self, lead: LeadId) -> Result<Deal, sqlx::Error> {
        let decode = |what: &str| sqlx::Error::Decode(format!("deal of lead {lead}: {what}").into());
        let money = |minor: i64, code: &str| {
            code.parse()
                .map(|currency| Money { minor, currency })
                .map_err(|_| decode("currency"))
        };
        Ok(Deal {
            value: money(self.value_minor, &self.currency)?,
            purchase_date: self
                .purchase_date
                .parse::<NaiveDate>()
                .map_err(|_| decode("purchase_date"))?,
            final_value: match (self.final_minor, self.final_currency) {
                (Some(minor), Some(code)) => Some(money(minor, &code)?),
                _ => None,
            },
            name: self.name,
            notes: self.notes,
            crm_id: self.crm_id,
            campaign_id: self.campaign_id,
        })
    }
}

/// The deal of a lead.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn find(conn: &mut Conn, lead: LeadId) -> Result<Option<Deal>, sqlx::Error> {
    let row = sqlx::query_as!(
        Row,
        "select name, value_minor, currency, purchase_date, notes, crm_id, campaign_id, final_minor, final_currency
        from deals where lead_id = ?",
        lead.0
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| row.read(lead)).transpose()
}

/// Forgets the deal of a lead that nobody has accepted after all.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn delete(tx: &mut Tx, lead: LeadId) -> Result<(), sqlx::Error> {
    sqlx::query!("delete from deals where lead_id = ?", lead.0)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Writes the deal of a lead, new or changed.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn upsert(tx: &mut Tx, lead: LeadId, deal: &Deal) -> Result<(), sqlx::Error> {
    let currency = deal.value.currency.code();
    let date = day(deal.purchase_date);
    let final_minor = deal.final_value.map(|value| value.minor);
    let final_currency = deal.final_value.map(|value| value.currency.code());
    sqlx::query!(
        "insert into deals (lead_id, name, value_minor, currency, purchase_date, notes, crm_id, campaign_id, final_minor, final_currency)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (lead_id) do update set name = excluded.name, value_minor = excluded.value_minor,
            currency = excluded.currency, purchase_date = excluded.purchase_date, notes = excluded.notes,
            crm_id = excluded.crm_id, campaign_id = excluded.campaign_id, final_minor = excluded.final_minor,
            final_currency = excluded.final_currency",
        lead.0,
        deal.name,
        deal.value.minor,
        currency,
        date,
        deal.notes,
        deal.crm_id,
        deal.campaign_id,
        final_minor,
        final_currency,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
