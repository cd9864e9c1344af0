#[billing_macros::versioned(versions("2024-04-01"), runtime = billing_runtime)]
mod definitions {
    pub enum Priority {
        High = 1,
        Low,
        #[wire("middle")]
        Middle = 2,
        AlsoHigh = 1,
        Suffixed = 3_i32,
        Large = 9223372036854775808,
        Computed = 1 + 1,
        Text = "four",
    }

    pub enum Line {
        Credit(String) = 1,
    }
}

fn main() {}
