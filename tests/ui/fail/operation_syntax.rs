#[billing_macros::versioned(versions("2024-04-01"), runtime = billing_runtime)]
mod definitions {
    #[operation(GET "/a", responses(200))]
    pub struct WithoutId {}

    #[operation(GET)]
    pub struct WithoutPath {}

    #[operation(GET "/a", id = "A", response(200), responses(700), paging(next = "next"))]
    pub struct WithoutSense {
        pub nowhere: String,
        #[query]
        #[header]
        pub somewhere: Option<String>,
    }
}

fn main() {}
