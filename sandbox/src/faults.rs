//! Faults on purpose: which calls go wrong, how, and how often.

use std::sync::{Arc, Mutex};

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::sync::lock;

/// What goes wrong with a call.
#[derive(Debug, Clone)]
pub enum Fault {
    /// This status with a plausible body.
    Status(u16),
    /// This status with this JSON body.
    Answer(u16, Value),
    /// Anything at all: status, headers, body.
    Raw(u16, Vec<(String, String)>, String),
    /// A 429.
    RateLimited {
        /// The body's `retry_after`; `Null` leaves it and the header out.
        retry_after: Value,
        /// The whole bot, not one bucket.
        global: bool,
        /// `X-RateLimit-Scope`: `user`, `global` or `shared`.
        scope: &'static str,
    },
    /// No answer until the client gives up.
    Hang,
    /// The connection is closed without an answer.
    Cut,
    /// The call goes on after the injected clock has moved this far.
    Delay(TimeDelta),
}

#[derive(Debug, Clone)]
struct Rule {
    id: u64,
    method: String,
    route: String,
    fault: Fault,
    after_effect: bool,
    left: Option<usize>,
    every: usize,
    seen: usize,
    hits: usize,
}

#[derive(Debug, Default)]
struct Rules {
    last_id: u64,
    rules: Vec<Rule>,
}

/// The rules that are set.
#[derive(Debug, Default)]
pub(crate) struct Faults(Mutex<Rules>);

/// A fault that strikes a call.
#[derive(Debug, Clone)]
pub(crate) struct Strike {
    pub fault: Fault,
    pub after_effect: bool,
}

impl Faults {
    fn add(&self, route: &str, fault: Fault) -> u64 {
        let (method, route) = route.split_once(' ').unwrap_or(("*", route));
        let mut rules = lock(&self.0);
        rules.last_id += 1;
        let id = rules.last_id;
        rules.rules.push(Rule {
            id,
            method: method.to_owned(),
            route: without_names(route),
            fault,
            after_effect: false,
            left: None,
            every: 1,
            seen: 0,
            hits: 0,
        });
        id
    }

    /// The fault that strikes this call, if any; counts the call.
    pub fn strike(&self, method: &str, route: &str) -> Option<Strike> {
        let route = without_names(route);
        let mut rules = lock(&self.0);
        for rule in &mut rules.rules {
            let fits =
                (rule.method == "*" || rule.method == method) && (rule.route == "*" || rule.route == route);
            if !fits || rule.left == Some(0) {
                continue;
            }
            rule.seen += 1;
            if rule.seen % rule.every == 0 {
                rule.hits += 1;
                rule.left = rule.left.map(|left| left - 1);
                return Some(Strike {
                    fault: rule.fault.clone(),
                    after_effect: rule.after_effect,
                });
            }
        }
        None
    }

    fn with<T>(&self, id: u64, change: impl FnOnce(&mut Rule) -> T) -> Option<T> {
        lock(&self.0)
            .rules
            .iter_mut()
            .find(|rule| rule.id == id)
            .map(change)
    }

    /// Removes every rule.
    pub fn clear(&self) {
        lock(&self.0).rules.clear();
    }
}

/// `/channels/{id}/messages` and `/channels/{channel_id}/messages` are one route.
fn without_names(route: &str) -> String {
    let blank = |part: &str| {
        if part.starts_with('{') {
            "{}".to_owned()
        } else {
            part.to_owned()
        }
    };
    route.split('/').map(blank).collect::<Vec<_>>().join("/")
}

/// A set fault; it strikes every call of its route until told otherwise.
#[derive(Clone)]
pub struct FaultHandle {
    faults: Arc<Faults>,
    id: u64,
}

impl FaultHandle {
    pub(crate) fn set(faults: &Arc<Faults>, route: &str, fault: Fault) -> Self {
        let id = faults.add(route, fault);
        Self {
            faults: Arc::clone(faults),
            id,
        }
    }

    fn change(self, change: impl FnOnce(&mut Rule)) -> Self {
        self.faults.with(self.id, change);
        self
    }

    /// Only the next `n` strikes.
    pub fn times(self, n: usize) -> Self {
        self.change(|rule| rule.left = Some(n))
    }

    /// Every n-th call.
    pub fn every(self, n: usize) -> Self {
        self.change(|rule| rule.every = n.max(1))
    }

    /// The call takes effect first, then its answer is lost or replaced.
    pub fn after_effect(self) -> Self {
        self.change(|rule| rule.after_effect = true)
    }

    /// How often it has struck.
    #[must_use]
    pub fn hits(&self) -> usize {
        self.faults.with(self.id, |rule| rule.hits).unwrap_or_default()
    }

    /// Takes the fault away.
    pub fn remove(&self) {
        self.faults.with(self.id, |rule| rule.left = Some(0));
    }
}

/// The body of a plain status fault, as Discord's edge and API write them.
pub(crate) fn plausible_body(status: u16) -> Value {
    match status {
        401 => json!({"message": "401: Unauthorized", "code": 0}),
        403 => json!({"message": "Missing Permissions", "code": 50013}),
        404 => json!({"message": "404: Not Found", "code": 0}),
        429 => json!({"message": "You are being rate limited.", "retry_after": 1.0, "global": false}),
        500 => json!({"message": "500: Internal Server Error", "code": 0}),
        502 => json!({"message": "502: Bad Gateway", "code": 0}),
        503 => json!({"message": "upstream connect error or disconnect/reset before headers", "code": 0}),
        other => json!({"message": format!("{other}: Error"), "code": 0}),
    }
}
