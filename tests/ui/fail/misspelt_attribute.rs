#[billing_macros::versioned(versions("2024-04-01"))]
mod definitions {
    #[version("2024-04-01"..)]
    pub struct Amount {
        #[verions("2024-04-01"..)]
        pub value: String,
    }
}

fn main() {}
