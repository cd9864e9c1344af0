//! Conversions between api-versions.
#![allow(clippy::unwrap_used, reason = "a test stops where its helpers fail")]

mod histories;
mod invoice;
mod properties;
mod retypes;
mod run_time;

use serde::Serialize;

/// Returns a value as JSON, for comparison without the order of members.
fn json(value: &impl Serialize) -> serde_json::Value {
    serde_json::from_str(&serde_json::to_string(value).unwrap()).unwrap()
}

/// Returns the paths of kept items.
fn paths(items: &[billing_api::KeptItem]) -> Vec<&str> {
    items.iter().map(|item| item.path.as_str()).collect()
}
