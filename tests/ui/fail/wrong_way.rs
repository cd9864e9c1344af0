//! `upgrade` goes up and `downgrade` down, and neither beyond the history of a type.

#[billing_macros::versioned(versions("2020-05-01", "2024-04-01"), runtime = billing_codegen::runtime)]
mod definitions {
    pub struct Invoice {
        #[versions("2024-04-01"..)]
        pub name: Option<String>,
    }

    #[versions(.."2024-04-01")]
    pub struct Gone {}
}

fn main() {
    let _ = v2024_04_01::Invoice::default().upgrade::<version::V2020_05_01>();
    let _ = v2020_05_01::Invoice::default().downgrade_keeping::<version::V2024_04_01>();
    let _ = v2020_05_01::Gone::default().upgrade::<version::V2024_04_01>();
    let _: v2024_04_01::Invoice = v2020_05_01::Invoice::default();
}
