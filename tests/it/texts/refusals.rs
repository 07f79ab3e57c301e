//! Every refusal, and everything that can be wrong with what was typed. A new one that is missing here does not compile.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use iso_currency::Currency;
use leadbell::domain::dates::DateFault;
use leadbell::domain::event::Initiator;
use leadbell::domain::ids::{LeadNumber, MemberId};
use leadbell::domain::money::{Money, MoneyFault};
use leadbell::domain::refusal::{Clash, Field, InputFault, Refusal, Wrong};
use leadbell::domain::stage::Outcome;
use leadbell::domain::working_hours::WorkingHours;
use leadbell::locale::Locale;
use leadbell::store::teams;
use leadbell::text::catalogue::Lang;
use leadbell::text::refusal::refusal;

use super::{Book, read};
use crate::tester::Tester;

const LEAD: LeadNumber = LeadNumber(17);

/// One of each kind.
fn every(anna: MemberId, at: DateTime<Utc>) -> Vec<Refusal> {
    // Not here to be run: whoever adds a kind is led to the list below.
    let _ = |refusal: &Refusal| match refusal {
        Refusal::NotAMember
        | Refusal::ManagersOnly
        | Refusal::ServerManagersOnly
        | Refusal::NotYourDeal { .. }
        | Refusal::NotSetUp
        | Refusal::NoSuchLead { .. }
        | Refusal::AlreadyAccepted { .. }
        | Refusal::AlreadyArchived { .. }
        | Refusal::NotAccepted { .. }
        | Refusal::NotDue { .. }
        | Refusal::Erased { .. }
        | Refusal::ContactClosed { .. }
        | Refusal::NothingToUndo { .. }
        | Refusal::UndoNotYours { .. }
        | Refusal::UndoTooLate { .. }
        | Refusal::ChangedMeanwhile { .. }
        | Refusal::OwnsItAlready { .. }
        | Refusal::NotOnTheTeam { .. }
        | Refusal::ABot
        | Refusal::OnTheDealAlready { .. }
        | Refusal::TooManyContacts { .. }
        | Refusal::NoSuchContact { .. }
        | Refusal::TooManyReasons { .. }
        | Refusal::OtherStays
        | Refusal::MadeBefore { .. }
        | Refusal::SourceOff { .. }
        | Refusal::MyOwnMessage
        | Refusal::Input(_)
        | Refusal::UnknownControl
        | Refusal::TooLate
        | Refusal::AlreadyHandled => {}
    };
    let (lead, by, who) = (LEAD, Initiator::Member(anna), anna);
    let mut all = vec![
        Refusal::NotAMember,
        Refusal::ManagersOnly,
        Refusal::ServerManagersOnly,
        Refusal::NotYourDeal { owner: Some(anna) },
        Refusal::NotYourDeal { owner: None },
        Refusal::NotSetUp,
        Refusal::NoSuchLead {
            asked: "Nordwind".to_owned(),
        },
        Refusal::NoSuchLead { asked: String::new() },
        Refusal::AlreadyAccepted { lead, by, at },
        Refusal::NotAccepted { lead },
        Refusal::NotDue { lead },
        Refusal::Erased { lead },
        Refusal::ContactClosed { lead },
        Refusal::NothingToUndo { lead },
        Refusal::UndoNotYours { by },
        Refusal::UndoTooLate { lead },
        Refusal::OwnsItAlready { lead, owner: anna },
        Refusal::NotOnTheTeam { who },
        Refusal::ABot,
        Refusal::OnTheDealAlready { who },
        Refusal::TooManyContacts { max: 10 },
        Refusal::NoSuchContact { lead },
        Refusal::TooManyReasons { max: 25 },
        Refusal::OtherStays,
        Refusal::MadeBefore { lead },
        Refusal::SourceOff {
            name: "Website".to_owned(),
        },
        Refusal::MyOwnMessage,
        Refusal::UnknownControl,
        Refusal::TooLate,
        Refusal::ChangedMeanwhile {
            lead,
            by,
            at,
            clashes: clashes(),
        },
        Refusal::Input(inputs()),
        Refusal::Input(vec![inputs().remove(0)]),
    ];
    for outcome in [Outcome::Won, Outcome::Lost, Outcome::Declined, Outcome::Expired] {
        let by = if outcome == Outcome::Expired {
            Initiator::Clock
        } else {
            by
        };
        all.push(Refusal::AlreadyArchived {
            lead,
            outcome,
            by,
            at,
        });
    }
    all
}

fn clashes() -> Vec<Clash> {
    let clash = |field, theirs: Option<&str>, yours: Option<&str>| Clash {
        field,
        theirs: theirs.map(str::to_owned),
        yours: yours.map(str::to_owned),
    };
    vec![
        clash(Field::Value, Some("15,000.00 EUR"), Some("13k")),
        clash(Field::PurchaseDate, Some("2026-12-31"), None),
        clash(Field::Notes, None, Some("Call on Monday.")),
        clash(Field::DealName, Some("Nordwind – mail"), Some("Nordwind – all")),
    ]
}

fn inputs() -> Vec<InputFault> {
    let _ = |wrong: &Wrong| match wrong {
        Wrong::Missing
        | Wrong::MissingForOther
        | Wrong::ContactIncomplete
        | Wrong::Money(_)
        | Wrong::NotPositive
        | Wrong::Date(_)
        | Wrong::TooLong(_)
        | Wrong::Unknown
        | Wrong::Malformed
        | Wrong::WorkingHours(_)
        | Wrong::Several
        | Wrong::Taken
        | Wrong::Everyone
        | Wrong::NoSuchSource
        | Wrong::NoSuchFormat
        | Wrong::Template(_)
        | Wrong::WebAddress(_)
        | Wrong::OutOfRange(..)
        | Wrong::CompanyOrName => {}
    };
    let _ = |fault: &MoneyFault| match fault {
        MoneyFault::NoNumber
        | MoneyFault::Negative
        | MoneyFault::SeveralNumbers
        | MoneyFault::SeveralCurrencies
        | MoneyFault::NotUnderstood { .. }
        | MoneyFault::AmbiguousCurrency { .. }
        | MoneyFault::AmbiguousNumber { .. }
        | MoneyFault::MalformedNumber { .. }
        | MoneyFault::TooManyDecimals { .. }
        | MoneyFault::TooLarge { .. } => {}
    };
    let _ = |fault: &DateFault| match fault {
        DateFault::Empty
        | DateFault::NotUnderstood { .. }
        | DateFault::NoSuchDay { .. }
        | DateFault::Ambiguous { .. }
        | DateFault::WrongWeekday { .. }
        | DateFault::InPast { .. }
        | DateFault::TooFar { .. } => {}
    };
    let day = |month, day| NaiveDate::from_ymd_opt(2027, month, day).unwrap();
    let euros = |minor| Money {
        minor,
        currency: Currency::EUR,
    };
    let written = || "about".to_owned();
    let money = |fault| (Field::Value, "about 12", Wrong::Money(fault));
    let date = |fault| (Field::PurchaseDate, "sometime", Wrong::Date(fault));
    let hours = |typed| {
        let fault = WorkingHours::parse(typed).unwrap_err();
        (Field::WorkingHours, typed, Wrong::WorkingHours(fault))
    };
    let all = vec![
        (Field::DealName, "", Wrong::Missing),
        (Field::Notes, "", Wrong::MissingForOther),
        (Field::ContactName, "", Wrong::ContactIncomplete),
        (Field::FinalValue, "0", Wrong::NotPositive),
        (Field::Company, "Nordwind", Wrong::TooLong(200)),
        (Field::Reason, "because", Wrong::Unknown),
        (Field::Email, "jana", Wrong::Malformed),
        (Field::Phone, "n/a", Wrong::Malformed),
        (Field::Phone, "040 1234567 / 0151 1234567", Wrong::Several),
        (Field::Name, "Website", Wrong::Taken),
        (Field::Role, "@everyone", Wrong::Everyone),
        (Field::Source, "Nothing", Wrong::NoSuchSource),
        (Field::Format, "nothing", Wrong::NoSuchFormat),
        (Field::Company, "", Wrong::CompanyOrName),
        (
            Field::NoticeText,
            "Dear {{ nobody }}",
            Wrong::Template("{{ nobody }} stands for nothing".to_owned()),
        ),
        (Field::Webhook, "http://a.example", Wrong::WebAddress("not https")),
        (Field::Days, "100", Wrong::OutOfRange(4, 60)),
        money(MoneyFault::NoNumber),
        money(MoneyFault::Negative),
        money(MoneyFault::SeveralNumbers),
        money(MoneyFault::SeveralCurrencies),
        money(MoneyFault::NotUnderstood { written: written() }),
        money(MoneyFault::AmbiguousCurrency {
            written: "kr".to_owned(),
            candidates: &[Currency::DKK, Currency::NOK, Currency::SEK],
        }),
        money(MoneyFault::AmbiguousNumber {
            readings: [euros(1_250), euros(1_250_000)],
        }),
        money(MoneyFault::MalformedNumber {
            written: "1.2.3".to_owned(),
        }),
        money(MoneyFault::TooManyDecimals {
            currency: Currency::EUR,
            allowed: 2,
        }),
        money(MoneyFault::TooManyDecimals {
            currency: Currency::JPY,
            allowed: 0,
        }),
        money(MoneyFault::TooLarge {
            max: euros(100_000_000_000_000),
        }),
        date(DateFault::Empty),
        date(DateFault::NotUnderstood { written: written() }),
        date(DateFault::NoSuchDay {
            written: "31 June".to_owned(),
        }),
        date(DateFault::Ambiguous {
            readings: [day(2, 1), day(1, 2)],
        }),
        date(DateFault::WrongWeekday { date: day(1, 2) }),
        date(DateFault::InPast { date: day(1, 2) }),
        date(DateFault::TooFar { latest: day(12, 31) }),
        hours("9-18"),
        hours("Mon-Fri"),
        hours("Mon-Fri 9-12, 13-17"),
        hours("mornings"),
        hours("Mon-Fri 9-5"),
    ];
    let fault = |(field, typed, wrong): (Field, &str, Wrong)| InputFault {
        field,
        typed: typed.to_owned(),
        wrong,
    };
    all.into_iter().map(fault).collect()
}

#[tokio::test]
async fn refusals() {
    let tester = Tester::new().await;
    let id = tester.team();
    let team = teams::find(&mut tester.store().read().await.unwrap(), id)
        .await
        .unwrap();
    let anna = MemberId(i64::try_from(tester.anna.id()).unwrap());
    let at = tester.clock.now() - TimeDelta::hours(1);
    let mut book = Book::default();
    for each in every(anna, at) {
        let text = refusal(Lang::En, Locale::from_discord("en-US"), team.as_ref(), &each);
        book.add(each.name(), &read(&tester, &text));
    }
    for each in [Refusal::NotAMember, Refusal::ManagersOnly] {
        let text = refusal(Lang::En, Locale::from_discord("en-US"), None, &each);
        book.add(&format!("{}, and no role is known", each.name()), &text);
    }
    insta::assert_snapshot!(book.whole());
    tester.finish().await;
}
