//! Leads in a file: CSV as spreadsheets write it, our own JSON, or a JSON object a line. Pure: bytes to rows, each a lead or
//! what is wrong with it.
//!
//! A CSV's columns are known by their names, in the languages that forms are known in. It may be divided by commas,
//! semicolons or tabs, and be UTF-8 or what a Windows program of the place writes.

use axum::http::HeaderMap;
use serde_json::Value;

pub(crate) use super::formats::table::LeadFile;
use super::formats::table::{self, Row};
use super::formats::{self, Reading, native};

/// Reads a file, whichever of the three it is: by its first sign.
///
/// # Errors
/// Why nothing of it can be read, in words.
pub(crate) fn read(bytes: &[u8]) -> Result<LeadFile, String> {
    let text = table::decode(bytes);
    match text.trim_start().chars().next() {
        None => Err("the file is empty".to_owned()),
        Some('[' | '{') => Ok(LeadFile {
            names: None,
            rows: json(&text)?,
        }),
        Some(_) => table::read(&text),
    }
}

fn json(text: &str) -> Result<Vec<Row>, String> {
    let leads = match formats::read(text.trim().as_bytes()) {
        Ok(Value::Array(leads)) => leads,
        Ok(Value::Object(mut object)) => match object.remove("leads") {
            Some(Value::Array(leads)) => leads,
            Some(leads) => {
                object.insert("leads".to_owned(), leads);
                vec![Value::Object(object)]
            }
            None => vec![Value::Object(object)],
        },
        Ok(_) => return Err("the file holds neither a lead nor a list of leads".to_owned()),
        Err(_) if text.trim().lines().count() > 1 => return Ok(json_lines(text)),
        Err(error) => return Err(format!("the file cannot be read as JSON: {error}")),
    };
    Ok((1..)
        .zip(leads)
        .map(|(line, lead)| row(line, lead.to_string().as_bytes()))
        .collect())
}

fn json_lines(text: &str) -> Vec<Row> {
    let lines = (1..).zip(text.lines());
    let lines = lines.filter(|(_, text)| !text.trim().is_empty());
    lines
        .map(|(line, text)| row(line, text.trim().as_bytes()))
        .collect()
}

/// A lead in our own format; an object of any other shape is read as a form.
fn row(line: u64, body: &[u8]) -> Row {
    let own = match native::parse(body) {
        Ok(native::Body { items, .. }) => match items.into_iter().next() {
            Some(item) => item.lead.map_err(|faults| formats::reason(&faults)),
            None => Err("it holds no lead".to_owned()),
        },
        Err(native::Refused::Unreadable(error)) => Err(format!("cannot be read as JSON: {error}")),
        Err(_) => Err("it is no lead".to_owned()),
    };
    let is_flat = || {
        serde_json::from_slice::<Value>(body)
            .is_ok_and(|lead| lead.is_object() && lead.get("customer").is_none())
    };
    let lead = match own {
        Err(_) if is_flat() => match (formats::form::FORMAT.read)(&HeaderMap::new(), body) {
            Ok(Reading::Lead(one)) => one.lead.map_err(|faults| formats::reason(&faults)),
            _ => Err("it is no lead".to_owned()),
        },
        own => own,
    };
    // A lead without an id is known by all that it says, so that the file can be read twice.
    let lead = lead.map(|mut incoming| {
        let hash = incoming.payload_hash;
        incoming
            .lead
            .external_id
            .get_or_insert_with(|| table::row_id(&hash));
        incoming
    });
    Row {
        line,
        lead,
        sent: vec![String::from_utf8_lossy(body).into_owned()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flows::receive::Incoming;

    fn names(file: &[u8]) -> Vec<Result<String, String>> {
        let rows = read(file).unwrap().rows;
        let named = |incoming: Incoming| incoming.lead.customer.display_name().to_owned();
        rows.into_iter().map(|row| row.lead.map(named)).collect()
    }

    #[test]
    fn the_sample_file_gives_its_leads_and_what_is_wrong_with_the_others() {
        let rows = read(include_bytes!("../../tests/data/leads.csv")).unwrap().rows;
        let lines: Vec<u64> = rows.iter().map(|row| row.line).collect();
        assert_eq!(lines, [2, 3, 4, 5, 6]);
        let faults: Vec<_> = rows.iter().filter_map(|row| row.lead.as_ref().err()).collect();
        assert_eq!(faults.len(), 2, "{faults:?}");
        assert!(
            faults[0].contains("kind") && faults[1].contains("received_at"),
            "{faults:?}"
        );
        let first = rows[0].lead.as_ref().ok().unwrap();
        assert!(first.lead.hot);
        assert_eq!(
            first.lead.need.as_deref(),
            Some("Backup to Azure, \"simple\" please")
        );
        assert_eq!(first.lead.external_id.as_deref(), Some("c-1"));
        let last = rows[4].lead.as_ref().ok().unwrap();
        assert_eq!(last.lead.customer.company.as_deref(), Some("=cmd|' /C calc'!A0"));
        assert!(last.lead.external_id.is_some() && !last.lead.hot);
    }

    #[test]
    fn spreadsheets_of_all_places_are_read() {
        let krueger = Ok("Krüger GmbH".to_owned());
        for file in [
            "Firma;E-Mail;Nachricht\nKrüger GmbH;jana@krueger.example;Azure, bitte\n".as_bytes(),
            "Company\tE-mail\tNeed\nKrüger GmbH\tjana@krueger.example\tAzure\n".as_bytes(),
            "\u{feff}Empresa,Correo electrónico\r\n\"Krüger GmbH\",jana@krueger.example\r\n".as_bytes(),
            b"Firma;E-Mail;Nachricht\r\nKr\xfcger GmbH;jana@krueger.example;Wir m\xf6chten f\xfcr gro\xdfe B\xfcros\r\n",
            br#"[{"company": "Kr\u00fcger GmbH", "email": "jana@krueger.example"}]"#,
            b"{\"customer\": {\"company\": \"Kr\\u00fcger GmbH\", \"email\": \"jana@krueger.example\"}}\n{\"customer\": 7}\n",
        ] {
            assert_eq!(names(file).first(), Some(&krueger), "{}", String::from_utf8_lossy(file));
        }
        let moscow = b"\xca\xee\xec\xef\xe0\xed\xe8\xff;\xcf\xee\xf7\xf2\xe0\n\xd0\xe0\xf1\xf1\xe2\xe5\xf2;olga@rassvet.example\n";
        assert_eq!(names(moscow), [Ok("Рассвет".to_owned())]);
    }

    #[test]
    fn a_row_that_comes_again_has_the_same_id_and_another_one_another() {
        let file = b"company,email\nA,a@a.example\nB,b@b.example\nA,a@a.example\n";
        let ids: Vec<_> = read(file)
            .unwrap()
            .rows
            .into_iter()
            .map(|row| row.lead.ok().unwrap().lead.external_id)
            .collect();
        assert!(
            ids[0].is_some() && ids[0] == ids[2] && ids[0] != ids[1],
            "{ids:?}"
        );
    }

    #[test]
    fn rows_with_faults_are_mended_in_a_file_that_runs_nothing_and_reads_back() {
        let file = read(b"kind,company,email\nbad,=1+1,a@a.example\n,B,b@b.example\n").unwrap();
        let why = file.rows[0].lead.as_ref().err().unwrap().clone();
        let faults = String::from_utf8(file.faults(&[(0, why)]).unwrap()).unwrap();
        assert!(
            faults.contains("'=1+1") && faults.contains("kind must be"),
            "{faults}"
        );
        let mended = faults.replace("bad,", "sales_qualified,");
        let rows = read(mended.as_bytes()).unwrap().rows;
        let lead = &rows[0].lead.as_ref().ok().unwrap().lead;
        assert_eq!(lead.customer.company.as_deref(), Some("=1+1"));
        assert_eq!(lead.need, None);
    }

    #[test]
    fn what_is_no_file_of_leads_is_refused_in_words() {
        for (file, why) in [
            (&b""[..], "empty"),
            (&b"colour,shape\nblue,round\n"[..], "no column"),
            (&b"{\"a\": "[..], "JSON"),
            (&b"7\n"[..], "no column"),
        ] {
            let said = read(file).err().unwrap();
            assert!(said.contains(why), "{said}");
        }
    }
}
