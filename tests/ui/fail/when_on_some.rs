#[billing_macros::versioned(versions("2024-04-01"))]
mod definitions {
    pub struct Credit {}

    pub struct Debit {}

    pub enum Line {
        #[when("/kind" = "credit")]
        Credit(Credit),
        Debit(Debit),
    }
}

fn main() {}
