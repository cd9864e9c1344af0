#[billing_macros::versioned(versions("2024-04-01"))]
mod definitions {
    pub enum Kind {
        Credit,
        Debit(String),
        Other { text: String },
        Numbered = 1,
    }

    pub enum Line {
        Credit(String),
        Two(String, String),
        Debit,
    }
}

fn main() {}
