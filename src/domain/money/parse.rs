//! The reader of amounts: characters, then numbers and words, then one number, one currency and one multiplier.

use std::iter::Peekable;
use std::str::Chars;

use icu_normalizer::ComposingNormalizerBorrowed;
use iso_currency::Currency;

use super::number::{Reading, Separator, Written, separator_ahead};
use super::words::{Candidates, Meaning, meanings};
use super::{MAX_MINOR, Money, MoneyFault, decimals};
use crate::locale::ascii_digit;

/// What was found in the text.
#[derive(Default)]
struct Pieces {
    numbers: Vec<Written>,
    /// Power of ten.
    scale: Option<u32>,
    /// The word of it where it stands in front of the number.
    scale_in_front: Option<String>,
    /// Whether a currency stands in front of the number.
    currency_in_front: bool,
    /// Each sign or word for a currency, with what it can mean.
    signs: Vec<(String, Candidates)>,
}

pub(super) fn parse(input: &str, default: Currency) -> Result<Money, MoneyFault> {
    let pieces = pieces(&normal_form(input))?;
    match pieces.numbers.as_slice() {
        [] => Err(MoneyFault::NoNumber),
        _ if !pieces.currency_in_front && pieces.scale_in_front.is_some() => Err(MoneyFault::NotUnderstood {
            written: pieces.scale_in_front.unwrap_or_default(),
        }),
        [number] => amount(number, pieces.scale, currency_of(&pieces.signs, default)?),
        _ => Err(MoneyFault::SeveralNumbers),
    }
}

fn pieces(text: &str) -> Result<Pieces, MoneyFault> {
    let mut found = Pieces::default();
    let mut rest = text.chars().peekable();
    let mut after_letter = false;
    while let Some(&next) = rest.peek() {
        match next {
            '0'..='9' => {
                found.currency_in_front |= found.numbers.is_empty() && !found.signs.is_empty();
                found.numbers.push(Written::take(&mut rest));
            }
            // ".5M" is half a million, but "Rs.500" is five hundred.
            '.' | ',' if !after_letter && separator_ahead(&rest).is_some() => {
                found.numbers.push(Written::take(&mut rest));
            }
            // "US-Dollar"
            '-' if after_letter && letter_behind(&rest) => drop(rest.next()),
            '-' if found.numbers.is_empty() => return Err(MoneyFault::Negative),
            '-' if digit_behind(&rest) => return Err(MoneyFault::SeveralNumbers),
            ' ' | '.' | ',' => drop(rest.next()),
            _ => {
                let word = word(&mut rest);
                after_letter = word.ends_with(char::is_alphabetic);
                found.add_word(&word)?;
            }
        }
    }
    Ok(found)
}

impl Pieces {
    fn add_word(&mut self, word: &str) -> Result<(), MoneyFault> {
        let not_understood = || MoneyFault::NotUnderstood {
            written: word.to_owned(),
        };
        for meaning in meanings(word).ok_or_else(not_understood)? {
            match meaning {
                Meaning::Filler => {}
                Meaning::Currency(candidates) => self.signs.push((word.to_owned(), candidates)),
                Meaning::Scale(power) if self.scale.is_none() => self.scale = Some(power),
                Meaning::Scale(_) => return Err(not_understood()),
            }
        }
        // In front of the number a multiplier goes with a currency: "TEUR 50", "Mio. EUR 5", but not "k 12".
        if self.numbers.is_empty() && self.scale.is_some() {
            self.scale_in_front.get_or_insert_with(|| word.to_owned());
        }
        Ok(())
    }
}

/// Lower case, compatibility forms composed (full-width digits, no-break and thin spaces), one sign per separator.
fn normal_form(input: &str) -> String {
    let composed = ComposingNormalizerBorrowed::new_nfkc().normalize(input.trim());
    let mut text = String::with_capacity(composed.len());
    for c in composed.chars().flat_map(char::to_lowercase) {
        let plain = match c {
            c if c.is_whitespace() => ' ',
            '’' | '‘' | 'ʼ' | '´' | '`' => '\'',
            '−' | '–' | '—' | '‐' | '‑' | '‒' => '-',
            '٫' => '.',
            '٬' => ',',
            c => ascii_digit(c).unwrap_or(c),
        };
        if !(plain == ' ' && text.ends_with(' ')) {
            text.push(plain);
        }
    }
    text.replace("u.s.", "us ")
}

/// Whether a letter comes behind the sign at the front.
fn letter_behind(rest: &Peekable<Chars<'_>>) -> bool {
    rest.clone().nth(1).is_some_and(char::is_alphabetic)
}

/// Whether a digit comes behind the sign at the front, spaces aside.
fn digit_behind(rest: &Peekable<Chars<'_>>) -> bool {
    let mut ahead = rest.clone().skip(1).skip_while(|c| *c == ' ');
    ahead.next().is_some_and(|c| c.is_ascii_digit())
}

/// A run of letters and signs, up to a digit, space, separator or dash; at least one character.
fn word(rest: &mut Peekable<Chars<'_>>) -> String {
    let mut word = String::from_iter(rest.next());
    while let Some(c) = rest.next_if(|c| !c.is_ascii_digit() && !matches!(c, ' ' | '.' | ',' | '-')) {
        word.push(c);
    }
    word
}

/// The one currency that every sign can mean: `$1,200 CAD` is Canadian.
fn currency_of(signs: &[(String, Candidates)], default: Currency) -> Result<Currency, MoneyFault> {
    let fits_all = |currency| signs.iter().all(|(_, candidates)| candidates.contain(currency));
    let named = signs.iter().find_map(|(_, candidates)| match candidates {
        Candidates::One(currency) => Some(*currency),
        Candidates::Shared { .. } => None,
    });
    if let Some(currency) = named {
        return if fits_all(currency) {
            Ok(currency)
        } else {
            Err(MoneyFault::SeveralCurrencies)
        };
    }
    if fits_all(default) {
        return Ok(default);
    }
    match signs.first() {
        Some((
            _,
            Candidates::Shared {
                usual: Some(usual), ..
            },
        )) if fits_all(*usual) => Ok(*usual),
        Some((written, Candidates::Shared { all, usual: None })) if signs.len() == 1 => {
            Err(MoneyFault::AmbiguousCurrency {
                written: written.clone(),
                candidates: all,
            })
        }
        _ => Err(MoneyFault::SeveralCurrencies),
    }
}

fn amount(written: &Written, scale: Option<u32>, currency: Currency) -> Result<Money, MoneyFault> {
    let power = scale.unwrap_or(0);
    let whole = || minor_units(written, 0, power, currency);
    let with_decimals = || minor_units(written, written.digits_in_last_run(), power, currency);
    match written.reading()? {
        Reading::Thousands => whole(),
        Reading::Decimals => with_decimals(),
        Reading::ThousandsByCustom(_) if scale.is_some() => Err(MoneyFault::AmbiguousNumber {
            readings: [with_decimals()?, whole()?],
        }),
        Reading::ThousandsByCustom(Separator::Point) if decimals(currency) == 3 => with_decimals(),
        Reading::ThousandsByCustom(_) => whole(),
    }
}

/// `digits * 10^(scale + decimals of the currency - decimals written)`, which has to be whole and not too large.
fn minor_units(
    written: &Written,
    decimals_written: usize,
    scale: u32,
    currency: Currency,
) -> Result<Money, MoneyFault> {
    let power = |exponent: u32| 10_u128.checked_pow(exponent);
    let up = written
        .digits()
        .zip(power(scale + decimals(currency)))
        .and_then(|(digits, up)| digits.checked_mul(up));
    let down = u32::try_from(decimals_written).ok().and_then(power);
    let too_large = MoneyFault::TooLarge {
        max: Money::new(MAX_MINOR, currency),
    };
    let Some((up, down)) = up.zip(down) else {
        return Err(too_large);
    };
    if !up.is_multiple_of(down) {
        return Err(MoneyFault::TooManyDecimals {
            currency,
            allowed: decimals(currency),
        });
    }
    match i64::try_from(up / down) {
        Ok(minor) if minor <= MAX_MINOR => Ok(Money::new(minor, currency)),
        _ => Err(too_large),
    }
}
