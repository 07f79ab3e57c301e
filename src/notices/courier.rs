//! One notice, when the outbox says that it is time: what is to be said is read as it is now, sent, and recorded. Run
//! again after a kill it sends again, under the same id, unless it was recorded.

use anyhow::Context as _;
use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::BoxFuture;

use super::letter::{self, Letter};
use super::mailer::{MailError, Mailer};
use super::message::Addressed;
use super::policy::{self, Next};
use super::webhook::{self, Answer, Delivery, Webhooks};
use crate::clock::Clock;
use crate::domain::contact::Email;
use crate::domain::ids::NoticeId;
use crate::domain::lead::Lead;
use crate::domain::notice::{Audience, Medium, Notice, State, TextKind, Why};
use crate::domain::owed_notices::{address, webhook_of};
use crate::domain::team::Team;
use crate::flows::notices::settle::{self, Ended};
use crate::outbox::Notify;
use crate::store::notices::{self, secrets, texts};
use crate::store::{Conn, Store, StoreError, leads, teams};
use crate::text::catalogue::Lang;

/// How long a notice waits for an earlier one of its lead before it looks again.
const IN_ORDER: TimeDelta = TimeDelta::seconds(30);

/// Sends notices.
#[derive(Clone)]
pub(crate) struct Courier {
    store: Store,
    clock: Clock,
    mailer: Mailer,
    webhooks: Webhooks,
}

/// What a notice is sent from.
struct Subject {
    notice: Notice,
    team: Team,
    lead: Lead,
}

/// What one try came to.
enum Attempt {
    Over(State, Option<Why>, Option<String>),
    Failed(String, Option<std::time::Duration>),
}

impl Courier {
    /// A courier.
    #[must_use]
    pub const fn new(store: Store, clock: Clock, mailer: Mailer, webhooks: Webhooks) -> Self {
        Self {
            store,
            clock,
            mailer,
            webhooks,
        }
    }

    /// Sends a notice that is due, once. `Some` is when to try again; `None`: there is nothing left to do.
    ///
    /// # Errors
    /// Our fault: nothing is recorded, and it is tried again.
    pub async fn deliver(&self, id: NoticeId) -> anyhow::Result<Option<DateTime<Utc>>> {
        let now = self.clock.now();
        let Some(subject) = self.load(id).await? else {
            return Ok(None);
        };
        let notice = &subject.notice;
        if now < notice.due_at {
            return Ok(Some(notice.due_at));
        }
        if notices::has_earlier_waiting(&mut *self.store.read().await?, notice).await? {
            return Ok(Some(now + IN_ORDER));
        }
        let url = webhook_of(&subject.team.settings.notices, &subject.lead);
        let url = url.map(str::to_owned);
        let attempt = if now - notice.due_at > subject.team.settings.notices.retention() {
            Attempt::Over(State::ByHand, Some(Why::Late), None)
        } else {
            match notice.medium {
                Medium::Mail => self.mail(&subject).await?,
                Medium::Webhook => self.webhook(&subject, url.as_deref()).await?,
            }
        };
        self.record(&subject, url, attempt).await
    }

    /// The notice where it waits, with its lead.
    async fn load(&self, id: NoticeId) -> anyhow::Result<Option<Subject>> {
        let mut conn = self.store.read().await?;
        let notice = notices::find(&mut conn, id).await?;
        let Some(notice) = notice.filter(|notice| notice.state == State::Waiting) else {
            return Ok(None);
        };
        let team = teams::find(&mut conn, notice.team).await?;
        let lead = leads::find(&mut conn, notice.lead).await?;
        Ok(Some(Subject {
            team: team.with_context(|| format!("notice {id} has no team"))?,
            lead: lead.with_context(|| format!("notice {id} has no lead"))?,
            notice,
        }))
    }

    async fn mail(&self, subject: &Subject) -> anyhow::Result<Attempt> {
        let Subject { notice, team, lead } = subject;
        if notice.audience == Audience::Customer && lead.request.do_not_contact {
            return Ok(Attempt::Over(State::Withheld, Some(Why::DoNotContact), None));
        }
        let Some(to) = address(lead, notice.audience).cloned() else {
            return Ok(Attempt::Over(State::Withheld, Some(Why::NoAddress), None));
        };
        if matches!(self.mailer, Mailer::Off) {
            return Ok(Attempt::Over(State::ByHand, Some(Why::NoSmtp), None));
        }
        let letter = match words(&mut *self.store.read().await?, notice, team, lead).await? {
            Ok(letter) => letter,
            Err(wrong) => return Ok(Attempt::Over(State::Failed, Some(Why::BadText), Some(wrong))),
        };
        let addressed = Addressed {
            to,
            to_name: letter::recipient(lead, notice.audience),
            from_name: letter::team_name(team, letter.lang),
            reply_to: reply_to(team),
            public_id: notice.public_id.clone(),
            date: self.clock.now(),
        };
        Ok(match self.mailer.send(&addressed, &letter).await {
            Ok(()) => Attempt::Over(State::Sent, None, None),
            Err(MailError::Refused(words)) => Attempt::Over(State::Failed, Some(Why::Refused), Some(words)),
            Err(MailError::Later(words)) => Attempt::Failed(words, None),
        })
    }

    async fn webhook(&self, subject: &Subject, url: Option<&str>) -> anyhow::Result<Attempt> {
        let Subject { notice, team, lead } = subject;
        let Some(url) = url else {
            return Ok(Attempt::Over(State::Withheld, Some(Why::NoAddress), None));
        };
        if secrets::is_gone(&mut *self.store.read().await?, team.id, url).await? {
            return Ok(Attempt::Over(State::Withheld, Some(Why::Gone), None));
        }
        let source = lead.source;
        let known = secrets::find(&mut *self.store.read().await?, source).await?;
        let known = match known {
            Some(known) => known,
            None => {
                let made = self
                    .store
                    .write(async move |tx| Ok::<_, StoreError>(secrets::find_or_insert(tx, source).await?));
                made.await?
            }
        };
        let now = self.clock.now();
        let answer = self.webhooks.send(Delivery {
            id: &notice.public_id,
            url,
            body: webhook::body(notice, lead),
            secrets: known.valid(now),
            at: now,
        });
        Ok(match answer.await {
            Answer::Taken => Attempt::Over(State::Sent, None, None),
            Answer::Gone => Attempt::Over(State::Failed, Some(Why::Gone), None),
            Answer::Private => Attempt::Over(State::Failed, Some(Why::PrivateAddress), None),
            Answer::Later(words, asked) => Attempt::Failed(words, asked),
        })
    }

    async fn record(
        &self,
        subject: &Subject,
        url: Option<String>,
        attempt: Attempt,
    ) -> anyhow::Result<Option<DateTime<Utc>>> {
        let (notice, now) = (&subject.notice, self.clock.now());
        let (id, failures) = (notice.id, notice.attempts.saturating_add(1));
        let (state, why, detail) = match attempt {
            Attempt::Over(state, why, detail) => (state, why, detail),
            Attempt::Failed(words, asked) => {
                match policy::next(failures, notice.due_at, now, asked, rand::random()) {
                    Next::At(at) => {
                        tracing::warn!(
                            notice = id.0,
                            failures,
                            words,
                            "a notice could not be sent; trying again"
                        );
                        let write = self.store.write(async move |tx| {
                            Ok::<_, StoreError>(notices::update_attempted(tx, id, failures, &words).await?)
                        });
                        write.await?;
                        return Ok(Some(at));
                    }
                    Next::Never => (State::Failed, Some(Why::Exhausted), Some(words)),
                }
            }
        };
        if state.is_open() {
            tracing::warn!(notice = id.0, state = state.code(), "a notice waits for a hand");
        }
        let url = url.filter(|_| notice.medium == Medium::Webhook);
        settle::ended(&self.store, notice, url, Ended { state, why, detail }, now).await?;
        Ok(None)
    }
}

impl Notify for Courier {
    fn notify(&self, notice: NoticeId) -> BoxFuture<'_, anyhow::Result<Option<DateTime<Utc>>>> {
        Box::pin(self.deliver(notice))
    }
}

/// The words of a mail: the team's own or ours.
///
/// # Errors
/// That the database failed; within, what is wrong with the team's text.
pub(crate) async fn words(
    conn: &mut Conn,
    notice: &Notice,
    team: &Team,
    lead: &Lead,
) -> anyhow::Result<Result<Letter, String>> {
    let kind = TextKind::of(notice.cause, notice.audience).context("a mail without a text")?;
    let lang: Lang = letter::language(team, Some(lead), notice.audience);
    let own = texts::find(conn, team.id, kind, lang.tag()).await?;
    let template = own.unwrap_or_else(|| letter::default_template(kind, lang));
    Ok(letter::write(&template, kind, team, lead, lang))
}

/// Where answers to a team's mails go.
pub(super) fn reply_to(team: &Team) -> Option<Email> {
    let address = team.settings.notices.reply_to.as_deref()?;
    Email::parse(address).ok()
}
