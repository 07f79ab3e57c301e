//! The words and signs around an amount: currencies, multipliers, and what may be passed over.
//!
//! English, Russian and German in full, and the signs of the rest of the world. All entries are in lower case and in
//! normal form KC, as the reader brings its input into.

use iso_currency::Currency;

/// What one word means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Times ten to this power.
    Scale(u32),
    /// One of these currencies.
    Currency(Candidates),
    /// Says nothing about the amount ("about").
    Filler,
}

/// The currencies that a sign can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Candidates {
    /// Just this one.
    One(Currency),
    /// A sign that several currencies share.
    Shared {
        /// All of them.
        all: &'static [Currency],
        /// Which one is meant where the team's own is not among them; `None` where that would be a guess.
        usual: Option<Currency>,
    },
}

impl Candidates {
    /// Whether the sign can mean this currency.
    pub(super) fn contain(self, currency: Currency) -> bool {
        match self {
            Self::One(one) => one == currency,
            Self::Shared { all, .. } => all.contains(&currency),
        }
    }
}

macro_rules! currency {
    ($code:ident) => {
        Meaning::Currency(Candidates::One(Currency::$code))
    };
    ($first:ident, $($more:ident),+) => {
        Meaning::Currency(Candidates::Shared {
            all: &[Currency::$first, $(Currency::$more),+],
            usual: Some(Currency::$first),
        })
    };
    (one of $($code:ident),+) => {
        Meaning::Currency(Candidates::Shared { all: &[$(Currency::$code),+], usual: None })
    };
}

use Meaning::{Filler, Scale};

/// Forms separated by spaces, and their meaning. "mil" is missing on purpose: a million to one reader and a thousand
/// to another.
static WORDS: &[(&str, Meaning)] = &[
    (
        "k t т к thousand thousands tsd tausend тыс тысяча тысячи тысяч тысячу тыщ 千",
        Scale(3),
    ),
    ("万 萬 만", Scale(4)),
    ("lakh lakhs lac", Scale(5)),
    (
        "m mm mn mio mln million millions millionen м млн миллион миллиона миллионов",
        Scale(6),
    ),
    ("crore crores cr", Scale(7)),
    ("億 亿 억", Scale(8)),
    (
        "b bn mrd mld milliard milliarde milliarden billion billions млрд миллиард миллиарда миллиардов",
        Scale(9),
    ),
    (
        "only new ~ ≈ ca circa about approx approximately around roughly some etwa rund ungefähr около примерно порядка",
        Filler,
    ),
    ("€ euro euros евро", currency!(EUR)),
    (
        "£ pound pounds фунт фунта фунтов pfund",
        currency!(GBP, EGP, FKP, GIP, SHP, SDG, SSP, SYP, LBP),
    ),
    ("sterling quid", currency!(GBP)),
    ("¥", currency!(JPY, CNY)),
    ("元 圓", currency!(CNY, TWD, HKD)),
    ("円 yen иена иены иен йена йены йен", currency!(JPY)),
    ("cn¥ rmb yuan renminbi юань юаня юаней", currency!(CNY)),
    (
        "$ dollar dollars buck bucks доллар доллара долларов долл бакс бакса баксов",
        currency!(
            USD, CAD, AUD, NZD, SGD, HKD, TWD, MXN, ARS, CLP, COP, BBD, BMD, BND, BSD, BZD, FJD, GYD, JMD,
            KYD, LRD, NAD, SBD, SRD, TTD, UYU, XCD
        ),
    ),
    ("us usa u$s u$d us$ сша американский американских", currency!(USD)),
    ("canadian канадских", currency!(CAD)),
    ("australian австралийских", currency!(AUD)),
    ("zealand", currency!(NZD)),
    ("singapore", currency!(SGD)),
    ("hong kong гонконгских", currency!(HKD)),
    ("swiss schweizer швейцарских", currency!(CHF)),
    ("british", currency!(GBP)),
    ("swedish schwedische шведских", currency!(SEK)),
    ("norwegian norwegische норвежских", currency!(NOK)),
    ("danish dänische датских", currency!(DKK)),
    ("czech tschechische чешских", currency!(CZK)),
    ("japanese", currency!(JPY)),
    ("chinese", currency!(CNY)),
    ("indian", currency!(INR)),
    ("mexican", currency!(MXN)),
    (
        "peso pesos песо",
        currency!(one of MXN, ARS, CLP, COP, PHP, UYU, DOP, CUP, BOB),
    ),
    ("c$ ca$ can$", currency!(CAD)),
    ("a$ au$", currency!(AUD)),
    ("nz$", currency!(NZD)),
    ("s$", currency!(SGD)),
    ("hk$", currency!(HKD)),
    ("nt$", currency!(TWD)),
    ("mx$ mex$", currency!(MXN)),
    ("r$ real reais", currency!(BRL)),
    (
        "₽ р руб рубль рубля рублей рублях ruble rubles rouble roubles rubel",
        currency!(RUB, BYN),
    ),
    (
        "₴ грн гривна гривны гривен гривня гривень hryvnia",
        currency!(UAH),
    ),
    ("₸ тг тенге tenge", currency!(KZT)),
    ("₺ tl lira", currency!(TRY)),
    (
        "₹ rs rupee rupees рупия рупии рупий",
        currency!(INR, PKR, LKR, NPR, MUR, SCR),
    ),
    ("₩ won", currency!(KRW, KPW)),
    ("₪ shekel shekels шекель шекеля шекелей", currency!(ILS)),
    ("₫ dong đồng", currency!(VND)),
    ("₱", currency!(PHP)),
    ("₦ naira", currency!(NGN)),
    ("฿ baht", currency!(THB)),
    ("₾ lari лари", currency!(GEL)),
    ("₼ manat манат маната манатов", currency!(AZN)),
    ("֏ dram драм драма драмов", currency!(AMD)),
    ("₮", currency!(MNT)),
    (
        "zł zl zloty zlotys złoty złote złotych злотый злотых",
        currency!(PLN),
    ),
    ("kč koruna korun", currency!(CZK)),
    ("ft forint forints", currency!(HUF)),
    ("lei leu", currency!(RON, MDL)),
    ("лв лева", currency!(BGN)),
    (
        "fr sfr franken francs franc франк франка франков",
        currency!(CHF, XAF, XOF, XPF),
    ),
    (
        "kr krone kronen kroner krona kronor kronur крон крона кроны",
        currency!(one of SEK, NOK, DKK, ISK, CZK),
    ),
    ("ksh", currency!(KES)),
    ("rand", currency!(ZAR)),
    ("aed dirham dirhams дирхам дирхама дирхамов", currency!(AED, MAD)),
    ("rp rupiah", currency!(IDR)),
    ("rm ringgit", currency!(MYR)),
];

/// What a run of letters and signs means, for instance `eur`, `k€`, `тыс` or `teur`. Up to two meanings, since a
/// multiplier and a currency, or a currency's code and its sign (`usd$`), are often written as one word (but never two
/// multipliers); `None` when it is neither.
pub(super) fn meanings(run: &str) -> Option<Vec<Meaning>> {
    if let Some(one) = meaning(run) {
        return Some(vec![one]);
    }
    run.char_indices().skip(1).find_map(|(at, _)| {
        let (left, right) = (meaning(&run[..at])?, meaning(&run[at..])?);
        let two_scales = matches!((left, right), (Scale(_), Scale(_)));
        (!two_scales).then(|| vec![left, right])
    })
}

fn meaning(word: &str) -> Option<Meaning> {
    let listed = WORDS
        .iter()
        .find(|(forms, _)| forms.split(' ').any(|form| form == word));
    listed.map(|(_, meaning)| *meaning).or_else(|| iso_code(word))
}

/// A currency by its ISO code in any case; gold, funds and test codes are no currency to sell in.
fn iso_code(word: &str) -> Option<Meaning> {
    let currency = Currency::from_code(&word.to_ascii_uppercase())?;
    let sold_in = !currency.is_fund() && !currency.is_special();
    sold_in.then_some(Meaning::Currency(Candidates::One(currency)))
}
