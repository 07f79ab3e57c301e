use chrono::Datelike;
use proptest::prelude::*;

use super::*;

/// A Sunday, so that "this week" ends today.
const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn read(input: &str, code: &str) -> Result<NaiveDate, DateFault> {
    parse_date(input, TODAY, Locale::from_discord(code))
}

fn assert_read(code: &str, cases: &[(&str, &str)]) {
    for (input, expected) in cases {
        assert_eq!(read(input, code), Ok(day(expected)), "{input:?} in {code}");
    }
}

#[test]
fn numeric_dates_are_read_in_the_order_of_the_locale() {
    assert_read(
        "en-US",
        &[
            ("12/31/2026", "2026-12-31"),
            ("3/4/2027", "2027-03-04"),
            ("3-4-27", "2027-03-04"),
        ],
    );
    assert_read(
        "en-GB",
        &[
            ("31/12/2026", "2026-12-31"),
            ("3/4/2027", "2027-04-03"),
            ("31/12", "2026-12-31"),
        ],
    );
    assert_read(
        "de",
        &[
            ("31.12.2026", "2026-12-31"),
            ("3.4.27", "2027-04-03"),
            ("1.2.", "2027-02-01"),
        ],
    );
    assert_read(
        "ru",
        &[
            ("31.12.2026", "2026-12-31"),
            ("31. 12. 2026", "2026-12-31"),
            ("31/12/26", "2026-12-31"),
        ],
    );
    assert_read(
        "sv-SE",
        &[
            ("2026-12-31", "2026-12-31"),
            ("26-12-31", "2026-12-31"),
            ("31/12/2026", "2026-12-31"),
        ],
    );
    assert_read(
        "ja",
        &[("2026年12月31日", "2026-12-31"), ("2026/12/31", "2026-12-31")],
    );
    assert_read("ko", &[("2026년 12월 31일", "2026-12-31")]);
}

#[test]
fn an_iso_date_is_read_anywhere() {
    for locale in Locale::all() {
        for input in [
            "2026-12-31",
            "20261231",
            " 2026-12-31 ",
            "2026/12/31",
            "2026.12.31",
        ] {
            assert_eq!(
                parse_date(input, TODAY, locale),
                Ok(day("2026-12-31")),
                "{input:?} in {locale:?}"
            );
        }
    }
}

#[test]
fn points_put_the_day_first_even_in_america() {
    assert_read(
        "en-US",
        &[("3.4.2027", "2027-04-03"), ("12.31.2026", "2026-12-31")],
    );
}

#[test]
fn an_order_that_makes_no_day_gives_way_to_the_one_that_does() {
    assert_read("en-US", &[("31/12/2026", "2026-12-31")]);
    assert_read("en-GB", &[("12/31/2026", "2026-12-31")]);
    assert_read("", &[("12/31/2026", "2026-12-31"), ("12/12/2026", "2026-12-12")]);
}

#[test]
fn a_date_that_the_locale_does_not_decide_is_asked_back() {
    let readings = [day("2027-04-03"), day("2027-03-04")];
    for code in ["", "xx", "sv-SE", "ja"] {
        assert_eq!(
            read("03/04/2027", code),
            Err(DateFault::Ambiguous { readings }),
            "{code}"
        );
        assert_eq!(
            read("3/4", code),
            Err(DateFault::Ambiguous { readings }),
            "{code}"
        );
    }
}

#[test]
fn dates_in_words_are_read() {
    assert_read(
        "en-US",
        &[
            ("31 Dec 2026", "2026-12-31"),
            ("Dec 31, 2026", "2026-12-31"),
            ("December 31st", "2026-12-31"),
            ("Dec 31", "2026-12-31"),
            ("Dec 31 27", "2027-12-31"),
            ("31-Dec-27", "2027-12-31"),
            ("1 Dec", "2026-12-01"),
            ("Nov 21", "2027-11-21"),
            ("Nov 22", "2026-11-22"),
            ("29 Feb", "2028-02-29"),
            ("by the 1st of March 2027", "2027-03-01"),
            ("31 декабря", "2026-12-31"),
            ("31 декабря 2026 года", "2026-12-31"),
            ("к 1 марта 2027 г.", "2027-03-01"),
            ("1. März 2027", "2027-03-01"),
            ("1. März nächsten Jahres", "2027-03-01"),
            ("bis zum 15. Januar", "2027-01-15"),
            ("today", "2026-11-22"),
            ("tomorrow", "2026-11-23"),
            ("the day after tomorrow", "2026-11-24"),
            ("послезавтра", "2026-11-24"),
            ("übermorgen", "2026-11-24"),
            ("Friday", "2026-11-27"),
            ("next Sunday", "2026-11-29"),
            ("в пятницу", "2026-11-27"),
        ],
    );
}

#[test]
fn a_distance_is_counted_from_today() {
    assert_read(
        "en-US",
        &[
            ("in 6 weeks", "2027-01-03"),
            ("6 weeks", "2027-01-03"),
            ("6w", "2027-01-03"),
            ("six weeks from now", "2027-01-03"),
            ("in 3 months", "2027-02-22"),
            ("3 months from today", "2027-02-22"),
            ("in a year", "2027-11-22"),
            ("in 10 days", "2026-12-02"),
            ("in 2 quarters", "2027-05-22"),
            ("2 quarters", "2027-05-22"),
            ("через 2 недели", "2026-12-06"),
            ("через месяц", "2026-12-22"),
            ("через 2 квартала", "2027-05-22"),
            ("через полгода", "2027-05-22"),
            ("через два года", "2028-11-22"),
            ("in zwei Wochen", "2026-12-06"),
            ("in einem Monat", "2026-12-22"),
        ],
    );
    let end_of_january = day("2027-01-31");
    assert_eq!(
        parse_date("in a month", end_of_january, Locale::DE),
        Ok(day("2027-02-28"))
    );
}

#[test]
fn a_period_means_its_last_day_unless_a_place_in_it_is_named() {
    assert_read(
        "en-US",
        &[
            ("next week", "2026-11-29"),
            ("end of week", "2026-11-22"),
            ("next month", "2026-12-31"),
            ("this month", "2026-11-30"),
            ("end of month", "2026-11-30"),
            ("EOM", "2026-11-30"),
            ("next quarter", "2027-03-31"),
            ("end of quarter", "2026-12-31"),
            ("end of next quarter", "2027-03-31"),
            ("beginning of next quarter", "2027-01-01"),
            ("next year", "2027-12-31"),
            ("end of year", "2026-12-31"),
            ("mid next year", "2027-06-30"),
            ("Q3", "2027-09-30"),
            ("Q4", "2026-12-31"),
            ("q3 2027", "2027-09-30"),
            ("3Q 2027", "2027-09-30"),
            ("end of Q2", "2027-06-30"),
            ("mid Q1", "2027-02-15"),
            ("second quarter of 2027", "2027-06-30"),
            ("H1 2027", "2027-06-30"),
            ("2027", "2027-12-31"),
            ("2026", "2026-12-31"),
            ("June", "2027-06-30"),
            ("November", "2026-11-30"),
            ("next June", "2027-06-30"),
            ("June next year", "2027-06-30"),
            ("end of June 2028", "2028-06-30"),
            ("mid March", "2027-03-15"),
            ("mid November", "2027-11-15"),
            ("in June", "2027-06-30"),
            ("12/2026", "2026-12-31"),
            ("2027-02", "2027-02-28"),
            ("конец квартала", "2026-12-31"),
            ("до конца года", "2026-12-31"),
            ("2 квартал", "2027-06-30"),
            ("конец 2 квартала 2027 года", "2027-06-30"),
            ("2-й кв. 2027", "2027-06-30"),
            ("II квартал", "2027-06-30"),
            ("в следующем месяце", "2026-12-31"),
            ("в середине марта", "2027-03-15"),
            ("2027 год", "2027-12-31"),
            ("Ende Q2", "2027-06-30"),
            ("Ende des Jahres", "2026-12-31"),
            ("nächstes Quartal", "2027-03-31"),
            ("Anfang März", "2027-03-01"),
        ],
    );
}

#[test]
fn an_apostrophe_and_two_digits_are_a_year() {
    assert_read(
        "en-US",
        &[
            ("Dec '27", "2027-12-31"),
            ("Dec ’27", "2027-12-31"),
            ("December '27", "2027-12-31"),
            ("Dez. ´27", "2027-12-31"),
            ("дек. ’27", "2027-12-31"),
            ("end of Dec `27", "2027-12-31"),
            ("Q3 '27", "2027-09-30"),
            ("Q3'27", "2027-09-30"),
            ("12/'27", "2027-12-31"),
            ("31.12.'27", "2027-12-31"),
            ("5 March '27", "2027-03-05"),
            ("March 5 '27", "2027-03-05"),
            ("mid March '28", "2028-03-15"),
            ("'27", "2027-12-31"),
            ("H1 '27", "2027-06-30"),
        ],
    );
}

#[test]
fn days_of_the_week_are_read_by_their_abbreviations() {
    assert_read(
        "de",
        &[
            ("nächsten Mo", "2026-11-23"),
            ("naechsten Mo", "2026-11-23"),
            ("Mo", "2026-11-23"),
            ("am Mo.", "2026-11-23"),
            ("diesen Di", "2026-11-24"),
            ("kommenden Mi", "2026-11-25"),
            ("Do", "2026-11-26"),
            ("bis Fr", "2026-11-27"),
            ("bis Sa.", "2026-11-28"),
            ("nächsten So", "2026-11-29"),
            ("Thurs", "2026-11-26"),
            ("next Thur", "2026-11-26"),
            ("Tues", "2026-11-24"),
            ("by Weds", "2026-11-25"),
            ("к пт", "2026-11-27"),
            // Months stay months.
            ("6 mo", "2027-05-22"),
            ("next mo", "2026-12-31"),
            ("end of mo", "2026-11-30"),
            ("in a week or so", "2026-11-29"),
        ],
    );
}

#[test]
fn a_week_that_is_told_by_its_number_is_that_of_the_calendar() {
    assert_read(
        "de",
        &[
            ("12 неделя", "2027-03-28"),
            ("12-я неделя", "2027-03-28"),
            ("12-ая неделя 2027 года", "2027-03-28"),
            ("на 12 неделе", "2027-03-28"),
            ("неделя 12", "2027-03-28"),
            ("KW 12", "2027-03-28"),
            ("KW12", "2027-03-28"),
            ("kw 12/2027", "2027-03-28"),
            ("KW 12/27", "2027-03-28"),
            ("12. KW 2028", "2028-03-26"),
            ("CW 12", "2027-03-28"),
            ("week 12", "2027-03-28"),
            ("calendar week 12, 2027", "2027-03-28"),
            ("Kalenderwoche 12", "2027-03-28"),
            ("12. Woche", "2027-03-28"),
            ("12th week", "2027-03-28"),
            ("12th week of 2027", "2027-03-28"),
            ("2027-W12", "2027-03-28"),
            ("W12", "2027-03-28"),
            ("bis KW 12", "2027-03-28"),
            ("Anfang KW 12", "2027-03-22"),
            ("KW 53", "2027-01-03"),
            // What is counted stays counted.
            ("12 недель", "2027-02-14"),
            ("2 недели", "2026-12-06"),
            ("через 12 недель", "2027-02-14"),
            ("1 неделя", "2026-11-29"),
            ("12 weeks", "2027-02-14"),
            ("12 Wochen", "2027-02-14"),
            ("1 week", "2026-11-29"),
            ("6w", "2027-01-03"),
        ],
    );
    let both = DateFault::Ambiguous {
        readings: [day("2027-05-30"), day("2027-04-18")],
    };
    assert_eq!(read("21 неделя", "ru"), Err(both));
    assert_eq!(read("через 21 неделю", "ru"), Ok(day("2027-04-18")));
    for refused in [
        "KW 54",
        "week 0",
        "KW 60",
        "5 месяц",
        "3rd month",
        "15 день",
        "12. Monat",
    ] {
        assert!(read(refused, "de").is_err(), "{refused}");
    }
}

#[test]
fn what_stands_around_a_date_does_not_hide_it() {
    assert_read(
        "de",
        &[
            ("до 31.03.2027", "2027-03-31"),
            ("до 31.03.2027 г.", "2027-03-31"),
            ("к 31.03.2027 года", "2027-03-31"),
            ("не позднее 31.03.2027", "2027-03-31"),
            ("by 2027-03-31", "2027-03-31"),
            ("on 31.12.2026", "2026-12-31"),
            ("bis 31.03.", "2027-03-31"),
            ("bis zum 31.03.2027", "2027-03-31"),
            ("spätestens 31.3.27", "2027-03-31"),
            ("until 2027/03/31", "2027-03-31"),
            ("~31.03.2027", "2027-03-31"),
            ("in 03/2027", "2027-03-31"),
            ("by 12/2026", "2026-12-31"),
            ("no later than 2027-03-31", "2027-03-31"),
            ("Fri 27.11.2026", "2026-11-27"),
            ("Fr., 27.11.2026", "2026-11-27"),
            ("27.11.2026 (Fr)", "2026-11-27"),
            ("пт, 27.11.2026 г.", "2026-11-27"),
            ("Fri, Nov 27, 2026", "2026-11-27"),
            ("Friday, 27 November 2026", "2026-11-27"),
            ("Freitag, den 27. November", "2026-11-27"),
            ("пятница, 27 ноября", "2026-11-27"),
            ("27 Nov 2026, Friday", "2026-11-27"),
            ("Mo, 30.11.", "2026-11-30"),
        ],
    );
    let friday = day("2026-11-27");
    for other in [
        "Mon, Nov 27, 2026",
        "Montag, 27.11.2026",
        "27.11.2026 (Mo)",
        "вт, 27 ноября 2026",
    ] {
        assert_eq!(
            read(other, "de"),
            Err(DateFault::WrongWeekday { date: friday }),
            "{other}"
        );
    }
}

#[test]
fn a_quarter_or_a_half_is_read_however_its_year_is_joined() {
    assert_read(
        "en-GB",
        &[
            ("2027-Q1", "2027-03-31"),
            ("Q1/2027", "2027-03-31"),
            ("2027 Q1", "2027-03-31"),
            ("2027/Q1", "2027-03-31"),
            ("2027Q1", "2027-03-31"),
            ("Q1-2027", "2027-03-31"),
            ("Q1.2027", "2027-03-31"),
            ("Q1/27", "2027-03-31"),
            ("Q1 27", "2027-03-31"),
            ("1Q27", "2027-03-31"),
            ("2027-H1", "2027-06-30"),
            ("H1/2027", "2027-06-30"),
            ("1 кв. 2027", "2027-03-31"),
            ("1. Quartal 2027", "2027-03-31"),
            ("end of 2027-Q1", "2027-03-31"),
            ("2027 March", "2027-03-31"),
            ("2027 Dec 31", "2027-12-31"),
            ("31/Dec/2026", "2026-12-31"),
        ],
    );
    assert_eq!(
        read("Dec-27", "en-GB"),
        Err(DateFault::Ambiguous {
            readings: [day("2026-12-27"), day("2027-12-31")]
        })
    );
    assert_eq!(read("27-Dec", "en-GB"), Ok(day("2026-12-27")));
    assert_eq!(read("Dec 27", "en-GB"), Ok(day("2026-12-27")));
}

#[test]
fn a_span_of_time_is_counted_whatever_word_opens_it() {
    assert_read(
        "ru",
        &[
            ("в течение 2 недель", "2026-12-06"),
            ("в течении двух недель", "2026-12-06"),
            ("в течение месяца", "2026-12-22"),
            ("в течение 3 месяцев", "2027-02-22"),
            ("within 2 weeks", "2026-12-06"),
            ("within the next 2 weeks", "2026-12-06"),
            ("in the next 3 months", "2027-02-22"),
            ("over the next 2 weeks", "2026-12-06"),
            ("next 2 weeks", "2026-12-06"),
            ("innerhalb von 2 Wochen", "2026-12-06"),
            ("binnen 2 Wochen", "2026-12-06"),
            ("in den nächsten 2 Wochen", "2026-12-06"),
            ("в ближайшие 2 недели", "2026-12-06"),
            ("в течение года", "2027-11-22"),
        ],
    );
}

#[test]
fn what_is_no_date_is_refused_with_the_reason() {
    let blamed = |written: &str| DateFault::NotUnderstood {
        written: written.into(),
    };
    let no_such_day = |written: &str| DateFault::NoSuchDay {
        written: written.into(),
    };
    let latest = day("2046-11-22");
    let cases = [
        ("", DateFault::Empty),
        ("  ", DateFault::Empty),
        ("soon", blamed("soon")),
        ("when pigs fly", blamed("when")),
        ("week", blamed("week")),
        ("6", blamed("6")),
        ("48h", no_such_day("48h")),
        ("31 12", blamed("31 12")),
        ("31 June 2027", no_such_day("31 June 2027")),
        ("30 Feb", no_such_day("30 Feb")),
        ("31.02.2027", no_such_day("31.02.2027")),
        ("2027-13-01", no_such_day("2027-13-01")),
        ("Q5", no_such_day("Q5")),
        (
            "21 Nov 2026",
            DateFault::InPast {
                date: day("2026-11-21"),
            },
        ),
        (
            "Q2 2026",
            DateFault::InPast {
                date: day("2026-06-30"),
            },
        ),
        (
            "01.01.2001",
            DateFault::InPast {
                date: day("2001-01-01"),
            },
        ),
        ("23 Nov 2046", DateFault::TooFar { latest }),
        ("in 100 years", DateFault::TooFar { latest }),
        ("in 4000000000 years", DateFault::TooFar { latest }),
        ("in 4294967296 days", blamed("4294967296")),
        ("9999-12-31", DateFault::TooFar { latest }),
    ];
    for (input, fault) in cases {
        assert_eq!(read(input, "en-GB"), Err(fault), "{input:?}");
    }
    assert_eq!(read("22 Nov 2046", "en-GB"), Ok(latest));
}

#[test]
fn a_date_in_words_has_its_month_as_a_word() {
    for locale in Locale::all() {
        let words = date_in_words(day("2026-02-01"), locale);
        assert!(words.contains("Feb"), "{words}");
    }
}

#[test]
fn dates_are_shown_as_the_reader_writes_them() {
    let show = |code| format_date(day("2026-12-01"), Locale::from_discord(code));
    assert_eq!(show("en-US"), "Dec 1, 2026");
    assert_eq!(show("en-GB"), "1 Dec 2026");
    assert_eq!(show("ru"), "01.12.2026");
    assert_eq!(show("sv-SE"), "2026-12-01");
    assert_eq!(show("xx"), "2026-12-01");
}

proptest! {
    #[test]
    fn what_is_shown_reads_back_the_same(ahead in 0_u64..7_300, locale in prop::sample::select(Locale::all().collect::<Vec<_>>())) {
        let date = TODAY + chrono::Days::new(ahead);
        prop_assert_eq!(parse_date(&format_date(date, locale), TODAY, locale), Ok(date));
    }

    #[test]
    fn no_text_makes_the_reader_fall_over(
        input in "((in|end|mid|next|q|h|через|may|week|year|[0-9]{1,9})[ ./-]?){0,5}|\\PC{0,30}",
        ahead in 0_u64..20_000,
    ) {
        let today = TODAY + chrono::Days::new(ahead);
        if let Ok(date) = parse_date(&input, today, Locale::EN_US) {
            prop_assert!(date >= today && date.year() <= today.year() + 20);
        }
    }
}
