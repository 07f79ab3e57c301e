//! Which module may use which, and which library belongs where: docs/ARCHITECTURE.md, held.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A module, and the modules that it may use besides itself. Who is not listed sees everything, and nothing sees it.
const DIRECTIONS: &[(&str, &[&str])] = &[
    // Of `text` only what is as pure as the domain itself.
    ("domain", &["text::locale", "text::safe"]),
    ("text", &["domain"]),
    ("clock", &[]),
    ("failpoint", &[]),
    ("config", &["failpoint"]),
    ("telemetry", &["config"]),
    ("metrics", &[]),
    ("store", &["domain", "failpoint"]),
    ("flows", &["domain", "store", "clock", "text"]),
    ("discord_api", &["domain", "clock", "metrics"]),
    (
        "outbox",
        &["domain", "store", "discord_api", "clock", "failpoint"],
    ),
    ("scheduler", &["domain", "store", "flows", "clock", "failpoint"]),
    (
        "intake",
        &[
            "domain",
            "store",
            "flows",
            "outbox",
            "clock",
            "text",
            "metrics",
            "failpoint",
        ],
    ),
    (
        "discord",
        &[
            "domain",
            "store",
            "flows",
            "discord_api",
            "outbox",
            "clock",
            "text",
            "metrics",
            "failpoint",
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
            let is_allowed = target == module || allowed.iter().any(|one| *one == target || *one == path);
            // Macros and other things of the crate's root are no modules.
            if modules.contains(target) && !is_allowed {
                wrong.push(format!("{file} uses {path}"));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
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
