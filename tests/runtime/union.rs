use billing_runtime::{Json, decode};

use super::models::{Any, LineItem, LineItems, assert_unchanged, error_of, kept_lines};

#[test]
fn strings_in_the_value_select() {
    for (json, expected) in [
        (
            r#"{"attributes":{"objectType":"LicenseBasedLineItem"},"quantity":1}"#,
            "license",
        ),
        (
            r#"{"quantity":1,"attributes":{"x":1,"objectType":"licensebasedlineitem"}}"#,
            "license",
        ),
        (
            r#"{"attributes":{"objectType":"UsageBasedLineItem"}}"#,
            "usage",
        ),
        (
            r#"{"billingProvider":"Office","line/item":"BILLING"}"#,
            "license",
        ),
        (
            r#"{"billingProvider":"azure","line/item":"usage"}"#,
            "usage",
        ),
        // The first stage with all strings present decides, even if its case does not fit.
        (
            r#"{"attributes":{"objectType":"Other"},"billingProvider":"azure","line/item":"usage"}"#,
            "unknown",
        ),
        (
            r#"{"attributes":{"objectType":5},"billingProvider":"azure","line/item":"usage"}"#,
            "unknown",
        ),
        (
            r#"{"attributes":[],"billingProvider":"azure","line/item":"usage"}"#,
            "usage",
        ),
        (
            r#"{"billingProvider":"azure","line/item":"billing"}"#,
            "unknown",
        ),
        (r#"{"billingProvider":"azure"}"#, "unknown"),
        (r#"{"attributes":{"objectType":"\ud800"}}"#, "unknown"),
        ("{}", "unknown"),
        ("[1.50]", "unknown"),
        ("2.00", "unknown"),
        (r#""LicenseBasedLineItem""#, "unknown"),
    ] {
        let value: LineItem = decode(json.as_bytes()).unwrap();
        let found = match value {
            LineItem::License(_) => "license",
            LineItem::Usage(_) => "usage",
            LineItem::UnknownValue(unknown) => {
                assert_eq!(unknown.as_str(), json);
                "unknown"
            }
        };
        assert_eq!(found, expected, "{json}");
        let again: serde_json::Value =
            serde_json::from_str(&super::models::rewrite::<LineItem>(json)).unwrap_or_default();
        assert_eq!(
            again,
            serde_json::from_str::<serde_json::Value>(json).unwrap_or_default()
        );
    }
}

#[test]
fn number_text_survives_in_alternatives() {
    let json = r#"{"items":[{"quantity":1.50,"price":2.00,"attributes":{"objectType":"LicenseBasedLineItem","v":1E400}},{"units":99999999999999.99,"attributes":{"objectType":"UsageBasedLineItem"}},{"new":0.10}]}"#;
    let value: LineItems = decode(json.as_bytes()).unwrap();
    let Some(
        [
            LineItem::License(license),
            LineItem::Usage(usage),
            LineItem::UnknownValue(_),
        ],
    ) = value.items.as_deref()
    else {
        panic!("{value:?}");
    };
    assert_eq!(license.price.as_ref().unwrap().as_str(), "2.00");
    assert_eq!(usage.units.as_ref().unwrap().as_str(), "99999999999999.99");
    assert_eq!(
        kept_lines::<LineItems>(json),
        [
            r#"items[0].attributes = {"objectType":"LicenseBasedLineItem","v":1E400}"#,
            "items[0].quantity = 1.50",
            r#"items[1].attributes = {"objectType":"UsageBasedLineItem"}"#,
            r#"items[2] = {"new":0.10}"#,
        ]
    );
}

#[test]
fn null_is_kept() {
    assert_unchanged::<LineItems>(r#"{"any":null}"#);
    assert_eq!(kept_lines::<LineItems>(r#"{"any":null}"#), ["any = null"]);
    assert_eq!(
        kept_lines::<LineItems>(r#"{"items":[null]}"#),
        ["items = [null]"]
    );
    assert_eq!(
        error_of::<LineItem>("null").to_string(),
        "expected LineItem, found null at line 1 column 4"
    );
}

#[test]
fn without_rules_the_best_fit_wins() {
    for (json, expected) in [
        ("2.00", "number"),
        (r#""a""#, "text"),
        ("{}", "left"),
        (r#"{"left":1}"#, "left"),
        (r#"{"right":1}"#, "right"),
        (r#"{"left":1,"right":1}"#, "right"),
        (r#"{"right":1,"new":true}"#, "right"),
        (r#"{"new":true}"#, "left"),
        (r#"{"name":"n","size":1}"#, "document"),
        (r#"{"right":{"left":{"name":"n","size":1}}}"#, "right"),
        (r#"{"a":true}"#, "left"),
        ("[]", "unknown"),
    ] {
        let value: Any = decode(json.as_bytes()).unwrap();
        let found = match value {
            Any::Number(_) => "number",
            Any::Text(_) => "text",
            Any::Left(_) => "left",
            Any::Right(_) => "right",
            Any::Document(_) => "document",
            Any::UnknownValue(_) => "unknown",
        };
        assert_eq!(found, expected, "{json}");
        assert_unchanged::<Any>(json);
    }
}

#[test]
fn an_error_inside_of_the_chosen_alternative_names_its_place() {
    let json = r#"{"items":[{"attributes":{"objectType":"UsageBasedLineItem"},"nested":{"attributes":{"objectType":"LicenseBasedLineItem"},"quantity":{}}}]}"#;
    assert_eq!(
        error_of::<LineItems>(json).to_string(),
        format!(
            "at `items[0].nested.quantity`: LicenseLineItem: expected a whole number, found an object at line 1 column {}",
            json.len() - 1
        )
    );
}

#[test]
fn members_named_by_a_lone_surrogate_are_an_error_in_an_alternative() {
    let json = r#"{"attributes":{"objectType":"UsageBasedLineItem"},"\ud800":1}"#;
    assert!(
        error_of::<LineItem>(json)
            .to_string()
            .contains("a lone surrogate")
    );
}

#[test]
fn unknown_values_are_compact() {
    let value: LineItem = decode(b" { \"a\" : [ 1.0 ] } ").unwrap();
    let expected: Json = r#"{"a":[1.0]}"#.parse().unwrap();
    assert_eq!(value, LineItem::UnknownValue(expected));
}

mod by_members {
    // Generated types are public.
    #![allow(unreachable_pub)]

    use std::cell::Cell;

    use billing_runtime::{__private as rt, Fit, KeptPath, Source, Value, decode};

    thread_local! {
        static READ: Cell<usize> = const { Cell::new(0) };
    }

    /// A string type that counts its reads.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Counted(String);

    impl Value for Counted {
        fn read<'de, S: Source<'de>>(source: S) -> Result<Fit<Self>, S::Error> {
            READ.set(READ.get() + 1);
            Ok(String::read(source)?.map(Counted))
        }

        fn write<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            self.0.write(serializer)
        }

        fn list_kept(&self, _: &mut KeptPath) {}
    }

    #[derive(Clone, Debug, PartialEq)]
    pub enum Tree {
        Leaf(Box<Leaf>),
        Branch(Box<Branch>),
        UnknownValue(rt::Json),
    }

    rt::union! { Tree { 0 => Leaf; 1 => Branch; } }

    #[derive(Clone, Debug, PartialEq)]
    pub struct Leaf {
        pub name: Counted,
        pub leaf: bool,
        pub kept: rt::Kept,
    }

    rt::structure! { Leaf { required "name" => name: Counted; required "leaf" => leaf: bool; } }

    #[derive(Clone, Debug, PartialEq)]
    pub struct Branch {
        pub name: Counted,
        pub next: Option<Tree>,
        pub kept: rt::Kept,
    }

    rt::structure! { Branch { required "name" => name: Counted; optional "next" => next: Option<Tree>; } }

    #[test]
    fn each_value_is_read_once() {
        for depth in [1, 10, 60] {
            let mut json = r#"{"name":"a","leaf":true}"#.to_owned();
            for _ in 0..depth {
                json = format!(r#"{{"name":"a","next":{json}}}"#);
            }
            READ.set(0);
            let tree: Tree = decode(json.as_bytes()).unwrap();
            assert_eq!(READ.get(), depth + 1);
            assert!(matches!(tree, Tree::Branch(_)) && tree.kept().is_empty());
            assert_eq!(serde_json::to_string(&tree).unwrap(), json);
        }
    }

    #[test]
    fn the_next_best_fit_follows_a_misfit() {
        // `next` is not a list, and a leaf has no such member.
        let tree: Tree = decode(br#"{"name":"a","leaf":true,"next":[[]]}"#).unwrap();
        assert!(matches!(tree, Tree::Leaf(_) | Tree::Branch(_)), "{tree:?}");
        let tree: Tree = decode(br#"{"next":{}}"#).unwrap();
        assert!(matches!(tree, Tree::UnknownValue(_)), "{tree:?}");
    }
}
