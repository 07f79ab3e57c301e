//! What members do about notices: whether a decline's customer is told, what managers do where nobody could be reached,
//! and the form of a team's own texts.

use serenity::all::{
    ButtonStyle, CreateActionRow, CreateButton, CreateSelectMenu, CreateSelectMenuKind,
    CreateSelectMenuOption,
};

use crate::discord::bot::Bot;
use crate::discord::cards;
use crate::discord::cards::notices::line;
use crate::discord::cards::parts::{limits, whole_lines};
use crate::discord::custom_id::Control;
use crate::discord::form::{FormBuilder, Input, input};
use crate::discord::interaction::Interaction;
use crate::discord::reply::{Private, Reply};
use crate::domain::form::{Faults, limits as most};
use crate::domain::ids::{LeadId, NoticeId};
use crate::domain::notice::{Audience, Medium, Notice, State, TextKind, Why};
use crate::domain::owed_notices::{address, tells_customer};
use crate::domain::refusal::{Field, Refusal, Wrong};
use crate::domain::view::LeadView;
use crate::flows::FlowResult;
use crate::flows::notices::settle::{self, OpenNotice};
use crate::flows::notices::texts;
use crate::notices::{Letter, Mailer, check, default_template, example, words as letter_of};
use crate::store::notices::texts::Template;
use crate::t;
use crate::text::catalogue::Lang;
use crate::text::safe::{cut, neutral_cut, plain_line};
use crate::text::words;

/// How many open notices are listed: as many as a select has options (Component reference).
const LISTED: i64 = 25;
/// How much of a text is shown in a code block, of the 4096 that an embed's description has.
const SHOWN: usize = 3500;

/// Says after a decline who is told and when, with the way back until then.
pub(super) fn confirmation(
    bot: &Bot,
    interaction: &Interaction,
    view: &LeadView,
    notice: Option<&Notice>,
    said: &str,
) -> Private {
    let lang = interaction.lang;
    let told = tells(bot, lang, view, notice);
    let mut private = super::undo::offer(interaction, view, Private::text(format!("{said}\n{told}")));
    let button = notice.and_then(|notice| match (notice.state, notice.why) {
        (State::Waiting, _) => Some((0, "button-notice-tell-not")),
        (State::Withheld, Some(Why::NotWanted)) => Some((1, "button-notice-tell")),
        _ => None,
    });
    if let Some((tell, key)) = button
        && let Some(CreateActionRow::Buttons(buttons)) = private.rows.last_mut()
    {
        let button = CreateButton::new(Control::TellCustomer(view.lead.id, tell).encode());
        buttons.push(button.label(t!(lang, key)).style(ButtonStyle::Secondary));
    }
    private
}

fn tells(bot: &Bot, lang: Lang, view: &LeadView, notice: Option<&Notice>) -> String {
    let lead = &view.lead;
    let Some(notice) = notice else {
        let unknown = address(lead, Audience::Customer).is_none() && !lead.request.test;
        let key = if unknown {
            "decline-tells-nobody-unknown"
        } else {
            "decline-tells-nobody"
        };
        return t!(lang, key);
    };
    let when = words::clock(notice.due_at);
    match (notice.state, notice.why) {
        (State::Waiting, _) => {
            let key = match bot.mailer {
                Mailer::Off => "decline-tells-by-hand",
                Mailer::Capture(_) | Mailer::Smtp(_) => "decline-tells",
            };
            let to = address(lead, Audience::Customer);
            let to = to.map(|email| masked(email.as_str())).unwrap_or_default();
            t!(lang, key, to = to, when = when)
        }
        (State::Withheld, Some(Why::DoNotContact)) => t!(lang, "decline-tells-nobody-wish"),
        (State::Withheld, Some(Why::NotWanted)) => {
            let code = lead.reason.as_deref().unwrap_or_default();
            if tells_customer(code) {
                t!(lang, "decline-tells-nobody")
            } else {
                let reason = words::reason(lang, &view.team.settings.decline_reasons, code);
                t!(lang, "decline-tells-nobody-reason", reason = reason)
            }
        }
        _ => line(lang, notice),
    }
}

/// `j…@nordwind.example`: the contact data of a declined lead is for managers.
fn masked(address: &str) -> String {
    let (mailbox, domain) = address.rsplit_once('@').unwrap_or((address, ""));
    let first: String = mailbox.chars().take(1).collect();
    format!("`{first}…@{domain}`")
}

/// Whoever declined says whether the customer is told, while they may still take it back.
pub(super) async fn tell_customer(
    bot: &Bot,
    interaction: &Interaction,
    lead: LeadId,
    tell: bool,
) -> FlowResult<Reply> {
    let (by, now) = (interaction.by.clone(), bot.clock.now());
    let (view, notice) = settle::want(&bot.store, interaction.team, lead, by, tell, now).await?;
    let said = t!(
        interaction.lang,
        "declined",
        lead = view.lead.number.to_string(),
        reason = words::reason(
            interaction.lang,
            &view.team.settings.decline_reasons,
            view.lead.reason.as_deref().unwrap_or_default()
        )
    );
    let said = confirmation(bot, interaction, &view, notice.as_ref(), &said);
    Ok(Reply::Turn(said))
}

/// Has a notice tried again.
pub(super) async fn retry(bot: &Bot, interaction: &Interaction, id: NoticeId) -> FlowResult<Reply> {
    let (by, now) = (interaction.by.clone(), bot.clock.now());
    let (open, done) = settle::retry(&bot.store, interaction.team, id, by, now).await?;
    let lang = interaction.lang;
    let text = if done {
        t!(lang, "notice-retried", lead = open.lead.number.to_string())
    } else {
        not_open(lang, &open)
    };
    Ok(answer(interaction, text))
}

/// Notes that a manager has told them.
pub(super) async fn told(bot: &Bot, interaction: &Interaction, id: NoticeId) -> FlowResult<Reply> {
    let (by, now) = (interaction.by.clone(), bot.clock.now());
    let (open, done) = settle::told(&bot.store, interaction.team, id, by, now).await?;
    let lang = interaction.lang;
    let text = if done {
        let who = t!(lang, format!("notice-to-{}", open.notice.audience.code()));
        t!(
            lang,
            "notice-told",
            lead = open.lead.number.to_string(),
            who = who
        )
    } else {
        not_open(lang, &open)
    };
    Ok(answer(interaction, text))
}

/// A private message turns into what became of it; the team's message stays, and is edited by the outbox.
fn answer(interaction: &Interaction, text: String) -> Reply {
    let private = Private::text(text);
    if interaction.message.is_some_and(|message| message.private) {
        Reply::Turn(private)
    } else {
        Reply::Private(private)
    }
}

fn not_open(lang: Lang, open: &OpenNotice) -> String {
    t!(
        lang,
        "notice-not-open",
        lead = open.lead.number.to_string(),
        line = line(lang, &open.notice)
    )
}

/// Shows a notice's text, to be sent by hand.
pub(super) async fn text(bot: &Bot, interaction: &Interaction, id: NoticeId) -> FlowResult<Reply> {
    Ok(Reply::Private(by_hand(bot, interaction, id).await?))
}

/// One of the list was chosen.
pub(super) async fn picked(bot: &Bot, interaction: &Interaction) -> FlowResult<Reply> {
    let chosen = interaction.values.first().and_then(|id| id.parse().ok());
    let id = NoticeId(chosen.ok_or(Refusal::UnknownControl)?);
    Ok(Reply::Turn(by_hand(bot, interaction, id).await?))
}

async fn by_hand(bot: &Bot, interaction: &Interaction, id: NoticeId) -> FlowResult<Private> {
    let open = settle::show(&bot.store, interaction.team, id, &interaction.by).await?;
    let (lang, notice) = (interaction.lang, &open.notice);
    let who = t!(lang, format!("notice-to-{}", notice.audience.code()));
    let title = t!(
        lang,
        "notice-text-title",
        lead = open.lead.number.to_string(),
        who = who
    );
    let mut lines = vec![format!("**{title}**"), line(lang, notice)];
    if !notice.state.is_open() {
        return Ok(Private::text(whole_lines(&lines, limits::CONTENT)));
    }
    if notice.medium == Medium::Webhook {
        lines.push(t!(lang, "notice-text-webhook"));
        let private = Private::text(whole_lines(&lines, limits::CONTENT));
        return Ok(private.row(cards::notices::buttons(notice, None, lang)));
    }
    let to = address(&open.lead, notice.audience);
    let to = to.map(|email| email.as_str().to_owned()).unwrap_or_default();
    let letter = letter_of(&mut *bot.store.read().await?, notice, &open.team, &open.lead).await?;
    let embed = match letter {
        Ok(letter) => shown(lang, Some(&to), &letter),
        Err(wrong) => serenity::all::CreateEmbed::new().description(neutral_cut(&wrong, SHOWN)),
    };
    Ok(Private::text(whole_lines(&lines, limits::CONTENT))
        .embed(embed)
        .row(cards::notices::buttons(notice, None, lang)))
}

/// A mail as it is read, in a block that is copied whole.
pub(in crate::discord) fn shown(lang: Lang, to: Option<&str>, letter: &Letter) -> serenity::all::CreateEmbed {
    let code = |text: &str| text.replace("```", "'''");
    let body = cut(&code(letter.text.trim_end()), SHOWN).into_owned();
    let mut embed = serenity::all::CreateEmbed::new().description(format!("```\n{body}\n```"));
    if let Some(to) = to {
        embed = embed.field(
            t!(lang, "notice-text-to"),
            format!("`{}`", to.replace('`', "'")),
            true,
        );
    }
    embed.field(
        t!(lang, "notice-text-subject"),
        format!("`{}`", letter.subject.replace('`', "'")),
        true,
    )
}

/// Lists the notices that need attention.
pub(in crate::discord) async fn open(bot: &Bot, interaction: &Interaction) -> FlowResult<Reply> {
    let lang = interaction.lang;
    let (all, count) = settle::list_open(&bot.store, interaction.team, &interaction.by, LISTED).await?;
    if all.is_empty() {
        return Ok(Reply::Private(Private::text(t!(lang, "notices-open-none"))));
    }
    let mut lines = vec![format!("**{}**", t!(lang, "notices-open-title"))];
    lines.extend(all.iter().map(|open| {
        let lead = open.lead.number.to_string();
        t!(
            lang,
            "notices-alert-line",
            lead = lead,
            line = line(lang, &open.notice)
        )
    }));
    let more = count - i64::try_from(all.len()).unwrap_or(count);
    if more > 0 {
        lines.push(t!(lang, "notices-alert-more", count = more));
    }
    let options = all.iter().map(|open| {
        let customer = plain_line(open.lead.request.customer.display_name());
        let label = format!("{} · {customer}", open.lead.number);
        CreateSelectMenuOption::new(cut(&label, limits::OPTION), open.notice.id.to_string())
    });
    let kind = CreateSelectMenuKind::String {
        options: options.collect(),
    };
    let menu = CreateSelectMenu::new(Control::NoticePick(0).encode(), kind)
        .placeholder(t!(lang, "notices-open-pick"));
    let private = Private::text(whole_lines(&lines, limits::CONTENT));
    Ok(Reply::Private(private.row(CreateActionRow::SelectMenu(menu))))
}

/// A kind of text and its language, from a custom id or an option.
pub(in crate::discord) fn which(kind: &str, lang: &str) -> FlowResult<(TextKind, Lang)> {
    let kind = TextKind::from_code(kind).ok_or(Refusal::UnknownControl)?;
    let lang = Lang::ALL.into_iter().find(|one| one.tag() == lang);
    let lang = lang.ok_or_else(|| Faults::one(Field::Language, "", Wrong::Unknown))?;
    Ok((kind, lang))
}

/// The form of a team's own text, filled with the one that is sent now.
pub(in crate::discord) async fn form(
    bot: &Bot,
    interaction: &Interaction,
    kind: &str,
    lang: &str,
) -> FlowResult<FormBuilder> {
    let (kind, of) = which(kind, lang)?;
    let (_, own) = texts::find(&bot.store, interaction.team, &interaction.by, kind, of.tag()).await?;
    let text = own.unwrap_or_else(|| default_template(kind, of));
    let lang = interaction.lang;
    let title = t!(
        lang,
        "form-notice-text",
        kind = t!(lang, format!("notice-kind-{}", kind.code())),
        lang = of.tag()
    );
    let control = Control::NoticeForm(kind.code().to_owned(), of.tag().to_owned());
    Ok(FormBuilder::new(control, &title)
        .input(Input::line(input::SUBJECT, t!(lang, "input-notice-subject")).filled(text.subject))
        .input(
            Input::line(
                input::BODY,
                t!(lang, "input-notice-body", name = "{{ greeting }}"),
            )
            .long()
            .filled(text.body)
            .hint(t!(lang, "input-notice-body-hint")),
        ))
}

/// Keeps a team's own text, once it can be filled in.
pub(super) async fn submit(
    bot: &Bot,
    interaction: &Interaction,
    kind: &str,
    lang: &str,
) -> FlowResult<Reply> {
    let (kind, of) = which(kind, lang)?;
    // Rank before input: who may not is told so, not what is wrong with the text.
    texts::find(&bot.store, interaction.team, &interaction.by, kind, of.tag()).await?;
    let mut faults = Faults::default();
    let (subject, body) = (interaction.field(input::SUBJECT), interaction.field(input::BODY));
    let text = Template {
        subject: faults.required(Field::NoticeSubject, &subject, most::SHORT),
        body: faults.required(Field::NoticeText, &body, most::NOTES),
    };
    for (field, typed) in [
        (Field::NoticeSubject, &text.subject),
        (Field::NoticeText, &text.body),
    ] {
        if let Err(wrong) = check(typed) {
            faults.add(field, typed, Wrong::Template(wrong));
        }
    }
    let text = faults.or(Some(text))?;
    let (by, now) = (interaction.by.clone(), bot.clock.now());
    let which = (kind, of.tag().to_owned());
    let team = texts::save(&bot.store, interaction.team, by, which, Some(text.clone()), now).await?;
    let intro = t!(interaction.lang, "notice-text-saved");
    let letter = example(&text, kind, &team, of, now)
        .map_err(|wrong| Faults::one(Field::NoticeText, "", Wrong::Template(wrong)))?;
    Ok(Reply::Private(preview(interaction.lang, &intro, &letter)))
}

/// A text with what it is made of, and how to try it.
pub(in crate::discord) fn preview(lang: Lang, intro: &str, letter: &Letter) -> Private {
    let variables = crate::notices::VARIABLES
        .map(|name| format!("`{{{{ {name} }}}}`"))
        .join(", ");
    let lines = [
        intro.to_owned(),
        t!(lang, "notice-text-variables", variables = variables),
        t!(lang, "notice-text-try"),
    ];
    Private::text(lines.join("\n")).embed(shown(lang, None, letter))
}
