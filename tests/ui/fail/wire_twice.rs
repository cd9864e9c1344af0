#[billing_macros::versioned(versions("2020-05-01", "2024-04-01"))]
mod definitions {
    pub struct Amount {
        #[wire("a")]
        #[wire("b")]
        pub currency: String,
        pub amount_due: String,
        #[wire("amountDue")]
        pub due: String,
    }

    pub enum Kind {
        Credit,
        #[versions("2024-04-01"..)]
        #[wire("Credit")]
        CreditNote,
    }
}

fn main() {}
