//! Each sample gives the lead that a person would write down from it. docs/SOURCES.md is this table.

use axum::http::{HeaderMap, header};
use serde_json::{Value, json};

use super::{Reading, find};
use crate::domain::contact::{CountryCode, Email, Phone};
use crate::domain::lead::NewLead;

macro_rules! sample {
    ($name:literal) => {
        include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/", $name)).as_slice()
    };
}

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";
const JOTFORM: &str = "multipart/form-data; boundary=------------------------Q7Leadbell";

fn read(format: &str, content_type: &str, body: &[u8]) -> NewLead {
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, content_type.parse().unwrap());
    match (find(format).unwrap().read)(&headers, body) {
        Ok(Reading::Lead(one)) => {
            one.lead
                .map_err(|faults| format!("{faults:?}"))
                .ok()
                .unwrap()
                .lead
        }
        Ok(Reading::Leads(body)) => body.items.into_iter().next().unwrap().lead.ok().unwrap().lead,
        Ok(Reading::Ignored(why)) => panic!("{format}: {why}"),
        Err(refused) => panic!("{format}: {refused:?}"),
    }
}

/// What is said of a lead, without what is not.
fn told(lead: &NewLead) -> Value {
    let customer = &lead.customer;
    let mut told = json!({
        "id": lead.external_id, "at": lead.received_at.map(|at| at.to_rfc3339()), "company": customer.company,
        "name": customer.name, "title": customer.title, "email": customer.email.as_ref().map(Email::as_str),
        "phone": customer.phone.as_ref().map(Phone::as_str), "country": customer.country.as_ref().map(CountryCode::as_str),
        "size": customer.size, "language": customer.language, "need": lead.need, "budget": lead.budget,
        "campaign": lead.campaign_id,
    });
    if let Some(told) = told.as_object_mut() {
        told.retain(|_, value| !value.is_null());
        for (name, flag) in [
            ("hot", lead.hot),
            ("test", lead.test),
            ("informational", lead.informational),
            ("do_not_contact", lead.do_not_contact),
        ] {
            if flag {
                told.insert(name.to_owned(), true.into());
            }
        }
        if !lead.solutions.is_empty() {
            told.insert("solutions".to_owned(), lead.solutions.join("; ").into());
        }
    }
    told
}

#[test]
fn each_sample_gives_the_lead_that_a_person_would_write_down() {
    let samples = [
        ("marketplace", JSON, sample!("marketplace-contact-me.json")),
        ("marketplace", JSON, sample!("marketplace-validation.json")),
        ("google_ads", JSON, sample!("google-ads.json")),
        ("typeform", JSON, sample!("typeform.json")),
        ("hubspot", JSON, sample!("hubspot-workflow.json")),
        ("tally", JSON, sample!("tally.json")),
        ("jotform", JOTFORM, sample!("jotform.multipart")),
        ("webflow", JSON, sample!("webflow.json")),
        ("calendly", JSON, sample!("calendly.json")),
        ("cal_com", JSON, sample!("cal-com.json")),
        ("elementor", FORM, sample!("elementor.txt")),
        ("cf7", FORM, sample!("form-wordpress.txt")),
        ("form", FORM, sample!("form-wordpress.txt")),
        ("native", JSON, sample!("native-hot.json")),
    ];
    let leads: Vec<Value> = samples
        .into_iter()
        .map(|(format, content_type, body)| {
            let mut lead = told(&read(format, content_type, body));
            lead["format"] = format.into();
            lead
        })
        .collect();
    insta::assert_snapshot!(serde_json::to_string_pretty(&leads).unwrap());
}

#[test]
fn what_the_marketplace_says_was_done_decides_how_loud_the_lead_is() {
    let with = |action: &str, source: &str| {
        let body = json!({"userDetails": {"company": "Contoso", "email": "a@contoso.example"}, "actionCode": action,
            "leadSource": source});
        read("marketplace", JSON, body.to_string().as_bytes())
    };
    for action in ["INS", "Create", "StartTestDrive"] {
        let lead = with(action, "AzureMarketplace");
        assert!(lead.informational && !lead.hot, "{action}");
    }
    assert!(with("PLT", "").hot);
    assert!(with("", "AzureMarketplace-PLT|leadbell.offer").hot);
    assert!(with("DNC", "").do_not_contact);
    let other = with("XYZ", "");
    assert!(!other.hot && !other.informational && !other.do_not_contact);
}

#[test]
fn a_form_may_come_flat_nested_in_a_list_or_as_pairs() {
    for body in [
        json!({"name": "Lena", "email": "lena@bau.example", "message": "Azure"}),
        json!([{"name": "Lena", "email": "lena@bau.example", "message": "Azure"}]),
        json!({"contact": {"name": "Lena", "email": "lena@bau.example"}, "message": "Azure"}),
        json!({"fields": [{"label": "Ihr Name", "value": "Lena"}, {"label": "E-Mail", "value": "lena@bau.example"},
            {"label": "Nachricht", "value": "Azure"}]}),
        json!({"field_data": [{"name": "full_name", "values": ["Lena"]}, {"name": "email", "values": ["lena@bau.example"]},
            {"name": "комментарий", "values": ["Azure"]}]}),
        json!([{"question": "Nome completo", "answer": "Lena"}, {"question": "E-mail", "answer": "lena@bau.example"},
            {"question": "Mensagem", "answer": "Azure"}]),
    ] {
        let lead = read("form", JSON, body.to_string().as_bytes());
        assert_eq!(lead.customer.name.as_deref(), Some("Lena"), "{body}");
        assert_eq!(
            lead.customer.email.as_ref().map(Email::as_str),
            Some("lena@bau.example"),
            "{body}"
        );
        assert_eq!(lead.need.as_deref(), Some("Azure"), "{body}");
    }
}

#[test]
fn an_answer_without_a_place_is_told_with_its_question_and_none_is_lost() {
    let body = json!({"email": "a@b.example", "When do you start?": "in May", "Favourite colour": "blue",
        "phone": "+49 40 1234567", "Telefon": "+49 40 7654321", "gclid": "x", "call me": "after 5 pm"});
    let lead = read("form", JSON, body.to_string().as_bytes());
    let need = lead.need.unwrap();
    for line in [
        "When do you start? in May",
        "Favourite colour: blue",
        "after 5 pm",
    ] {
        assert!(need.contains(line), "{need}");
    }
    assert!(need.contains("7654321") || need.contains("1234567"), "{need}");
    assert!(!need.contains("gclid"), "{need}");
    assert!(lead.hot);
    // Nobody is named, so the lead is called by what everybody may see of the address.
    assert_eq!(lead.customer.name.as_deref(), Some("…@b.example"));
}

#[test]
fn who_cannot_be_reached_is_refused_with_the_labels_that_came() {
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, FORM.parse().unwrap());
    let Ok(Reading::Lead(one)) = (find("form").unwrap().read)(&headers, b"colour=blue&shape=round") else {
        panic!("not one lead");
    };
    let faults = one.lead.err().unwrap();
    assert!(
        faults.iter().all(|fault| fault.detail.contains("colour, shape")),
        "{faults:?}"
    );
    assert!(
        faults.iter().all(|fault| !fault.detail.contains("blue")),
        "{faults:?}"
    );
}

#[test]
fn what_is_no_lead_is_passed_over() {
    for (format, body) in [
        ("calendly", json!({"event": "invitee.canceled", "payload": {}})),
        ("cal_com", json!({"triggerEvent": "PING"})),
        ("tally", json!({"eventType": "OTHER"})),
        ("webflow", json!({"triggerType": "site_publish"})),
        ("typeform", json!({"event_type": "other"})),
    ] {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, JSON.parse().unwrap());
        let read = (find(format).unwrap().read)(&headers, body.to_string().as_bytes());
        assert!(matches!(read, Ok(Reading::Ignored(_))), "{format}");
    }
}
