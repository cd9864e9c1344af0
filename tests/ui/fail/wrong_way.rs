//! `upgrade` only goes up, `downgrade` only goes down, and both end with the history of a type.

#[billing_macros::versioned(versions("2020-05-01", "2024-04-01"), runtime = billing_runtime)]
mod definitions {
    pub struct Invoice {
        #[versions("2024-04-01"..)]
        pub name: Option<String>,
    }

    #[versions(.."2024-04-01")]
    pub struct Gone {}
}

mod other {
    #[billing_macros::versioned(versions("v1", "v2"), runtime = billing_runtime)]
    mod definitions {
        pub struct Things {
            #[versions("v2"..)]
            pub name: Option<String>,
        }
    }
}

fn main() {
    let _ = v2024_04_01::Invoice::default().upgrade::<version::V2020_05_01>();
    let _ = v2020_05_01::Invoice::default().downgrade_keeping::<version::V2024_04_01>();
    let _ = v2020_05_01::Gone::default().upgrade::<version::V2024_04_01>();
    let _ = v2020_05_01::Invoice::default().upgrade::<other::version::V2>();
    let _: v2024_04_01::Invoice = v2020_05_01::Invoice::default();
}
