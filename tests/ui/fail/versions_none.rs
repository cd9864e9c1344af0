#[billing_macros::versioned]
mod unsaid {
    #[versions("2020-05-01"..)]
    pub struct Amount {}
}

#[billing_macros::versioned(versions())]
mod empty {}

fn main() {}
