// `latest` has no natural order, so the order is not checked.
#[billing_macros::versioned(versions("latest", "2024-04-01", "2024-04-01-preview", "2020-05-01"))]
mod dates {}

mod numbers {
    #[billing_macros::versioned(versions("1.10.0", "1.9.0"))]
    mod definitions {}
}

fn main() {}
