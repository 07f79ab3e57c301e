//! Which module may use which, and which library belongs where: docs/ARCHITECTURE.md, held.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What is pure and knows nothing of leads: everybody may use it, it uses nothing.
const BELOW_ALL: &[&str] = &["failpoint", "locale", "visible"];

/// A module, and the modules that it may use besides itself and what is below all. Who is not listed sees everything, and
/// nothing sees it.
const DIRECTIONS: &[(&str, &[&str])] = &[
    ("failpoint", &[]),
    ("locale", &[]),
    ("visible", &[]),
    ("clock", &[]),
    ("metrics", &[]),
    ("config", &[]),
    ("telemetry", &["config"]),
    ("domain", &[]),
    ("text", &["domain"]),
    ("stats", &["domain"]),
    ("store", &["domain", "stats"]),
    ("flows", &["domain", "stats", "store", "clock", "text"]),
    ("discord_api", &["domain", "clock", "metrics"]),
    (
        "notices",
        &[
            "domain", "store", "flows", "outbox", "text", "clock", "config", "metrics",
        ],
    ),
    ("outbox", &["domain", "store", "clock", "metrics", "discord_api"]),
    ("scheduler", &["domain", "store", "flows", "clock"]),
    (
        "partner_center",
        &["domain", "store", "flows", "clock", "metrics"],
    ),
    (
        "intake",
        &["domain", "store", "flows", "outbox", "clock", "text", "metrics"],
    ),
    (
        "discord",
        &[
            "domain",
            "store",
            "flows",
            "outbox",
            "discord_api",
            "notices",
            "stats",
            "clock",
            "text",
            "metrics",
        ],
    ),
];

/// What is written in code, and the only modules that may write it.
const OWNERS: &[(&str, &[&str])] = &[
    ("sqlx::query", &["store"]),
    ("axum::", &["intake"]),
    ("serenity::", &["discord", "discord_api", "app", "cli"]),
    ("poise::", &["discord", "app"]),
    ("sandbox::", &["cli"]),
    ("resvg::", &["stats"]),
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap();
    let each = entries.flat_map(|entry| {
        let path = entry.unwrap().path();
        if path.is_dir() { sources(&path) } else { vec![path] }
    });
    each.filter(|path| path.extension().is_some_and(|end| end == "rs"))
        .collect()
}

/// Every file of the bot: the top module it belongs to, its path below `src`, and its code without comments.
fn files() -> Vec<(String, String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let read = sources(&root).into_iter().map(|path| {
        let below = path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
        let module = below
            .split('/')
            .next()
            .unwrap()
            .trim_end_matches(".rs")
            .to_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        (module, below, code.collect::<Vec<_>>().join("\n"))
    });
    read.collect()
}

/// The paths that follow `crate::`, to two levels; a `{…}` is taken apart.
fn used(code: &str) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for after in code.split("crate::").skip(1) {
        let names: Vec<&str> = match after.strip_prefix('{') {
            Some(group) => group
                .split_once('}')
                .map_or(group, |(inside, _)| inside)
                .split(',')
                .collect(),
            None => vec![after],
        };
        for name in names {
            let is_path = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == ':';
            let path: String = name.trim().chars().take_while(|c| is_path(*c)).collect();
            used.insert(path.split("::").take(2).collect::<Vec<_>>().join("::"));
        }
    }
    used
}

#[test]
fn modules_look_only_the_way_the_architecture_allows() {
    let files = files();
    let modules: BTreeSet<&str> = files.iter().map(|(module, ..)| module.as_str()).collect();
    let mut wrong = Vec::new();
    for (module, file, code) in &files {
        let Some((_, allowed)) = DIRECTIONS.iter().find(|(known, _)| known == module) else {
            continue;
        };
        for path in used(code) {
            let target = path.split("::").next().unwrap_or_default();
            let is_allowed = target == module
                || BELOW_ALL.contains(&target)
                || allowed.iter().any(|one| *one == target || *one == path);
            // Macros and other things of the crate's root are no modules.
            if modules.contains(target) && !is_allowed {
                wrong.push(format!("{file} uses {path}"));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// The modules that use each other in a circle, two or more; there are to be none.
#[test]
fn no_modules_use_each_other_in_a_circle() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let uses = module_graph(&root);
    assert!(circles(&uses).is_empty(), "{:?}", circles(&uses));
}

#[test]
fn each_library_is_used_only_where_it_belongs() {
    let mut wrong = Vec::new();
    for (module, file, code) in files() {
        for (library, owners) in OWNERS {
            let written = code.split(|c: char| c.is_whitespace() || "(<&{,!".contains(c));
            if !owners.contains(&module.as_str()) && written.into_iter().any(|word| word.starts_with(library))
            {
                wrong.push(format!("{file} uses {library}"));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn the_sandbox_knows_nothing_of_leads() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("sandbox");
    let manifest = std::fs::read_to_string(root.join("Cargo.toml")).unwrap();
    assert!(
        !manifest.contains("leadbell"),
        "the sandbox's Cargo.toml names the bot"
    );
    for path in sources(&root.join("src")) {
        let code = std::fs::read_to_string(&path).unwrap();
        assert!(!code.contains("leadbell"), "{}", path.display());
    }
}

type Module = Vec<String>;

/// Which file uses which, below `root`. A parent that only declares or re-exports its children is in no circle with
/// them: only the paths that stand in code count, and `mod` lines are none.
fn module_graph(root: &Path) -> BTreeMap<Module, BTreeSet<Module>> {
    let files: BTreeMap<Module, String> = sources(root)
        .into_iter()
        .map(|path| {
            let below = path.strip_prefix(root).unwrap().with_extension("");
            let names = below.iter().map(|name| name.to_str().unwrap().to_owned());
            let module: Module = names.filter(|name| name != "mod" && name != "lib").collect();
            (module, code_of(&std::fs::read_to_string(&path).unwrap()))
        })
        .collect();
    files
        .iter()
        .map(|(module, code)| {
            let used = paths(code).into_iter().filter_map(|path| {
                let target = resolve(module, &path, &files)?;
                (!target.is_empty() && target != *module).then_some(target)
            });
            (module.clone(), used.collect())
        })
        .collect()
}

/// Code without comments and without the tests at its end.
fn code_of(text: &str) -> String {
    let code = text
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default());
    let code = code.collect::<Vec<_>>().join("\n");
    match code.find("#[cfg(test)]\nmod tests {") {
        Some(tests) => code[..tests].to_owned(),
        None => code,
    }
}

/// Every path of `code` that starts at the crate or a parent, groups in braces taken apart.
fn paths(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for start in ["crate::", "super::"] {
        for (at, _) in code.match_indices(start) {
            let before = code[..at].chars().next_back();
            if !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
                expand(&code[at..], String::new(), &mut found);
            }
        }
    }
    found
}

/// Reads one path; where it opens a group, one for each member. Gives what follows it.
fn expand<'c>(code: &'c str, before: String, found: &mut Vec<String>) -> &'c str {
    let end = code
        .find(|c: char| !c.is_alphanumeric() && c != '_' && c != ':')
        .unwrap_or(code.len());
    let (path, mut rest) = (format!("{before}{}", &code[..end]), &code[end..]);
    if !path.ends_with("::") || !rest.starts_with('{') {
        found.push(path);
        return rest;
    }
    rest = &rest[1..];
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        if let Some(after) = rest.strip_prefix('}') {
            return after;
        }
        let after = expand(rest, path.clone(), found);
        // What is renamed with `as`, or what no path can hold.
        rest = &after[after.find([',', '}']).unwrap_or(after.len())..];
        if rest.is_empty() {
            return rest;
        }
    }
}

/// The file that a path in `module` leads into: the longest one there is.
fn resolve(module: &Module, path: &str, files: &BTreeMap<Module, String>) -> Option<Module> {
    let mut at = module.clone();
    let mut best = None;
    for name in path.split("::").filter(|name| !name.is_empty()) {
        match name {
            "crate" => at.clear(),
            "self" => {}
            "super" => {
                at.pop();
            }
            name => at.push(name.to_owned()),
        }
        if files.contains_key(&at) {
            best = Some(at.clone());
        } else if name != "crate" && name != "super" {
            break;
        }
    }
    best
}

/// Every set of modules from each of which all others of the set can be reached.
fn circles(uses: &BTreeMap<Module, BTreeSet<Module>>) -> BTreeSet<String> {
    let reachable: BTreeMap<&Module, BTreeSet<&Module>> = uses
        .keys()
        .map(|start| {
            let (mut seen, mut open) = (BTreeSet::new(), vec![start]);
            while let Some(module) = open.pop() {
                for next in uses.get(module).into_iter().flatten() {
                    if seen.insert(next) {
                        open.push(next);
                    }
                }
            }
            (start, seen)
        })
        .collect();
    let in_circle = |module: &Module| -> String {
        let others = reachable[module]
            .iter()
            .filter(|other| reachable[**other].contains(module));
        let names: BTreeSet<String> = others.map(|other| other.join("::")).collect();
        names.into_iter().collect::<Vec<_>>().join(", ")
    };
    uses.keys()
        .map(in_circle)
        .filter(|circle| !circle.is_empty())
        .collect()
}
