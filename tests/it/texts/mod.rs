//! Every text that people read, in snapshots that can be read in one sitting: they shall sound like one careful author.

mod cards;
mod lists;
mod refusals;
mod replies;

use sandbox::{Message, Modal, Reply};

use crate::tester::Tester;

/// Texts in the order in which they are read.
#[derive(Default)]
struct Book(Vec<String>);

impl Book {
    fn add(&mut self, title: &str, text: &str) {
        self.0.push(format!("## {title}\n\n{text}"));
    }

    fn reply(&mut self, tester: &Tester, title: &str, reply: &Reply) {
        let text = match reply.modal() {
            Some(modal) => form(&modal),
            None => reply.text(),
        };
        self.add(&read(tester, title), &read(tester, &text));
    }

    fn card(&mut self, tester: &Tester, title: &str, card: &Message) {
        self.add(title, &read(tester, &card.text()));
    }

    fn whole(self) -> String {
        self.0.join("\n\n")
    }
}

/// A form as it opens: title, labels, what is filled in, what an empty field says.
fn form(modal: &Modal) -> String {
    let fields = modal.fields.iter().map(|field| {
        let must = if field.required { " *" } else { "" };
        let value = field.value.as_deref().unwrap_or_default();
        let hint = field.placeholder.as_deref().map(|hint| format!(" ‹{hint}›"));
        format!("{}{must}: [{value}]{}", field.label, hint.unwrap_or_default())
    });
    let lines: Vec<_> = std::iter::once(format!("FORM {}", modal.title))
        .chain(fields)
        .collect();
    lines.join("\n")
}

/// What is read, with names for people, roles and channels, and without what differs from one run to the next: moments
/// (which the clients word), ids, keys and ports.
fn read(tester: &Tester, text: &str) -> String {
    let mut text = text.to_owned();
    for member in tester.guild.members() {
        text = text.replace(&member.mention(), &format!("@{}", member.name()));
    }
    for role in [&tester.managers, &tester.members] {
        text = text.replace(&role.mention(), &format!("@{}", role.name()));
    }
    for channel in tester.guild.channels() {
        text = text.replace(&channel.mention(), &format!("#{}", channel.name()));
    }
    if let Some(address) = tester.app().intake {
        text = text.replace(&address.to_string(), "127.0.0.1:8080");
    }
    // Secrets are shown as code: they end where that ends.
    let mut secrets = text.split("whsec_");
    let mut shown = secrets.next().unwrap_or_default().to_owned();
    for secret in secrets {
        let (_, rest) = secret.split_once('`').unwrap_or_default();
        shown.push_str("whsec_SECRET`");
        shown.push_str(rest);
    }
    let mut parts = shown.split("<t:");
    let mut named = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (_, rest) = part.split_once(':').unwrap_or_default();
        named.push_str("<moment:");
        named.push_str(rest);
    }
    let mut words = String::new();
    for word in named.split_inclusive(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-') {
        let bare = word.trim_end_matches(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-');
        let rest = &word[bare.len()..];
        let is_id = bare.len() >= 17 && bare.chars().all(|c| c.is_ascii_digit());
        match bare {
            _ if is_id => words.push_str("ID"),
            _ if bare.starts_with("lbk_") => words.push_str("lbk_KEY"),
            _ => words.push_str(bare),
        }
        words.push_str(rest);
    }
    words
}
