//! Leads in a table: each column by its name, each row a lead.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use sha2::{Digest as _, Sha256};

use super::draft::{Draft, Slot};
use super::synonyms::{Field, field_of};
use super::{native, reason};
use crate::domain::lead::Kind;
use crate::flows::receive::Incoming;
use crate::text::safe::csv_cell;

/// The column that says what is wrong with a row, in a file of faults.
pub(crate) const FAULT: &str = "import_fault";

/// One lead of a file.
pub(crate) struct Row {
    /// Its line in the file, or its place in the list; the first is 1.
    pub(crate) line: u64,
    /// The lead, or why it is none, in a sentence without what the row says.
    pub(crate) lead: Result<Incoming, String>,
    /// What it says: the cells of a table, or one JSON text.
    pub(crate) sent: Vec<String>,
}

/// What is in a file.
pub(crate) struct LeadFile {
    /// The names of a table's columns.
    pub(crate) names: Option<Vec<String>>,
    /// Its rows, in order.
    pub(crate) rows: Vec<Row>,
}

impl LeadFile {
    /// The rows with faults as a file to mend and read again: of a table with a column more that says what is wrong, which
    /// is passed over then. No cell is a formula to a spreadsheet.
    pub(crate) fn faults(&self, faults: &[(usize, String)]) -> std::io::Result<Vec<u8>> {
        let mut file = csv::Writer::from_writer(Vec::new());
        let rows = faults
            .iter()
            .filter_map(|(at, why)| Some((self.rows.get(*at)?, why)));
        let Some(names) = &self.names else {
            let lines = rows.map(|(row, _)| row.sent.concat() + "\n");
            return Ok(lines.collect::<String>().into_bytes());
        };
        let fault = FAULT.to_owned();
        file.write_record(names.iter().chain([&fault]).map(|name| csv_cell(name)))?;
        for (row, why) in rows {
            // A short row keeps its place, so that what is wrong stands in its own column.
            let mut cells: Vec<String> = row.sent.iter().map(|cell| csv_cell(cell)).collect();
            cells.resize(names.len(), String::new());
            cells.push(csv_cell(why));
            file.write_record(&cells)?;
        }
        file.into_inner()
            .map_err(|error| std::io::Error::other(error.to_string()))
    }
}

/// The text of a file: UTF-8 where it is that, else what its letters look like.
pub(crate) fn decode(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    // A byte order mark of UTF-16 is heeded, whatever the guess.
    detector
        .guess(None, Utf8Detection::Deny)
        .decode(bytes)
        .0
        .into_owned()
}

/// Reads a table with a line of column names.
///
/// # Errors
/// That no column is known, in words.
pub(crate) fn read(text: &str) -> Result<LeadFile, String> {
    let mut table = csv::ReaderBuilder::new()
        .delimiter(delimiter(text))
        .flexible(true)
        .from_reader(text.as_bytes());
    let names: Vec<String> = match table.headers() {
        Ok(names) => names.iter().map(|name| name.trim().to_owned()).collect(),
        Err(error) => return Err(format!("the first line cannot be read: {error}")),
    };
    let reaches = |field| matches!(field, Field::Email | Field::Phone);
    let fields: Vec<Option<Field>> = names.iter().map(|name| field_of(name)).collect();
    if !fields.iter().copied().flatten().any(reaches) {
        return Err(format!(
            "no column is known to hold an e-mail address or a phone number; the first line names {}",
            names
                .iter()
                .take(12)
                .map(|name| name.chars().take(40).collect())
                .collect::<Vec<String>>()
                .join(", ")
        ));
    }
    let rows = table.records().map(|record| match record {
        Ok(record) => {
            let line = record.position().map_or(0, csv::Position::line);
            Row {
                line,
                lead: lead(&names, &fields, &record),
                sent: record.iter().map(str::to_owned).collect(),
            }
        }
        Err(error) => Row {
            line: error.position().map_or(0, csv::Position::line),
            lead: Err("the row cannot be read: it is no text of one encoding".to_owned()),
            sent: Vec::new(),
        },
    });
    let rows = rows.collect();
    Ok(LeadFile {
        names: Some(names),
        rows,
    })
}

/// The sign that most divides the first line, outside quotes.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let outside: String = first.split('"').step_by(2).collect();
    let count = |sign: u8| outside.bytes().filter(|byte| *byte == sign).count();
    // Of equals the last is taken: the comma.
    [b'\t', b';', b',']
        .into_iter()
        .max_by_key(|sign| count(*sign))
        .unwrap_or(b',')
}

/// What tells a row without an id from all others: the first half of its hash.
pub(crate) fn row_id(hash: &[u8; 32]) -> String {
    let id: String = hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("row-{id}")
}

/// Spreadsheets are kept from reading a formula by a sign in front, which is none of the value's.
fn without_quote(value: &str) -> &str {
    let bare = value
        .strip_prefix('\'')
        .filter(|bare| bare.starts_with(['=', '+', '-', '@']));
    bare.unwrap_or(value)
}

fn lead(names: &[String], fields: &[Option<Field>], record: &csv::StringRecord) -> Result<Incoming, String> {
    let mut hash = Sha256::new();
    let mut draft = Draft::default();
    let mut others = Vec::new();
    for ((name, field), value) in names.iter().zip(fields).zip(record) {
        if name == FAULT {
            continue;
        }
        let value = without_quote(value.trim());
        hash.update(name.as_bytes());
        hash.update([0]);
        hash.update(value.as_bytes());
        hash.update([0]);
        if value.is_empty() {
            continue;
        }
        // What a program writes into these two has to be right: a lead of another kind or time is another lead.
        if name.eq_ignore_ascii_case("kind") {
            let kinds = Kind::ALL.map(Kind::code).join(", ");
            let kind = Kind::from_code(value).ok_or_else(|| format!("kind must be one of {kinds}"))?;
            draft.kind = Some(kind.code());
            continue;
        }
        if *field == Some(Field::ReceivedAt) && native::time(value).is_none() {
            return Err(format!("{name} must be a time like 2026-11-20T09:15:00Z"));
        }
        match field {
            Some(field) => draft.put(*field, name, value),
            None => others.push((name, value)),
        }
    }
    for (name, value) in others {
        draft.put_unlabelled(name, value);
    }
    let hash: [u8; 32] = hash.finalize().into();
    if draft.external_id.is_none() {
        draft.external_id = Some(row_id(&hash));
    }
    if draft.get(Slot::Email).is_none() && draft.get(Slot::Phone).is_none() {
        return Err("it has neither an e-mail address nor a phone number".to_owned());
    }
    draft.finish(hash).map_err(|faults| reason(&faults))
}
