//! Moving between api-versions.
#![allow(clippy::unwrap_used, reason = "a test stops where its helpers fail")]

mod histories;
mod invoice;
mod properties;
mod retypes;
mod run_time;

use serde::Serialize;

/// What a value is as JSON, whatever the order of its members.
fn json(value: &impl Serialize) -> serde_json::Value {
    serde_json::from_str(&serde_json::to_string(value).unwrap()).unwrap()
}

/// The paths of what was or would be kept.
fn paths(items: &[billing_api::KeptItem]) -> Vec<&str> {
    items.iter().map(|item| item.path.as_str()).collect()
}
