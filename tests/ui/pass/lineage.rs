//! A rename is not a removal.

#[billing_macros::versioned(versions("2017-02-27", "2020-05-01", "2024-04-01"))]
mod definitions {
    #[versions(.."2020-05-01")]
    pub struct Document {
        pub url: String,
    }

    #[versions("2020-05-01".., was = "Document")]
    pub struct InvoiceDocument {
        #[versions(.."2024-04-01")]
        pub url: String,
        #[versions("2024-04-01".., was = "url")]
        pub link: String,
        #[versions("2020-05-01".."2024-04-01", was = "url")]
        pub address: String,
    }

    pub enum Kind {
        #[versions(.."2024-04-01")]
        Service,
        #[versions("2024-04-01".., was = "Service")]
        Services,
    }
}

fn main() {
    let _ = v2017_02_27::Document { url: String::new() };
    let _ = v2020_05_01::InvoiceDocument { url: String::new(), address: String::new() };
    let _ = v2024_04_01::InvoiceDocument { link: String::new() };
    let _ = (v2020_05_01::Kind::Service, v2024_04_01::Kind::Services);
}
