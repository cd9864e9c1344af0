use billing_runtime::{Decimal, Json, decode, decode_strict, encode};

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
        ("small", "9.0"),
        ("small", "1e2"),
        ("small", "-0"),
        ("small", "2147483648"),
        ("small", "\"5\""),
        ("small", "null"),
        ("small", "true"),
        ("large", "-1"),
        ("large", "18446744073709551616"),
        ("text", "1.50"),
        ("text", "null"),
        ("text", "false"),
        ("text", r#""\ud800""#),
        ("instant", r#""2024\udc00""#),
        ("kind", r#""\ud800x""#),
        ("flag", "0"),
        ("flag", "\"true\""),
        ("single", "1e39"),
        ("double", "1E400"),
        ("double", "1e-400"),
        ("double", "\"0\""),
        ("money", "\"3822.10\""),
        ("money", "null"),
        ("instant", "20240102"),
        ("instant", "null"),
        ("local", "1.0"),
        ("day", "2.00"),
        ("nullable", "1.50"),
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
        ("kind", "3.0"),
        ("kind", "null"),
        ("numbers", "null"),
        ("numbers", "5"),
        ("numbers", "[1,2.0,3]"),
        ("numbers", "[1.50]"),
        ("numbers", "[1,null]"),
        (
            "amounts",
            r#"[{"value":1.10},null,{"currency":"USD"},null]"#,
        ),
        ("amounts", "\"none\""),
        ("tags", r#"{"a":"b","c":1.50}"#),
        ("tags", "null"),
        ("totals", r#"{"a":1.0,"b":"1.0","c":2.00}"#),
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
        assert_eq!(read.kept.get(member).unwrap().as_str(), value);
        let emptied = Everything {
            kept: Default::default(),
            ..read
        };
        assert_eq!(emptied, Everything::default(), "{json}");
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
    let mut value: Amount = decode(br#"{"value":"1.0","more":1}"#).unwrap();
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
            r#"value[1].properties.amountDue["unit.name"] = 2"#,
            r#"value[1].properties.amountDue.value = "1""#,
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
