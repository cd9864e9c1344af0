//! Histories that branch or return.

use billing_runtime::decode;

use super::json;

#[billing_macros::versioned(versions("v1", "v2", "v3", "v4"), runtime = billing_runtime)]
mod definitions {
    /// A type whose shape of v2 returns in v4.
    pub struct Returns {
        pub name: Option<String>,
        #[versions("v2".."v3")]
        pub extra: Option<String>,
        #[versions("v4"..)]
        pub extra: Option<String>,
    }

    /// The predecessor of two types.
    #[versions(.."v2")]
    pub struct Whole {
        pub left: Option<String>,
        pub right: Option<String>,
    }

    #[versions("v2".., was = "Whole")]
    pub struct Left {
        pub left: Option<String>,
    }

    #[versions("v2".., was = "Whole")]
    pub struct Right {
        pub right: Option<String>,
    }

    /// Members with names that emitted code could use.
    pub struct Names {
        #[versions(.."v2")]
        pub missing: Option<String>,
        #[versions("v2"..)]
        pub missing: String,
        #[versions(.."v2")]
        pub value: Option<i32>,
        #[versions("v2"..)]
        pub value: Option<i64>,
        #[versions("v2".., was = "old_self")]
        pub r#type: Option<Box<Names>>,
        #[versions(.."v2")]
        pub old_self: Option<Box<Names>>,
    }

    /// A member whose wire name changes and its Rust name does not, and the reverse.
    pub struct Wires {
        #[versions(.."v2")]
        #[wire("a")]
        pub same_ident: Option<i32>,
        #[versions("v2"..)]
        #[wire("b")]
        pub same_ident: Option<i32>,
        #[versions(.."v2")]
        #[wire("c")]
        pub before: Option<i32>,
        #[versions("v2"..)]
        #[wire("c")]
        pub after: Option<i32>,
    }
}

#[test]
fn a_returning_shape_is_the_same_type() {
    let value = v1::Returns {
        name: Some("n".into()),
        ..Default::default()
    };
    let there: v2::Returns = value.clone().upgrade::<version::V2>();
    let same: v4::Returns = there.clone();
    assert_eq!(value.clone().upgrade::<version::V4>(), same);
    assert_eq!(same.clone().downgrade::<version::V1>().unwrap(), value);
    assert_eq!(same.downgrade::<version::V3>().unwrap(), value);
    let later: v3::Returns = there.upgrade::<version::V3>();
    assert_eq!(later.upgrade::<version::V4>().extra, None);
}

#[test]
fn two_types_can_have_one_predecessor() {
    let whole: v1::Whole = decode(br#"{ "left": "l", "right": "r" }"#).unwrap();
    let left = v2::Left::from(whole.clone());
    let right = v2::Right::from(whole.clone());
    assert_eq!(
        (left.left.as_deref(), right.right.as_deref()),
        (Some("l"), Some("r"))
    );
    assert_eq!(v1::Whole::try_from(left).unwrap(), whole);
    assert_eq!(v1::Whole::try_from(right).unwrap(), whole);
}

#[test]
fn members_can_have_any_name() {
    let old: v1::Names =
        decode(br#"{ "missing": "m", "value": 1, "oldSelf": { "missing": "n" } }"#).unwrap();
    let new = v2::Names::try_from(old.clone()).unwrap();
    assert_eq!((new.missing.as_str(), new.value), ("m", Some(1)));
    assert_eq!(new.r#type.as_ref().unwrap().missing, "n");
    assert_eq!(v1::Names::try_from(new).unwrap(), old);
    let error =
        v2::Names::try_from(decode::<v1::Names>(br#"{ "missing": "m", "oldSelf": {} }"#).unwrap());
    assert_eq!(error.unwrap_err().paths(), ["type.missing"]);
}

#[test]
fn wire_names_change_with_the_api_version() {
    let old: v1::Wires = decode(br#"{ "a": 1, "c": 2 }"#).unwrap();
    let new = v2::Wires::from(old.clone());
    assert_eq!(json(&new), serde_json::json!({ "b": 1, "c": 2 }));
    assert_eq!(v1::Wires::try_from(new).unwrap(), old);
}

#[test]
fn a_spelling_follows_a_member_to_its_new_name() {
    let old: v1::Wires = decode(br#"{"a":"5"}"#).unwrap();
    let new = v2::Wires::from(old.clone());
    assert_eq!(serde_json::to_string(&new).unwrap(), r#"{"b":"5"}"#);
    assert_eq!(v1::Wires::try_from(new).unwrap(), old);
}
