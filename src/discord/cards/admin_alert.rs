//! A word to whoever set the team up, by direct message: something needs their hand.

use crate::domain::message::AlertKind;
use crate::outbox::Subject;
use crate::t;
use crate::text::catalogue::Lang;
use crate::text::safe::neutral_line;

/// What is wrong, and what to do.
#[must_use]
pub fn text(about: &AlertKind, subject: &Subject) -> String {
    let lang = Lang::of(&subject.team.language);
    let team = match subject.team.name.as_str() {
        "" => t!(lang, "word-this-server"),
        name => neutral_line(name, 100),
    };
    match about {
        AlertKind::ChannelGone(_) => t!(lang, "word-channel-gone", team = team),
        AlertKind::NotAllowed(channel) => t!(
            lang,
            "word-not-allowed",
            team = team,
            channel = channel.to_string()
        ),
        AlertKind::Refused(why) => {
            let lead = subject
                .lead
                .as_ref()
                .map(|view| view.lead.number.to_string())
                .unwrap_or_default();
            t!(
                lang,
                "word-refused",
                team = team,
                lead = lead,
                why = neutral_line(why, 300)
            )
        }
    }
}
