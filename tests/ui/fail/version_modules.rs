#[billing_macros::versioned(versions("v1" as since_v1, "v2" as new, "v3" as new), latest = v3)]
mod definitions {
    pub struct Thing {}
}

fn main() {
    let _ = v1::Thing {};
}
