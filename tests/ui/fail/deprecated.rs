//! Deprecated items warn at their uses, and nowhere in the emitted code.
#![deny(deprecated)]

#[billing_macros::versioned(versions("2020-05-01", "2024-04-01"))]
mod definitions {
    #[derive(Clone, Default)]
    pub struct Amount {
        #[deprecated(note = "deprecated by the service")]
        pub text: Option<Text>,
        #[versions("2024-04-01"..)]
        pub value: Option<Text>,
    }

    #[derive(Clone, Default)]
    #[deprecated(note = "deprecated by the service, which removes it on 2030-01-31")]
    pub struct Text {
        pub text: String,
    }
}

fn main() {
    let amount = v2024_04_01::Amount::from(v2020_05_01::Amount::default());
    let _ = amount.text;
    let _: Option<v2024_04_01::Text> = amount.value;
}
