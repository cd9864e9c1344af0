use billing_runtime::{Json, JsonKind, encode};

use super::models::{Amount, assert_unchanged};

#[test]
fn only_white_space_between_tokens_is_dropped() {
    for (text, expected) in [
        (" 1.50 ", "1.50"),
        ("\n[ 1 ,\t2 ]\r\n", "[1,2]"),
        (
            r#"{ "a b" : " c " , "d\" e" : [ ] }"#,
            r#"{"a b":" c ","d\" e":[]}"#,
        ),
        (r#"["\\", "\\\" ]", "é 日"]"#, r#"["\\","\\\" ]","é 日"]"#),
        ("[[ ]]", "[[]]"),
        (r#""a  b""#, r#""a  b""#),
        (r#"{"a":1,"a":2.00}"#, r#"{"a":1,"a":2.00}"#),
    ] {
        assert_eq!(text.parse::<Json>().unwrap().as_str(), expected);
    }
}

#[test]
fn only_json_parses() {
    for text in [
        "",
        "nul",
        "01",
        "1.",
        "[1,]",
        "{a:1}",
        "\"a",
        "[1 2]",
        "1 2",
        "'a'",
        "\"\n\"",
        "{\"a\"}",
        "\u{feff}1",
        "[",
        "NaN",
        r#""\x""#,
    ] {
        assert!(text.parse::<Json>().is_err(), "{text:?}");
    }
}

#[test]
fn kinds_and_values() {
    for (text, kind) in [
        ("null", JsonKind::Null),
        ("true", JsonKind::Bool),
        ("false", JsonKind::Bool),
        ("-1", JsonKind::Number),
        ("\"a\"", JsonKind::String),
        ("[]", JsonKind::Array),
        ("{}", JsonKind::Object),
    ] {
        assert_eq!(text.parse::<Json>().unwrap().kind(), kind);
    }
    assert_eq!(Json::NULL, "null".parse().unwrap());
    assert_eq!(Json::default(), Json::NULL);
    assert_eq!(Json::from(true).as_str(), "true");
    assert_eq!(Json::from(-3_i64).as_str(), "-3");
    assert_eq!(
        Json::from("a\"b\\\n\u{1}é").as_str(),
        r#""a\"b\\\n\u0001é""#
    );
    assert_eq!(
        Json::from("a\"b\\\n\u{1}é").to_text().unwrap(),
        "a\"b\\\n\u{1}é"
    );
    assert_eq!(
        r#""\ud83d\ude00""#.parse::<Json>().unwrap().to_text().unwrap(),
        "😀"
    );
    assert_eq!(r#""\ud83d""#.parse::<Json>().unwrap().to_text(), None);
    assert_eq!(Json::from(1).to_text(), None);
}

#[test]
fn a_value_is_read_into_a_type() {
    let json: Json = r#"{"value":2.00}"#.parse().unwrap();
    let amount: Amount = json.decode().unwrap();
    assert_eq!(amount.value.unwrap().as_str(), "2.00");
}

#[test]
fn texts_are_written_back() {
    for text in [
        "null",
        "2.00",
        "1E400",
        "[1.0,-0,\"\\u00e9\"]",
        r#"{"b":1,"a":{"x":[]}}"#,
        r#""\ud800""#,
        r#"{"$serde_json::private::Number":"12"}"#,
        r#"{"$serde_json::private::RawValue":"12"}"#,
    ] {
        assert_unchanged::<Json>(text);
        assert_unchanged::<Vec<Json>>(&format!("[{text},{text}]"));
    }
}

#[test]
fn pretty_writers_write_the_text_too() {
    let json: Json = r#"{"a":[1.50]}"#.parse().unwrap();
    assert_eq!(
        serde_json::to_string_pretty(&json).unwrap(),
        r#"{"a":[1.50]}"#
    );
    assert_eq!(encode(&json).unwrap(), json.as_str().as_bytes());
}
