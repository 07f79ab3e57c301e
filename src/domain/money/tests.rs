use Currency::{AUD, BHD, CAD, CHF, CNY, DKK, EUR, GBP, INR, JPY, KWD, NOK, PLN, RUB, SEK, TRY, USD};
use iso_currency::Currency;
use proptest::prelude::*;

use super::*;
use crate::locale::Locale;

/// What a member of a team that works in euros gets, as "minor code".
fn read(input: &str) -> String {
    match Money::parse(input, EUR) {
        Ok(money) => format!("{} {}", money.minor, money.currency.code()),
        Err(fault) => format!("{fault:?}"),
    }
}

#[test]
fn amounts_are_read_as_people_write_them() {
    let written = [
        ("12,500 EUR", "1250000 EUR"),
        ("€12.5k", "1250000 EUR"),
        ("12 500", "1250000 EUR"),
        ("12500", "1250000 EUR"),
        ("12.500,50 €", "1250050 EUR"),
        ("1.2M USD", "120000000 USD"),
        ("USD 1,200", "120000 USD"),
        ("$1,200.50", "120050 USD"),
        ("12'500 CHF", "1250000 CHF"),
        ("12’500.- Fr.", "1250000 CHF"),
        ("1,5 млн ₽", "150000000 RUB"),
        ("12k", "1200000 EUR"),
        ("3 тыс. руб", "300000 RUB"),
        ("3 т.р.", "300000 RUB"),
        ("3тыс.руб.", "300000 RUB"),
        ("40 000,00", "4000000 EUR"),
        ("40\u{a0}000,00\u{202f}€", "4000000 EUR"),
        ("40\u{2009}000", "4000000 EUR"),
        ("１２，５００ ＥＵＲ", "1250000 EUR"),
        ("١٢٬٥٠٠٫٥٠ €", "1250050 EUR"),
        ("£9k", "900000 GBP"),
        ("~ 12 k€", "1200000 EUR"),
        ("about 12k", "1200000 EUR"),
        ("20 TEUR", "2000000 EUR"),
        ("1,2 Mio. Euro", "120000000 EUR"),
        ("500,-", "50000 EUR"),
        ("$.50", "50 USD"),
        (".5M", "50000000 EUR"),
        ("Rs.500", "50000 INR"),
        ("1,234,567", "123456700 EUR"),
        ("1.234.567", "123456700 EUR"),
        ("₹12,34,567.50", "123456750 INR"),
        ("5 lakh INR", "50000000 INR"),
        ("100万円", "1000000 JPY"),
        ("12500 zł", "1250000 PLN"),
        ("R$ 1.200,50", "120050 BRL"),
        ("US$1200", "120000 USD"),
        ("$1,200 CAD", "120000 CAD"),
        ("€5 EUR", "500 EUR"),
        ("0", "0 EUR"),
        ("0,00 €", "0 EUR"),
        ("12,5", "1250 EUR"),
        ("12,50", "1250 EUR"),
        ("1234,5", "123450 EUR"),
        ("1.234", "123400 EUR"),
        ("0,500", "50 EUR"),
        ("1.2345 млн", "123450000 EUR"),
    ];
    for (input, expected) in written {
        assert_eq!(read(input), expected, "{input:?}");
    }
}

#[test]
fn a_currency_may_be_named_twice_or_in_words() {
    let written = [
        ("USD$ 115", "11500 USD"),
        ("115 USD$", "11500 USD"),
        ("USD $115", "11500 USD"),
        ("$115 US", "11500 USD"),
        ("US $115", "11500 USD"),
        ("U$S 115", "11500 USD"),
        ("CAD$ 115", "11500 CAD"),
        ("€EUR 115", "11500 EUR"),
        ("EUR€115", "11500 EUR"),
        ("GBP£115", "11500 GBP"),
        ("12,500 US dollars", "1250000 USD"),
        ("12,500 U.S. dollars", "1250000 USD"),
        ("12.500 US-Dollar", "1250000 USD"),
        ("12,500 Canadian dollars", "1250000 CAD"),
        ("12,500 Hong Kong dollars", "1250000 HKD"),
        ("12,500 New Zealand dollars", "1250000 NZD"),
        ("12 500 долларов США", "1250000 USD"),
        ("12 500 американских долларов", "1250000 USD"),
        ("12'500 Schweizer Franken", "1250000 CHF"),
        ("12,500 Swiss francs", "1250000 CHF"),
        ("12,500 Swedish kronor", "1250000 SEK"),
        ("12,500 British pounds", "1250000 GBP"),
        ("12,500 pounds sterling", "1250000 GBP"),
        ("5,000 Mexican pesos", "500000 MXN"),
        ("5k US dollars", "500000 USD"),
        // What contradicts itself is not one amount.
        ("EUR$ 115", "SeveralCurrencies"),
        ("Canadian euros 5", "SeveralCurrencies"),
    ];
    for (input, expected) in written {
        assert_eq!(read(input), expected, "{input:?}");
    }
}

#[test]
fn a_multiplier_may_stand_in_front_with_its_currency() {
    let written = [
        ("TEUR 50", "5000000 EUR"),
        ("T€ 50", "5000000 EUR"),
        ("k€ 12.5", "1250000 EUR"),
        ("KUSD 12", "1200000 USD"),
        ("TUSD 50", "5000000 USD"),
        ("Mio. EUR 1,2", "120000000 EUR"),
        ("EUR Mio. 1,2", "120000000 EUR"),
        ("MEUR 1.2", "120000000 EUR"),
        ("тыс. руб. 500", "50000000 RUB"),
        ("Tsd. € 50", "5000000 EUR"),
        ("mn USD 3", "300000000 USD"),
        ("TEUR 1.250,5", "125050000 EUR"),
    ];
    for (input, expected) in written {
        assert_eq!(read(input), expected, "{input:?}");
    }
    for refused in ["k 12", "TEUR 50k", "Mio. 5", "k 12 EUR", "TEUR"] {
        assert!(Money::parse(refused, EUR).is_err(), "{refused:?}");
    }
}

#[test]
fn what_stands_for_no_cents_is_passed_over() {
    let written = [
        ("Rs 1,00,000/-", "10000000 INR"),
        ("Rs. 500/-", "50000 INR"),
        ("₹5,000 /- only", "500000 INR"),
        ("INR 12,34,567/-", "123456700 INR"),
        ("KSh 500/=", "50000 KES"),
        ("500/= KES", "50000 KES"),
        ("5.000,-- €", "500000 EUR"),
        ("5.000,- €", "500000 EUR"),
        ("5.000.-- CHF", "500000 CHF"),
        ("CHF 5'000.—", "500000 CHF"),
        ("5 000,— €", "500000 EUR"),
        ("€ 500 ,-", "50000 EUR"),
        ("500,–", "50000 EUR"),
        ("99.- EUR", "9900 EUR"),
        ("1,250.-- USD", "125000 USD"),
    ];
    for (input, expected) in written {
        assert_eq!(read(input), expected, "{input:?}");
    }
    for refused in ["500,-600", "500/600", "500/-600", "500-"] {
        assert!(Money::parse(refused, EUR).is_err(), "{refused:?}");
    }
}

#[test]
fn a_shared_sign_means_the_teams_currency_where_it_can() {
    let cases = [
        ("$5", CAD, CAD),
        ("$5", AUD, AUD),
        ("$5", EUR, USD),
        ("¥5", CNY, CNY),
        ("¥5", JPY, JPY),
        ("¥5", EUR, JPY),
        ("5 kr", NOK, NOK),
        ("5 kr", SEK, SEK),
        ("5 kr.", DKK, DKK),
        ("£5", USD, GBP),
        ("5 руб", USD, RUB),
        ("Fr. 5", EUR, CHF),
    ];
    for (input, team, expected) in cases {
        assert_eq!(
            Money::parse(input, team).map(|m| m.currency),
            Ok(expected),
            "{input:?} for {team:?}"
        );
    }
}

#[test]
fn what_cannot_be_meant_is_refused_with_the_reason() {
    use MoneyFault::*;
    let cases = [
        ("", NoNumber),
        ("EUR", NoNumber),
        ("a lot", NotUnderstood { written: "a".into() }),
        (
            "12 apples",
            NotUnderstood {
                written: "apples".into(),
            },
        ),
        ("k 12", NotUnderstood { written: "k".into() }),
        ("12 k k", NotUnderstood { written: "k".into() }),
        ("(500)", NotUnderstood { written: "(".into() }),
        ("500-", NotUnderstood { written: "-".into() }),
        ("12%", NotUnderstood { written: "%".into() }),
        (
            "1 XAU",
            NotUnderstood {
                written: "xau".into(),
            },
        ),
        ("-5", Negative),
        ("−5 €", Negative),
        ("-€5", Negative),
        ("10-12k", SeveralNumbers),
        ("10k – 12k", SeveralNumbers),
        ("12 50", SeveralNumbers),
        ("€12 USD", SeveralCurrencies),
        ("$5 £", SeveralCurrencies),
        (
            "1.2.3",
            MalformedNumber {
                written: "1.2.3".into(),
            },
        ),
        (
            "31.12.2026",
            MalformedNumber {
                written: "31.12.2026".into(),
            },
        ),
        (
            "1,23,456.789.0",
            MalformedNumber {
                written: "1,23,456.789.0".into(),
            },
        ),
        (
            "12,3.50",
            MalformedNumber {
                written: "12,3.50".into(),
            },
        ),
        (
            "1234.567,8",
            MalformedNumber {
                written: "1234.567,8".into(),
            },
        ),
        (
            "1250 000",
            MalformedNumber {
                written: "1250 000".into(),
            },
        ),
        (
            "12.34 JPY",
            TooManyDecimals {
                currency: JPY,
                allowed: 0,
            },
        ),
        (
            "0,125",
            TooManyDecimals {
                currency: EUR,
                allowed: 2,
            },
        ),
    ];
    for (input, fault) in cases {
        assert_eq!(Money::parse(input, EUR), Err(fault), "{input:?}");
    }
}

#[test]
fn a_krone_without_a_country_is_asked_back() {
    let Err(MoneyFault::AmbiguousCurrency { written, candidates }) = Money::parse("500 kr", EUR) else {
        panic!("a guess was made");
    };
    assert_eq!(written, "kr");
    assert!(candidates.contains(&SEK) && candidates.contains(&DKK));
}

#[test]
fn thousands_of_thousands_are_asked_back() {
    let readings = [Money::new(125_000, EUR), Money::new(125_000_000, EUR)];
    assert_eq!(
        Money::parse("1.250k", EUR),
        Err(MoneyFault::AmbiguousNumber { readings })
    );
    assert_eq!(
        Money::parse("1,250k", EUR),
        Err(MoneyFault::AmbiguousNumber { readings })
    );
    assert_eq!(read("1.25k"), "125000 EUR");
}

#[test]
fn a_currency_with_three_decimals_reads_a_point_as_decimals() {
    assert_eq!(Money::parse("1.234", KWD), Ok(Money::new(1_234, KWD)));
    assert_eq!(Money::parse("1,234 BHD", EUR), Ok(Money::new(1_234_000, BHD)));
}

#[test]
fn the_largest_amount_is_accepted_and_one_more_is_not() {
    assert_eq!(
        Money::parse("10,000,000,000,000.00", EUR),
        Ok(Money::new(MAX_MINOR, EUR))
    );
    let too_large = Err(MoneyFault::TooLarge {
        max: Money::new(MAX_MINOR, EUR),
    });
    for input in [
        "10,000,000,000,000.01",
        "99999999999 bn",
        &"9".repeat(400),
        &format!("1{}", "0".repeat(60)),
    ] {
        assert_eq!(Money::parse(input, EUR), too_large, "{input:?}");
    }
}

#[test]
fn amounts_are_shown_as_the_reader_writes_them() {
    let show = |minor, currency, code| Money::new(minor, currency).display(Locale::from_discord(code));
    assert_eq!(show(1_250_000, EUR, "en-US"), "€12,500");
    assert_eq!(show(1_250_050, EUR, "en-GB"), "€12,500.50");
    assert_eq!(show(1_250_000, EUR, "ru"), "12\u{a0}500\u{a0}€");
    assert_eq!(show(1_250_005, EUR, "de"), "12.500,05\u{a0}€");
    assert_eq!(show(1_250_050, PLN, "en-US"), "12,500.50\u{a0}PLN");
    assert_eq!(show(12_500, JPY, "ja"), "¥12,500");
    assert_eq!(show(1_250_000, TRY, "xx"), "12,500\u{a0}₺");
    assert_eq!(show(1_250_000, EUR, "nl"), "€\u{a0}12.500");
    assert_eq!(show(1_500, KWD, "en-US"), "1.500\u{a0}KWD");
    assert_eq!(show(-500, USD, "en-US"), "-$5");
    assert_eq!(show(7, USD, "en-US"), "$0.07");
}

#[test]
fn short_amounts_round_to_what_the_eye_takes_in() {
    let short = |minor, code| Money::new(minor, EUR).display_short(Locale::from_discord(code));
    let cases = [
        (0, "€0"),
        (95_049, "€950"),
        (99_949, "€999"),
        (99_950, "€1k"),
        (900_000, "€9k"),
        (1_250_000, "€12.5k"),
        (12_345_600, "€123k"),
        (99_949_900, "€999k"),
        (99_950_000, "€1M"),
        (123_456_700, "€1.2M"),
        (120_000_000_000, "€1.2bn"),
        (MAX_MINOR, "€10,000bn"),
        (-900_000, "-€9k"),
    ];
    for (minor, expected) in cases {
        assert_eq!(short(minor, "en-US"), expected, "{minor}");
    }
    assert_eq!(short(123_456_700, "ru"), "1,2\u{a0}млн\u{a0}€");
    assert_eq!(short(900_000, "de"), "9\u{a0}Tsd.\u{a0}€");
    assert_eq!(Money::new(9_000, JPY).display_short(Locale::EN_US), "¥9k");
}

#[test]
fn a_currency_is_stored_as_its_code() {
    let json = serde_json::to_string(&Money::new(5, INR)).unwrap();
    assert_eq!(json, r#"{"minor":5,"currency":"INR"}"#);
}

fn currencies() -> impl Strategy<Value = Currency> {
    prop::sample::select(vec![EUR, USD, GBP, JPY, RUB, CHF, KWD, CAD, PLN, INR])
}

fn locales() -> impl Strategy<Value = Locale> {
    prop::sample::select(Locale::all().collect::<Vec<_>>())
}

proptest! {
    #[test]
    fn a_form_filled_in_beforehand_reads_back_the_same(minor in 0..=MAX_MINOR, currency in currencies(), team in currencies()) {
        let money = Money::new(minor, currency);
        prop_assert_eq!(Money::parse(&money.to_plain(), team), Ok(money));
    }

    #[test]
    fn what_is_shown_reads_back_the_same(minor in 0..=MAX_MINOR, currency in currencies(), locale in locales()) {
        // A three-decimal amount written with a decimal comma ("1,500 KWD") is read as thousands, like any other.
        prop_assume!(decimals(currency) < 3);
        let money = Money::new(minor, currency);
        prop_assert_eq!(Money::parse(&money.display(locale), EUR), Ok(money));
    }

    #[test]
    fn no_text_makes_the_reader_fall_over(input in "[0-9 .,'k€$\\-рm]{0,12}|\\PC{0,30}", currency in currencies()) {
        if let Ok(money) = Money::parse(&input, currency) {
            prop_assert!((0..=MAX_MINOR).contains(&money.minor));
        }
    }

    #[test]
    fn a_short_amount_is_within_a_twentieth_of_the_exact_one(minor in 10_000..=MAX_MINOR) {
        let short = Money::new(minor, EUR).display_short(Locale::EN_US).replace("bn", "e9").replace('M', "e6").replace('k', "e3");
        let shown: f64 = short.trim_start_matches('€').replace(',', "").parse().unwrap();
        let exact = minor as f64 / 100.0;
        prop_assert!((shown - exact).abs() <= exact / 20.0, "{} for {}", short, exact);
    }
}
