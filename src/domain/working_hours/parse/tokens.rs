//! The words, signs and times that working hours are written with, in the languages that teams mix.

use chrono::{NaiveTime, Weekday};

use super::HoursFault;
use crate::domain::weekday::weekday_named;

/// Days that one word names, in lower case.
const DAYS: &[(&str, &[Weekday])] = &[
    (
        "weekdays weekday workdays werktags werktage wochentags будни будням будние",
        WEEK.split_at(5).0,
    ),
    (
        "weekend weekends wochenende wochenends выходные выходным",
        WEEK.split_at(5).1,
    ),
    ("daily everyday täglich taeglich ежедневно", &WEEK),
    ("m", &[Weekday::Mon]),
    ("f", &[Weekday::Fri]),
];
pub(super) const WEEK: [Weekday; 7] = [
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
    Weekday::Sat,
    Weekday::Sun,
];
/// What stands for a dash.
const TO: &str = "to till until through thru bis до по";
/// What says nothing.
const PASSED_OVER: &str = "from von с со and und и on at um ab uhr h hrs hours o clock ч час часов в";
const MORNING: &str = "am a vormittags утра";
const AFTERNOON: &str = "pm p nachmittags abends вечера дня";

/// Which half of the day a time is of.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Half {
    Morning,
    Afternoon,
}

/// A time of day as written.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Time {
    pub(super) hour: u32,
    minute: u32,
    pub(super) half: Option<Half>,
    /// Written as an hour alone.
    pub(super) bare: bool,
}

#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Token {
    Days(Vec<Weekday>),
    Time(Time),
    AllDay,
    To,
    Comma,
}

impl Time {
    /// By a clock of 24 hours.
    pub(super) fn as_written(self) -> Result<NaiveTime, HoursFault> {
        self.at(self.hour)
    }

    /// What it can be by a clock of 12 hours.
    pub(super) fn readings(self) -> Result<Vec<NaiveTime>, HoursFault> {
        let twelve = self.hour % 12;
        match self.half {
            _ if self.hour == 0 || self.hour > 12 => Ok(vec![self.as_written()?]),
            Some(Half::Morning) => Ok(vec![self.at(twelve)?]),
            Some(Half::Afternoon) => Ok(vec![self.at(twelve + 12)?]),
            None => Ok(vec![self.at(twelve)?, self.at(twelve + 12)?]),
        }
    }

    fn at(self, hour: u32) -> Result<NaiveTime, HoursFault> {
        let time = match (hour, self.minute) {
            (24, 0) => Some(NaiveTime::MIN),
            (hour, minute) => NaiveTime::from_hms_opt(hour, minute, 0),
        };
        time.ok_or_else(|| HoursFault::NotUnderstood {
            written: format!("{hour}:{:02}", self.minute),
        })
    }
}

/// Lower case, one kind of dash and space.
pub(super) fn plain(typed: &str) -> String {
    let text = typed.trim().trim_end_matches('.').to_lowercase();
    let text = text
        .replace(['–', '—', '‐', '‑', '−', '~'], "-")
        .replace(['’', '\''], " ");
    let text = text.replace("a.m", "am").replace("p.m", "pm");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(super) fn tokens(text: &str) -> Result<Vec<Token>, HoursFault> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let not_understood = |run: &str| HoursFault::NotUnderstood {
            written: run.to_owned(),
        };
        if first.is_ascii_digit() {
            let (run, tail) = clock_run(rest);
            rest = tail;
            if run == "24" && [" h", "h", " ч"].iter().any(|unit| tail.starts_with(unit)) {
                found.push(Token::AllDay);
            } else {
                found.push(Token::Time(clock_time(&run).ok_or_else(|| not_understood(&run))?));
            }
        } else if first.is_alphabetic() {
            let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
            let (word, tail) = rest.split_at(end);
            rest = tail;
            match (half(word), found.last_mut()) {
                (Some(half), Some(Token::Time(time))) => time.half = Some(half),
                _ => match named(word) {
                    Some(token) => found.push(token),
                    None if is_one_of(word, PASSED_OVER) => {}
                    None => return Err(not_understood(word)),
                },
            }
        } else {
            match first {
                '-' => found.push(Token::To),
                ',' | ';' | '/' | '&' | '+' => found.push(Token::Comma),
                ' ' | '.' | ':' | '(' | ')' => {}
                sign => return Err(not_understood(&sign.to_string())),
            }
            rest = &rest[first.len_utf8()..];
        }
    }
    Ok(found)
}

/// The digits of a time at the front, and what follows; `9h30` as `9:30`.
fn clock_run(text: &str) -> (String, &str) {
    let end = text
        .find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.'))
        .unwrap_or(text.len());
    let (run, tail) = text.split_at(end);
    match tail.strip_prefix('h') {
        Some(minutes) if minutes.starts_with(|c: char| c.is_ascii_digit()) => {
            let end = minutes
                .find(|c: char| !c.is_ascii_digit())
                .unwrap_or(minutes.len());
            (format!("{run}:{}", &minutes[..end]), &minutes[end..])
        }
        _ => (run.to_owned(), tail),
    }
}

/// `9`, `9:30`, `9.30`, `0930`.
fn clock_time(run: &str) -> Option<Time> {
    let run = run.trim_end_matches(['.', ':']);
    let (hour, minute) = match run.split_once([':', '.']) {
        Some((hour, minute)) => (hour, Some(minute)),
        None if run.len() == 4 => (&run[..2], Some(&run[2..])),
        None => (run, None),
    };
    let well_written = hour.len() <= 2 && minute.is_none_or(|minute| minute.len() == 2);
    let time = Time {
        hour: hour.parse().ok()?,
        minute: minute.map_or(Some(0), |minute| minute.parse().ok())?,
        half: None,
        bare: minute.is_none(),
    };
    (well_written && time.hour <= 24 && time.minute < 60).then_some(time)
}

fn half(word: &str) -> Option<Half> {
    if is_one_of(word, MORNING) {
        Some(Half::Morning)
    } else if is_one_of(word, AFTERNOON) {
        Some(Half::Afternoon)
    } else {
        None
    }
}

fn named(word: &str) -> Option<Token> {
    let at = |hour| {
        Token::Time(Time {
            hour,
            minute: 0,
            half: None,
            bare: false,
        })
    };
    match word {
        _ if is_one_of(word, TO) => Some(Token::To),
        "noon" | "mittag" | "полдень" | "полудня" => Some(at(12)),
        "midnight" | "mitternacht" | "полночь" | "полуночи" => Some(at(24)),
        "ganztags" | "ganztägig" | "круглосуточно" => Some(Token::AllDay),
        _ => {
            let group = DAYS.iter().find(|(forms, _)| is_one_of(word, forms));
            let days = group.map(|(_, days)| days.to_vec());
            days.or_else(|| weekday_named(word).map(|day| vec![day]))
                .map(Token::Days)
        }
    }
}

fn is_one_of(word: &str, forms: &str) -> bool {
    forms.split(' ').any(|form| form == word)
}
