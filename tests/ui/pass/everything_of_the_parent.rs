//! A glob `use` of the parent module reaches the shapes.

#![deny(warnings)]

pub mod names {
    #[derive(Debug)]
    pub struct Outside;
}

#[billing_macros::versioned(versions("1", "2"))]
pub mod definitions {
    use super::names::*;

    #[derive(Debug)]
    pub struct A {
        #[versions("2"..)]
        pub outside: Outside,
    }
}

fn main() {
    println!("{:?} {:?}", v1::A {}, v2::A { outside: names::Outside }.outside);
}
