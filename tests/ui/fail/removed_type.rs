#[billing_macros::versioned(versions("2020-05-01", "2024-04-01"))]
mod definitions {
    #[versions(.."2024-04-01")]
    pub struct Document {}
}

fn main() {
    let _ = v2020_05_01::Document {};
    let _ = v2024_04_01::Document {};
}
