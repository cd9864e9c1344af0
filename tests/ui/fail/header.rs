#[billing_macros::versioned(version("2020-05-01"), feature = "azure-", runtime = "crate", versions("2024-04-01"), versions("1"))]
mod definitions {}

fn main() {}
