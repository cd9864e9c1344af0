#[billing_macros::versioned(versions("2020-05-01", "2024-04-01"))]
mod definitions {
    #[versions("2024-04-10"..)]
    #[doc_in("2020-05-02", "Text.")]
    #[doc_in("2024-04-02".., "Text.")]
    pub struct Amount {
        #[versions(.."2021")]
        pub value: String,
    }
}

fn main() {}
