//! Without `features` nothing is conditional, since a `cfg` of an unknown feature would be a warning.

#![deny(warnings)]

#[billing_macros::versioned(versions("2020-05-01", "2024-04-01"), runtime = billing_runtime)]
pub mod definitions {
    #[doc_in("2020-05-01", "Text.")]
    pub struct Amount {
        #[versions("2024-04-01"..)]
        pub value: Option<String>,
    }
}

fn main() {
    let _ = (v2020_05_01::Amount::default(), v2024_04_01::Amount::default().value);
}
