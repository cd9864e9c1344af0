//! Members whose types change, and the conversion of their values.

use std::collections::BTreeSet;

use billing_macros_expand::{FROM_INTEGER_ENUMERATION, INFALLIBLE_RETYPES, TO_INTEGER_ENUMERATION};
use billing_runtime::{Decimal, decode};
use serde::Serialize;

use super::json;

#[billing_macros::versioned(versions("v1", "v2", "v3"), runtime = billing_runtime)]
mod definitions {
    use billing_runtime::{Date, DateTime, Decimal, Duration, Json, Nullable, UnixTime, Uuid};
    use std::collections::BTreeMap;

    pub struct Retypes {
        #[versions(.."v2")]
        pub int_to_decimal: Option<i32>,
        #[versions("v2"..)]
        pub int_to_decimal: Option<Decimal>,
        #[versions(.."v2")]
        pub int_to_long: Option<i32>,
        #[versions("v2"..)]
        pub int_to_long: Option<i64>,
        #[versions(.."v2")]
        pub list_to_text: Option<Color>,
        #[versions("v2"..)]
        pub list_to_text: Option<String>,
        #[versions(.."v2")]
        pub text_to_list: Option<String>,
        #[versions("v2"..)]
        pub text_to_list: Option<Color>,
        #[versions(.."v2")]
        pub text_to_date: Option<String>,
        #[versions("v2"..)]
        pub text_to_date: Option<Date>,
        #[versions(.."v2")]
        pub date_to_instant: Option<Date>,
        #[versions("v2"..)]
        pub date_to_instant: Option<DateTime>,
        #[versions(.."v2")]
        pub text_to_int: Option<String>,
        #[versions("v2"..)]
        pub text_to_int: Option<i32>,
        #[versions(.."v2")]
        pub one_to_many: Option<String>,
        #[versions("v2"..)]
        pub one_to_many: Option<Vec<String>>,
        #[versions(.."v2")]
        pub typed_to_any: Option<Point>,
        #[versions("v2"..)]
        pub typed_to_any: Option<Json>,
        #[versions(.."v2")]
        pub ints: Option<BTreeMap<String, Vec<i32>>>,
        #[versions("v2"..)]
        pub ints: Option<BTreeMap<String, Vec<Decimal>>>,
    }

    pub enum Color {
        Red,
        Green,
    }

    pub struct Point {
        pub x: Option<i32>,
    }

    /// Required members whose types change.
    pub struct Required {
        #[versions(.."v2")]
        pub count: i32,
        #[versions("v2"..)]
        pub count: Decimal,
        #[versions(.."v2")]
        pub color: Color,
        #[versions("v2"..)]
        pub color: String,
        #[versions(.."v2")]
        pub now_optional: String,
        #[versions("v2"..)]
        pub now_optional: Option<String>,
    }

    pub enum Level {
        Low = 1,
        High = 2,
    }

    /// Required members that become enumerations of integers, or are no longer ones.
    pub struct Levels {
        #[versions(.."v2")]
        pub from_int: i32,
        #[versions("v2"..)]
        pub from_int: Level,
        #[versions(.."v2")]
        pub from_long: i64,
        #[versions("v2"..)]
        pub from_long: Level,
        #[versions(.."v2")]
        pub to_long: Level,
        #[versions("v2"..)]
        pub to_long: i64,
        #[versions(.."v2")]
        pub to_decimal: Level,
        #[versions("v2"..)]
        pub to_decimal: Decimal,
        #[versions(.."v2")]
        pub to_json: Level,
        #[versions("v2"..)]
        pub to_json: Json,
        #[versions(.."v2")]
        pub to_text: Option<Level>,
        #[versions("v2"..)]
        pub to_text: Option<Color>,
    }

    /// Formats that are added and removed, and a nullable required member.
    pub struct Formats {
        #[versions(.."v2")]
        pub id: Uuid,
        #[versions("v2"..)]
        pub id: String,
        #[versions(.."v2")]
        pub at: i64,
        #[versions("v2"..)]
        pub at: UnixTime,
        #[versions(.."v2")]
        pub length: Option<String>,
        #[versions("v2"..)]
        pub length: Option<Duration>,
        #[versions(.."v2")]
        pub place: Option<(String, i32)>,
        #[versions("v2"..)]
        pub place: Option<(String, Decimal)>,
        #[versions(.."v2")]
        pub note: Nullable<String>,
        #[versions("v2"..)]
        pub note: Option<String>,
        pub deep: Nullable<Vec<Deep>>,
    }

    /// A member that becomes required.
    pub struct More {
        #[versions("v2"..)]
        pub new: String,
        #[versions(.."v2")]
        pub was_optional: Option<i32>,
        #[versions("v2"..)]
        pub was_optional: i32,
    }

    pub struct Holder {
        pub list: Vec<More>,
        pub map: Option<BTreeMap<String, More>>,
        pub next: Option<Box<Holder>>,
        #[versions(.."v2")]
        pub old: Option<String>,
    }

    pub struct Renamed {
        #[versions(.."v2")]
        pub before: Option<Color>,
        #[versions("v2".., was = "before")]
        pub after: Option<Color>,
        #[versions(.."v2")]
        pub all: Option<Deep>,
        #[versions("v2".., was = "all")]
        pub every: Option<Deep>,
    }

    pub struct Deep {
        #[versions("v2"..)]
        pub new: Option<bool>,
    }

    pub enum Either {
        #[when("/kind" = "deep")]
        Deep(Deep),
        #[versions(.."v2")]
        #[when("/kind" = "point")]
        Point(Point),
        #[versions("v2"..)]
        #[when("/kind" = "circle")]
        Circle(Point),
    }

    /// An alternative with custom conversions.
    pub enum Size {
        #[versions(.."v2")]
        #[when("/kind" = "dot")]
        Size(Dot),
        #[versions("v2".., upgrade_with = grow, downgrade_with = shrink)]
        #[when("/kind" = "box")]
        Size(Box<Area>),
    }

    #[versions(.."v2")]
    pub struct Dot {
        pub kind: Option<String>,
        pub x: Option<i32>,
    }

    #[versions("v2"..)]
    pub struct Area {
        pub kind: String,
        pub width: Option<i32>,
    }

    /// Custom conversions.
    pub struct Custom {
        #[versions(.."v2")]
        pub cents: Option<i64>,
        #[versions("v2".., was = "cents", upgrade_with = from_cents, downgrade_with = to_cents)]
        pub amount: Option<Decimal>,
        #[versions(.."v2")]
        pub label: String,
        #[versions("v2".., upgrade_with = self::words, downgrade_with = self::join)]
        pub label: Vec<String>,
        #[versions(.."v2")]
        pub more: More,
        #[versions("v2".., upgrade_with = more, downgrade_with = less)]
        pub more: More,
    }

    /// A custom conversion applies at the api-version at which its member begins.
    pub struct Later {
        pub custom: Option<Custom>,
        #[versions("v3"..)]
        pub new: Option<i32>,
    }
}

fn from_cents(cents: &i64) -> Decimal {
    format!("{}.{:02}", cents / 100, cents % 100)
        .parse()
        .unwrap()
}

fn to_cents(amount: &Decimal) -> Option<i64> {
    let (whole, cents) = amount.as_str().split_once('.')?;
    (cents.len() == 2).then(|| format!("{whole}{cents}").parse().ok())?
}

fn more(_: &v1::More) -> v2::More {
    v2::More::new("made".to_owned(), 1)
}

fn less(_: &v2::More) -> v1::More {
    v1::More::default()
}

fn grow(dot: &v1::Dot) -> Box<v2::Area> {
    let mut area = v2::Area::new("box".to_owned());
    area.width = dot.x;
    Box::new(area)
}

fn shrink(area: &v2::Area) -> Option<v1::Dot> {
    let x = Some(area.width?);
    Some(v1::Dot {
        kind: Some("dot".to_owned()),
        x,
        ..Default::default()
    })
}

fn words(label: &str) -> Vec<String> {
    label.split(' ').map(str::to_owned).collect()
}

fn join(words: &[String]) -> String {
    words.join(" ")
}

/// Upgrades a value, asserts that the downgrade restores it, and returns the upgraded value and its kept paths.
fn upgrade_and_check(text: &str) -> (v2::Retypes, Vec<String>) {
    let old: v1::Retypes = decode(text.as_bytes()).unwrap();
    let new = v2::Retypes::from(old.clone());
    assert_eq!(json(&new), json(&old), "{text}");
    assert_eq!(new.clone().downgrade_keeping::<version::V1>(), old);
    let kept = new.kept().iter().map(ToString::to_string).collect();
    (new, kept)
}

#[test]
fn fitting_values_are_typed_and_the_rest_is_kept() {
    for (text, kept) in [
        (r#"{"intToDecimal":-5}"#, ""),
        (r#"{"intToDecimal":5.10}"#, ""),
        (r#"{"intToDecimal":"a"}"#, "intToDecimal = \"a\""),
        (r#"{"intToLong":5}"#, ""),
        (r#"{"intToLong":99999999999}"#, ""),
        (r#"{"listToText":"Red"}"#, ""),
        (r#"{"listToText":"Blue"}"#, ""),
        (r#"{"textToList":"Green"}"#, ""),
        (r#"{"textToList":"Blue"}"#, "textToList = \"Blue\""),
        (r#"{"textToDate":"2020-02-29"}"#, ""),
        (r#"{"textToDate":"soon"}"#, "textToDate = \"soon\""),
        (
            r#"{"dateToInstant":"2020-02-29"}"#,
            "dateToInstant = \"2020-02-29\"",
        ),
        (r#"{"textToInt":"5"}"#, "textToInt = \"5\""),
        (r#"{"oneToMany":"a"}"#, "oneToMany = \"a\""),
        (r#"{"typedToAny":{"x":1,"y":2.0}}"#, ""),
        (r#"{"ints":{"a":[1,2],"b":[]}}"#, ""),
    ] {
        assert_eq!(upgrade_and_check(text).1.join("; "), kept, "{text}");
    }
    let (new, _) = upgrade_and_check(r#"{"intToDecimal":5.10,"intToLong":99999999999}"#);
    assert_eq!(new.int_to_decimal.unwrap().as_str(), "5.10");
    assert_eq!(new.int_to_long, Some(99_999_999_999));
}

#[test]
fn values_that_do_not_fit_a_downgrade_are_lost() {
    for (text, lost) in [
        (r#"{"intToDecimal":5}"#, ""),
        (r#"{"intToDecimal":5.0}"#, ""),
        (r#"{"intToDecimal":5.5}"#, "intToDecimal = 5.5"),
        (r#"{"intToLong":99999999999}"#, "intToLong = 99999999999"),
        (r#"{"listToText":"Blue"}"#, "listToText = \"Blue\""),
        (r#"{"textToList":"Blue"}"#, ""),
        (
            r#"{"dateToInstant":"2020-02-29T00:00:00Z"}"#,
            "dateToInstant = \"2020-02-29T00:00:00Z\"",
        ),
        (r#"{"textToInt":5}"#, ""),
        (r#"{"oneToMany":["a"]}"#, "oneToMany = [\"a\"]"),
        (r#"{"ints":{"a":[1.5]}}"#, "ints = {\"a\":[1.5]}"),
    ] {
        let new: v2::Retypes = decode(text.as_bytes()).unwrap();
        let found = match v1::Retypes::try_from(new.clone()) {
            Ok(_) => String::new(),
            Err(error) => {
                let old = error.into_inner();
                let error = old.clone().downgrade::<version::V1>().unwrap_err();
                assert_eq!(old, new);
                error
                    .lost()
                    .iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
                    .join("; ")
            }
        };
        assert_eq!(found, lost, "{text}");
        let keeping = new.clone().downgrade_keeping::<version::V1>();
        assert_eq!(json(&keeping), json(&new));
        assert_eq!(keeping.upgrade::<version::V2>(), new);
    }
}

#[test]
fn enumerations_of_integers_convert_from_and_to_numbers() {
    let old = r#"{"fromInt":1,"fromLong":7,"toLong":2,"toDecimal":1,"toJson":2,"toText":2}"#;
    let old: v1::Levels = decode(old.as_bytes()).unwrap();
    let new = v2::Levels::from(old.clone());
    assert_eq!(
        (new.from_int, new.from_long.value(), new.to_long),
        (v2::Level::Low, 7, 2)
    );
    assert_eq!((new.to_decimal.as_str(), new.to_json.as_str()), ("1", "2"));
    // A number is no text, but another spelling of one.
    assert_eq!(new.to_text, Some(v2::Color::from("2")));
    assert_eq!(json(&new), json(&old));
    assert_eq!(v1::Levels::try_from(new).unwrap(), old);

    let new = r#"{"fromInt":1,"fromLong":1,"toLong":2,"toDecimal":1.5,"toJson":"a"}"#;
    let new: v2::Levels = decode(new.as_bytes()).unwrap();
    let error = v1::Levels::try_from(new).unwrap_err();
    assert_eq!(error.missing(), ["toDecimal", "toJson"]);
}

#[test]
fn infallible_required_members_convert_with_from() {
    let old = v1::Required::new(5, v1::Color::Red, "a".to_owned());
    let new = v2::Required::from(old.clone());
    assert_eq!(
        (
            new.count.as_str(),
            new.color.as_str(),
            new.now_optional.as_deref()
        ),
        ("5", "Red", Some("a"))
    );
    assert_eq!(v1::Required::try_from(new.clone()).unwrap(), old);
    let error = v1::Required::try_from(v2::Required {
        now_optional: None,
        ..new
    })
    .unwrap_err();
    assert_eq!(error.missing(), ["nowOptional"]);
    assert_eq!(
        error.to_string(),
        "the target api-version requires fields that are missing:\n  nowOptional"
    );
}

#[test]
fn formats_are_added_and_removed() {
    let text = r#"{"id":"123E4567-e89b-12d3-a456-426614174000","at":5,"length":"PT1M","place":["a",1],"note":null,"deep":[{"new":true}]}"#;
    let old: v1::Formats = decode(text.as_bytes()).unwrap();
    assert_eq!(old.note, None);
    let new = v2::Formats::from(old.clone());
    assert_eq!(new.id, "123E4567-e89b-12d3-a456-426614174000");
    assert_eq!(
        (new.at.seconds(), new.length.as_ref().unwrap().seconds()),
        (5, Some(60))
    );
    assert_eq!(new.place.as_ref().unwrap().1.as_str(), "1");
    assert_eq!(new.deep.as_ref().unwrap()[0].new, Some(true));
    assert_eq!(json(&new), json(&old));
}

#[test]
fn missing_members_are_reported_by_path() {
    let text = r#"{ "list": [{ "new": "a", "wasOptional": 1 }, { "new": [7] }], "map": { "k.1": { "wasOptional": 2 } },
        "next": { "list": [{ "new": "b" }] } }"#;
    let old: v1::Holder = decode(text.as_bytes()).unwrap();
    let error = v2::Holder::try_from(old.clone()).unwrap_err();
    let paths = [
        "list[1].new",
        "list[1].wasOptional",
        "map[\"k.1\"].new",
        "next.list[0].wasOptional",
    ];
    assert_eq!(error.paths(), paths);
    assert_eq!(old.upgrade::<version::V2>().unwrap_err().paths(), paths);

    let old: v1::Holder =
        decode(br#"{ "list": [{ "new": "a", "wasOptional": 1 }], "old": "x" }"#).unwrap();
    let new = v2::Holder::try_from(old.clone()).unwrap();
    assert_eq!(new.list[0].new, "a");
    let error = v1::Holder::try_from(new.clone()).unwrap_err();
    assert_eq!(error.lost()[0].path, "list[0].new");
    assert_eq!(new.downgrade_keeping::<version::V1>(), old);
}

#[test]
fn renames_are_followed() {
    let old: v1::Renamed = decode(br#"{ "before": "Red", "all": { "new": true } }"#).unwrap();
    let new = v2::Renamed::from(old.clone());
    assert_eq!(new.after, Some(v2::Color::Red));
    assert_eq!(new.every.as_ref().unwrap().new, Some(true));
    assert!(new.kept().is_empty());
    assert_eq!(new.downgrade_keeping::<version::V1>(), old);
}

#[test]
fn alternatives_convert_to_the_fitting_one() {
    for (text, expected) in [
        (r#"{"kind":"deep","new":true}"#, "Deep"),
        (r#"{"kind":"point","x":1}"#, "UnknownValue"),
        (r#"{"kind":"circle","x":1}"#, "Circle"),
        (r#""text""#, "UnknownValue"),
    ] {
        let old: v1::Either = decode(text.as_bytes()).unwrap();
        let new = v2::Either::from(old.clone());
        assert!(format!("{new:?}").starts_with(expected), "{new:?}");
        assert_eq!(json(&new.downgrade_keeping::<version::V1>()), json(&old));
    }
}

#[test]
fn custom_conversions_are_used() {
    let mut old = v1::Custom::new("a b".to_owned(), v1::More::default());
    old.cents = Some(1205);
    let new = v2::Custom::from(old.clone());
    assert_eq!(new.amount.as_ref().unwrap().as_str(), "12.05");
    assert_eq!(new.label, ["a", "b"]);
    assert_eq!(new.more.new, "made");
    let later = v3::Later::from(v2::Later {
        custom: Some(new.clone()),
        ..Default::default()
    });
    assert_eq!(
        v2::Later::try_from(later).unwrap().custom,
        Some(new.clone())
    );
    assert_eq!(v1::Custom::try_from(new.clone()).unwrap(), old);

    let finer = v2::Custom {
        amount: Some("12.055".parse().unwrap()),
        ..new
    };
    let error = v1::Custom::try_from(finer.clone()).unwrap_err();
    assert_eq!(error.lost()[0].to_string(), "amount = 12.055");
    let keeping = finer.clone().downgrade_keeping::<version::V1>().unwrap();
    assert_eq!(keeping.cents, None);
    assert_eq!(v2::Custom::from(keeping), finer);
    fn is_written(_: &impl Serialize) {}
    is_written(&finer);
}

#[test]
fn an_alternative_can_have_custom_conversions() {
    let old: v1::Size = decode(br#"{ "kind": "dot", "x": 3 }"#).unwrap();
    let new = v2::Size::from(old.clone());
    assert_eq!(
        serde_json::to_string(&new).unwrap(),
        r#"{"kind":"box","width":3}"#
    );
    assert_eq!(v1::Size::try_from(new).unwrap(), old);

    // A box without a width is not a dot.
    let new: v2::Size = decode(br#"{ "kind": "box" }"#).unwrap();
    let error = v1::Size::try_from(new.clone()).unwrap_err();
    assert_eq!(error.lost()[0].to_string(), r#"{"kind":"box"}"#);
    assert_eq!(
        new.clone()
            .downgrade_keeping::<version::V1>()
            .upgrade::<version::V2>(),
        new
    );
}

/// The macro emits a conversion that cannot fail for exactly the pairs that the runtime implements.
#[test]
fn macro_and_runtime_agree_on_infallible_retypes() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../codegen/runtime/src/step.rs"
    );
    let source = std::fs::read_to_string(path).unwrap();
    let (_, table) = source.split_once("\nretypes! {").unwrap();
    let (table, _) = table.split_once('}').unwrap();
    let table = table.replace("super::", "");
    let implemented = table.split(';').filter_map(|row| row.split_once("=>"));
    let implemented: BTreeSet<(&str, &str)> = implemented
        .flat_map(|(from, to)| to.split_whitespace().map(move |to| (from.trim(), to)))
        .collect();
    let emitted: BTreeSet<(&str, &str)> = INFALLIBLE_RETYPES
        .iter()
        .flat_map(|(from, to)| to.iter().map(move |to| (*from, *to)))
        .collect();
    assert_eq!(emitted, implemented);

    let (_, table) = source
        .split_once("\ninteger_enumeration_retypes! {")
        .unwrap();
    let (table, _) = table.split_once('}').unwrap();
    let table = table.replace("super::", "");
    let mut rows = table.split(';').map(str::split_whitespace);
    let mut row = || rows.next().unwrap().skip(1).collect::<Vec<_>>();
    assert_eq!(row(), TO_INTEGER_ENUMERATION);
    assert_eq!(row(), FROM_INTEGER_ENUMERATION);
}
