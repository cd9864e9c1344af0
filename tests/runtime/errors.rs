use std::collections::BTreeMap;
use std::fmt::Debug;

use billing_runtime::{Decimal, Value, decode};

use super::models::{
    Amount, Document, Everything, InvoiceListResult, InvoiceType, LineItems, error_of,
};

#[track_caller]
fn check<T: Value + Debug>(json: &str, message: &str) {
    assert_eq!(error_of::<T>(json).to_string(), message, "{json}");
}

#[test]
fn errors_name_the_type_and_the_place() {
    check::<InvoiceListResult>(
        r#"{"value":[{},{"properties":{"amountDue":[1]}}]}"#,
        "at `value[1].properties.amountDue`: Amount: expected an object, found an array at line 1 column 42",
    );
    check::<InvoiceListResult>(
        "{\n \"value\": [\n  {\"properties\": {\"amountDue\": {\"currency\": {}}}\n}]}",
        "at `value[0].properties.amountDue.currency`: Amount: expected a string, found an object at line 3 column 47",
    );
    check::<InvoiceListResult>(
        r#"{"value":{"a":1}}"#,
        "at `value`: InvoiceListResult: expected an array, found an object at line 1 column 11",
    );
    check::<Everything>(
        r#"{"tags":{"cost.center":[]}}"#,
        r#"at `tags["cost.center"]`: Everything: expected a string, found an array at line 1 column 26"#,
    );
    check::<Everything>(
        r#"{"kind":{}}"#,
        "at `kind`: Everything: expected a string, found an object at line 1 column 11",
    );
    check::<Vec<Amount>>(
        r#"[{},{"value":{}}]"#,
        "at `[1].value`: Amount: expected a number, found an object at line 1 column 16",
    );
}

#[test]
fn serde_reads_as_decode_does() {
    for json in [
        r#"{"amount":1.50}"#,
        r#"{"numbers":1.50}"#,
        r#"{"numbers":1E+400}"#,
        r#"{"amount":[]}"#,
        r#"{"amount":false,"numbers":""}"#,
    ] {
        let decoded: Everything = decode(json.as_bytes()).unwrap();
        let read: Everything = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), json);
        assert_eq!(decoded.kept(), read.kept());
    }
}

#[test]
fn errors_at_the_top_name_the_type() {
    check::<Amount>(
        "[]",
        "Amount: expected an object, found an array at line 1 column 2",
    );
    check::<Amount>("null", "expected Amount, found null at line 1 column 4");
    check::<InvoiceType>(
        "null",
        "expected InvoiceType, found null at line 1 column 4",
    );
    check::<Document>(
        r#"{"name":"a"}"#,
        "Document: the required member `size` is missing at line 1 column 12",
    );
    check::<i32>(
        "1.50",
        "expected a whole number, found 1.50 at line 1 column 4",
    );
    check::<Vec<i32>>(
        "[1.50]",
        "expected an array, found an array with an element that does not fit at line 1 column 6",
    );
}

#[test]
fn line_and_column_are_those_of_serde_json() {
    let json = "{\n \"value\": [\n  {\"properties\": [0]}]}";
    let error = error_of::<InvoiceListResult>(json);
    assert_eq!((error.line(), error.column()), (3, 19));
    let error = serde_json::from_str::<InvoiceListResult>(json).unwrap_err();
    assert_eq!((error.line(), error.column()), (3, 19));
    assert!(error.is_data());
    assert!(!error.to_string().contains("at line 3 column 19 at line"));
}

#[test]
fn syntax_errors_are_those_of_serde_json() {
    let error = serde_json::from_str::<InvoiceListResult>(r#"{"value":[{"id":"#).unwrap_err();
    assert!(error.is_eof());
    let error = serde_json::from_str::<InvoiceListResult>(r#"{"value":[{"id":x}]}"#).unwrap_err();
    assert!(error.is_syntax());
    assert_eq!(error.to_string(), "expected value at line 1 column 17");
    check::<Amount>("{} x", "trailing characters at line 1 column 4");
    check::<Amount>("", "EOF while parsing a value at line 1 column 0");
    let error = billing_runtime::decode::<Amount>(b"{\"currency\":\"\xff\"}").unwrap_err();
    assert!(
        error.to_string().starts_with("invalid unicode code point"),
        "{error}"
    );
    let unlisted = billing_runtime::decode::<Amount>(b"{\"x\":[\"\xff\"]}").unwrap_err();
    assert!(
        unlisted
            .to_string()
            .starts_with("invalid unicode code point"),
        "{unlisted}"
    );
}

#[test]
fn a_repeated_member_of_any_kind_is_an_error() {
    for (json, path) in [
        (r#"{"text":"a","text":"b"}"#, "text"),
        (r#"{"text":"a","text":null}"#, "text"),
        (r#"{"text":null,"text":"a"}"#, "text"),
        (r#"{"text":null,"text":null}"#, "text"),
        (r#"{"small":1.5,"small":1.5}"#, "small"),
        (r#"{"nullable":null,"nullable":null}"#, "nullable"),
        (r#"{"any":null,"any":null}"#, "any"),
        (r#"{"more":1,"text":"","more":1}"#, "more"),
        (r#"{"more":1,"mor\u0065":1}"#, "more"),
        (r#"{"tags":{"a":"1","a":"1"}}"#, "tags.a"),
        (r#"{"tags":{"a":1,"a":"1"}}"#, "tags.a"),
        (r#"{"amounts":[{"value":1,"value":2}]}"#, "amounts[0].value"),
    ] {
        let message = error_of::<Everything>(json).to_string();
        assert!(
            message.starts_with(&format!("at `{path}`: "))
                && message.contains("the member occurs more than once"),
            "{json}: {message}"
        );
    }
    let error = error_of::<Document>(r#"{"name":"a","size":1,"name":"a"}"#);
    assert!(
        error
            .to_string()
            .starts_with("at `name`: Document: the member occurs more than once"),
        "{error}"
    );
    let error = error_of::<LineItems>(
        r#"{"items":[{"attributes":{"objectType":"LicenseBasedLineItem"},"x":1,"x":1}]}"#,
    );
    assert!(
        error
            .to_string()
            .starts_with("at `items[0].x`: LicenseLineItem: the member occurs more than once"),
        "{error}"
    );
}

#[test]
fn required_members_are_present_and_fit() {
    for (json, message) in [
        (
            r#"{"parts":[{"name":"a","size":1},{"size":2}],"name":"","size":0}"#,
            "at `parts[1]`: Document: the required member `name` is missing at line 1 column 43",
        ),
        (
            r#"{"name":null,"size":1}"#,
            "at `name`: Document: expected a string, found null at line 1 column 13",
        ),
        (
            r#"{"name":"a","size":1.50}"#,
            "at `size`: Document: expected a whole number, found 1.50 at line 1 column 24",
        ),
        (
            r#"{"name":"a","size":"at line 7 column 7"}"#,
            "at `size`: Document: expected a whole number, found a string at line 1 column 40",
        ),
    ] {
        check::<Document>(json, message);
    }
}

#[test]
fn names_in_a_path_are_quoted() {
    let json = r#"{" at line 9 column 9":1," at line 9 column 9":1}"#;
    let error = serde_json::from_str::<Amount>(json).unwrap_err();
    assert_eq!(error.line(), 1);
    assert!(
        error
            .to_string()
            .starts_with(r#"at `[" at line 9 column 9"]`: Amount: "#)
    );
}

#[test]
fn maps_keep_the_kind_of_what_they_hold() {
    check::<BTreeMap<String, Decimal>>(
        r#"{"a":1,"b":[]}"#,
        "at `b`: expected a number, found an array at line 1 column 14",
    );
}
