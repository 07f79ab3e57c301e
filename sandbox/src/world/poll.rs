//! Polls (`developers/resources/poll.mdx`): what is asked, until when, and who chose what.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::ids::stamp;

/// A poll of a message.
#[derive(Debug, Clone)]
pub(crate) struct Poll {
    question: Value,
    /// Poll media objects; the first answer's id is 1.
    answers: Vec<Value>,
    expiry: DateTime<Utc>,
    pub several: bool,
    layout: Value,
    /// Ended before its time.
    pub ended: bool,
    /// The ids of the answers a user has chosen.
    pub votes: BTreeMap<u64, Vec<u64>>,
}

impl Poll {
    /// From a checked form (`validate::poll`).
    pub fn new(form: &Value, begins: DateTime<Utc>) -> Self {
        Self {
            question: form["question"].clone(),
            answers: form["answers"].as_array().cloned().unwrap_or_default(),
            expiry: begins + TimeDelta::hours(form["hours"].as_i64().unwrap_or(24)),
            several: form["allow_multiselect"] == true,
            layout: form["layout_type"].clone(),
            ended: false,
            votes: BTreeMap::new(),
        }
    }

    pub fn is_over(&self, now: DateTime<Utc>) -> bool {
        self.ended || now >= self.expiry
    }

    /// Whether there is an answer of that id.
    pub fn has(&self, answer: u64) -> bool {
        (1..=self.answers.len()).any(|number| u64::try_from(number).is_ok_and(|number| number == answer))
    }

    /// The id of the answer that reads so.
    pub fn answer_named(&self, text: &str) -> Option<u64> {
        let at = self.answers.iter().position(|answer| answer["text"] == text)?;
        u64::try_from(at + 1).ok()
    }

    /// Who chose an answer.
    pub fn voters(&self, answer: u64) -> impl Iterator<Item = u64> + '_ {
        let chose = move |(_, chosen): &(&u64, &Vec<u64>)| chosen.contains(&answer);
        self.votes.iter().filter(chose).map(|(user, _)| *user)
    }

    /// The poll object; results are always told, as Discord's API does.
    pub fn json(&self, now: DateTime<Utc>, me: u64) -> Value {
        let numbered = || (1_u64..).zip(&self.answers);
        let counts = numbered()
            .map(|(id, _)| (id, self.voters(id).count()))
            .filter(|(_, count)| *count > 0)
            .map(|(id, count)| json!({"id": id, "count": count, "me_voted": self.voters(id).any(|user| user == me)}));
        json!({
            "question": self.question,
            "answers": numbered().map(|(id, media)| json!({"answer_id": id, "poll_media": media})).collect::<Value>(),
            "expiry": stamp(self.expiry),
            "allow_multiselect": self.several,
            "layout_type": self.layout,
            "results": {"is_finalized": self.is_over(now), "answer_counts": counts.collect::<Value>()},
        })
    }
}
