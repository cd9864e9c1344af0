//! Malicious input gives a value or an error in short time, and never a stack overflow.

use std::time::{Duration, Instant};

use billing_runtime::{Json, decode, decode_strict, encode, list_kept};

use super::models::{Any, Document, Everything, LineItem, LineItems, RebillDetails};

/// Runs on a thread with a small stack, and asserts a short run time.
fn run_quickly(run: impl FnOnce() + Send + 'static) {
    let start = Instant::now();
    let thread = std::thread::Builder::new().stack_size(2 << 20).spawn(run);
    assert!(thread.unwrap().join().is_ok());
    assert!(
        start.elapsed() < Duration::from_secs(60),
        "{:?}",
        start.elapsed()
    );
}

fn nested(open: &str, inner: &str, close: &str, levels: usize) -> String {
    [&open.repeat(levels), inner, &close.repeat(levels)].concat()
}

#[test]
fn a_deeply_nested_unlisted_member_is_kept() {
    run_quickly(|| {
        for (open, inner, close) in [("[", "", "]"), (r#"{"a":"#, "1.0", "}")] {
            let json = format!(r#"{{"more":{}}}"#, nested(open, inner, close, 100_000));
            let value: RebillDetails = decode(json.as_bytes()).unwrap();
            assert_eq!(encode(&value).unwrap(), json.as_bytes());
            assert_eq!(list_kept(&value).len(), 1);
            let copy = value.clone();
            assert_eq!(copy, value);
            assert!(decode_strict::<RebillDetails>(json.as_bytes()).is_err());
            let json: Json = nested(open, inner, close, 100_000).parse().unwrap();
            assert_eq!(json.decode::<Json>().unwrap(), json);
        }
    });
}

#[test]
fn a_deeply_nested_recursive_type_is_an_error() {
    run_quickly(|| {
        let json = nested(r#"{"rebillDetails":"#, "{}", "}", 100_000);
        let error = decode::<RebillDetails>(json.as_bytes()).unwrap_err();
        assert!(
            error
                .to_string()
                .contains("nested more than 128 levels deep"),
            "{error}"
        );
        let json = nested(r#"{"rebillDetails":"#, "{}", "}", 120);
        assert!(decode::<RebillDetails>(json.as_bytes()).is_ok());
        let json = nested(r#"{"name":"n","size":1,"parts":["#, "", "]}", 60);
        assert!(decode::<Document>(json.as_bytes()).is_ok());
    });
}

#[test]
fn a_deeply_nested_polymorphic_value_is_an_error() {
    for (levels, fits) in [(60, true), (120, true), (4_000, false), (100_000, false)] {
        run_quickly(move || {
            let open = r#"{"attributes":{"objectType":"UsageBasedLineItem"},"nested":"#;
            let json = nested(open, "{}", "}", levels);
            let read = decode::<LineItem>(json.as_bytes());
            assert_eq!(read.is_ok(), fits, "{levels}");
            if let Err(error) = read {
                assert!(
                    error
                        .to_string()
                        .contains("nested more than 128 levels deep")
                );
            }
            let unknown = nested("[", "", "]", levels);
            let json = format!(
                r#"{{"attributes":{{"objectType":"UsageBasedLineItem"}},"more":{unknown}}}"#
            );
            let value: LineItem = decode(json.as_bytes()).unwrap();
            assert_eq!(value.kept().len(), 2);
        });
    }
}

#[test]
fn trying_alternatives_takes_no_exponential_time() {
    for levels in [20, 100, 4_000] {
        run_quickly(move || {
            let json = nested(r#"{"left":"#, r#"{"name":"n","size":1}"#, "}", levels);
            assert!(decode::<Any>(json.as_bytes()).is_ok(), "{levels}");
            let json = nested(r#"{"right":"#, "true", "}", levels);
            assert!(decode::<Any>(json.as_bytes()).is_ok(), "{levels}");
            let json = nested(r#"{"name":"n","left":"#, "1", "}", levels);
            assert!(decode::<Any>(json.as_bytes()).is_ok(), "{levels}");
        });
    }
}

#[test]
fn a_million_unlisted_members() {
    run_quickly(|| {
        let members: Vec<_> = (0..1_000_000)
            .map(|i| format!(r#""m{i:07}":{i}"#))
            .collect();
        let json = format!("{{{}}}", members.join(","));
        let value: Everything = decode(json.as_bytes()).unwrap();
        assert_eq!(value.kept.len(), 1_000_000);
        assert_eq!(encode(&value).unwrap(), json.as_bytes());
    });
}

#[test]
fn a_million_elements_of_which_the_last_does_not_fit() {
    run_quickly(|| {
        let json = format!(r#"{{"numbers":[{}1.50]}}"#, "1,".repeat(1_000_000));
        let value: Everything = decode(json.as_bytes()).unwrap();
        assert_eq!(value.numbers, None);
        assert_eq!(encode(&value).unwrap(), json.as_bytes());
    });
}

#[test]
fn long_numbers_and_strings() {
    run_quickly(|| {
        let digits = "7".repeat(1_000_000);
        for (member, value) in [
            ("money", digits.clone()),
            ("money", format!("0.{digits}")),
            ("money", format!("1e{digits}")),
            ("small", digits.clone()),
            ("double", format!("1e{digits}")),
            ("text", digits.clone()),
            ("text", format!("\"{}\"", "x".repeat(1_000_000))),
            ("instant", format!("\"2024-01-02T03:04:05.{digits}Z\"")),
        ] {
            let json = format!(r#"{{"{member}":{value}}}"#);
            let read: Everything = decode(json.as_bytes()).unwrap();
            assert_eq!(encode(&read).unwrap(), json.as_bytes(), "{member}");
            assert_eq!(read, read.clone());
        }
        let error = decode::<Document>(format!(r#"{{"name":{digits}}}"#).as_bytes()).unwrap_err();
        assert!(error.to_string().len() < 200);
    });
}

#[test]
fn many_polymorphic_values() {
    run_quickly(|| {
        let item = r#"{"attributes":{"objectType":"UsageBasedLineItem"},"units":2.00}"#;
        let json = format!(
            r#"{{"items":[{}{item}]}}"#,
            format!("{item},").repeat(50_000)
        );
        let value: LineItems = decode(json.as_bytes()).unwrap();
        assert_eq!(value.items.unwrap().len(), 50_001);
    });
}

#[test]
fn lone_surrogates() {
    for json in [
        r#""\ud800""#,
        r#""a\udc00b""#,
        r#""\ud800\ud800""#,
        r#""\ud800\u0041""#,
    ] {
        let object = format!(r#"{{"text":{json},"more":{json}}}"#);
        let value: Everything = decode(object.as_bytes()).unwrap();
        assert_eq!(value.text, None);
        assert_eq!(value.kept.len(), 2);
        let written = String::from_utf8(encode(&value).unwrap()).unwrap();
        assert_eq!(written, format!(r#"{{"more":{json},"text":{json}}}"#));
    }
}
