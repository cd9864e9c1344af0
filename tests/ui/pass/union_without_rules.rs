//! Alternatives without a rule take what no rule selects; a closed one gives way to one that may have other members.

use billing_runtime::decode;

#[billing_macros::versioned(versions("2024-04-01"), runtime = billing_runtime)]
mod definitions {
    pub struct License {
        pub name: Option<String>,
    }

    pub struct Exact {
        pub id: String,
    }

    pub struct Loose {
        pub id: String,
    }

    pub enum Line {
        #[when("/kind" = "license")]
        #[when("/kind" = "1")]
        License(License),
        #[closed]
        Exact(Exact),
        Loose(Loose),
        Text(String),
    }
}

fn main() {
    use v2024_04_01::Line;

    let line = |text: &str| decode::<Line>(text.as_bytes()).expect("a line");
    assert!(matches!(line(r#"{"kind": "License", "id": "a"}"#), Line::License(_)));
    assert!(matches!(line(r#"{"kind": 1.0}"#), Line::License(_)));
    assert!(matches!(line(r#"{"id": "a"}"#), Line::Exact(_)));
    assert!(matches!(line(r#"{"id": "a", "kind": "other"}"#), Line::Loose(_)));
    assert!(matches!(line(r#""a""#), Line::Text(_)));
    assert!(matches!(line(r#"{"kind": "other"}"#), Line::UnknownValue(_)));
}
