#[billing_macros::versioned(versions("2024-04-01"))]
mod definitions {
    #[versions("2024-04-01"..)]
    use std::collections::BTreeMap;

    #[versions("2024-04-01"..)]
    pub fn function() {}

    #[versions("2024-04-01"..)]
    pub const CONSTANT: u32 = 1;

    #[versions("2024-04-01"..)]
    impl Unit {}

    pub mod nested {}

    pub trait Trait {}

    pub struct Tuple(pub String);

    pub struct Unit;

    pub struct Generic<T> {
        pub value: Vec<T>,
    }

    struct Private {}
}

fn main() {}
