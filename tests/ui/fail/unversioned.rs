#[billing_macros::versioned(versions("1.0", "1.1"), unversioned, features = "things-")]
mod definitions {
    pub struct Thing {}
}

fn main() {
    let _ = Thing {};
}
