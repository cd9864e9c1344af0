#[billing_macros::versioned(versions("2024-04-01"))]
mod definitions {
    use std::collections::{BTreeMap, HashMap as Amount};

    pub struct Amount {
        pub value: BTreeMap<String, String>,
    }
}

fn main() {}
