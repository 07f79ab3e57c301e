//! A program as a process of its own, and what it costs.

use std::process::{Child, Command, Stdio};
use std::time::Duration;

use sandbox::{Options, Sandbox};
use tempfile::TempDir;

/// A bot on a sandbox of its own.
pub struct Bot {
    pub sandbox: Sandbox,
    pub folder: TempDir,
    pub port: u16,
    child: Option<Child>,
}

impl Bot {
    pub async fn new() -> Self {
        let options = Options {
            rate_limits: false,
            patience: Duration::from_secs(20),
            ..Options::default()
        };
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        Self {
            sandbox: Sandbox::start(options).await.unwrap(),
            folder: TempDir::new().unwrap(),
            port: free.local_addr().unwrap().port(),
            child: None,
        }
    }

    pub fn database(&self) -> String {
        format!("sqlite://{}", self.folder.path().join("bot.db").display())
    }

    /// Starts `leadbell run`, or the minimal bot of this very file.
    pub async fn start(&mut self, minimal: bool) {
        let mut command = if minimal {
            let mut command = Command::new(std::env::current_exe().unwrap());
            command.arg(super::minimal_bot::NAME);
            command
        } else {
            let mut command = Command::new(env!("CARGO_BIN_EXE_leadbell"));
            command.arg("run");
            command
        };
        let child = command
            .env("DISCORD_TOKEN", self.sandbox.token())
            .env("DISCORD_API_URL", self.sandbox.url())
            .env("DATABASE_URL", self.database())
            .env("LEADBELL_LISTEN", format!("127.0.0.1:{}", self.port))
            .env("RUST_LOG", "error")
            .stdout(Stdio::null())
            .spawn();
        self.child = Some(child.unwrap());
        self.sandbox.bot_is_online().await;
    }

    /// Asks it to stop, as a supervisor does.
    pub fn stop(&mut self) {
        let Some(mut child) = self.child.take() else {
            return;
        };
        let id = child.id().to_string();
        Command::new("kill").args(["-TERM", &id]).status().unwrap();
        child.wait().unwrap();
    }

    fn id(&self) -> u32 {
        self.child.as_ref().unwrap().id()
    }

    /// What it has used of a core so far, in ticks of 10 ms, which is what Linux counts in for everybody (`proc_pid_stat(5)`).
    pub fn cpu(&self) -> Duration {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.id())).unwrap();
        let after_name = stat.rsplit_once(')').unwrap().1;
        let field = |at: usize| {
            after_name
                .split_whitespace()
                .nth(at)
                .unwrap()
                .parse::<u64>()
                .unwrap()
        };
        Duration::from_millis((field(11) + field(12)) * 10)
    }

    /// Its memory now, in MiB.
    pub fn memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.id())).unwrap();
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))
            .unwrap();
        line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() / 1024
    }
}

impl Drop for Bot {
    fn drop(&mut self) {
        self.stop();
    }
}
