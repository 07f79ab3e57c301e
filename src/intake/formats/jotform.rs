//! Jotform's webhook (jotform.com/help, "How to set up a webhook"): a multipart form whose part `rawRequest` has the answers
//! as JSON (`q3_name`), and whose part `pretty` has the questions, in one line.

use axum::http::HeaderMap;

use super::draft::Draft;
use super::native::Refused;
use super::pairs::{self, Pair};
use super::{Format, IdOf, Reading, body, read as read_json, text_at};

pub(crate) const FORMAT: Format = Format {
    code: "jotform",
    name: "Jotform",
    signature: None,
    read,
};

fn read(headers: &HeaderMap, bytes: &[u8]) -> Result<Reading, Refused> {
    let sent = body::decode(headers, bytes)?;
    let raw = text_at(&sent, "/rawRequest").unwrap_or_default();
    let answers = read_json(raw.as_bytes()).map_err(Refused::Unreadable)?;
    let mut answers: Vec<Pair> = pairs::of(&answers).into_iter().filter(is_answer).collect();
    answers.sort_by_key(|pair| number(&pair.key));
    let pretty = text_at(&sent, "/pretty").unwrap_or_default();
    let mut rest = pretty.as_str();
    for answer in &mut answers {
        // "Question:answer, Question:answer": what stands before an answer, up to the one before, is its question.
        if let Some((before, after)) = rest.split_once(&format!(":{}", answer.value)) {
            answer.label = Some(before.trim_start_matches([',', ' ']).to_owned());
            rest = after;
        }
    }
    let mut draft = Draft::default();
    pairs::fill(&mut draft, answers);
    let id = text_at(&sent, "/submissionID").map(IdOf::Lead);
    Ok(Reading::lead(draft, id, &sent))
}

/// `q3_name`; what else stands there is Jotform's own.
fn is_answer(pair: &Pair) -> bool {
    number(&pair.key).is_some()
}

fn number(key: &str) -> Option<u32> {
    key.strip_prefix('q')?.split('_').next()?.parse().ok()
}
