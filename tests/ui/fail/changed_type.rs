#[billing_macros::versioned(versions("2020-05-01", "2024-04-01"))]
mod definitions {
    pub struct Invoice {
        pub amount: Amount,
    }

    pub struct Amount {
        #[versions("2024-04-01"..)]
        pub value: String,
    }
}

fn upgrade(invoice: v2020_05_01::Invoice) -> v2024_04_01::Invoice {
    invoice
}

fn main() {}
