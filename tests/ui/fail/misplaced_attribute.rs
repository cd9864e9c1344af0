#[billing_macros::versioned(versions("2024-04-01"))]
mod definitions {
    #[wire("amount")]
    pub struct Amount {
        #[query]
        pub currency: String,
        #[when("/kind" = "a")]
        #[doc_in("2024-04-01", "Text.")]
        pub value: String,
    }

    #[operation(GET "/", id = "Root")]
    pub enum Kind {
        #[when("/kind" = "a")]
        Credit,
    }

    #[cfg(test)]
    pub enum Line {
        #[wire("amount")]
        Amount(Amount),
    }
}

fn main() {}
