#[billing_macros::versioned(versions("2017-02-27", "2020-05-01", "2024-04-01"))]
mod definitions {
    #[versions(.."2024-04-01")]
    pub struct Document {}

    #[versions("2020-05-01".., was = "Document")]
    pub struct StillThere {}

    #[versions("2020-05-01".., was = "Dokument")]
    pub struct Misspelt {}

    #[versions("2024-04-01".., was = "Document")]
    pub enum OtherKind {}

    #[versions(.., was = "Document")]
    pub struct FromTheFirst {}

    #[versions("2020-05-01".., was = "Future")]
    pub struct Early {}

    #[versions("2024-04-01"..)]
    pub struct Future {
        pub url: String,
    }

    pub struct Invoice {
        pub amount: String,
        #[versions("2020-05-01".., was = "amount")]
        pub amount_due: String,
    }

    pub enum Kind {
        #[versions("2020-05-01".., was = "Credit")]
        CreditNote,
    }
}

fn main() {}
