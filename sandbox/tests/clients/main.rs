//! Clients that are not ours: discord.js and discord.py do in the sandbox what their users do in Discord.
//!
//! `.ci/clients` installs them from their registries below `target`; without them, or without node or python, a test says
//! that it is skipped. What the clients say is printed: it is the proof that they ran.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "../contract/mod.rs"]
mod contract;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use contract::Watched;
use sandbox::{Options, Sandbox};

/// How long an interpreter and a library of their size may take to start on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A client's process, which ends with its test.
struct Client {
    process: Child,
    transcript: PathBuf,
}

impl Client {
    fn start(name: &str, mut command: Command, sandbox: &Sandbox, guild: u64) -> Self {
        let transcript = installed().join(format!("{name}.log"));
        let log = File::create(&transcript).unwrap();
        let process = command
            .env("DISCORD_API_URL", sandbox.url())
            .env("DISCORD_TOKEN", sandbox.token())
            .env("GUILD", guild.to_string())
            .stdin(Stdio::null())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .spawn()
            .unwrap();
        Self { process, transcript }
    }

    fn said(&self) -> String {
        std::fs::read_to_string(&self.transcript).unwrap()
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
        contract::tally::say(&self.said());
    }
}

/// Where `.ci/clients` puts them.
fn installed() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("clients")
}

fn source(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/clients")
        .join(name)
}

/// Waits until the client has said something that begins so, or has come to its end.
async fn until_said(client: &mut Client, beginning: &str) {
    let waited = tokio::time::timeout(PATIENCE, async {
        while !client.said().lines().any(|line| line.starts_with(beginning)) {
            let ended = client.process.try_wait().unwrap();
            assert!(ended.is_none(), "it ended before it said \"{beginning}\"");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    });
    assert!(waited.await.is_ok(), "it never said \"{beginning}\"");
}

/// A guest book: a command with an embed and a button, a form, an uploaded page, an edit.
async fn guest_book(name: &str, command: Command) {
    let sandbox = Watched(Sandbox::start(Options::default()).await.unwrap());
    let guild = sandbox.add_guild("Nordlicht Partners");
    let channel = guild.add_channel("lobby");
    let anna = guild.add_member("Anna", &[]);
    let mut client = Client::start(name, command, &sandbox, guild.id());
    until_said(&mut client, "registered /book").await;
    until_said(&mut client, name).await;

    let book = anna.slash(&channel, "/book title:Visitors").await;
    let book = book.message().expect("a message with the book");
    assert_eq!(book.embeds()[0]["title"], "Visitors");

    let form = anna.press(&book, "Sign").await;
    assert_eq!(form.modal().expect("a form").title, "Sign the book");

    let thanks = anna.submit(&form, &[("Your words", "Grüße")]).await;
    let thanks = thanks.settled().await.message().expect("a message of thanks");
    assert_eq!(thanks.content(), "Thank you");
    assert_eq!(thanks.file("page.txt").as_deref(), Some("Grüße".as_bytes()));

    until_said(&mut client, "edited the book").await;
    assert_eq!(book.embeds()[0]["description"], "Grüße");
    assert_eq!(book.revision(), 1);
    let said = client.said();
    assert!(!said.contains("failed") && !said.contains("Traceback"), "{said}");
}

#[tokio::test]
async fn discord_js_keeps_a_guest_book() {
    let modules = installed().join("node/node_modules");
    if !modules.join("discord.js").exists() {
        return contract::tally::say(
            "clients: discord.js is skipped, it is not installed (.ci/clients does that)",
        );
    }
    let mut node = Command::new("node");
    node.arg(source("bot.cjs")).env("NODE_PATH", modules);
    guest_book("discord.js", node).await;
}

#[tokio::test]
async fn discord_py_keeps_a_guest_book() {
    let python = installed().join("python/bin/python");
    if !python.exists() {
        return contract::tally::say(
            "clients: discord.py is skipped, it is not installed (.ci/clients does that)",
        );
    }
    let mut command = Command::new(python);
    command.arg(source("bot.py"));
    guest_book("discord.py", command).await;
}
