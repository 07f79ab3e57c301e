//! The arithmetic of Discord's limits: pure, fed with moments of the steady clock.
//!
//! Three are known: the bucket that a route shares with others, for each major resource, told in each answer's headers;
//! 50 requests a second for the whole bot; and the undocumented one on edits of messages older than an hour.
//! <https://discord.com/developers/docs/topics/rate-limits>

use std::collections::{HashMap, VecDeque};
use std::time::Duration;

use reqwest::header::HeaderMap;

use super::error::{ApiError, Scope};
use super::route::{Major, Route, RouteKind};
use crate::clock::Moment;
use crate::domain::ids::ChannelId;

/// Requests a second over all routes: Discord allows 50, and a few are left to whoever cannot wait.
const EVERYWHERE: (usize, Duration) = (45, Duration::from_secs(1));
/// Edits of old messages in one channel, as seen in practice.
const OLD_EDITS: (usize, Duration) = (3, Duration::from_secs(6));
/// Longest name of a bucket that is remembered, in bytes: Discord's have 32.
const NAME: usize = 64;

/// What was sent, and what Discord has said about it.
#[derive(Debug, Default)]
pub(super) struct Limits {
    /// Nothing at all before then.
    stopped: Option<Moment>,
    /// Discord's names for the buckets of routes, as learned: routes with one name count together.
    names: HashMap<RouteKind, Box<str>>,
    rooms: HashMap<(Bucket, Major), Room>,
    /// No edit of old messages before then.
    no_old_edits: HashMap<ChannelId, Moment>,
    old_edits: HashMap<ChannelId, VecDeque<Moment>>,
    sent: VecDeque<Moment>,
}

#[derive(Clone, Debug, Eq, Hash, PartialEq)]
enum Bucket {
    /// Until its answers tell.
    Route(RouteKind),
    Named(Box<str>),
}

/// So many more requests until then.
#[derive(Clone, Copy, Debug)]
struct Room {
    left: u64,
    until: Moment,
}

impl Limits {
    /// Until when nothing at all may be sent, if so.
    pub(super) fn stopped(&self, now: Moment) -> Option<Moment> {
        self.stopped.filter(|until| now < *until)
    }

    /// Takes a place now, or says when to ask again.
    pub(super) fn take(&mut self, route: Route, now: Moment) -> Result<(), Moment> {
        self.forget(now);
        let old_edits = route.old_edit().and_then(|channel| {
            let times = self.old_edits.get(&channel)?;
            full_until(times, OLD_EDITS, now)
        });
        let everywhere = full_until(&self.sent, EVERYWHERE, now);
        match [self.told(route, now), everywhere, old_edits]
            .into_iter()
            .flatten()
            .max()
        {
            Some(until) => Err(until),
            None => {
                self.count(route, now);
                Ok(())
            }
        }
    }

    /// Learns from an answer which bucket the route belongs to, and how much room that has left.
    pub(super) fn note(&mut self, route: Route, headers: &HeaderMap, now: Moment) {
        let text = |name: &str| headers.get(name)?.to_str().ok();
        if let Some(name) = text("x-ratelimit-bucket").filter(|name| !name.is_empty() && name.len() <= NAME)
            && self.names.get(&route.kind()).map(AsRef::as_ref) != Some(name)
        {
            self.name(route.kind(), name);
        }
        let number = |name: &str| text(name)?.parse::<f64>().ok();
        let reset = number("x-ratelimit-reset-after").and_then(|s| Duration::try_from_secs_f64(s).ok());
        if let (Some(left), Some(reset)) = (number("x-ratelimit-remaining"), reset) {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a cast of floats saturates"
            )]
            self.narrow(route, left as u64, now.after(reset), now);
        }
    }

    /// A route's bucket has a name, or another one. What is known of its rooms goes along.
    fn name(&mut self, kind: RouteKind, name: &str) {
        let old = self.bucket(kind);
        self.names.insert(kind, name.into());
        let known = self.rooms.iter().filter(|((bucket, _), _)| *bucket == old);
        let known: Vec<_> = known.map(|((_, major), room)| (*major, *room)).collect();
        for (major, room) in known {
            self.rooms.entry((self.bucket(kind), major)).or_insert(room);
        }
    }

    /// Learns from a refusal what has to be quiet, and for how long.
    pub(super) fn refused(&mut self, route: Route, error: &ApiError, now: Moment) {
        let ApiError::RateLimited { retry_after, scope } = error else {
            return;
        };
        let until = now.after(*retry_after);
        match (scope, route.old_edit()) {
            // What was under way together is told together, and not always the same: the longest wait counts.
            (Scope::Global, _) => self.stopped = self.stopped.max(Some(until)),
            (Scope::OldEdits, Some(channel)) => {
                let held = self.no_old_edits.entry(channel).or_insert(until);
                *held = until.max(*held);
            }
            _ => self.narrow(route, 0, until, now),
        }
    }

    /// Until when this route is closed for its resource.
    pub(super) fn closed(&self, route: Route, now: Moment) -> Option<Moment> {
        let room = self.rooms.get(&self.key(route))?;
        (room.left == 0 && now < room.until).then_some(room.until)
    }

    /// Until when Discord has said that nothing of this kind may be sent.
    fn told(&self, route: Route, now: Moment) -> Option<Moment> {
        let old_edits = route
            .old_edit()
            .and_then(|channel| self.no_old_edits.get(&channel));
        [self.stopped, old_edits.copied(), self.closed(route, now)]
            .into_iter()
            .flatten()
            .filter(|until| now < *until)
            .max()
    }

    /// Takes a place, whether there is one or not.
    pub(super) fn count(&mut self, route: Route, now: Moment) {
        let key = self.key(route);
        if let Some(room) = self.rooms.get_mut(&key) {
            room.left = room.left.saturating_sub(1);
        }
        push(&mut self.sent, EVERYWHERE.0, now);
        if let Some(channel) = route.old_edit() {
            push(self.old_edits.entry(channel).or_default(), OLD_EDITS.0, now);
        }
    }

    /// Answers can overtake one another, so within one window the smallest number counts.
    fn narrow(&mut self, route: Route, left: u64, until: Moment, now: Moment) {
        let key = self.key(route);
        let room = self.rooms.entry(key).or_insert(Room { left, until });
        if now < room.until {
            room.left = room.left.min(left);
            room.until = room.until.max(until);
        } else {
            *room = Room { left, until };
        }
    }

    fn key(&self, route: Route) -> (Bucket, Major) {
        (self.bucket(route.kind()), route.major())
    }

    fn bucket(&self, kind: RouteKind) -> Bucket {
        match self.names.get(&kind) {
            Some(name) => Bucket::Named(name.clone()),
            None => Bucket::Route(kind),
        }
    }

    /// What is open again needs no entry, so that the maps stay as small as what is going on.
    fn forget(&mut self, now: Moment) {
        self.rooms.retain(|_, room| now < room.until);
        self.no_old_edits.retain(|_, until| now < *until);
        self.old_edits
            .retain(|_, times| times.back().is_some_and(|last| now < last.after(OLD_EDITS.1)));
    }
}

/// Until when a sliding window is full.
fn full_until(times: &VecDeque<Moment>, (most, length): (usize, Duration), now: Moment) -> Option<Moment> {
    let first = times.front().filter(|_| times.len() >= most)?;
    let until = first.after(length);
    (now < until).then_some(until)
}

fn push(times: &mut VecDeque<Moment>, most: usize, now: Moment) {
    if times.len() >= most {
        times.pop_front();
    }
    times.push_back(now);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::{MessageId, TeamId};

    const HERE: ChannelId = ChannelId(1);
    const THERE: ChannelId = ChannelId(2);
    const CREATE: Route = Route::CreateMessage(HERE);
    const EDIT: Route = Route::EditMessage(HERE, MessageId(7));
    const OLD_EDIT: Route = Route::EditOldMessage(HERE, MessageId(8));

    fn at(ms: u64) -> Moment {
        Moment::default().after(Duration::from_millis(ms))
    }

    fn headers(remaining: &'static str, reset_after: &'static str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert("x-ratelimit-remaining", remaining.parse().unwrap());
        headers.insert("x-ratelimit-reset-after", reset_after.parse().unwrap());
        headers
    }

    fn named(name: &'static str, remaining: &'static str, reset_after: &'static str) -> HeaderMap {
        let mut headers = headers(remaining, reset_after);
        headers.insert("x-ratelimit-bucket", name.parse().unwrap());
        headers
    }

    fn limited(seconds: u64, scope: Scope) -> ApiError {
        ApiError::RateLimited {
            retry_after: Duration::from_secs(seconds),
            scope,
        }
    }

    #[test]
    fn a_bucket_that_is_used_up_waits_for_its_reset_and_holds_up_no_other() {
        let mut limits = Limits::default();
        limits.note(CREATE, &headers("1", "4.5"), at(0));
        assert_eq!(limits.take(CREATE, at(0)), Ok(()));
        assert_eq!(
            limits.take(CREATE, at(0)),
            Err(at(4500)),
            "the one place was taken, answered or not"
        );
        assert_eq!(limits.take(Route::CreateMessage(THERE), at(0)), Ok(()));
        assert_eq!(limits.take(EDIT, at(0)), Ok(()));
        assert!(limits.take(CREATE, at(4499)).is_err());
        assert!(limits.take(CREATE, at(4500)).is_ok());
    }

    #[test]
    fn routes_with_one_name_count_together_in_one_channel() {
        let mut limits = Limits::default();
        limits.note(EDIT, &named("b1", "5", "4"), at(0));
        limits.note(CREATE, &named("b1", "0", "4"), at(0));
        assert!(limits.take(EDIT, at(0)).is_err());
        assert!(
            limits
                .take(Route::EditMessage(THERE, MessageId(7)), at(0))
                .is_ok()
        );
        let there = Route::EditMessage(THERE, MessageId(7));
        limits.note(there, &named("b2", "5", "4"), at(1));
        assert!(
            limits.take(EDIT, at(1)).is_err(),
            "what was said of the old one holds"
        );
        assert!(limits.take(EDIT, at(4000)).is_ok());
    }

    #[test]
    fn a_limit_on_one_threads_rename_holds_up_that_thread_alone() {
        let mut limits = Limits::default();
        let rename = Route::ModifyChannel(HERE);
        limits.refused(rename, &limited(600, Scope::User), at(0));
        assert!(limits.take(rename, at(599_999)).is_err());
        for other in [
            Route::ModifyChannel(THERE),
            Route::GetChannel(HERE),
            Route::OpenDm,
            Route::Me,
            Route::GetMember(TeamId(1), crate::domain::ids::MemberId(1)),
            CREATE,
        ] {
            assert_eq!(limits.take(other, at(0)), Ok(()), "{other:?}");
        }
    }

    #[test]
    fn an_answer_that_was_overtaken_gives_no_room_back() {
        let mut limits = Limits::default();
        limits.note(EDIT, &headers("0", "4"), at(0));
        limits.note(EDIT, &headers("1", "4"), at(0));
        assert!(limits.take(EDIT, at(0)).is_err());
    }

    #[test]
    fn edits_of_old_messages_are_slower_than_edits_and_count_as_edits() {
        let mut limits = Limits::default();
        for _ in 0..3 {
            assert!(limits.take(OLD_EDIT, at(0)).is_ok());
        }
        assert!(limits.take(OLD_EDIT, at(0)).is_err());
        assert!(
            limits
                .take(Route::EditOldMessage(THERE, MessageId(8)), at(0))
                .is_ok()
        );
        assert!(limits.take(EDIT, at(0)).is_ok());
        assert!(limits.take(OLD_EDIT, at(6000)).is_ok());
        limits.note(OLD_EDIT, &headers("0", "5"), at(6000));
        assert!(limits.take(EDIT, at(6000)).is_err());
    }

    #[test]
    fn a_global_refusal_stops_everything_and_one_of_old_edits_only_those() {
        let mut limits = Limits::default();
        limits.refused(OLD_EDIT, &limited(9, Scope::OldEdits), at(0));
        assert!(limits.take(OLD_EDIT, at(0)).is_err());
        assert!(limits.take(EDIT, at(0)).is_ok());
        limits.refused(CREATE, &limited(9, Scope::Global), at(0));
        assert!(limits.take(Route::Me, at(0)).is_err());
        assert!(limits.take(Route::Me, at(9000)).is_ok());
        assert!(limits.take(OLD_EDIT, at(9000)).is_ok());
    }

    #[test]
    fn of_several_global_refusals_the_longest_counts() {
        let mut limits = Limits::default();
        for seconds in [60, 5] {
            limits.refused(Route::Me, &limited(seconds, Scope::Global), at(0));
        }
        assert_eq!(limits.stopped(at(59_000)), Some(at(60_000)));
        assert_eq!(limits.take(Route::Me, at(59_000)), Err(at(60_000)));
        assert_eq!(limits.stopped(at(60_000)), None);
    }

    #[test]
    fn no_more_than_45_requests_go_out_in_a_second() {
        let mut limits = Limits::default();
        let sent = (0..60).filter(|n| limits.take(Route::CreateMessage(ChannelId(*n)), at(0)).is_ok());
        assert_eq!(sent.count(), 45);
        assert!(limits.take(Route::Me, at(999)).is_err());
        assert!(limits.take(Route::Me, at(1000)).is_ok());
    }
}
