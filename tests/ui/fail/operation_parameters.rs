#[billing_macros::versioned(versions("2020-05-01", "2024-04-01"), runtime = billing_runtime)]
mod definitions {
    #[operation(POST "/a/{id}", id = "A", responses(200))]
    pub struct UnknownWords {
        #[path(stile = label)]
        pub id: String,
        #[query(style = comma)]
        pub list: Vec<String>,
        #[query(maximum = "100")]
        pub top: i32,
        #[query(min_length = -1)]
        pub text: String,
        #[query(maximum = 1, maximum = 2)]
        pub twice: i32,
        #[header(as = "text/plain")]
        pub header: String,
        #[body(max_length = 3)]
        pub body: String,
    }

    #[operation(POST "/a", id = "B", responses(200))]
    pub struct Misplaced {
        #[query(style = label)]
        pub list: Vec<String>,
        #[header(style = deep_object)]
        pub object: String,
        #[body(as("application/json", "text/csv"))]
        pub first: String,
        #[versions("2024-04-01"..)]
        #[body(as = "text")]
        pub second: String,
    }
}

fn main() {}
