#[billing_macros::versioned(versions("2024-04-01"), runtime = billing_runtime)]
mod definitions {
    pub struct Amount {
        pub kept: String,
    }

    pub enum Kind {
        UnknownValue,
    }
}

fn main() {}
