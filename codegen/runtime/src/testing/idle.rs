//! Waits that take no time.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use super::fake::Fake;

/// The number of times that a wait lets other tasks go on before it ends, so that a deadline does not overtake work that is ready.
const YIELDS: u32 = 64;

/// A wait for a time of the clock of a fake.
pub(super) struct Sleep {
    fake: Fake,
    duration: Duration,
    yields: u32,
}

impl Sleep {
    pub(super) fn new(fake: Fake, duration: Duration) -> Self {
        Self {
            fake,
            duration,
            yields: YIELDS,
        }
    }
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if self.yields > 0 {
            self.yields -= 1;
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        self.fake.end_wait(self.duration);
        Poll::Ready(())
    }
}
