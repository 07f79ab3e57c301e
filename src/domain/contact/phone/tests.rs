//! Phone numbers as people write them, and what is none.

use proptest::prelude::*;

use super::*;

fn read(input: &str) -> Result<String, PhoneFault> {
    Phone::parse(input).map(|phone| phone.as_str().to_owned())
}

#[test]
fn numbers_are_brought_to_one_form() {
    let cases = [
        ("+49 40 1234567", "+49401234567"),
        ("+49 (0)40 / 1234-567", "+49401234567"),
        ("0049 40 1234567", "+49401234567"),
        ("(+49) 40 1234567", "+49401234567"),
        ("040/1234567", "0401234567"),
        ("+1\u{202e}5551234", "+15551234"),
        ("\u{202a}+1 (555) 123‑4567\u{202c}", "+15551234567"),
        ("８ (９１２) ３４５-６７-８９", "89123456789"),
        ("tel:+15551234567", "+15551234567"),
        ("Тел.: 8 912 345-67-89", "89123456789"),
        ("'+15551234567", "+15551234567"),
        ("555-1234 ext. 12", "5551234;ext=12"),
        ("+1 555 123 4567 x890", "+15551234567;ext=890"),
        ("+7 495 1234567 (доб. 12)", "+74951234567;ext=12"),
        ("5551234;ext=12", "5551234;ext=12"),
        ("12345", "12345"),
        // The zero in brackets.
        ("0044 (0)20 7946 0958", "+442079460958"),
        ("+44(0)2079460958", "+442079460958"),
        ("00 44 (0) 20 7946 0958", "+442079460958"),
        ("+49 [0] 40 1234567", "+49401234567"),
        ("0049-(0)-40-1234567", "+49401234567"),
        ("(0049) (0)40 1234567", "+49401234567"),
        ("+49 ( 0 ) 40 1234567", "+49401234567"),
        ("+43 (0)1 58858-0", "+431588580"),
        ("0041(0)44 668 18 00", "+41446681800"),
        ("+0049 40 1234567", "+49401234567"),
        ("(040) 1234567", "0401234567"),
        // Words that say which number it is.
        ("Mobil: +49 151 1234567", "+491511234567"),
        ("Handy 0151 1234567", "01511234567"),
        ("моб. 8 912 345-67-89", "89123456789"),
        ("Моб. тел.: +7 912 345-67-89", "+79123456789"),
        ("Mobile phone: +1 555 123 4567", "+15551234567"),
        ("Tel. (mobil): 0151 1234567", "01511234567"),
        ("Cell - 555-123-4567", "5551234567"),
        ("WhatsApp +55 11 91234-5678", "+5511912345678"),
        ("+49 151 1234567 (mobil)", "+491511234567"),
        ("+1 555 123 4567 cell", "+15551234567"),
        ("Telefonnummer: 040 1234567", "0401234567"),
        ("Телефон (рабочий): +7 495 1234567", "+74951234567"),
        ("Móvil: +34 612 345 678", "+34612345678"),
        ("call 555 123 4567", "5551234567"),
        ("+49 40 1234567.", "+49401234567"),
        // An extension that was never written.
        ("+5493516315733 ext.", "+5493516315733"),
        ("5551234 ext", "5551234"),
        ("5551234 x", "5551234"),
        ("+49 40 1234567 Durchwahl:", "+49401234567"),
        ("+7 495 1234567 доб.", "+74951234567"),
        ("5551234;ext=", "5551234"),
        ("(040) 1234567 (ext. )", "0401234567"),
        ("+1 555 123 4567 #", "+15551234567"),
        ("+1 555 123 4567 extension:", "+15551234567"),
        ("555-1234 Nebenstelle 12", "5551234;ext=12"),
        ("+7 495 1234567 добавочный 12", "+74951234567;ext=12"),
        ("+39 02 1234567 interno 5", "+39021234567;ext=5"),
    ];
    for (input, expected) in cases {
        assert_eq!(read(input), Ok(expected.to_owned()), "{input:?}");
    }
}

#[test]
fn two_numbers_are_two() {
    let cases: [(&str, &[&str]); 24] = [
        ("040 123456 / 0151 123456", &["040123456", "0151123456"]),
        ("040 1234567/0151 1234567", &["0401234567", "01511234567"]),
        (
            "+49 40 1234567, +49 151 1234567",
            &["+49401234567", "+491511234567"],
        ),
        ("040 1234567; 0151 1234567", &["0401234567", "01511234567"]),
        ("040 1234567\n0151 1234567", &["0401234567", "01511234567"]),
        ("040 1234567\r\n0151 1234567\r\n", &["0401234567", "01511234567"]),
        ("040 1234567 or 0151 1234567", &["0401234567", "01511234567"]),
        ("040 1234567 oder 0151 1234567", &["0401234567", "01511234567"]),
        (
            "8 912 345-67-89 или 8 495 123-45-67",
            &["89123456789", "84951234567"],
        ),
        ("040 1234567 und 0151 1234567", &["0401234567", "01511234567"]),
        ("040 1234567 & 0151 1234567", &["0401234567", "01511234567"]),
        ("040 1234567 | 0151 1234567", &["0401234567", "01511234567"]),
        (
            "+49 40 1234567 +49 151 1234567",
            &["+49401234567", "+491511234567"],
        ),
        (
            "Tel.: 040 1234567, Mobil: 0151 1234567",
            &["0401234567", "01511234567"],
        ),
        (
            "Tel. 040 1234567 Mobil 0151 1234567",
            &["0401234567", "01511234567"],
        ),
        (
            "040 1234567 (office), 0151 1234567 (mobile)",
            &["0401234567", "01511234567"],
        ),
        (
            "555-123-4567 x12, 555-765-4321",
            &["5551234567;ext=12", "5557654321"],
        ),
        (
            "0044 (0)20 7946 0958 / 0044 (0)7700 900123",
            &["+442079460958", "+447700900123"],
        ),
        ("1234567, 2345678, 3456789", &["1234567", "2345678", "3456789"]),
        ("040 1234567 / 040 1234567", &["0401234567"]),
        // One number, whatever stands in it.
        ("040/1234567", &["0401234567"]),
        ("+49 (0)40 / 1234-567", &["+49401234567"]),
        ("0401234567/12", &["040123456712"]),
        ("5551234;ext=12", &["5551234;ext=12"]),
    ];
    for (input, expected) in cases {
        let numbers = Phone::parse_all(input).unwrap_or_else(|fault| panic!("{input:?}: {fault:?}"));
        let numbers: Vec<&str> = numbers.iter().map(Phone::as_str).collect();
        assert_eq!(numbers, expected, "{input:?}");
    }
}

#[test]
fn what_is_no_number_is_refused_with_the_reason() {
    let cases = [
        ("", PhoneFault::Empty),
        ("\u{200b} ", PhoneFault::Empty),
        ("ask me", PhoneFault::Character('a')),
        ("1-800-FLOWERS", PhoneFault::Character('f')),
        ("5551234 extra", PhoneFault::Character('e')),
        ("5551234\nBcc", PhoneFault::Character('b')),
        ("5551234\n55512", PhoneFault::Character('\n')),
        ("040 1234567 / 0151 1234567", PhoneFault::Several),
        ("04012345670151234567", PhoneFault::TooLong),
        ("+49 40 1234567 8901234", PhoneFault::TooLong),
        ("+1+555123", PhoneFault::Character('+')),
        ("555123*4", PhoneFault::Character('*')),
        ("1234", PhoneFault::TooShort),
        ("+", PhoneFault::TooShort),
        ("00", PhoneFault::TooShort),
        ("1234567890123456", PhoneFault::TooLong),
        ("5551234 x123456789", PhoneFault::TooLong),
    ];
    for (input, fault) in cases {
        assert_eq!(read(input), Err(fault), "{input:?}");
    }
}

#[test]
fn one_line_has_one_key() {
    let key = |input| Phone::parse(input).unwrap().key();
    assert_eq!(key("+49 40 1234567"), key("0049 (40) 1234567 ext. 5"));
    assert_eq!(key("+49 40 1234567"), key("49401234567"));
    assert_ne!(key("+49 40 1234567"), key("+49 40 1234568"));
}

#[test]
fn a_number_does_not_reach_a_log() {
    assert_eq!(format!("{:?}", Phone::parse("+15551234567")), "Ok(Phone(…))");
}

proptest! {
    #[test]
    fn an_accepted_number_reads_back_the_same(input in "[+0-9 ()./#x-]{0,25}|\\PC{0,20}") {
        if let Ok(phone) = Phone::parse(&input) {
            prop_assert_eq!(Phone::parse(phone.as_str()), Ok(phone.clone()));
            prop_assert!((MIN_DIGITS..=MAX_DIGITS).contains(&phone.key().len()));
        }
    }

    #[test]
    fn of_several_numbers_no_digit_is_lost(input in "[+0-9 ()./,;|x&-]{0,40}|[0-9 /a-z]{0,40}") {
        if let Ok(numbers) = Phone::parse_all(&input) && numbers.len() > 1 {
            let typed = input.chars().filter(char::is_ascii_digit).count();
            let kept: usize = numbers.iter().map(|n| n.as_str().chars().filter(char::is_ascii_digit).count()).sum();
            // Prefixes "00" and "(0)" are read, and not kept as digits; of two equal numbers one is.
            prop_assert!(kept <= typed);
        }
    }
}
