#[billing_macros::versioned(versions("2017-02-27", "2020-05-01", "2024-04-01"))]
mod definitions {
    #[versions("2020-05-01"..)]
    pub struct Amount {}

    #[versions(.."2020-05-01")]
    pub struct DownloadUrl {}

    pub struct Invoice {
        pub amount: Option<Amount>,
        #[versions("2020-05-01"..)]
        pub download_url: Vec<Option<DownloadUrl>>,
    }

    pub enum Line {
        Amount(Box<Amount>),
    }
}

fn main() {}
