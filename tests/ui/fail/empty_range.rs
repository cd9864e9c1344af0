#[billing_macros::versioned(versions("2017-02-27", "2020-05-01", "2024-04-01"))]
mod definitions {
    #[versions("2020-05-01".."2020-05-01")]
    pub struct Empty {}

    #[versions("2024-04-01".."2020-05-01")]
    pub struct Inverted {}

    #[versions(.."2017-02-27")]
    pub struct Never {}
}

fn main() {}
