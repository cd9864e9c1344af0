//! A limit on work that grows faster than a document.
//!
//! The work on a document is nearly always linear in its size. The exceptions are copies that OpenAPI asks for: the properties
//! of each part of an `allOf`, the parameters of a path and the security requirements of a document in each operation, and the
//! alternatives that `verify` tries for each value of a choice. They are
//! counted, never timed, so that a document has the same result on every machine.

use super::{Code, Diagnostic, Diagnostics, Place};
use crate::text::ResourceLimits;

/// The steps of work on one api-version.
#[derive(Clone, Copy, Debug)]
pub(super) struct Work {
    limit: u64,
    left: Option<u64>,
}

impl Default for Work {
    fn default() -> Self {
        Self::new(ResourceLimits::default())
    }
}

impl Work {
    fn new(limits: ResourceLimits) -> Self {
        Self {
            limit: limits.work(),
            left: Some(limits.work()),
        }
    }
}

impl Diagnostics {
    /// Starts to count the steps of an api-version.
    pub(crate) fn start_work(&mut self, limits: ResourceLimits) {
        self.work = Work::new(limits);
    }

    /// The steps that are left.
    #[cfg(feature = "checks")]
    pub(crate) fn work_left(&self) -> u64 {
        self.work.left.unwrap_or_default()
    }

    /// Reports the place at which more work is needed than the steps that are left.
    #[cfg(feature = "checks")]
    pub(crate) fn spend_all(&mut self, place: &Place) {
        self.spend(usize::MAX, place);
    }

    /// Counts steps of work, and reports the place at which there are more than the limit. Returns false from then on.
    pub(crate) fn spend(&mut self, steps: usize, place: &Place) -> bool {
        let Some(left) = self.work.left else {
            return false;
        };
        self.work.left = left.checked_sub(steps as u64);
        let is_enough = self.work.left.is_some();
        if !is_enough {
            let limit = self.work.limit;
            let message = format!(
                "copies of properties, parameters and security requirements, and alternatives of choices, take more than {limit} steps"
            );
            let help = ResourceLimits::help("work", limit.saturating_mul(2));
            self.push(
                Diagnostic::new(Code::Limit, message)
                    .at(place.clone())
                    .label("the limit is reached here")
                    .help(help),
            );
        }
        is_enough
    }
}
