//! The name of a company, without what differs from one letterhead to the next.

use super::fold::words;

/// Legal forms as they end a name, folded.
const ENDINGS: &str = "gmbh, mbh, ag, kg, kgaa, ohg, ug, gbr, ev, eg, se, ltd, limited, private limited, pty, pvt, pte, \
    llc, limited liability company, llp, lp, inc, incorporated, corp, corporation, company, co, plc, public limited company, \
    sa, sas, sasu, sarl, srl, spa, sl, slu, sau, lda, ltda, nv, bv, bvba, vof, cv, ab, as, a s, asa, aps, oy, oyj, \
    kft, zrt, nyrt, bt, sro, spol s ro, sp z oo, spolka z oo, sk, spj, doo, dd, ad, eood, ood, sia, uab, ou, sdn bhd, \
    ооо, оао, зао, пао, ао, ип, тоо, тов, чп, фоп, 株式会社, 有限公司, 有限责任公司";

/// Legal forms as they start a name, folded.
const BEGINNINGS: &str = "ооо, оао, зао, пао, ао, ип, тоо, тов, чп, фоп, гк, pt, 株式会社";

/// What two spellings of one company's name have in common: `Nordwind Logistik GmbH & Co. KG`, `NORDWIND LOGISTIK` and
/// `nordwind-logistik, gmbh` give the same key. A name that is all legal form keeps it. Empty where the name has no
/// letter or digit: such names are not comparable.
pub fn company_key(name: &str) -> String {
    let key = words(name).join(" ");
    let mut rest = key.as_str();
    while let Some(shorter) = without_legal_form(rest) {
        rest = shorter;
    }
    rest.to_owned()
}

/// Whether a text ends or starts with a legal form, and so is likely the name of a company.
pub(crate) fn names_a_company(text: &str) -> bool {
    without_legal_form(&words(text).join(" ")).is_some()
}

/// The name less one legal form, if something is left.
fn without_legal_form(name: &str) -> Option<&str> {
    let ending = ENDINGS
        .split(", ")
        .find_map(|form| name.strip_suffix(form)?.strip_suffix(' '));
    ending.or_else(|| {
        BEGINNINGS
            .split(", ")
            .find_map(|form| name.strip_prefix(form)?.strip_prefix(' '))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn spellings_of_one_company_have_one_key() {
        let same = [
            vec![
                "Nordwind Logistik GmbH",
                "NORDWIND LOGISTIK",
                "nordwind-logistik, G.m.b.H.",
                "Nordwind Logistik GmbH & Co. KG",
            ],
            vec!["ООО «Ромашка»", "Ромашка, ООО", "\"РОМАШКА\""],
            vec!["Société Générale S.A.", "Societe Generale SA", "SOCIÉTÉ GÉNÉRALE"],
            vec![
                "Müller & Söhne AG",
                "Muller und Sohne",
                "Mu\u{308}ller So\u{308}hne",
            ],
            vec!["Großhandel Weiß", "GROSSHANDEL WEISS"],
            vec!["Kowalski Sp. z o.o.", "kowalski sp. z oo"],
            vec!["Contoso, Inc.", "The Contoso Company", "Ｃｏｎｔｏｓｏ"],
            vec!["株式会社サンプル", "株式会社サンプル"],
            vec!["Booking.com B.V.", "booking.com"],
            vec!["O’Neill Ltd", "O'Neill Ltd.", "ONeill"],
        ];
        for names in same {
            let keys: Vec<_> = names.iter().map(|name| company_key(name)).collect();
            assert!(
                keys.iter().all(|key| *key == keys[0] && !key.is_empty()),
                "{keys:?}"
            );
        }
    }

    #[test]
    fn different_companies_stay_different() {
        let names = [
            "Nordwind",
            "Nordwind Logistik",
            "Südwind",
            "Nordwind Group",
            "AG",
            "Inc",
            "サンプル",
            "サンフル",
            "Seag",
        ];
        let mut keys: Vec<_> = names.iter().map(|name| company_key(name)).collect();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), names.len());
    }

    #[test]
    fn a_name_without_letters_has_no_key() {
        for name in ["", " ", "---", "\u{200b}", "!?", "&"] {
            assert_eq!(company_key(name), "", "{name:?}");
        }
    }

    proptest! {
        #[test]
        fn a_key_is_its_own_key_and_ignores_case_and_spacing(name in "[A-Za-zА-Яа-яéüß .,&-]{0,30}|\\PC{0,20}") {
            let key = company_key(&name);
            prop_assert_eq!(&company_key(&key), &key);
            prop_assert_eq!(company_key(&format!("  {name} ")), key);
        }
    }
}
