#[billing_macros::versioned(versions("2020-05-01", "2024-04-01"))]
mod definitions {
    #[versions]
    pub struct A {
        #[versions("2020-05-01")]
        pub a: String,
        #[versions("2020-05-01"..="2024-04-01")]
        pub b: String,
        #[versions("2020-05-01".., wos = "x")]
        pub c: String,
        #[versions("2020-05-01"..)]
        #[versions("2024-04-01"..)]
        pub d: String,
        #[wire(a)]
        pub e: String,
    }

    pub enum B {
        #[when("kind" = "a")]
        A(A),
    }
}

fn main() {}
