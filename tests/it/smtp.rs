//! Mail to a server that is not ours, with the faults that real ones have; what arrives is read by Python's own parser.
//!
//! `.ci/receivers` installs the server (aiosmtpd) below `target`; without it, or without python, a test says that it is
//! skipped.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use chrono::TimeDelta;
use leadbell::config::SmtpSettings;
use leadbell::domain::contact::Email;
use leadbell::domain::ids::LeadId;
use leadbell::domain::lead::{Customer, NewLead};
use leadbell::domain::notice::{State, Why};
use leadbell::notices::Mailer;
use serde_json::Value;
use tempfile::TempDir;

use crate::tester::{Tester, choose, labels};

/// The interpreter with what `.ci/receivers` has installed.
pub fn python() -> Option<PathBuf> {
    let python = Path::new(env!("CARGO_TARGET_TMPDIR")).join("receivers/python/bin/python");
    if python.exists() {
        return Some(python);
    }
    println!("skipped: .ci/receivers has installed nothing");
    None
}

/// Where the receivers' programs are.
pub fn program(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/receivers")
        .join(name)
}

/// A mail server's process, which ends with its test.
pub struct Server {
    process: Child,
    folder: TempDir,
    pub port: u16,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Server {
    pub fn start(arguments: &[&str]) -> Option<Self> {
        let folder = TempDir::new().unwrap();
        let (process, port) = spawn(folder.path(), 0, arguments)?;
        Some(Self {
            process,
            folder,
            port,
        })
    }

    /// What comes next, one word a mail.
    pub fn faults(&self, faults: &[&str]) {
        std::fs::write(self.folder.path().join("faults"), faults.join("\n")).unwrap();
    }

    /// The mails that it has taken, also where it did not say so.
    pub fn mails(&self) -> Vec<Value> {
        let all = std::fs::read_to_string(self.folder.path().join("mails")).unwrap_or_default();
        all.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    pub fn settings(&self, url: &str) -> SmtpSettings {
        SmtpSettings {
            url: url.replace("PORT", &self.port.to_string()).into(),
            from: "leads@nordlicht.example".to_owned(),
            ca_file: None,
        }
    }

    fn mailer(&self) -> Mailer {
        Mailer::smtp(&self.settings("smtp://127.0.0.1:PORT?tls=none")).unwrap()
    }
}

fn spawn(folder: &Path, port: u16, arguments: &[&str]) -> Option<(Child, u16)> {
    let mut process = Command::new(python()?)
        .arg(program("server.py"))
        .arg(folder)
        .arg(port.to_string())
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(process.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    let port = line.trim().parse();
    Some((process, port.expect("the mail server says its port")))
}

/// A certificate for 127.0.0.1 and its key, and another one that is nobody's.
struct Certificates {
    folder: TempDir,
}

impl Certificates {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        for (name, host) in [("right", "127.0.0.1"), ("other", "elsewhere.example")] {
            let made = rcgen::generate_simple_self_signed(vec![host.to_owned()]).unwrap();
            std::fs::write(folder.path().join(format!("{name}.pem")), made.cert.pem()).unwrap();
            let key = made.signing_key.serialize_pem();
            std::fs::write(folder.path().join(format!("{name}.key")), key).unwrap();
        }
        Self { folder }
    }

    fn path(&self, file: &str) -> String {
        self.folder.path().join(file).display().to_string()
    }
}

async fn with(mailer: Mailer) -> Tester {
    let mut tester = Tester::offline().await;
    tester.mailer = mailer;
    tester.start().await;
    tester.set_up().await;
    tester
}

/// Declines the lead of a number, and lets the time pass in which that can be taken back.
async fn decline(tester: &Tester, number: i64) {
    let asked = tester.anna.press(&tester.card(number), "Decline").await;
    let form = choose(&tester.anna, asked.message().as_ref().unwrap(), "No capacity").await;
    tester.anna.submit(&form, &[]).await;
    tester.advance(TimeDelta::seconds(182)).await;
}

async fn state(tester: &Tester, lead: LeadId) -> (State, Option<Why>) {
    let notice = tester.notices(lead).await.pop().unwrap();
    (notice.state, notice.why)
}

fn header<'a>(mail: &'a Value, name: &str) -> &'a str {
    let headers = mail["headers"].as_array().unwrap();
    let found = headers.iter().find(|one| one[0] == name);
    found.unwrap_or_else(|| panic!("no {name} in {mail}"))[1]
        .as_str()
        .unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mail_arrives_whole_and_is_read_by_another_languages_parser() {
    let Some(server) = Server::start(&[]) else { return };
    let tester = with(server.mailer()).await;
    let reply = tester
        .maria
        .slash(
            &tester.leads,
            "/notices settings reply_to:sales@nordlicht.example",
        )
        .await;
    assert!(
        reply.text().contains("sales@nordlicht.example"),
        "{}",
        reply.text()
    );
    let lead = NewLead {
        customer: Customer {
            name: Some("Жанна Müller".to_owned()),
            email: Some(Email::parse("jana@müller.example").unwrap()),
            ..Tester::lead("Nordwind Logistik GmbH").customer
        },
        ..Tester::lead("Nordwind Logistik GmbH")
    };
    let lead = tester.receive(lead).await;
    decline(&tester, 1).await;
    let mails = server.mails();
    assert_eq!(mails.len(), 1);
    let mail = &mails[0];
    assert_eq!(mail["defects"], serde_json::json!([]));
    assert_eq!(mail["to"], serde_json::json!(["jana@xn--mller-kva.example"]));
    assert_eq!(header(mail, "To"), "Жанна Müller <jana@xn--mller-kva.example>");
    assert_eq!(
        header(mail, "From"),
        "Nordlicht Partners <leads@nordlicht.example>"
    );
    assert_eq!(header(mail, "Subject"), "Your request to Nordlicht Partners");
    assert_eq!(header(mail, "Reply-To"), "sales@nordlicht.example");
    assert_eq!(header(mail, "Auto-Submitted"), "auto-generated");
    assert_eq!(header(mail, "Content-Language"), "en");
    let id = &tester.notices(lead).await[0].public_id;
    assert_eq!(header(mail, "Message-ID"), format!("<{id}@nordlicht.example>"));
    let text = mail["text"].as_str().unwrap().replace("\r\n", "\n");
    assert!(text.starts_with("Hello Жанна Müller,\n\nthank you"), "{text}");
    assert!(
        mail["html"]
            .as_str()
            .unwrap()
            .contains("<p>Hello Жанна Müller,</p>")
    );
    tester.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn greylisting_a_421_and_a_lost_answer_end_in_one_mail_under_one_id() {
    let Some(server) = Server::start(&[]) else { return };
    let tester = with(server.mailer()).await;
    let lead = tester.receive(Tester::lead("Nordwind Logistik GmbH")).await;
    server.faults(&["greylist", "close", "drop", "ok"]);
    decline(&tester, 1).await;
    assert_eq!(server.mails().len(), 0, "greylisted");
    for _ in 0..4 {
        tester.advance(TimeDelta::hours(3)).await;
    }
    assert_eq!(state(&tester, lead).await, (State::Sent, None));
    let ids: Vec<_> = server
        .mails()
        .iter()
        .map(|mail| header(mail, "Message-ID").to_owned())
        .collect();
    // Taken and not said so: it comes again, and is known by its id.
    assert_eq!(ids.len(), 2);
    assert_eq!(ids[0], ids[1]);
    tester.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mailbox_that_is_not_there_is_not_tried_again_and_managers_hear_of_it() {
    let Some(server) = Server::start(&[]) else { return };
    let tester = with(server.mailer()).await;
    let lead = tester.receive(Tester::lead("Nordwind Logistik GmbH")).await;
    tester.receive(Tester::lead("Südwind")).await;
    server.faults(&["refuse", "ok", "refuse", "ok"]);
    decline(&tester, 1).await;
    decline(&tester, 2).await;
    assert_eq!(state(&tester, lead).await, (State::Failed, Some(Why::Refused)));
    assert_eq!(server.mails().len(), 1, "others are told");
    let alert = tester.news().pop().unwrap();
    assert!(
        alert.text().contains("550: 5.1.1 … user unknown"),
        "{}",
        alert.text()
    );
    assert!(!alert.text().contains("jana@"), "{}", alert.text());
    assert_eq!(labels(&alert), ["Retry L-1", "Told by hand: L-1", "Text for L-1"]);
    tester.maria.press(&alert, "Retry L-1").await;
    tester.settle().await;
    assert_eq!(state(&tester, lead).await.0, State::Failed, "still not there");
    tester.maria.press(&alert, "Retry L-1").await;
    tester.settle().await;
    assert_eq!(state(&tester, lead).await.0, State::Sent);
    tester.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_down_or_slow_loses_nothing() {
    let Some(server) = Server::start(&[]) else { return };
    let gone = Server::start(&[]).unwrap();
    let mailer = gone.mailer();
    let port = gone.port;
    drop(gone);
    let tester = with(mailer).await;
    let lead = tester.receive(Tester::lead("Nordwind Logistik GmbH")).await;
    decline(&tester, 1).await;
    assert_eq!(state(&tester, lead).await.0, State::Waiting);
    let (process, _) = spawn(server.folder.path(), port, &[]).unwrap();
    let mut again = Server {
        process,
        folder: TempDir::new().unwrap(),
        port,
    };
    server.faults(&["slow"]);
    for _ in 0..4 {
        tester.advance(TimeDelta::hours(1)).await;
    }
    assert_eq!(state(&tester, lead).await.0, State::Sent);
    assert_eq!(server.mails().len(), 1);
    again.process.kill().unwrap();
    tester.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tls_is_spoken_where_it_is_asked_for_and_a_wrong_certificate_is_none() {
    let certificates = Certificates::new();
    let (cert, key) = (certificates.path("right.pem"), certificates.path("right.key"));
    let (other, other_key) = (certificates.path("other.pem"), certificates.path("other.key"));
    let Some(wrapped) = Server::start(&["--tls", &cert, &key]) else {
        return;
    };
    let starttls = ["--starttls", &cert, &key, "--auth", "leads@x", "p:ss"];
    let starttls = Server::start(&starttls).unwrap();
    let plain = Server::start(&[]).unwrap();
    let foreign = Server::start(&["--tls", &other, &other_key]).unwrap();
    let check = async |server: &Server, url: &str, ca: Option<&str>| {
        let settings = SmtpSettings {
            ca_file: ca.map(PathBuf::from),
            ..server.settings(url)
        };
        Mailer::smtp(&settings).unwrap().check().await
    };
    assert_eq!(
        check(&wrapped, "smtps://127.0.0.1:PORT", Some(&cert)).await,
        Ok(())
    );
    let login = "smtp://leads%40x:p%3Ass@127.0.0.1:PORT?tls=required";
    assert_eq!(check(&starttls, login, Some(&cert)).await, Ok(()));
    for (server, url, ca, what) in [
        (
            &wrapped,
            "smtps://127.0.0.1:PORT",
            None,
            "a certificate of nobody that is known",
        ),
        (
            &foreign,
            "smtps://127.0.0.1:PORT",
            Some(other.as_str()),
            "a certificate of another host",
        ),
        (
            &plain,
            "smtp://127.0.0.1:PORT?tls=required",
            Some(cert.as_str()),
            "a server without TLS",
        ),
        (
            &starttls,
            "smtp://a:b@127.0.0.1:PORT?tls=required",
            Some(cert.as_str()),
            "a wrong password",
        ),
    ] {
        let since = std::time::Instant::now();
        let refused = check(server, url, ca).await;
        println!("{what}: {refused:?} after {:?}", since.elapsed());
        assert!(refused.is_err(), "{what} is taken");
    }
    let mailer = Mailer::smtp(&SmtpSettings {
        ca_file: Some(cert.into()),
        ..starttls.settings(login)
    });
    let tester = with(mailer.unwrap()).await;
    tester.receive(Tester::lead("Nordwind Logistik GmbH")).await;
    decline(&tester, 1).await;
    assert_eq!(starttls.mails()[0]["tls"], true);
    tester.finish().await;
}
