#[billing_macros::versioned(versions("2024-04-01"))]
mod definitions {
    pub enum Status {
        #[closed]
        Due,
    }

    pub struct Debit {}

    pub enum Line {
        #[closed]
        #[closed]
        Debit(Debit),
    }
}

fn main() {}
