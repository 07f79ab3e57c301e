//! Our own format, read from what senders send.

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::domain::contact::{CountryCode, Email};
use crate::domain::lead::{Kind, NewLead, SenderKind};

fn read_file(bytes: &[u8]) -> Body {
    parse(bytes).ok().unwrap()
}

fn one(body: &Value) -> Result<NewLead, Vec<Fault>> {
    let body = read_file(body.to_string().as_bytes());
    assert!(!body.is_batch);
    body.items
        .into_iter()
        .next()
        .unwrap()
        .lead
        .map(|incoming| incoming.lead)
}

fn faults(body: &Value) -> Vec<(String, &'static str)> {
    let faults = one(body).unwrap_err();
    faults
        .into_iter()
        .map(|fault| (fault.pointer, fault.code))
        .collect()
}

fn least() -> Value {
    json!({"customer": {"name": "Jana", "phone": "+49 40 1234567"}})
}

fn with(pointer: &str, value: Value) -> Value {
    let mut body = least();
    let (at, name) = pointer.rsplit_once('/').unwrap();
    body.pointer_mut(at).unwrap()[name] = value;
    body
}

#[test]
fn the_hot_sample_is_read_field_by_field() {
    let body = read_file(include_bytes!("../../../../tests/data/native-hot.json"));
    let lead = &body.items[0].lead.as_ref().ok().unwrap().lead;
    assert_eq!(lead.external_id.as_deref(), Some("web-8841"));
    assert_eq!(lead.kind, Kind::CustomerInquiry);
    assert_eq!(lead.received_at, time("2026-11-20T09:15:00Z"));
    assert!(lead.hot && !lead.test && !lead.do_not_contact);
    assert_eq!(lead.customer.company.as_deref(), Some("Nordwind Logistik GmbH"));
    assert_eq!(
        lead.customer.email.as_ref().map(Email::as_str),
        Some("jana@nordwind.example")
    );
    assert_eq!(
        lead.customer.country.as_ref().map(CountryCode::as_str),
        Some("DE")
    );
    assert_eq!(lead.solutions, ["Microsoft365"]);
    assert_eq!(lead.campaign_id.as_deref(), Some("q4-cloud"));
    assert_eq!(lead.sender, None);
}

#[test]
fn the_hostile_sample_is_a_lead_and_nothing_of_it_is_lost() {
    let body = read_file(include_bytes!("../../../../tests/data/native-hostile.json"));
    let lead = &body.items[0].lead.as_ref().ok().unwrap().lead;
    assert_eq!(
        lead.customer.email, None,
        "what breaks out of a mail header is no address"
    );
    assert!(lead.customer.phone.is_some());
    let need = lead.need.as_deref().unwrap();
    assert!(
        need.ends_with("end\nemail: a@b.example\r\nBcc: victim@c.example"),
        "{need}"
    );
    assert!(!need.contains('\0'));
    assert!(
        lead.customer
            .company
            .as_deref()
            .unwrap()
            .starts_with("@everyone **ACME**")
    );
}

#[test]
fn of_the_batch_sample_only_the_third_is_refused_with_its_pointer() {
    let body = read_file(include_bytes!("../../../../tests/data/native-batch.json"));
    assert!(body.is_batch);
    let refused: Vec<usize> = (0..4).filter(|index| body.items[*index].lead.is_err()).collect();
    assert_eq!(refused, [2]);
    let faults = body.items[2].lead.as_ref().err().unwrap();
    assert_eq!(faults[0].pointer, "/leads/2/customer");
    assert_eq!(faults[0].code, "unreachable");
}

#[test]
fn a_name_and_a_phone_are_enough_and_so_is_a_sender_instead_of_the_phone() {
    assert!(one(&least()).is_ok());
    assert!(one(&json!({"customer": {"company": "A"}, "sender": {"kind": "partner"}})).is_ok());
    assert_eq!(
        faults(&json!({"customer": {"company": " ", "email": "", "name": null}})),
        [
            ("/customer".to_owned(), "missing"),
            ("/customer".to_owned(), "unreachable")
        ]
    );
    assert_eq!(faults(&json!({})).len(), 2);
    // A name of which nothing can be seen is none.
    let invisible =
        json!({"customer": {"company": "\u{200b}\u{2060}", "name": "\u{2800}", "email": "a@b.example"}});
    assert_eq!(faults(&invisible), [("/customer".to_owned(), "missing")]);
}

#[test]
fn what_is_optional_and_unreadable_is_kept_as_text() {
    let lead = one(&json!({"kind": "warm", "received_at": "yesterday", "hot": "maybe", "need": ["text", 2],
        "external_id": 1.5, "solutions": ["a", 1, null], "sender": {"email": "x", "name": "Erik"},
        "reply_to": "http://a.example", "test": {}, "do_not_contact": [],
        "customer": {"name": "n", "language": "??", "email": {"work": "a@b"}, "country": "Atlantis"}}))
    .unwrap();
    let need = lead.need.unwrap();
    for line in [
        "text\n2",
        "kind: warm",
        "received_at: yesterday",
        "hot: maybe",
        "test: {}",
        "do_not_contact: []",
        "reply_to: http://a.example",
        "sender email: x",
        "language: ??",
        "email: {\"work\":\"a@b\"}",
        "country: Atlantis",
    ] {
        assert!(need.contains(line), "{line} in {need}");
    }
    assert_eq!(lead.external_id.as_deref(), Some("1.5"));
    assert_eq!(lead.solutions, ["a", "1"]);
    assert_eq!(lead.kind, Kind::CustomerInquiry);
    assert_eq!((lead.received_at, lead.hot, lead.reply_to), (None, false, None));
    let sender = lead.sender.unwrap();
    assert_eq!((sender.kind, sender.name.as_deref(), sender.email), (SenderKind::Partner, Some("Erik"), None));
}

#[test]
fn what_a_person_would_read_is_read() {
    let customer = |field: &str, value: Value| one(&with(&format!("/customer/{field}"), value)).unwrap().customer;
    let email = |typed: &str| customer("email", json!(typed)).email.map(|email| email.as_str().to_owned());
    for typed in [
        "anna@example.com",
        "mailto:anna@example.com",
        "Anna <anna@example.com>",
        "\"Krüger, Anna\" <anna@example.com>",
        "E-Mail: anna@example.com",
        "anna@example.com.",
        "anna@example.com (Anna)",
        "<anna@example.com>;",
        "anna@example.com, info@example.com",
        "anna (at) example (dot) com",
    ] {
        assert_eq!(email(typed).as_deref(), Some("anna@example.com"), "{typed}");
    }
    let phone = |typed: &str| customer("phone", json!(typed)).phone.map(|phone| phone.as_str().to_owned());
    for (typed, read) in [
        ("Mobil: +49 151 1234567", "+491511234567"),
        ("+5493516315733 ext.", "+5493516315733"),
        ("0044 (0)20 7946 0958", "+442079460958"),
        ("040 123456 / 0151 123456", "040123456"),
    ] {
        assert_eq!(phone(typed).as_deref(), Some(read), "{typed}");
    }
    assert_eq!(customer("phone", json!(4_940_123_456_u64)).phone.unwrap().as_str(), "4940123456");
    for (typed, read) in [
        ("en-US,en;q=0.9", "en-US"),
        ("de-DE,de;q=0.9,en;q=0.8", "de-DE"),
        ("de_DE", "de-DE"),
        ("German", "de"),
        ("Deutsch", "de"),
        ("немецкий", "de"),
        ("Русский", "ru"),
        ("English (US)", "en"),
        ("Français", "fr"),
        ("pt-BR", "pt-BR"),
        ("  DE ", "de"),
        ("*;q=0.5, fr", "fr"),
    ] {
        assert_eq!(customer("language", json!(typed)).language.as_deref(), Some(read), "{typed}");
    }
    for typed in ["??", "klingon", "many", "x"] {
        assert_eq!(customer("language", json!(typed)).language, None, "{typed}");
    }
}

#[test]
fn a_time_with_an_offset_is_read_in_any_iso_form() {
    let read = |value: Value| one(&with("/received_at", value)).unwrap().received_at;
    let at = time("2026-11-20T08:15:00Z");
    for typed in [
        "2026-11-20T08:15:00Z",
        "2026-11-20T09:15:00+01:00",
        "2026-11-20T09:15:00+0100",
        "2026-11-20T09:15:00+01",
        "2026-11-20T08:15:00.000Z",
        "2026-11-20T08:15:00,000Z",
        "2026-11-20T08:15Z",
        "2026-11-20T09:15+0100",
        "2026-11-20 08:15:00Z",
        "2026-11-20 09:15:00 +0100",
        "2026-11-20t08:15:00z",
        "20261120T081500Z",
        "20261120T091500+0100",
        "2026-11-20T08:15:00 UTC",
        "2026-11-20 08:15:00 GMT",
        "2026-11-20T03:15:00−05:00",
        "Fri, 20 Nov 2026 09:15:00 +0100",
        "1795162500",
        "1795162500000",
    ] {
        assert_eq!(read(json!(typed)), at, "{typed}");
    }
    assert_eq!(read(json!(1_795_162_500)), at);
    for typed in ["2026-11-20T09:15:00", "2026-11-20", "yesterday", "20.11.2026 09:15", "17"] {
        let lead = one(&with("/received_at", json!(typed))).unwrap();
        assert_eq!(lead.received_at, None, "{typed}");
        assert_eq!(lead.need.as_deref(), Some(&*format!("received_at: {typed}")), "{typed}");
    }
}

#[test]
fn a_text_that_is_too_long_is_cut_and_kept_whole_in_the_need() {
    for field in ["company", "name", "title", "city", "size", "industry"] {
        let long = format!("{}end", "x".repeat(198));
        let lead = one(&with(&format!("/customer/{field}"), json!(long))).unwrap();
        assert_eq!(lead.need.as_deref(), Some(&*format!("{field}: {long}")), "{field}");
    }
    for field in ["budget", "campaign_id"] {
        let long = "1".repeat(201);
        let lead = one(&with(&format!("/{field}"), json!(long))).unwrap();
        assert!(lead.need.unwrap().contains(&long), "{field}");
    }
    let company = one(&with("/customer/company", json!("Ä".repeat(201)))).unwrap().customer.company.unwrap();
    assert_eq!(company, format!("{}…", "Ä".repeat(199)));
    let exact = one(&with("/customer/company", json!("Ä".repeat(200)))).unwrap();
    assert_eq!((exact.customer.company.unwrap().chars().count(), exact.need), (200, None));
    // Two ids that begin alike stay two.
    let id = |end: &str| one(&with("/external_id", json!(format!("{}{end}", "i".repeat(300))))).unwrap().external_id;
    assert_ne!(id("1"), id("2"));
    assert_eq!(id("1"), id("1"));
    assert!(id("1").unwrap().chars().count() <= 200);
    let need = one(&with("/need", json!("n".repeat(70_000)))).unwrap().need.unwrap();
    assert!(need.len() <= 64 * 1024 && need.ends_with('…'), "{}", need.len());
    let solutions: Vec<String> = (0..60).map(|n| format!("S{n}")).collect();
    let lead = one(&with("/solutions", json!(solutions))).unwrap();
    assert_eq!(lead.solutions.len(), 50);
    assert!(lead.need.unwrap().contains("solutions: S50, S51"));
}

#[test]
fn a_field_of_one_line_is_one_line() {
    for (typed, read) in [
        ("ACME\n✅ Accepted by Anna", "ACME ✅ Accepted by Anna"),
        ("ACME\r\nBerlin", "ACME Berlin"),
        ("ACME\u{2028}Berlin", "ACME Berlin"),
        ("ACME\u{85}Berlin", "ACME Berlin"),
        ("\nACME\n\n", "ACME"),
        ("ACME\u{b}Berlin", "ACME Berlin"),
    ] {
        for field in ["company", "name", "title", "city", "size", "industry"] {
            let lead = one(&with(&format!("/customer/{field}"), json!(typed))).unwrap();
            let customer = lead.customer;
            let all = [customer.company, customer.name, customer.title, customer.city, customer.size, customer.industry];
            assert!(all.contains(&Some(read.to_owned())), "{field}: {all:?}");
        }
        assert_eq!(one(&with("/budget", json!(typed))).unwrap().budget.as_deref(), Some(read));
        assert_eq!(one(&with("/solutions", json!([typed]))).unwrap().solutions, [read]);
    }
}

#[test]
fn nothing_that_was_typed_into_a_contact_is_lost() {
    let need = |field: &str, typed: &str| one(&with(&format!("/customer/{field}"), json!(typed))).unwrap().need;
    let kept = |field: &str, typed: &str| assert_eq!(need(field, typed), Some(format!("{field}: {typed}")), "{typed}");
    kept("phone", "040 123456 / 0151 123456");
    kept("email", "anna@example.com, info@example.com");
    kept("email", "anna@example.com but only in the morning");
    kept("country", "Atlantis");
    kept("language", "klingon");
    // The name of an address is the customer's where there is no other, and no news where it is the same.
    assert_eq!(need("email", "Jana <jana@example.com>"), None);
    assert!(need("email", "Peter <peter@example.com>").is_some());
    let unnamed = one(&json!({"customer": {"email": "Anna Krüger <anna@example.com>"}})).unwrap();
    assert_eq!(unnamed.customer.name.as_deref(), Some("Anna Krüger"));
    assert_eq!(unnamed.need, None);
    assert_eq!(one(&json!({"customer": "Nordwind GmbH", "sender": {"kind": "partner"}})).unwrap().customer.company.as_deref(), Some("Nordwind GmbH"));
}

#[test]
fn yes_and_no_are_read_as_people_write_them() {
    let hot = |value: Value| one(&with("/hot", value)).unwrap();
    for yes in [json!(true), json!("true"), json!("yes"), json!("Ja"), json!("да"), json!(1), json!("1"), json!("on"), json!("x")] {
        assert!(hot(yes.clone()).hot, "{yes}");
    }
    for no in [json!(false), json!("false"), json!("no"), json!("Nein"), json!("нет"), json!(0), json!("0"), json!(""), Value::Null] {
        let lead = hot(no.clone());
        assert!(!lead.hot && lead.need.is_none(), "{no}");
    }
}

#[test]
fn only_a_lead_that_names_nobody_or_cannot_be_answered_is_refused() {
    let unreachable = json!({"customer": {"name": "n", "email": "none", "phone": "none"}});
    let nobody = [("/customer".to_owned(), "unreachable")];
    assert_eq!(faults(&unreachable), nobody);
    assert_eq!(faults(&json!({"customer": {"name": "n"}, "sender": {}})), nobody);
    assert_eq!(faults(&json!({"customer": 7})).len(), 2);
}

#[test]
fn ids_may_be_whole_numbers_of_64_bits() {
    let lead = one(&with("/external_id", json!(u64::MAX))).unwrap();
    assert_eq!(lead.external_id.as_deref(), Some("18446744073709551615"));
}

#[test]
fn a_body_that_is_neither_a_lead_nor_a_list_is_refused_as_a_whole() {
    let refused = |body: &Value| match parse(body.to_string().as_bytes()) {
        Err(Refused::Faults(faults)) => faults[0].pointer.clone(),
        _ => panic!("{body}"),
    };
    assert_eq!(refused(&json!([least()])), "");
    assert_eq!(refused(&json!("text")), "");
    assert_eq!(refused(&json!({"leads": least()})), "/leads");
    assert_eq!(refused(&json!({"leads": []})), "/leads");
    assert_eq!(refused(&json!({"leads": vec![least(); 101]})), "/leads");
    assert!(parse(json!({"leads": vec![least(); 100]}).to_string().as_bytes()).is_ok());
}

#[test]
fn an_item_that_is_no_object_is_refused_alone() {
    let body = read_file(json!({"leads": [least(), 7]}).to_string().as_bytes());
    assert!(body.items[0].lead.is_ok());
    assert_eq!(body.items[1].lead.as_ref().err().unwrap()[0].pointer, "/leads/1");
}

proptest! {
    #[test]
    fn whatever_stands_in_a_text_is_kept_without_nul(need in "\\PC{0,40}|[\\u{0}-\\u{1f}]{0,9}") {
        let lead = one(&with("/need", json!(need))).unwrap();
        let kept = need.replace('\0', "");
        let kept = kept.trim();
        prop_assert_eq!(lead.need.as_deref(), (!kept.is_empty()).then_some(kept));
    }
}
