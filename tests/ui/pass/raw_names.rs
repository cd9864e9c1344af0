//! Names that are keywords in some edition, and names of the prelude.

use billing_runtime::{decode, encode};

#[billing_macros::versioned(versions("1"), runtime = billing_runtime)]
mod definitions {
    pub struct Result {
        pub r#type: String,
        pub r#gen: Option<String>,
        #[wire("$odd name")]
        pub odd_name: Option<u32>,
        pub amount_due: Option<std::option::Option<String>>,
    }

    pub struct Default {}

    pub enum String_ {
        r#Final,
    }
}

fn main() {
    let text = br#"{"type":"a","gen":"b","$odd name":1,"amountDue":null}"#;
    let read: v1::Result = decode(text).expect("a result");
    assert_eq!((read.r#type.as_str(), read.r#gen.as_deref(), read.odd_name), ("a", Some("b"), Some(1)));
    assert_eq!(encode(&read).expect("text"), text);
    assert_eq!(v1::String_::r#Final.as_str(), "Final");
    assert_eq!(v1::Default::default(), v1::Default { kept: Default::default() });
}
