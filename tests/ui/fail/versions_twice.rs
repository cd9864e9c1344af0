#[billing_macros::versioned(versions("2020-05-01", "2024-04-01", "2020-05-01", "2024.04.01"))]
mod definitions {}

fn main() {}
