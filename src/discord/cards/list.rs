//! A list of leads, for one member: eight leads, a heart for each, and everything that changes what is shown.
//!
//! > **Marketplace**
//! > 🔥 **L-17 · Nordwind Logistik GmbH** – answer in 3 days
//! > Move 120 seats to Microsoft 365.
//! > `[Marketplace] [Qualified] [♥ Favorites] [🔍 Search]`
//! > `[Open (26), deadline first ▾]`
//! > `[♡ L-17] [♥ L-16] … [◀] [▶]`
//! > `[Open a lead ▾]`

use serenity::all::{
    ButtonStyle, CreateActionRow, CreateButton, CreateEmbed, CreateEmbedFooter, CreateSelectMenu,
    CreateSelectMenuKind, CreateSelectMenuOption,
};

use super::parts::limits;
use crate::discord::custom_id::Control;
use crate::discord::reply::Private;
use crate::domain::dates::format_date;
use crate::domain::list::{Filter, ListRow, ListState, Sort, Tab};
use crate::domain::mask::masked;
use crate::domain::stage::{Outcome, Stage};
use crate::flows::list::ListPage;
use crate::locale::Locale;
use crate::store::lists::MOST_FOUND;
use crate::t;
use crate::text::catalogue::Lang;
use crate::text::safe::{cut, neutral_line, plain_line};
use crate::text::words;

/// How much of a customer's name and of a need a line shows, escapes included: eight leads fit an embed.
const CUSTOMER: usize = 80;
const NEED: usize = 140;

/// The list as a private message.
#[must_use]
pub(crate) fn draw(page: &ListPage, lang: Lang, locale: Locale) -> Private {
    let lines: Vec<_> = page
        .rows
        .iter()
        .map(|row| lines(page, row, lang, locale))
        .collect();
    let mut parts = Vec::new();
    if let Some(typed) = &page.typed {
        parts.push(t!(lang, "list-search", typed = neutral_line(typed, 100)));
    }
    if lines.is_empty() {
        parts.push(empty(page, lang));
    } else {
        parts.push(lines.join("\n\n"));
    }
    let count = page.count(page.state.filter);
    let key = if page.is_bounded() {
        "list-footer-bounded"
    } else {
        "list-footer"
    };
    let number = |number: u32| words::number(locale, number);
    let footer = t!(
        lang,
        key,
        page = number(page.state.page + 1),
        pages = number(page.pages()),
        single = u32::from(page.pages() == 1),
        count = count,
        number = number(count),
        most = number(MOST_FOUND)
    );
    let embed = CreateEmbed::new()
        .title(t!(lang, format!("list-title-{}", page.state.tab.code())))
        .description(cut(&parts.join("\n\n"), limits::DESCRIPTION))
        .footer(CreateEmbedFooter::new(footer));
    let mut private = Private::default()
        .embed(embed)
        .row(tabs(page, lang))
        .row(filter(page, lang, locale));
    private.rows.extend(hearts(page, lang));
    if !page.rows.is_empty() {
        private.rows.push(open(page, lang));
    }
    private
}

/// The two lines of one lead.
fn lines(page: &ListPage, row: &ListRow, lang: Lang, locale: Locale) -> String {
    let customer = match row.customer.as_str() {
        "" => t!(lang, "list-erased"),
        customer => neutral_line(customer, CUSTOMER),
    };
    let state = state(page, row, lang, locale);
    let first = t!(
        lang,
        "list-line",
        icon = icon(row),
        lead = row.number.to_string(),
        customer = customer,
        state = state
    );
    let about = row
        .deal
        .as_ref()
        .map(|deal| deal.name.as_str())
        .or(row.need.as_deref());
    match about.map(|text| neutral_line(&masked(text), NEED)) {
        Some(about) if !about.is_empty() => format!("{first}\n{about}"),
        _ => first,
    }
}

fn icon(row: &ListRow) -> &'static str {
    match row.stage {
        _ if row.test => "🧪 ",
        Stage::Received | Stage::Accepted if row.hot => "🔥 ",
        Stage::Received if row.informational => "ℹ️ ",
        Stage::Received => "📨 ",
        Stage::Accepted => "✅ ",
        Stage::Archived(Outcome::Won) => "🏆 ",
        Stage::Archived(Outcome::Expired) => "⌛ ",
        Stage::Archived(_) => "📁 ",
    }
}

/// Where a lead stands, in a few words.
fn state(page: &ListPage, row: &ListRow, lang: Lang, locale: Locale) -> String {
    let settings = &page.team.settings;
    let since = words::ago(row.since);
    let value = row
        .deal
        .as_ref()
        .map_or_else(String::new, |deal| deal.value.display(locale));
    let reason = |reasons| {
        let code = row.reason.as_deref().unwrap_or_default();
        words::reason(lang, reasons, code)
    };
    match row.stage {
        Stage::Received => match row.deadline {
            Some(deadline) => {
                let when = words::ago(deadline);
                match row.assignee {
                    Some(who) => t!(
                        lang,
                        "list-state-assigned",
                        who = format!("<@{who}>"),
                        when = when
                    ),
                    None => t!(lang, "list-state-received", when = when),
                }
            }
            None => t!(lang, "list-state-informational"),
        },
        Stage::Accepted => {
            let owner = row.owner.map_or_else(String::new, |owner| format!("<@{owner}>"));
            let date = row
                .deal
                .as_ref()
                .map_or_else(String::new, |deal| format_date(deal.purchase_date, locale));
            t!(
                lang,
                "list-state-accepted",
                owner = owner,
                value = value,
                date = date
            )
        }
        Stage::Archived(Outcome::Won) => t!(lang, "list-state-won", value = value, when = since),
        Stage::Archived(Outcome::Lost) => {
            let reason = reason(&settings.lost_reasons);
            t!(lang, "list-state-lost", reason = reason, when = since)
        }
        Stage::Archived(Outcome::Declined) => {
            let reason = reason(&settings.decline_reasons);
            t!(lang, "list-state-declined", reason = reason, when = since)
        }
        Stage::Archived(Outcome::Expired) => t!(lang, "list-state-expired", when = since),
    }
}

/// Why there is nothing, and what to do.
fn empty(page: &ListPage, lang: Lang) -> String {
    let elsewhere = page.count(Filter::All);
    if elsewhere > 0 {
        let filter = t!(lang, format!("list-filter-{}", page.state.filter.code()));
        return t!(lang, "list-empty-filter", filter = filter, count = elsewhere);
    }
    if !page.elsewhere.is_empty() {
        let places = page.elsewhere.iter().map(|(tab, count)| {
            let tab = t!(lang, format!("list-tab-{}", tab.code()));
            t!(lang, "list-elsewhere-tab", tab = tab, count = *count)
        });
        let places: Vec<_> = places.collect();
        return t!(lang, "list-empty-elsewhere", places = places.join(", "));
    }
    if page.typed.is_some() {
        return t!(lang, "list-empty-search");
    }
    t!(lang, format!("list-empty-{}", page.state.tab.code()))
}

fn tabs(page: &ListPage, lang: Lang) -> CreateActionRow {
    // A row has five buttons: while there is a search to end, the tab that is shown needs none.
    let mut buttons: Vec<_> = Tab::ALL
        .into_iter()
        .filter(|tab| page.state.search.is_none() || *tab != page.state.tab)
        .map(|tab| {
            let label = t!(lang, format!("list-tab-{}", tab.code()));
            let list = ListState { tab, ..page.state }.on_page(0);
            // Where a search finds something though not here, that tab's button leads to all of it.
            let found = page.elsewhere.iter().find(|(there, _)| *there == tab);
            let (list, label, style) = match found {
                Some((_, count)) => {
                    let filter = Filter::All;
                    let label = t!(lang, "list-tab-found", tab = label, count = *count);
                    (ListState { filter, ..list }, label, ButtonStyle::Success)
                }
                None if tab == page.state.tab => (list, label, ButtonStyle::Primary),
                None => (list, label, ButtonStyle::Secondary),
            };
            CreateButton::new(Control::ListTab(list).encode())
                .label(label)
                .style(style)
        })
        .collect();
    let search = Control::ListSearch(page.state).encode();
    buttons.push(
        CreateButton::new(search)
            .label(t!(lang, "button-search"))
            .style(ButtonStyle::Secondary),
    );
    if page.state.search.is_some() {
        let clear = Control::ListClear(page.state).encode();
        buttons.push(
            CreateButton::new(clear)
                .label(t!(lang, "button-search-clear"))
                .style(ButtonStyle::Secondary),
        );
    }
    CreateActionRow::Buttons(buttons)
}

/// Stages and orders share a select, since a message has five rows; what it says while it is closed is what is shown.
fn filter(page: &ListPage, lang: Lang, locale: Locale) -> CreateActionRow {
    let chosen = |is: bool| if is { "● " } else { "" };
    let filters = Filter::ALL.into_iter().map(|filter| {
        let words = t!(lang, format!("list-filter-{}", filter.code()));
        let label = t!(
            lang,
            "list-option-filter",
            filter = words,
            count = words::number(locale, page.count(filter))
        );
        let label = format!("{}{label}", chosen(filter == page.state.filter));
        CreateSelectMenuOption::new(label, format!("filter.{}", filter.code()))
    });
    let sorts = Sort::ALL.into_iter().map(|sort| {
        let words = t!(lang, format!("list-sort-{}", sort.code()));
        let label = t!(lang, "list-option-sort", sort = words);
        let label = format!("{}{label}", chosen(sort == page.state.sort));
        CreateSelectMenuOption::new(label, format!("sort.{}", sort.code()))
    });
    let options = filters.chain(sorts).collect();
    let now = t!(
        lang,
        "list-filter-now",
        filter = t!(lang, format!("list-filter-{}", page.state.filter.code())),
        sort = t!(lang, format!("list-sort-{}", page.state.sort.code()))
    );
    let control = Control::ListFilter(page.state).encode();
    CreateActionRow::SelectMenu(
        CreateSelectMenu::new(control, CreateSelectMenuKind::String { options }).placeholder(now),
    )
}

/// A heart for each lead, and the buttons that turn pages: two rows at the most, and none where there is nothing.
fn hearts(page: &ListPage, lang: Lang) -> Vec<CreateActionRow> {
    let hearts: Vec<_> = page
        .rows
        .iter()
        .map(|row| {
            let sign = if row.favorite { "♥" } else { "♡" };
            CreateButton::new(Control::ListHeart(page.state, row.lead).encode())
                .label(format!("{sign} {}", row.number))
                .style(ButtonStyle::Secondary)
                // Archived leads are read only.
                .disabled(!row.stage.is_open())
        })
        .collect();
    let mut rows: Vec<Vec<_>> = hearts.chunks(5).map(<[_]>::to_vec).collect();
    if page.pages() > 1 {
        let turn = |to: u32, key: &str, possible: bool| {
            CreateButton::new(Control::ListPage(page.state.on_page(to)).encode())
                .label(t!(lang, key))
                .style(ButtonStyle::Secondary)
                .disabled(!possible)
        };
        let now = page.state.page;
        let turns = [
            turn(now.saturating_sub(1), "button-previous", now > 0),
            turn(now + 1, "button-next", now + 1 < page.pages()),
        ];
        match rows.get_mut(1) {
            Some(row) => row.extend(turns),
            None => rows.push(turns.into()),
        }
    }
    rows.into_iter().map(CreateActionRow::Buttons).collect()
}

fn open(page: &ListPage, lang: Lang) -> CreateActionRow {
    let options = page.rows.iter().map(|row| {
        let label = format!("{} · {}", row.number, plain_line(&row.customer));
        let stage = words::stage(lang, row.stage);
        let about = match row.need.as_deref().map(|need| plain_line(&masked(need))) {
            Some(need) if !need.is_empty() => format!("{stage} · {need}"),
            _ => stage,
        };
        CreateSelectMenuOption::new(cut(&label, limits::OPTION), row.lead.to_string())
            .description(cut(&about, limits::OPTION))
    });
    let kind = CreateSelectMenuKind::String {
        options: options.collect(),
    };
    let control = Control::ListOpen(page.state).encode();
    CreateActionRow::SelectMenu(
        CreateSelectMenu::new(control, kind).placeholder(t!(lang, "select-open-lead")),
    )
}
