//! Keeps to Discord's limits before Discord has to say so: a normal run sees no 429. Who wants to send acquires a
//! permit for its route first; the permit takes what the answer says back to the limiter.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use reqwest::header::HeaderMap;

use super::error::{ApiError, Scope};
use super::limits::Limits;
use super::route::Route;
use crate::clock::{Clock, Moment};

/// What may be sent when. Cheap to clone; clones share it.
#[derive(Clone, Debug)]
pub(crate) struct RateLimiter {
    clock: Clock,
    limits: Arc<Mutex<Limits>>,
}

/// Leave to send one request.
#[derive(Debug)]
#[must_use = "its place is taken"]
pub(crate) struct Permit {
    limiter: RateLimiter,
    route: Route,
}

impl RateLimiter {
    /// Nothing sent yet. Waits follow the clock's steady side.
    #[must_use]
    pub fn new(clock: Clock) -> Self {
        Self {
            clock,
            limits: Arc::default(),
        }
    }

    /// A permit as soon as there is one. `wait` sleeps until a moment of the clock's steady side, or gives up.
    ///
    /// # Errors
    /// Why `wait` gave up.
    pub(crate) async fn acquire<E, F>(&self, route: Route, wait: impl Fn(Moment) -> F) -> Result<Permit, E>
    where
        F: Future<Output = Result<(), E>>,
    {
        loop {
            let now = self.clock.steady();
            let taken = self.lock().take(route, now);
            match taken {
                Ok(()) => return Ok(self.permit(route)),
                Err(until) => wait(until).await?,
            }
        }
    }

    /// A permit at once, for what is rare and waited for: it is counted, so that others make room, and where Discord
    /// has no room after all, its answer says when to ask again.
    pub(crate) fn claim(&self, route: Route) -> Permit {
        let now = self.clock.steady();
        self.lock().count(route, now);
        self.permit(route)
    }

    /// For how long Discord has closed this route for its resource, if so.
    pub(crate) fn closed_for(&self, route: Route) -> Option<Duration> {
        let now = self.clock.steady();
        let until = self.lock().closed(route, now)?;
        Some(now.until(until))
    }

    /// Refuses while nothing at all may be sent: who got a permit before Discord said so must not leave after it.
    pub(super) fn check_stopped(&self) -> Result<(), ApiError> {
        let now = self.clock.steady();
        match self.lock().stopped(now) {
            Some(until) => Err(limited(now.until(until), Scope::Global)),
            None => Ok(()),
        }
    }

    fn permit(&self, route: Route) -> Permit {
        Permit {
            limiter: self.clone(),
            route,
        }
    }

    fn lock(&self) -> MutexGuard<'_, Limits> {
        self.limits.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

const fn limited(retry_after: Duration, scope: Scope) -> ApiError {
    ApiError::RateLimited { retry_after, scope }
}

impl Permit {
    pub(super) const fn route(&self) -> Route {
        self.route
    }

    pub(super) const fn limiter(&self) -> &RateLimiter {
        &self.limiter
    }

    /// Takes back what the answer says.
    pub(super) fn answered(&self, headers: &HeaderMap, error: Option<&ApiError>) {
        let now = self.limiter.clock.steady();
        let mut limits = self.limiter.lock();
        limits.note(self.route, headers, now);
        if let Some(error) = error {
            limits.refused(self.route, error, now);
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta};

    use super::*;
    use crate::domain::ids::ChannelId;

    const CREATE: Route = Route::CreateMessage(ChannelId(1));

    #[tokio::test]
    async fn a_permit_comes_when_the_wait_is_over_however_the_wall_clock_is_set() {
        let clock = Clock::standing_at(DateTime::UNIX_EPOCH);
        let limiter = RateLimiter::new(clock.clone());
        let sleep = |until| {
            let clock = clock.clone();
            async move {
                clock.sleep_until_moment(until).await;
                Ok::<_, ()>(())
            }
        };
        let permit = limiter.acquire(CREATE, sleep).await.unwrap();
        permit.answered(
            &HeaderMap::new(),
            Some(&limited(Duration::from_secs(5), Scope::User)),
        );
        let next = limiter.acquire(CREATE, sleep);
        tokio::pin!(next);
        clock.advance(TimeDelta::days(-3));
        assert!(futures_util::poll!(&mut next).is_pending());
        clock.advance(TimeDelta::seconds(5));
        let _permit = next.await.unwrap();
    }

    #[test]
    fn a_global_stop_holds_who_has_a_permit_already() {
        let limiter = RateLimiter::new(Clock::standing_at(DateTime::UNIX_EPOCH));
        let permit = limiter.claim(CREATE);
        assert_eq!(limiter.check_stopped(), Ok(()));
        let stop = limited(Duration::from_secs(5), Scope::Global);
        permit.answered(&HeaderMap::new(), Some(&stop));
        assert_eq!(limiter.check_stopped(), Err(stop));
    }
}
