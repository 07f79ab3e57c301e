//! The bot's own words, from the Fluent files in `locales/`. A language that lacks a message speaks English there.

use std::collections::HashMap;
use std::sync::LazyLock;

pub use fluent_bundle::FluentArgs;
use fluent_bundle::FluentResource;
use fluent_bundle::concurrent::FluentBundle;
use unic_langid::LanguageIdentifier;

/// A language that the bot speaks.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum Lang {
    /// English.
    #[default]
    En,
}

impl Lang {
    /// All of them.
    pub const ALL: [Self; 1] = [Self::En];

    /// Its BCP 47 tag.
    #[must_use]
    pub(crate) const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
        }
    }

    /// The language to speak to somebody with that locale (Discord's code, or any BCP 47 tag).
    #[must_use]
    pub fn of(locale: &str) -> Self {
        let language = locale.split(['-', '_']).next().unwrap_or_default();
        Self::ALL
            .into_iter()
            .find(|lang| lang.tag().eq_ignore_ascii_case(language))
            .unwrap_or_default()
    }

    const fn sources(self) -> &'static [&'static str] {
        match self {
            Self::En => &[
                include_str!("../../locales/en/cards.ftl"),
                include_str!("../../locales/en/commands.ftl"),
                include_str!("../../locales/en/forms.ftl"),
                include_str!("../../locales/en/full.ftl"),
                include_str!("../../locales/en/inquiry.ftl"),
                include_str!("../../locales/en/lists.ftl"),
                include_str!("../../locales/en/notices.ftl"),
                include_str!("../../locales/en/refusals.ftl"),
                include_str!("../../locales/en/sources.ftl"),
                include_str!("../../locales/en/stats.ftl"),
                include_str!("../../locales/en/words.ftl"),
            ],
        }
    }
}

static BUNDLES: LazyLock<HashMap<Lang, FluentBundle<FluentResource>>> =
    LazyLock::new(|| Lang::ALL.into_iter().map(|lang| (lang, bundle(lang))).collect());

/// A broken message is left out, and the test of the catalogues fails; the bot goes on with the others.
fn bundle(lang: Lang) -> FluentBundle<FluentResource> {
    let tag: LanguageIdentifier = lang.tag().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    // Discord shows the isolating marks as boxes on some clients, and what is inserted is neutralised already.
    bundle.set_use_isolating(false);
    for source in lang.sources() {
        let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(partly, errors)| {
            tracing::error!(
                lang = lang.tag(),
                count = errors.len(),
                "a message catalogue has errors"
            );
            partly
        });
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// The words of a message. Use the [`crate::t`] macro, which takes the arguments by name.
#[must_use]
pub fn text(lang: Lang, key: &str, args: &FluentArgs<'_>) -> String {
    [lang, Lang::En]
        .into_iter()
        .find_map(|lang| lookup(lang, key, args))
        .unwrap_or_else(|| {
            tracing::error!(key, "a message is in no catalogue");
            key.to_owned()
        })
}

/// Whether there is such a message, for words that not everything has.
#[must_use]
pub fn has(key: &str) -> bool {
    BUNDLES
        .get(&Lang::En)
        .is_some_and(|bundle| bundle.has_message(key))
}

fn lookup(lang: Lang, key: &str, args: &FluentArgs<'_>) -> Option<String> {
    let bundle = BUNDLES.get(&lang)?;
    let (id, attribute) = key
        .split_once('.')
        .map_or((key, None), |(id, attribute)| (id, Some(attribute)));
    let message = bundle.get_message(id)?;
    let pattern = match attribute {
        Some(attribute) => message.get_attribute(attribute)?.value(),
        None => message.value()?,
    };
    let mut errors = Vec::new();
    let text = bundle
        .format_pattern(pattern, Some(args), &mut errors)
        .into_owned();
    if !errors.is_empty() {
        tracing::error!(key, ?errors, "a message could not be formatted");
    }
    Some(text)
}

/// The words of a message in a language: `t!(lang, "refusal-accepted", who = name, when = time)`.
#[macro_export]
macro_rules! t {
    ($lang:expr, $key:expr $(, $name:ident = $value:expr)* $(,)?) => {{
        #[allow(unused_mut, reason = "a message without arguments")]
        let mut args = $crate::text::catalogue::FluentArgs::new();
        $(args.set(stringify!($name), $value);)*
        $crate::text::catalogue::text($lang, &$key, &args)
    }};
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;

    #[test]
    fn every_catalogue_parses() {
        for lang in Lang::ALL {
            for source in lang.sources() {
                let errors = FluentResource::try_new((*source).to_owned())
                    .err()
                    .map(|(_, errors)| errors);
                assert_eq!(errors, None, "{}", lang.tag());
            }
        }
    }

    /// Keys that the code asks for by their literal name: in `t!(…, "key")`.
    fn keys_in(folder: &Path, keys: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                keys_in(&path, keys);
            } else if path.extension().is_some_and(|extension| extension == "rs")
                && !path.ends_with("catalogue.rs")
            {
                let code = std::fs::read_to_string(&path).unwrap();
                for (at, call) in code.match_indices("t!(") {
                    // Not the end of `assert!(` and the like.
                    if code[..at].ends_with(|char: char| char.is_alphanumeric() || char == '_') {
                        continue;
                    }
                    let call = &code[at + call.len()..];
                    let literal = call.split_once(',').map(|(_, rest)| rest.trim_start());
                    if let Some(key) = literal
                        .and_then(|rest| rest.strip_prefix('"'))
                        .and_then(|rest| rest.split_once('"'))
                    {
                        keys.insert(key.0.to_owned());
                    }
                }
            }
        }
    }

    #[test]
    fn every_message_that_the_code_asks_for_is_there() {
        let mut keys = BTreeSet::new();
        keys_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut keys);
        assert!(keys.len() > 20, "the scan found {} keys", keys.len());
        let bundle = &BUNDLES[&Lang::En];
        let missing: Vec<_> = keys
            .iter()
            .filter(|key| {
                let (id, attribute) = key
                    .split_once('.')
                    .map_or((key.as_str(), None), |(id, at)| (id, Some(at)));
                bundle
                    .get_message(id)
                    .is_none_or(|message| attribute.is_some_and(|at| message.get_attribute(at).is_none()))
            })
            .collect();
        assert_eq!(missing, Vec::<&String>::new());
    }
}
