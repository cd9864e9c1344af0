#[billing_macros::versioned(versions("2024-04-01"))]
pub struct Amount {}

fn main() {
    let _ = Amount {};
}
