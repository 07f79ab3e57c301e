//! What goes wrong in a season, and how it is mended before everything is looked at.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use leadbell::store::outbox;
use rand::RngExt as _;
use sandbox::{Fault, Kind};
use serde_json::json;

use super::Season;

const SEND_MESSAGES: u64 = 1 << 11;
const ROUTES: [&str; 4] = [
    "POST /channels/{id}/messages",
    "PATCH /channels/{id}/messages/{id}",
    "POST /interactions/{id}/{token}/callback",
    "POST /webhooks/{id}/{token}",
];

impl Season {
    /// The next calls of a route go wrong, before or after their effect.
    pub fn fault(&mut self) {
        let route = ROUTES[self.dice.random_range(0..ROUTES.len())];
        let limit = |retry_after: f64, global| Fault::RateLimited {
            retry_after: json!(retry_after),
            global,
            scope: if global { "global" } else { "user" },
        };
        let (fault, may_be_after) = match self.dice.random_range(0..8) {
            0 => (Fault::Status(500), true),
            1 => (Fault::Status(502), true),
            2 => (Fault::Status(503), false),
            3 | 4 => (Fault::Cut, true),
            5 => (limit(2.0, false), false),
            // serenity waits for these itself, by the machine's time.
            6 if route.starts_with("POST /channels") || route.starts_with("PATCH") => {
                (limit(1200.0, false), false)
            }
            6 => (Fault::Status(500), false),
            _ => (Fault::Raw(200, Vec::new(), "not JSON".to_owned()), true),
        };
        let is_raw = matches!(fault, Fault::Raw(..));
        let after = is_raw || (may_be_after && self.dice.random_bool(0.5));
        let times = self.dice.random_range(1..4);
        let told = format!("{fault:?} for {route} × {times}, after: {after}");
        let handle = self.tester.sandbox.fault(route, fault).times(times);
        if after {
            let _ = handle.after_effect();
        }
        self.tell(told);
    }

    /// Takes away all that is in the bot's way, and lets it catch up.
    pub async fn mend(&mut self) {
        self.tester.sandbox.clear_faults();
        if self.denied {
            self.give_permission();
        }
        self.is_heard().await;
        // The bot hears of a permission by another event than the one that it has just answered.
        for _ in 0..200 {
            if self.parked().await.is_empty() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        for _ in 0..100 {
            self.tester.settle_but_for_waits().await;
            let app = self.tester.app();
            let state = app.outbox.borrow().clone();
            let now = self.tester.clock.now();
            let quiet = state.is_quiet(*app.store.outbox_changes().borrow(), now);
            let until = if quiet {
                match self.next_try().await {
                    Some(until) => until,
                    None => return,
                }
            } else {
                state.waits_until(&self.tester.clock).unwrap_or(now)
            };
            self.tester
                .clock
                .advance((until - now).max(TimeDelta::seconds(1)));
        }
        panic!("the bot does not come to rest");
    }

    /// Why rows are parked.
    pub async fn parked(&self) -> Vec<String> {
        let mut conn = self.tester.store().read().await.unwrap();
        let parked = outbox::list_parked(&mut conn, self.tester.team()).await.unwrap();
        parked.iter().map(ToString::to_string).collect()
    }

    /// When a row that could not be shown is tried again.
    async fn next_try(&self) -> Option<DateTime<Utc>> {
        let mut conn = self.tester.store().read().await.unwrap();
        let due: Option<i64> =
            sqlx::query_scalar("select min(due_at_ms) from outbox where wanted > shown and parked is null")
                .fetch_one(&mut *conn)
                .await
                .unwrap();
        due.and_then(DateTime::from_timestamp_millis)
    }

    /// Somebody asks until the bot answers.
    async fn is_heard(&self) {
        for _ in 0..60 {
            if self.tester.ben.slash(&self.tester.leads, "/help").await.kind() != Kind::Failed {
                return;
            }
            // Where a login was refused, the next one has to be five seconds later, and this clock stands.
            self.tester.clock.advance(TimeDelta::seconds(6));
        }
        panic!("the bot stays deaf");
    }

    pub async fn lose_gateway(&mut self) {
        // A new session is not asked for within five seconds of the last.
        self.tester.clock.advance(TimeDelta::seconds(6));
        let gateway = self.tester.sandbox.gateway();
        let how = self.dice.random_range(0..7);
        match how {
            0 => gateway.drop_socket(),
            1 => gateway.reconnect(),
            2 => gateway.invalid_session(true),
            3 => gateway.invalid_session(false),
            4 => gateway.close(1000),
            5 => gateway.close(4000),
            _ => gateway.close(4007),
        }
        self.tell(format!("the gateway is lost: {how}"));
        self.is_heard().await;
    }

    pub async fn restart(&mut self) {
        self.tester.stop().await;
        self.tester.in_a_runtime_of_its_own();
        let span = TimeDelta::seconds(self.dice.random_range(6..7200));
        self.tester.clock.advance(span);
        // What is being ended holds the file for a moment longer.
        for _ in 0..100 {
            match self.tester.try_start().await {
                Err(error) if error.to_string().contains("another Leadbell") => {
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
                started => {
                    started.unwrap();
                    break;
                }
            }
        }
        self.tester.sandbox.bot_is_online().await;
        self.tell(format!("restart after {} s", span.num_seconds()));
    }

    pub async fn delete_card(&mut self) {
        let Some(lead) = self.any_lead() else { return };
        let card = self.card(lead).await;
        if let Some(card) = &card {
            card.delete();
        }
        self.tell(format!("a card is deleted: {}", card.is_some()));
    }

    pub async fn take_or_give_permission(&mut self) {
        if self.denied {
            self.give_permission();
        } else {
            self.denied = true;
            self.denials += 1;
            self.tester.leads.overwrite_bot(0, SEND_MESSAGES);
        }
        self.tell(format!("the bot may not post: {}", self.denied));
    }

    fn give_permission(&mut self) {
        self.denied = false;
        self.tester.leads.overwrite_bot(0, 0);
    }

    /// The clock is put back, a lead comes in, and it is put right again. Nobody answers meanwhile: Discord's time goes back
    /// with ours here, and a reminder that is there already would seem to come after the answer.
    pub async fn clock_jumps(&mut self) {
        let span = TimeDelta::minutes(self.dice.random_range(1..300));
        self.tester.clock.advance(-span);
        self.tester.settle_but_for_waits().await;
        self.tell(format!("the clock is put back by {} s", span.num_seconds()));
        self.arrive().await;
        self.tester.settle_but_for_waits().await;
        self.tester.clock.advance(span + TimeDelta::minutes(1));
    }

    pub async fn change_settings(&mut self) {
        let zone = ["Europe/Berlin", "Asia/Kathmandu", "America/New_York"][self.dice.random_range(0..3)];
        let threads = self.dice.random_bool(0.5);
        let line = format!("/setup time_zone:{zone} threads:{threads}");
        let reply = self.tester.olga.slash(&self.tester.leads, &line).await;
        self.tell(format!("{line}: {:?}", reply.kind()));
    }
}
