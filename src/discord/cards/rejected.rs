//! What could not be understood, for a manager's eyes: four deliveries with a row of buttons each.
//!
//! > **Not understood: 6 deliveries**
//! > **1 · Website** – 2 hours ago
//! > no field tells a company or a name; these came: colour, shape
//! > `[See 1] [Make a lead] [Try again] [Drop]`

use serenity::all::{ButtonStyle, CreateActionRow, CreateAttachment, CreateButton};

use super::parts::limits;
use crate::discord::custom_id::Control;
use crate::discord::reply::Private;
use crate::flows::rejected::{PAGE, Page};
use crate::store::rejected::Whole;
use crate::t;
use crate::text::catalogue::Lang;
use crate::text::safe::{cut, length, neutral_line};
use crate::text::words;

/// Characters of a source's name, of a reason, of a label and of an answer.
const NAME: usize = 80;
const REASON: usize = 300;
const LABEL: usize = 60;
/// How many answers the masked view shows.
const ANSWERS: usize = 25;
/// How much of a body is shown in the message; all of it is attached.
const BODY: usize = 1400;

/// The page as a private message.
#[must_use]
pub(crate) fn page(page: &Page, lang: Lang) -> Private {
    if page.total == 0 {
        return Private::text(t!(lang, "rejected-none"));
    }
    let mut parts = vec![format!("**{}**", t!(lang, "rejected-title", count = page.total))];
    let mut rows = Vec::new();
    for (at, line) in (page.at * PAGE + 1..).zip(&page.lines) {
        parts.push(t!(
            lang,
            "rejected-line",
            at = at,
            source = neutral_line(&line.source, NAME),
            when = words::ago(line.received_at),
            reason = neutral_line(&line.reason, REASON)
        ));
        let see = button(
            &Control::RejectedSee(line.id, 0),
            t!(lang, "button-rejected-see", at = at),
        );
        rows.push(row(vec![see], line.id, line.bytes > 0, lang));
    }
    parts.push(t!(lang, "rejected-kept"));
    let mut turn = Vec::new();
    let pages = (page.total - 1) / PAGE + 1;
    if pages > 1 {
        let to = |at: i64, label: &str| button(&Control::RejectedPage(at), label.to_owned());
        turn.push(to((page.at - 1).max(0), "◀").disabled(page.at == 0));
        // Two buttons of one message may not have the same id.
        let next = (page.at + 1).max(1);
        turn.push(to(next, "▶").disabled(next >= pages));
    }
    turn.push(button(
        &Control::RejectedExport(page.at),
        t!(lang, "button-rejected-export"),
    ));
    rows.push(CreateActionRow::Buttons(turn));
    Private {
        text: cut(&parts.join("\n\n"), limits::CONTENT).into_owned(),
        rows,
        ..Private::default()
    }
}

/// One delivery: its labels with masked answers, or all of it.
#[must_use]
pub(crate) fn one(whole: &Whole, answers: &[(String, String)], is_open: bool, lang: Lang) -> Private {
    let kilobytes = format!(
        "{:.1}",
        f64::from(u32::try_from(whole.body.len()).unwrap_or(u32::MAX)) / 1024.0
    );
    let head = t!(
        lang,
        "rejected-one",
        source = neutral_line(&whole.source_name, NAME),
        when = words::ago(whole.received_at),
        kind = neutral_line(whole.content_type.as_deref().unwrap_or("–"), NAME),
        size = kilobytes,
        reason = neutral_line(&whole.reason, 600)
    );
    let has_body = !whole.body.is_empty();
    let mut private = if !has_body {
        Private::text(format!("{head}\n\n{}", t!(lang, "rejected-no-body")))
    } else if is_open {
        with_body(&head, whole)
    } else {
        Private::text(format!("{head}\n\n{}", masked_answers(answers, lang)))
    };
    let first = if has_body && !is_open {
        vec![button(
            &Control::RejectedSee(whole.id, 1),
            t!(lang, "button-rejected-all"),
        )]
    } else {
        Vec::new()
    };
    private.rows.push(row(first, whole.id, has_body, lang));
    private
}

fn with_body(head: &str, whole: &Whole) -> Private {
    let body = String::from_utf8_lossy(&whole.body).into_owned();
    // A block of code formats nothing and pings nobody; only its own fence could end it.
    let shown = cut(&body, BODY).replace("```", "'''");
    let ending = match body.trim_start().chars().next() {
        Some('{' | '[') => "json",
        _ => "txt",
    };
    let name = format!("delivery-{}.{ending}", whole.id);
    Private {
        text: cut(&format!("{head}\n```\n{shown}\n```"), limits::CONTENT).into_owned(),
        files: vec![CreateAttachment::bytes(whole.body.clone(), name)],
        ..Private::default()
    }
}

fn masked_answers(answers: &[(String, String)], lang: Lang) -> String {
    if answers.is_empty() {
        return t!(lang, "rejected-unreadable");
    }
    let mut text = t!(lang, "rejected-masked");
    for (label, answer) in answers.iter().take(ANSWERS) {
        let line = format!(
            "\n- **{}**: {}",
            neutral_line(label, LABEL),
            neutral_line(&masked(answer), LABEL)
        );
        if length(&text) + length(&line) > 1100 {
            text.push_str("\n…");
            break;
        }
        text.push_str(&line);
    }
    text
}

/// The first letter, and the domain of an address: enough to know one's own test again, too little to tell a person.
fn masked(answer: &str) -> String {
    let first: String = answer.trim().chars().take(1).collect();
    match answer.rsplit_once('@') {
        Some((_, domain)) if !domain.contains(char::is_whitespace) => format!("{first}…@{domain}"),
        _ => format!("{first}…"),
    }
}

fn row(mut buttons: Vec<CreateButton>, id: i64, has_body: bool, lang: Lang) -> CreateActionRow {
    buttons.push(
        button(&Control::RejectedForm(id), t!(lang, "button-rejected-make")).style(ButtonStyle::Primary),
    );
    if has_body {
        buttons.push(button(
            &Control::RejectedReplay(id),
            t!(lang, "button-rejected-replay"),
        ));
    }
    buttons.push(button(
        &Control::RejectedDrop(id, 0),
        t!(lang, "button-rejected-drop"),
    ));
    CreateActionRow::Buttons(buttons)
}

fn button(control: &Control, label: String) -> CreateButton {
    CreateButton::new(control.encode())
        .label(label)
        .style(ButtonStyle::Secondary)
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn a_masked_answer_tells_no_person() {
        for (answer, shown) in [
            ("jana@nordwind.example", "j…@nordwind.example"),
            ("+49 40 1234567", "+…"),
            ("Jana Krüger", "J…"),
            ("write to jana@nordwind.example please", "w…"),
            (" Ünal", "Ü…"),
            ("", "…"),
        ] {
            assert_eq!(masked(answer), shown);
        }
    }
}
