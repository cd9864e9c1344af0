//! Values in strings, which are compared by meaning.

use std::fmt::Debug;
use std::time::Duration as Time;

use billing_runtime::{
    Base64, Base64Url, DecimalText, Duration, HttpDate, UnixTime, Uuid, Value, decode,
    decode_strict, list_kept,
};

/// Asserts the order of texts, one line for equal texts, from least to greatest. The last argument has invalid texts.
#[track_caller]
fn assert_order<T>(lines: &[&[&str]], invalid: &[&str])
where
    T: Value
        + serde::Serialize
        + Ord
        + Clone
        + Debug
        + serde::de::DeserializeOwned
        + AsRef<str>
        + std::str::FromStr,
{
    let read = |text: &str| {
        let json = serde_json::to_string(text).unwrap();
        let value: T = decode(json.as_bytes()).unwrap();
        assert_eq!(serde_json::to_string(&value).unwrap(), json);
        assert_eq!(value.as_ref(), text);
        (value, json)
    };
    let mut all: Vec<(usize, T)> = Vec::new();
    for (line, texts) in lines.iter().enumerate() {
        for text in *texts {
            let (value, json) = read(text);
            assert!(
                list_kept(&value).is_empty() && text.parse::<T>().is_ok(),
                "{text}"
            );
            assert!(decode_strict::<T>(json.as_bytes()).is_ok(), "{text}");
            all.push((line, value));
        }
    }
    for text in invalid {
        let (value, json) = read(text);
        assert!(text.parse::<T>().is_err(), "{text}");
        assert!(decode_strict::<T>(json.as_bytes()).is_err(), "{text}");
        assert_eq!(list_kept(&value).len(), 1, "{text}");
        for (_, valid) in &all {
            assert!(*valid < value, "{valid:?} {text}");
        }
    }
    for (line, value) in &all {
        for (other_line, other) in &all {
            assert_eq!(
                value.cmp(other),
                line.cmp(other_line),
                "{value:?} {other:?}"
            );
        }
    }
}

#[test]
fn durations() {
    assert_order::<Duration>(
        &[
            &["-P1D", "-PT24H"],
            &["PT0S", "P0D", "-PT0S", "PT0.000S"],
            &["PT0.000000001S", "PT0,000000001S"],
            &["PT1M", "PT60S", "+PT1M"],
            &["PT90M", "PT1H30M", "PT1.5H", "PT5400.0S"],
            &["P1W", "P7D"],
            &["P10675199DT2H48M5.4775807S"],
            &["PT1234567890123S", "PT1234567890123.000000000000000000000S"],
            &["PT1234567890123.000000000000000000001S"],
            &["PT123456789012345678901234567890H"],
            &["P1M"],
            &["P1Y", "P12M"],
            &["P1Y2M3DT4H5M6.5S"],
            // Two units that are not neighbours, and weeks beside days: RFC 3339 forbids both.
            &["P2Y1D", "P24M1DT0S"],
            &["P2Y1W1D", "P2Y8D"],
            &["P1000000000Y"],
        ],
        &[
            "",
            "P",
            "PT",
            "P1",
            "1D",
            "P1S",
            "PT1D",
            "P1DT",
            "P1.5DT1H",
            "P1H",
            "PT1M1H",
            "P1.5Y",
            "PT1.S",
            "PT.5S",
            "P-1D",
            "1.02:03:04",
            "P1D ",
            "Pé",
        ],
    );
    assert_eq!(Duration::from_seconds(-90).as_str(), "-PT90S");
    assert_eq!(Duration::from(Time::new(1, 500_000_000)).as_str(), "PT1.5S");
    let time = |text: &str| Time::try_from(&text.parse::<Duration>().unwrap());
    assert_eq!(time("P1DT0.25S").unwrap(), Time::new(86_400, 250_000_000));
    for text in ["P1M", "-PT1S", "-PT0.5S", "PT0.0000000001S"] {
        assert!(time(text).is_err(), "{text}");
    }
    assert_eq!(
        "P1DT1.9S".parse::<Duration>().unwrap().seconds(),
        Some(86_401)
    );
    assert_eq!("P1M".parse::<Duration>().unwrap().seconds(), None);
}

#[test]
fn dates_of_http() {
    assert_order::<HttpDate>(
        &[
            &[
                "Fri, 01 Jan 0001 00:00:00 GMT",
                "Mon, 01 Jan 0001 00:00:00 GMT",
            ],
            &["Thu, 01 Jan 1970 00:00:00 GMT"],
            &["Sun, 06 Nov 1994 08:49:37 GMT"],
            &["Thu, 29 Feb 2024 23:59:59 GMT"],
        ],
        &[
            "",
            "Sun, 6 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:49:37",
            "Sun, 06 Nov 1994 24:00:00 GMT",
            "Sun, 30 Feb 1994 08:49:37 GMT",
            "Som, 06 Nov 1994 08:49:37 GMT",
            "1994-11-06T08:49:37Z",
        ],
    );
    for seconds in [
        -62_135_596_800,
        -1,
        0,
        784_111_777,
        1_709_251_199,
        253_402_300_799,
    ] {
        let date = HttpDate::from_unix_seconds(seconds).unwrap();
        assert!(date.is_valid());
        assert_eq!(date.unix_seconds(), Some(seconds), "{date}");
    }
    let date = HttpDate::from_unix_seconds(784_111_777).unwrap();
    assert_eq!(date.as_str(), "Sun, 06 Nov 1994 08:49:37 GMT");
    assert_eq!(HttpDate::from_unix_seconds(253_402_300_800), None);
    assert_eq!(HttpDate::from_unix_seconds(i64::MAX), None);
}

#[test]
fn identifiers() {
    assert_order::<Uuid>(
        &[
            &["00000000-0000-0000-0000-000000000000"],
            &[
                "123e4567-e89b-12d3-a456-426614174000",
                "123E4567-E89B-12D3-A456-426614174000",
            ],
            &["ffffffff-ffff-ffff-ffff-ffffffffffff"],
        ],
        &[
            "",
            "123e4567e89b12d3a456426614174000",
            "{123e4567-e89b-12d3-a456-426614174000}",
            "123e4567-e89b-12d3-a456-42661417400",
            "123e4567-e89b-12d3-a456-426614174000-",
            "+23e4567-e89b-12d3-a456-426614174000",
            "123g4567-e89b-12d3-a456-426614174000",
        ],
    );
    let text = "123e4567-e89b-12d3-a456-426614174000";
    assert_eq!(
        Uuid::from_u128(0x123e_4567_e89b_12d3_a456_4266_1417_4000).as_str(),
        text
    );
}

#[test]
fn bytes() {
    assert_order::<Base64>(
        &[
            &["", "\r\n"],
            &["AA==", "AA"],
            &["aGk=", "aGk", "aG\r\nk=\n"],
            &["+/+/"],
        ],
        &[
            "a", "aGk=x", "a b", "-_-_", "aGkx=aGk", "aGk====", "aGk==", "aGkx=", "é",
        ],
    );
    assert_order::<Base64Url>(&[&[""], &["aGk", "aGk="], &["-_-_"]], &["a", "+/+/"]);
    for length in 0..10 {
        let bytes: Vec<u8> = (0..length).map(|byte| 255 - byte * 29).collect();
        assert_eq!(Base64::encode(&bytes).bytes(), Some(bytes.clone()));
        assert_eq!(Base64Url::encode(&bytes).bytes(), Some(bytes));
    }
    assert_eq!(Base64::encode(b"hi").as_str(), "aGk=");
    assert_eq!(Base64Url::encode(&[251, 255]).as_str(), "-_8");
}

#[test]
fn numbers() {
    assert_order::<DecimalText>(
        &[&["-1"], &["0", "0.00"], &["12.5", "12.50", "1250e-2"]],
        &["", "1,5", "+1", "one"],
    );
    let price = DecimalText::from("2.00".parse::<billing_runtime::Decimal>().unwrap());
    assert_eq!(serde_json::to_string(&price).unwrap(), "\"2.00\"");
}

#[test]
fn seconds() {
    let time: UnixTime = decode(b"-1").unwrap();
    assert_eq!(
        (time, i64::from(time), time.to_string()),
        (UnixTime::new(-1), -1, "-1".into())
    );
    assert_eq!(serde_json::to_string(&time).unwrap(), "-1");
    assert!(decode_strict::<Option<UnixTime>>(b"1.5").is_err());
}

/// An array that does not fit the tuple is kept; a longer one, or one with other spellings, fits.
#[test]
fn tuples() {
    type Pair = (String, Option<i32>);
    for (json, fits) in [
        (r#"["a",1]"#, true),
        (r#"["a",null]"#, true),
        (r#"["a"]"#, false),
        (r#"["a",1,2]"#, true),
        (r#"[1,1]"#, true),
        (r#"[null,1]"#, false),
        (r#"["a",1.5]"#, false),
        ("[]", false),
        ("1", false),
    ] {
        let read = decode::<Pair>(json.as_bytes());
        assert_eq!(read.is_ok(), fits, "{json}");
        let members = format!("{{\"a\":{json}}}");
        if let Ok(map) =
            decode_strict::<std::collections::BTreeMap<String, Pair>>(members.as_bytes())
        {
            assert_eq!(serde_json::to_string(&map).unwrap(), members);
        }
    }
    assert!(decode::<Pair>(b"{}").is_err());
}
