#[billing_macros::versioned(versions("1"))]
mod definitions {
    pub struct Card {
        #[constant("card")]
        pub kind: String,
        #[argument]
        pub number: String,
        #[constant]
        pub fee: Option<i64>,
        #[constant(1i64)]
        pub code: Option<i64>,
        #[argument(1)]
        pub note: Option<String>,
        #[constant(1)]
        #[argument]
        pub both: Option<i64>,
    }

    #[operation(GET "/", id = "Root")]
    pub struct Root {
        #[query]
        #[constant("a")]
        pub filter: Option<String>,
        #[query]
        #[argument]
        pub top: i32,
    }

    #[constant("a")]
    pub enum Kind {
        #[argument]
        A,
    }
}

fn main() {}
