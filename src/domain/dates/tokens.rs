//! The words of a date, and the reader that turns text into them.
//!
//! One table for all languages: a word that means something in one of them means nothing else in another. All forms
//! are in lower case; inflected forms are listed, because there are few and stems would let other words through.

use chrono::Weekday;

use super::DateFault;
use super::calendar::{Place, Unit};
use crate::domain::weekday::weekday_named;

/// One meaningful piece of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A value, and with how many digits it was written (none: a number word).
    Number(u32, usize),
    /// From 1.
    Month(u32),
    /// A unit that is also counted from one: "2 quarter" is the second.
    Unit(Unit),
    /// A unit in the plural: "2 quarters" from now.
    Units(Unit),
    Place(Place),
    Next,
    This,
    /// A unit that is told by its place and not counted: "12-я неделя", "12. Woche", "3rd month".
    Nth(Unit),
    /// "KW", "CW": what follows or precedes is the number of a week.
    CalendarWeek,
    /// "in", "after", "через".
    In,
    DaysFromToday(u32),
    Weekday(Weekday),
}

const fn count(value: u32) -> Token {
    Token::Number(value, 0)
}

use Token::{CalendarWeek, DaysFromToday, In, Month, Next, Place as At, This, Unit as One, Units as Many};
use Unit::{Days, Months};

/// Space-separated forms, and what they mean; an empty meaning is passed over.
static WORDS: &[(&str, &[Token])] = &[
    (
        "january jan januar jänner январь января январе январю янв",
        &[Month(1)],
    ),
    (
        "february feb februar feber февраль февраля феврале февралю фев",
        &[Month(2)],
    ),
    ("march mar märz maerz mrz март марта марте марту мар", &[Month(3)]),
    ("april apr апрель апреля апреле апрелю апр", &[Month(4)]),
    ("may mai май мая мае маю", &[Month(5)]),
    ("june jun juni июнь июня июне июню июн", &[Month(6)]),
    ("july jul juli июль июля июле июлю июл", &[Month(7)]),
    ("august aug август августа августе августу авг", &[Month(8)]),
    (
        "september sep sept сентябрь сентября сентябре сентябрю сен сент",
        &[Month(9)],
    ),
    (
        "october oct oktober okt октябрь октября октябре октябрю окт",
        &[Month(10)],
    ),
    ("november nov ноябрь ноября ноябре ноябрю ноя нояб", &[Month(11)]),
    (
        "december dec dezember dez декабрь декабря декабре декабрю дек",
        &[Month(12)],
    ),
    ("d day tag день", &[One(Days(1))]),
    ("days tage tagen дня дней дн", &[Many(Days(1))]),
    ("w wk week woche неделя неделю неделе недели", &[One(Days(7))]),
    ("wks weeks wochen недель нед", &[Many(Days(7))]),
    (
        "m mo month monat monats месяц месяца месяце месяцу мес",
        &[One(Months(1))],
    ),
    ("mos months monate monaten месяцев", &[Many(Months(1))]),
    (
        "q quarter quartal quartals квартал квартала квартале кварталу кв",
        &[One(Months(3))],
    ),
    ("quarters quartale quartalen кварталов", &[Many(Months(3))]),
    (
        "h half halbjahr полугодие полугодия полугодии полугодию",
        &[One(Months(6))],
    ),
    ("полгода", &[Many(Months(6))]),
    ("y year jahr jahres jahre год года году", &[One(Months(12))]),
    ("years yrs jahren лет", &[Many(Months(12))]),
    (
        "start beginning begin early начало начале начала началу anfang beginn",
        &[At(Place::Start)],
    ),
    (
        "mid middle середина середине середины середину mitte",
        &[At(Place::Middle)],
    ),
    ("end late конец конца конце концу ende", &[At(Place::End)]),
    ("eow", &[At(Place::End), One(Days(7))]),
    ("eom", &[At(Place::End), One(Months(1))]),
    ("eoq", &[At(Place::End), One(Months(3))]),
    ("eoy", &[At(Place::End), One(Months(12))]),
    (
        "next coming следующий следующая следующее следующего следующей следующем следующую следующему след \
         ближайшие ближайших \
         nächste nächster nächsten nächstes nächstem naechste naechster naechsten naechstes kommende kommenden kommender kommendes",
        &[Next],
    ),
    (
        "this current этот этого этой этом эту этому текущий текущего текущей текущем текущую \
         dieser diesen dieses diesem diese laufenden laufendes",
        &[This],
    ),
    ("in within через innerhalb binnen течение течении", &[In]),
    ("kw cw kalenderwoche calendarweek", &[CalendarWeek]),
    ("today сегодня heute", &[DaysFromToday(0)]),
    ("tomorrow завтра morgen", &[DaysFromToday(1)]),
    ("overmorrow послезавтра übermorgen", &[DaysFromToday(2)]),
    (
        "a an one first один одну одна первый первого первом первое первая первой i ein eine einem einer einen erstes ersten erste",
        &[count(1)],
    ),
    (
        "two second два две двух второй второго втором второе вторая ii zwei zweites zweiten zweite",
        &[count(2)],
    ),
    (
        "three third три трёх трех третий третьего третьем третья iii drei drittes dritten dritte",
        &[count(3)],
    ),
    (
        "four fourth четыре четырёх четырех четвёртый четвертый четвёртого четвертого iv vier viertes vierten vierte",
        &[count(4)],
    ),
    ("five пять пяти fünf", &[count(5)]),
    ("six шесть шести sechs", &[count(6)]),
    ("seven семь sieben", &[count(7)]),
    ("eight восемь acht", &[count(8)]),
    ("nine девять neun", &[count(9)]),
    ("ten десять zehn", &[count(10)]),
    ("twelve двенадцать zwölf", &[count(12)]),
    (
        "on by of the at until till to before latest no later than over during about around approximately approx circa ca \
         ~ or from now expected st nd rd th к ко в во на до за от около примерно не позднее позже г числа й го е ое ого я ю ая ей ой \
         bis zum zur im am des der dem das den von vom etwa ungefähr spätestens vor",
        &[],
    ),
];

/// Expressions of several words that mean other than their words do.
static PHRASES: &[(&str, &str)] = &[
    ("day after tomorrow", "overmorrow"),
    ("from today", ""),
    ("last day", "end"),
    ("последний день", "конец"),
    ("letzter tag", "ende"),
    ("or so", ""),
    ("calendar week", "kw"),
    ("календарная неделя", "kw"),
];

/// Words of a place in an order: a unit behind them is not counted. The rest stands behind digits (`12th`, `12-я`).
const ORDINALS: &[&str] = &[
    "first",
    "second",
    "third",
    "fourth",
    "первый",
    "первого",
    "первом",
    "первое",
    "первая",
    "первой",
    "второй",
    "второго",
    "втором",
    "второе",
    "вторая",
    "третий",
    "третьего",
    "третьем",
    "третья",
    "erstes",
    "ersten",
    "erste",
    "zweites",
    "zweiten",
    "zweite",
    "drittes",
    "dritten",
    "dritte",
    "viertes",
    "vierten",
    "vierte",
    "st",
    "nd",
    "rd",
    "th",
    "й",
    "го",
    "я",
    "ю",
    "ая",
    "ей",
    "ой",
];

/// The singular of a unit, as Russian puts it behind 1, 21, 31: with any other number it is a place in an order.
const RUSSIAN_SINGULAR: &[(&str, Unit)] = &[
    ("день", Days(1)),
    ("неделя", Days(7)),
    ("неделю", Days(7)),
    ("неделе", Days(7)),
    ("месяц", Months(1)),
    ("месяце", Months(1)),
    ("год", Months(12)),
    ("году", Months(12)),
];

/// Splits text into tokens: runs of digits, runs of letters looked up in the table; signs between them are passed over.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, DateFault> {
    let mut text = text.to_lowercase();
    for (phrase, meaning) in PHRASES {
        text = text.replace(phrase, meaning);
    }
    let mut found = Vec::new();
    let mut rest = text.as_str();
    // The last word, and whether the last number is a place in an order.
    let (mut last, mut ordinal) = (String::new(), false);
    while let Some(first) = rest.chars().next() {
        let same_kind = |c: char| {
            if first.is_ascii_digit() {
                c.is_ascii_digit()
            } else {
                first.is_alphabetic() && c.is_alphabetic()
            }
        };
        let end = rest
            .find(|c| !same_kind(c))
            .unwrap_or(rest.len())
            .max(first.len_utf8());
        let (run, tail) = rest.split_at(end);
        rest = tail;
        let not_understood = || DateFault::NotUnderstood {
            written: run.to_owned(),
        };
        if first.is_ascii_digit() {
            let value = run.parse().map_err(|_| not_understood())?;
            found.push(Token::Number(value, run.len()));
            // "12. Woche"
            let behind = rest.strip_prefix('.').map(str::trim_start);
            ordinal = behind.is_some_and(|behind| behind.starts_with(char::is_alphabetic));
            run.clone_into(&mut last);
        } else if !passed_over(first) {
            match in_context(run, &last, &found, ordinal) {
                Some(token) => found.push(token),
                None => found.extend(meaning(run).ok_or_else(not_understood)?),
            }
            ordinal = ORDINALS.contains(&run) && matches!(found.last(), Some(Token::Number(..)));
            run.clone_into(&mut last);
        }
    }
    Ok(found)
}

/// What a word means by what stands before it.
fn in_context(word: &str, last: &str, found: &[Token], ordinal: bool) -> Option<Token> {
    let counted = match found.last() {
        Some(Token::Number(value, digits)) if *digits < 4 => Some(*value),
        _ => None,
    };
    // "6 mo" and "next mo" are months to English readers; "nächsten Mo" is a Monday.
    let english = matches!(last, "next" | "this" | "current" | "coming" | "in");
    if word == "mo" && (counted.is_some() || english || matches!(found.last(), Some(At(_)))) {
        return None;
    }
    if let Some(day) = weekday_named(word) {
        return Some(Token::Weekday(day));
    }
    let counted = counted?;
    let after_in = found.len() > 1 && found[found.len() - 2] == In;
    let singular = RUSSIAN_SINGULAR
        .iter()
        .find(|(form, _)| *form == word && !after_in);
    if let Some((_, unit)) = singular.filter(|_| counted % 10 != 1 || counted % 100 == 11 || ordinal) {
        return Some(Token::Nth(*unit));
    }
    match meaning(word) {
        Some([One(unit @ (Days(_) | Months(1 | 12)))]) if ordinal => Some(Token::Nth(*unit)),
        _ => None,
    }
}

fn passed_over(sign: char) -> bool {
    sign.is_whitespace() || matches!(sign, '.' | ',' | '-' | '–' | '/' | '(' | ')' | '\'' | '’')
}

/// Whether a word says nothing of the day.
pub(super) fn is_passed_over(word: &str) -> bool {
    meaning(word).is_some_and(<[Token]>::is_empty)
}

/// Whether a word is "in".
pub(super) fn is_in(word: &str) -> bool {
    meaning(word) == Some(&[In])
}

fn meaning(word: &str) -> Option<&'static [Token]> {
    WORDS
        .iter()
        .find(|(forms, _)| forms.split_whitespace().any(|form| form == word))
        .map(|(_, meaning)| *meaning)
}
