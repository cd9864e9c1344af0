#[billing_macros::versioned(versions("2017-02-27", "2020-05-01", "2024-04-01"))]
mod definitions {
    #[versions(.."2024-04-01")]
    pub struct Amount {}

    #[versions("2020-05-01"..)]
    pub struct Amount {
        pub value: String,
    }

    pub struct Invoice {
        #[versions(.."2024-04-01")]
        pub due: String,
        pub due: u32,
    }

    pub enum Kind {
        Credit,
        #[versions("2020-05-01"..)]
        Credit,
    }
}

fn main() {}
