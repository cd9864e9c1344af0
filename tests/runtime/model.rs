use billing_runtime::{Decimal, Json, decode, decode_fitting, decode_strict, encode};

use super::models::{
    Amount, Document, Everything, InvoiceListResult, InvoiceType, assert_unchanged, kept_lines,
    rewrite,
};

#[test]
fn typed_members_are_read() {
    let json = r#"{"text":"a","flag":true,"small":-5,"large":18446744073709551615,"single":16.53,"double":0.1,"money":2.00,"instant":"2021-04-30T23:59:59.9999999Z","local":"2016-03-11T00:00:00","day":"2017-01-01","any":{"a":[1.50]},"nullable":"b","nullableAny":1.0,"amount":{"currency":"USD","value":16.53},"kind":"Usage Charge","numbers":[1,2],"amounts":[{"value":1},{}],"tags":{"a":"b"},"totals":{"x":1.0},"rebill":{"invoiceDocumentId":"I","rebillDetails":{"rebillDetails":{}}}}"#;
    let value: Everything = decode(json.as_bytes()).unwrap();
    assert_eq!(value.text.as_deref(), Some("a"));
    assert_eq!(value.flag, Some(true));
    assert_eq!(value.small, Some(-5));
    assert_eq!(value.large, Some(u64::MAX));
    assert_eq!(value.single, Some(16.53));
    assert_eq!(value.money, Some("2".parse().unwrap()));
    assert_eq!(value.any.as_ref().unwrap().as_str(), r#"{"a":[1.50]}"#);
    assert_eq!(value.nullable, Some(Some("b".to_owned())));
    assert_eq!(value.kind, Some(InvoiceType::UsageCharge));
    assert_eq!(value.numbers, Some(vec![1, 2]));
    assert_eq!(value.amounts.as_ref().unwrap().len(), 2);
    assert_eq!(value.tags.as_ref().unwrap()["a"], "b");
    assert_eq!(value.totals.as_ref().unwrap()["x"], Decimal::from(1));
    assert!(value.kept.is_empty());
    assert!(value.kept().is_empty());
    assert_unchanged::<Everything>(json);
}

#[test]
fn a_misfit_is_kept_under_its_name_and_written_while_the_typed_member_is_none() {
    for (member, value) in [
        ("small", "1.50"),
        ("small", "2147483648"),
        ("small", "null"),
        ("small", "true"),
        ("large", "-1"),
        ("large", "18446744073709551616"),
        ("text", "null"),
        ("text", r#""\ud800""#),
        ("instant", r#""2024\udc00""#),
        ("kind", r#""\ud800x""#),
        ("flag", "0"),
        ("single", "1e39"),
        ("double", "1E400"),
        ("double", "1e-400"),
        ("money", "null"),
        ("instant", "null"),
        ("amount", "null"),
        ("amount", "\"USD\""),
        ("amount", "7"),
        ("amount", "1.50"),
        ("amount", "-0"),
        ("amount", "99999999999999999999"),
        ("numbers", "1E400"),
        ("tags", "2.00"),
        ("amounts", r#"[{"value":1.10},2.00,{"currency":"USD"}]"#),
        ("amount", "true"),
        ("kind", "null"),
        ("numbers", "null"),
        ("numbers", "5"),
        ("numbers", "[1.50]"),
        ("numbers", "[1,null]"),
        (
            "amounts",
            r#"[{"value":1.10},null,{"currency":"USD"},null]"#,
        ),
        ("amounts", "\"none\""),
        ("tags", r#"{"a":"b","c":null}"#),
        ("tags", "null"),
        ("totals", r#"{"a":1.0,"b":"1.0","c":"two"}"#),
        ("rebill", "null"),
    ] {
        let json = format!(r#"{{"{member}":{value}}}"#);
        assert_unchanged::<Everything>(&json);
        assert_eq!(
            kept_lines::<Everything>(&json),
            [format!("{member} = {value}")]
        );
        assert!(decode_strict::<Everything>(json.as_bytes()).is_err());
        let read: Everything = decode(json.as_bytes()).unwrap();
        let kept = read.kept.get(member).map(Json::as_str);
        assert_eq!(kept, Some(value), "{json}");
        let emptied = Everything {
            kept: Default::default(),
            ..read
        };
        assert_eq!(emptied, Everything::default(), "{json}");
    }
}

#[test]
fn other_spellings_are_typed_and_written_back() {
    for (member, sent, plain) in [
        ("small", "\"5\"", "5"),
        ("small", "-0", "0"),
        ("small", "1e2", "100"),
        ("text", "1.50", "\"1.50\""),
        ("text", "false", "\"false\""),
        ("flag", "\"true\"", "true"),
        ("flag", "\"False\"", "false"),
        ("double", "\"0\"", "0.0"),
        ("money", "\"3822.10\"", "3822.10"),
        ("instant", "20240102", "\"20240102\""),
        ("kind", "3.0", "\"3.0\""),
        ("numbers", "[1,2.0,\"3\"]", "[1,2,3]"),
        ("numbers", "{}", "[]"),
        ("tags", "[]", "{}"),
        ("tags", r#"{"a":"b","c":1.50}"#, r#"{"a":"b","c":"1.50"}"#),
        ("amount", "[]", "{}"),
        ("amounts", r#"[{"value":1},[]]"#, r#"[{"value":1},{}]"#),
        ("nullable", "1.50", "\"1.50\""),
    ] {
        let json = format!(r#"{{"{member}":{sent}}}"#);
        let plain = format!(r#"{{"{member}":{plain}}}"#);
        assert_unchanged::<Everything>(&json);
        let read: Everything = decode(json.as_bytes()).unwrap();
        assert!(read.kept.is_empty(), "{json}");
        assert!(!read.kept().is_empty(), "{json}");
        assert!(decode_strict::<Everything>(json.as_bytes()).is_err());
        assert!(decode_fitting::<Everything>(json.as_bytes()).is_ok());
        // The spelling is no part of the value.
        assert_eq!(read, decode(plain.as_bytes()).unwrap());
        let moved = Everything {
            kept: Default::default(),
            ..read
        };
        assert_eq!(encode(&moved).unwrap(), plain.as_bytes());
    }
}

#[test]
fn a_spelling_stands_for_one_value() {
    let json = r#"{"numbers":["1","2"],"totals":{"a":"1","b":"2"},"amount":[]}"#;
    let mut value: Everything = decode(json.as_bytes()).unwrap();
    if let Some(numbers) = &mut value.numbers {
        numbers.swap(0, 1);
        numbers.push(3);
    }
    if let Some(totals) = &mut value.totals {
        totals.remove("a");
    }
    if let Some(amount) = &mut value.amount {
        amount.currency = Some("EUR".to_owned());
    }
    let written: serde_json::Value = serde_json::from_slice(&encode(&value).unwrap()).unwrap();
    let expected = r#"{"numbers":[2,1,3],"totals":{"b":"2"},"amount":{"currency":"EUR"}}"#;
    assert_eq!(
        written,
        serde_json::from_str::<serde_json::Value>(expected).unwrap()
    );
    let kept = value.kept();
    let paths: Vec<&str> = kept.iter().map(|item| item.path.as_str()).collect();
    assert_eq!(paths, ["totals.b"]);
}

#[test]
fn a_value_that_its_field_cannot_hold_is_refused_on_request() {
    for (json, refused) in [
        (r#"{"money":"much"}"#, true),
        (r#"{"rebill":{"rebillDetails":5}}"#, true),
        (r#"{"numbers":[1.5]}"#, true),
        (
            r#"{"money":null,"more":1,"kind":"new","day":"2018-02-30"}"#,
            false,
        ),
        (r#"{"money":"1.50"}"#, false),
    ] {
        let read = decode_fitting::<Everything>(json.as_bytes());
        assert_eq!(read.is_err(), refused, "{json}");
    }
}

#[test]
fn exact_values_are_typed() {
    for (member, value) in [
        ("small", "-2147483648"),
        ("small", "0"),
        ("large", "0"),
        ("double", "0.0"),
        ("double", "-0.0"),
        ("double", "1e+300"),
        ("single", "16777216.0"),
        ("nullable", "null"),
        ("nullableAny", "null"),
        ("any", "null"),
        ("any", "1E400"),
        ("text", r#""""#),
        ("numbers", "[]"),
        ("tags", "{}"),
        ("amount", "{}"),
    ] {
        let json = format!(r#"{{"{member}":{value}}}"#);
        assert_unchanged::<Everything>(&json);
        assert!(kept_lines::<Everything>(&json).is_empty(), "{json}");
    }
}

#[test]
fn floats_are_written_back_by_value() {
    for (read, written) in [
        ("1", "1.0"),
        ("1e2", "100.0"),
        ("0e5", "0.0"),
        ("99999999999999.99", "99999999999999.98"),
    ] {
        let json = format!(r#"{{"double":{read}}}"#);
        assert_eq!(
            rewrite::<Everything>(&json),
            format!(r#"{{"double":{written}}}"#)
        );
    }
    assert_unchanged::<Everything>(r#"{"single":16.53}"#);
}

#[test]
fn absent_null_and_value_of_a_nullable_member_differ() {
    for (json, expected) in [
        ("{}", None),
        (r#"{"nullable":null}"#, Some(None)),
        (r#"{"nullable":"x"}"#, Some(Some("x".to_owned()))),
    ] {
        let value: Everything = decode(json.as_bytes()).unwrap();
        assert_eq!(value.nullable, expected);
        assert_unchanged::<Everything>(json);
    }
    let value: Everything = decode(br#"{"nullableAny":null}"#).unwrap();
    assert_eq!(value.nullable_any, Some(None));
    let value: Everything = decode(br#"{"any":null}"#).unwrap();
    assert_eq!(value.any, Some(Json::NULL));
}

#[test]
fn unlisted_values_are_canonical() {
    let value: InvoiceType = decode(br#""AzureServices""#).unwrap();
    assert!(matches!(&value, InvoiceType::UnknownValue(text) if text.as_str() == "AzureServices"));
    assert_eq!(value, InvoiceType::from("AzureServices"));
    assert_eq!(
        kept_lines::<InvoiceType>(r#""AzureServices""#),
        [r#""AzureServices""#]
    );
    assert_unchanged::<InvoiceType>(r#""AzureServices""#);
    for known in ["AzureService", "Usage Charge"] {
        let read: InvoiceType = decode(format!("\"{known}\"").as_bytes()).unwrap();
        for value in [read, InvoiceType::from(known), known.parse().unwrap()] {
            assert!(!matches!(value, InvoiceType::UnknownValue(_)), "{known}");
            assert_eq!(value.as_str(), known);
        }
    }
    let escaped: InvoiceType = decode(br#""Azure\u0053ervice""#).unwrap();
    assert_eq!(escaped, InvoiceType::AzureService);
    assert!(matches!(
        InvoiceType::from("azureservice"),
        InvoiceType::UnknownValue(_)
    ));
}

#[test]
fn required_members_and_recursion() {
    let json = r#"{"name":"a","size":1,"parts":[{"name":"b","size":2,"parts":[]}]}"#;
    let value: Document = decode(json.as_bytes()).unwrap();
    let mut part = Document::new("b".to_owned(), 2);
    part.parts = Some(Vec::new());
    let mut whole = Document::new("a".to_owned(), 1);
    whole.parts = Some(vec![part]);
    assert_eq!(value, whole);
    assert_unchanged::<Document>(json);
    assert!(value.kept().is_empty());
}

#[test]
fn typed_wins_over_kept() {
    let mut value: Amount = decode(br#"{"value":"one","more":1}"#).unwrap();
    assert_eq!(value.value, None);
    value.value = Some(Decimal::from(3));
    assert_eq!(
        String::from_utf8(encode(&value).unwrap()).unwrap(),
        r#"{"value":3,"more":1}"#
    );
    let lines: Vec<_> = value.kept().iter().map(ToString::to_string).collect();
    assert_eq!(lines, ["more = 1"]);
    assert_eq!(value.kept.remove("more"), Some(Json::from(1)));
    assert_eq!(value.kept.len(), 1);
}

#[test]
fn members_are_written_in_order_and_kept_ones_by_name_after_them() {
    assert_eq!(
        rewrite::<Amount>(
            "{ \"z\": 1 ,\"value\" : 2.00,\n\"a\":[ 1 , \"x y\" ],\"currency\":\"USD\" }"
        ),
        r#"{"currency":"USD","value":2.00,"a":[1,"x y"],"z":1}"#
    );
}

#[test]
fn kept_values_are_listed_by_their_path() {
    let json = r#"{"value":[{},{"properties":{"amountDue":{"value":"1","unit.name":2},"dueDate":"2018-02-30T17:32:28Z","":0}}],"nextLink":null,"total count":163,"a\"b":1}"#;
    assert_eq!(
        kept_lines::<InvoiceListResult>(json),
        [
            r#"value[1].properties.amountDue.value = "1""#,
            r#"value[1].properties.amountDue["unit.name"] = 2"#,
            r#"value[1].properties.dueDate = "2018-02-30T17:32:28Z""#,
            r#"value[1].properties[""] = 0"#,
            r#"["a\"b"] = 1"#,
            "nextLink = null",
            r#"["total count"] = 163"#,
        ]
    );
    let strict = decode_strict::<InvoiceListResult>(json.as_bytes()).unwrap_err();
    assert_eq!(strict.kept().len(), 7);
    assert!(strict.to_string().contains("\n  nextLink = null"));
    assert!(decode_strict::<InvoiceListResult>(br#"{"value":[{"id":"a"}]}"#).is_ok());
}
