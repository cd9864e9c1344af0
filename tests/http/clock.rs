//! A clock that advances only by waiting.

use std::{
    sync::{Arc, Mutex},
    time::{Duration, SystemTime},
};

/// A clock that starts at Tue, 14 Nov 2023 22:13:20 GMT.
#[derive(Clone)]
pub(crate) struct Clock(Arc<Mutex<(SystemTime, Vec<Duration>)>>);

impl Clock {
    pub(crate) fn new() -> Self {
        let start = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        Self(Arc::new(Mutex::new((start, Vec::new()))))
    }

    pub(crate) fn now(&self) -> SystemTime {
        self.0.lock().unwrap().0
    }

    /// Records a wait and advances the clock.
    pub(crate) fn sleep(&self, duration: Duration) {
        let mut own = self.0.lock().unwrap();
        own.0 += duration;
        own.1.push(duration);
    }

    /// Advances the clock without a wait.
    pub(crate) fn pass(&self, duration: Duration) {
        self.0.lock().unwrap().0 += duration;
    }

    /// Returns the recorded waits in milliseconds.
    pub(crate) fn waits(&self) -> Vec<u128> {
        let own = self.0.lock().unwrap();
        own.1.iter().map(Duration::as_millis).collect()
    }
}
