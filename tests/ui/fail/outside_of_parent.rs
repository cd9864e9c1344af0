#[billing_macros::versioned(versions("2017-02-27", "2020-05-01", "2024-04-01"))]
mod definitions {
    #[versions("2020-05-01"..)]
    pub struct Amount {
        #[versions("2017-02-27"..)]
        pub currency: String,
        #[versions(.."2020-05-01")]
        pub value: String,
    }

    #[versions(.."2020-05-01")]
    pub enum Kind {
        #[versions(.."2024-04-01")]
        Credit,
    }
}

fn main() {}
