//! No module of the sandbox, and no script of its page, uses another in a circle.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

type Uses = BTreeMap<String, BTreeSet<String>>;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|own| own == ending) {
            found.push(path);
        }
    }
    found
}

/// A circle among the modules, as the way around it.
fn circle(uses: &Uses) -> Option<Vec<String>> {
    fn walk(
        uses: &Uses,
        at: &str,
        way: &mut Vec<String>,
        done: &mut BTreeSet<String>,
    ) -> Option<Vec<String>> {
        if let Some(begin) = way.iter().position(|seen| seen == at) {
            return Some(way[begin..].to_vec());
        }
        if done.contains(at) {
            return None;
        }
        way.push(at.to_owned());
        for next in uses.get(at).into_iter().flatten() {
            if let Some(found) = walk(uses, next, way, done) {
                return Some(found);
            }
        }
        way.pop();
        done.insert(at.to_owned());
        None
    }
    let mut done = BTreeSet::new();
    uses.keys()
        .find_map(|module| walk(uses, module, &mut Vec::new(), &mut done))
}

/// The names of the crate's modules that a source names after `crate::`; what `lib.rs` gives on stands for its module.
fn named(source: &str, given_on: &BTreeMap<&str, &str>) -> BTreeSet<String> {
    let source = source.split("#[cfg(test)]").next().unwrap_or_default();
    let code: String = source
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n");
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let names: Vec<String> = if let Some(list) = rest.strip_prefix('{') {
            top_level(list)
        } else {
            vec![word(rest)]
        };
        found.extend(
            names
                .into_iter()
                .map(|name| given_on.get(name.as_str()).map_or(name, |own| (*own).to_owned())),
        );
    }
    found
}

fn word(text: &str) -> String {
    text.chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect()
}

/// The first words of a list in braces, whose closing brace comes somewhere.
fn top_level(list: &str) -> Vec<String> {
    let (mut depth, mut names, mut item) = (0, Vec::new(), String::new());
    for c in list.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                names.push(word(item.trim_start()));
                item.clear();
                continue;
            }
            _ => {}
        }
        item.push(c);
    }
    names.push(word(item.trim_start()));
    names.retain(|name| !name.is_empty());
    names
}

#[test]
fn no_module_uses_another_in_a_circle() {
    let given_on = BTreeMap::from([
        ("Sandbox", "sandbox"),
        ("Held", "sandbox"),
        ("Options", "options"),
        ("Now", "options"),
        ("Fault", "faults"),
        ("FaultHandle", "faults"),
        ("Action", "toolbar"),
        ("Recorded", "record"),
        ("Channel", "actor"),
        ("Guild", "actor"),
        ("Member", "actor"),
        ("Message", "actor"),
        ("Reply", "actor"),
        ("Role", "actor"),
        ("Impossible", "actor"),
        ("Choice", "actor"),
    ]);
    let src = root().join("src");
    let mut uses = Uses::new();
    for file in files(&src, "rs") {
        let below = file.strip_prefix(&src).unwrap();
        let first = below.iter().next().unwrap().to_str().unwrap();
        let module = first.trim_end_matches(".rs").to_owned();
        if module == "lib" || module == "bin" {
            continue;
        }
        let named = named(&std::fs::read_to_string(&file).unwrap(), &given_on);
        let own = uses.entry(module.clone()).or_default();
        own.extend(named.into_iter().filter(|other| *other != module));
    }
    assert!(
        uses["server"].contains("rest") && uses["rest"].contains("shared"),
        "{uses:?}"
    );
    assert_eq!(circle(&uses), None, "{uses:?}");
}

#[test]
fn no_script_of_the_page_uses_another_in_a_circle() {
    let mut uses = Uses::new();
    for file in files(&root().join("page"), "js") {
        let name = file.file_name().unwrap().to_str().unwrap().to_owned();
        let source = std::fs::read_to_string(&file).unwrap();
        let imported = source
            .split("from \"./")
            .skip(1)
            .filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()));
        uses.insert(name, imported.collect());
    }
    assert!(uses["form.js"].contains("api.js"));
    assert_eq!(circle(&uses), None, "{uses:?}");
}

#[test]
fn a_circle_is_found() {
    let uses = |pairs: &[(&str, &str)]| {
        let mut uses = Uses::new();
        for (from, to) in pairs {
            uses.entry((*from).to_owned())
                .or_default()
                .insert((*to).to_owned());
        }
        uses
    };
    assert_eq!(circle(&uses(&[("a", "b"), ("b", "c")])), None);
    let found = circle(&uses(&[("a", "b"), ("b", "c"), ("c", "b")])).unwrap();
    assert_eq!(found, ["b", "c"]);
}
