//! A union reads the alternative that its rules select, and keeps any other value.

use billing_runtime::decode;

#[billing_macros::versioned(versions("2020-05-01", "2024-04-01"), runtime = billing_runtime)]
mod definitions {
    pub struct License {
        pub name: Option<String>,
    }

    pub struct Usage {
        pub quantity: Option<i64>,
    }

    pub enum Line {
        #[when("/attributes/objectType" = "License")]
        #[when("/provider" = "office", "/kind" = "billing")]
        License(Box<License>),
        #[when("/kind" = "usage", "/provider" = "azure")]
        #[versions("2024-04-01"..)]
        Usage(Usage),
    }

    pub enum Reply {
        #[when(optional, "/done" = "true")]
        Done(Done),
        #[when(optional, "/done" = "false")]
        Failed(Failed),
    }

    pub struct Done {
        pub done: Option<bool>,
        pub id: Option<String>,
    }

    pub struct Failed {
        pub done: Option<bool>,
        pub id: Option<String>,
        pub reason: Option<String>,
    }

    pub enum Untagged {
        Usage(Vec<Usage>),
        Text(String),
    }
}

fn main() {
    use v2024_04_01::{License, Line, Reply, Untagged, Usage};

    let line = |text: &str| decode::<Line>(text.as_bytes()).expect("a line");
    assert!(matches!(line(r#"{"attributes": {"objectType": "license"}, "name": "a"}"#), Line::License(_)));
    assert!(matches!(line(r#"{"provider": "azure", "kind": "usage", "quantity": 2}"#), Line::Usage(Usage { quantity: Some(2), .. })));
    assert!(matches!(line(r#"{"provider": "azure", "kind": "billing"}"#), Line::UnknownValue(_)));
    let old = decode::<v2020_05_01::Line>(br#"{"provider": "azure", "kind": "usage"}"#);
    assert!(matches!(old, Ok(v2020_05_01::Line::UnknownValue(_))));
    let reply = |text: &str| decode::<Reply>(text.as_bytes()).expect("a reply");
    assert!(matches!(reply(r#"{"done": false, "id": "a"}"#), Reply::Failed(_)));
    assert!(matches!(reply(r#"{"done": true, "reason": "a"}"#), Reply::Done(_)));
    assert!(matches!(reply(r#"{"done": 1, "id": "a"}"#), Reply::UnknownValue(_)));
    assert!(matches!(reply(r#"{"id": "a"}"#), Reply::Done(_)));
    assert!(matches!(reply(r#"{"reason": "a"}"#), Reply::Failed(_)));
    assert!(matches!(decode(br#""text""#), Ok(Untagged::Text(text)) if text == "text"));
    assert!(matches!(Line::from(License::default()), Line::License(_)));
}
