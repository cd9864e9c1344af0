//! A map holds the members that no other field names; what does not fit is kept.

use std::collections::BTreeMap;

use billing_runtime::{decode, encode};

#[billing_macros::versioned(versions("2020-05-01", "2024-04-01"), runtime = billing_runtime)]
mod definitions {
    use std::collections::BTreeMap;

    pub struct Counts {
        pub total: i64,
        #[versions("2024-04-01"..)]
        pub unit: Option<String>,
        #[others]
        pub by_name: Option<BTreeMap<String, i64>>,
    }
}

fn main() {
    use v2024_04_01::Counts;

    let text = r#"{"total":3,"a":1,"b":2,"c":["d"]}"#;
    let counts: Counts = decode(text.as_bytes()).expect("counts");
    let expected = BTreeMap::from([("a".to_owned(), 1), ("b".to_owned(), 2)]);
    assert_eq!(counts.by_name, Some(expected));
    assert_eq!(counts.kept.len(), 1);
    assert_eq!(encode(&counts).expect("text"), text.as_bytes());
    assert!(Counts::new(1).by_name.is_none());
}
