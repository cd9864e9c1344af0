//! Conversions between the values of the runtime and types of other crates are exact or an error.
#![allow(clippy::unwrap_used)]

use billing_api::runtime::{
    __private::take_kept, Date, DateTime, Decimal, Duration, HttpDate, Kept, LocalDateTime,
    UnixTime, Value, decode, encode,
};

fn instant(text: &str) -> DateTime {
    decode(format!("\"{text}\"").as_bytes()).unwrap()
}

fn local(text: &str) -> LocalDateTime {
    decode(format!("\"{text}\"").as_bytes()).unwrap()
}

fn day(text: &str) -> Date {
    decode(format!("\"{text}\"").as_bytes()).unwrap()
}

#[test]
fn decimals_convert_exactly_or_not_at_all() {
    for (text, expected) in [
        ("2.00", Some("2.00")),
        ("-12.5", Some("-12.5")),
        ("99999999999999.99", Some("99999999999999.99")),
        ("1e3", Some("1000")),
        ("1.5E+1", Some("15")),
        ("-1.50e-3", Some("-0.0015")),
        ("12e-1", Some("1.2")),
        ("0.0012e5", Some("120")),
        ("120.0e-1", Some("12")),
        ("0e999999999999999999999", Some("0")),
        ("0.0", Some("0.0")),
        ("1e28", Some("10000000000000000000000000000")),
        ("1e-28", Some("0.0000000000000000000000000001")),
        (
            "79228162514264337593543950335",
            Some("79228162514264337593543950335"),
        ),
        ("79228162514264337593543950336", None),
        ("1.000000000000000000000000000000000000", Some("1")),
        ("1.000000000000000000000000000000000001", None),
        (
            "0.1234567890123456789012345678",
            Some("0.1234567890123456789012345678"),
        ),
        ("0.12345678901234567890123456789", None),
        ("1e-29", None),
        ("1e29", None),
        ("1E400", None),
        ("1e99999999999999999999", None),
        ("1e-99999999999999999999", None),
        ("-1e-9223372036854775808", None),
        ("1e9223372036854775807", None),
    ] {
        let decimal: Decimal = text.parse().unwrap();
        let converted = rust_decimal::Decimal::try_from(&decimal).ok();
        let shown = converted.map(|converted| converted.to_string());
        assert_eq!(shown.as_deref(), expected, "{text}");
        if let Some(converted) = converted {
            assert_eq!(Decimal::from(converted), decimal, "{text}");
        }
    }
    let error = rust_decimal::Decimal::try_from("1e99".parse::<Decimal>().unwrap()).unwrap_err();
    assert_eq!(error.to_string(), "more digits than rust_decimal holds");
    for extreme in [rust_decimal::Decimal::MAX, rust_decimal::Decimal::MIN] {
        assert_eq!(Decimal::from(extreme).as_str(), extreme.to_string());
    }
}

/// Instants, and the support for them in time, chrono and jiff.
const INSTANTS: &[(&str, bool, bool, bool)] = &[
    ("2024-01-02T03:04:05Z", true, true, true),
    ("2021-04-30T23:59:59.9999999Z", true, true, true),
    ("2021-04-01T06:01:49.8389782+00:00", true, true, true),
    ("2024-02-29T23:30:00.123456789-03:30", true, true, true),
    ("1969-12-31T23:59:59.5+14:00", true, true, true),
    ("2024-01-02T03:04:05.123456789000Z", true, true, true),
    ("0001-01-01T00:00:00Z", true, true, true),
    ("9999-12-31T23:59:59.9999999Z", true, true, false),
    ("2016-12-31T23:59:60Z", false, true, false),
    ("2017-01-01T00:59:60.25+01:00", false, true, false),
    ("2024-01-02T03:04:05.1234567891Z", false, false, false),
    ("2018-02-30T17:32:28Z", false, false, false),
    ("2024-01-02T03:04:05", false, false, false),
    ("pending", false, false, false),
];

#[test]
fn instants_convert_exactly_or_not_at_all() {
    for &(text, time, chrono, jiff) in INSTANTS {
        let value = instant(text);
        let offset = value.offset_minutes();
        let to_time = time::OffsetDateTime::try_from(&value);
        assert_eq!(to_time.is_ok(), time, "{text} to time");
        if let Ok(converted) = to_time {
            let back = DateTime::try_from(converted).unwrap();
            assert_eq!((back.offset_minutes(), &back), (offset, &value), "{text}");
            assert_eq!(Some(converted.unix_timestamp()), value.unix_seconds());
        }
        let to_chrono = chrono::DateTime::<chrono::FixedOffset>::try_from(&value);
        assert_eq!(to_chrono.is_ok(), chrono, "{text} to chrono");
        if let Ok(converted) = to_chrono {
            let back = DateTime::try_from(converted).unwrap();
            assert_eq!((back.offset_minutes(), &back), (offset, &value), "{text}");
            let utc = chrono::DateTime::<chrono::Utc>::try_from(&value).unwrap();
            assert_eq!(DateTime::try_from(utc).unwrap(), value, "{text}");
        }
        let to_jiff = jiff::Zoned::try_from(&value);
        assert_eq!(to_jiff.is_ok(), jiff, "{text} to jiff");
        assert_eq!(jiff::Timestamp::try_from(&value).is_ok(), jiff, "{text}");
        if let Ok(converted) = to_jiff {
            let timestamp = converted.timestamp();
            assert_eq!(DateTime::try_from(timestamp).unwrap(), value, "{text}");
            let back = DateTime::try_from(converted).unwrap();
            assert_eq!((back.offset_minutes(), &back), (offset, &value), "{text}");
        }
    }
}

#[test]
fn values_outside_of_rfc_3339_do_not_convert() {
    let ancient = time::Date::from_calendar_date(-1, time::Month::March, 1).unwrap();
    assert!(Date::try_from(ancient).is_err());
    assert!(DateTime::try_from(ancient.midnight().assume_utc()).is_err());
    assert!(LocalDateTime::try_from(ancient.midnight()).is_err());
    let odd = time::UtcOffset::from_whole_seconds(3601).unwrap();
    let odd = time::OffsetDateTime::UNIX_EPOCH.to_offset(odd);
    assert!(DateTime::try_from(odd).is_err());
    let far = chrono::NaiveDate::from_ymd_opt(10_000, 1, 1).unwrap();
    assert!(Date::try_from(far).is_err());
    assert!(LocalDateTime::try_from(far.and_hms_opt(0, 0, 0).unwrap()).is_err());
    let odd = chrono::FixedOffset::east_opt(3601).unwrap();
    let odd = chrono::DateTime::UNIX_EPOCH.with_timezone(&odd);
    assert!(DateTime::try_from(odd).is_err());
    assert!(Date::try_from(jiff::civil::date(-1, 1, 1)).is_err());
    assert!(DateTime::try_from(jiff::Timestamp::MIN).is_err());
}

#[test]
fn local_date_times_convert_without_an_offset() {
    for (text, fits) in [
        ("2016-03-11T00:00:00", true),
        ("2016-03-11T10:20:30.1234567", true),
        ("9999-12-31T23:59:59.9999999", true),
        ("2016-03-11T00:00:00Z", false),
        ("2016-03-11T00:00:00.1234567891", false),
        ("2018-02-30T00:00:00", false),
    ] {
        let value = local(text);
        let to_time = time::PrimitiveDateTime::try_from(&value);
        let to_chrono = chrono::NaiveDateTime::try_from(&value);
        let to_jiff = jiff::civil::DateTime::try_from(&value);
        assert_eq!(
            (to_time.is_ok(), to_chrono.is_ok(), to_jiff.is_ok()),
            (fits, fits, fits),
            "{text}"
        );
        for back in [
            to_time.map(LocalDateTime::try_from),
            to_chrono.map(LocalDateTime::try_from),
            to_jiff.map(LocalDateTime::try_from),
        ]
        .into_iter()
        .flatten()
        {
            assert_eq!(back.unwrap(), value, "{text}");
        }
    }
}

#[test]
fn dates_convert_if_they_exist() {
    for (text, fits) in [
        ("2017-01-01", true),
        ("2024-02-29", true),
        ("0001-01-01", true),
        ("9999-12-31", true),
        ("2018-02-30", false),
        ("01-02-2024", false),
    ] {
        let value = day(text);
        let to_time = time::Date::try_from(&value);
        let to_chrono = chrono::NaiveDate::try_from(&value);
        let to_jiff = jiff::civil::Date::try_from(&value);
        assert_eq!(
            (to_time.is_ok(), to_chrono.is_ok(), to_jiff.is_ok()),
            (fits, fits, fits),
            "{text}"
        );
        for back in [
            to_time.map(Date::try_from),
            to_chrono.map(Date::try_from),
            to_jiff.map(Date::try_from),
        ]
        .into_iter()
        .flatten()
        {
            assert_eq!(back.unwrap().as_str(), text);
        }
    }
}

/// Returns the text written for a member of another crate's type, or nothing if the member is kept.
fn write_member<T: Value>(json: &str) -> Option<String> {
    let mut kept = Kept::new();
    kept.insert("member", json.parse().unwrap());
    let value: T = take_kept(&mut kept, "member")?;
    Some(String::from_utf8(encode(&value).unwrap()).unwrap())
}

/// Texts and their written forms through the types of time, chrono and jiff. `=` is the same text, `-` is a kept
/// member.
const MEMBERS: &[(&str, &str, &str, &str, &str, &str)] = &[
    // OffsetDateTime, DateTime<FixedOffset>, DateTime<Utc>, Timestamp, Zoned
    ("2024-02-29T12:30:00Z", "=", "=", "=", "=", "="),
    ("2024-02-29T12:30:00.1234567Z", "=", "=", "=", "=", "="),
    ("2024-02-29T12:30:00+02:00", "=", "=", "-", "-", "="),
    // Only the notation is lost.
    (
        "2024-02-29T12:30:00.500+00:00",
        "2024-02-29T12:30:00.5Z",
        "2024-02-29T12:30:00.5Z",
        "2024-02-29T12:30:00.5Z",
        "2024-02-29T12:30:00.5Z",
        "2024-02-29T12:30:00.5Z",
    ),
    ("2018-02-30T00:00:00Z", "-", "-", "-", "-", "-"),
    ("2024-01-02T03:04:05.1234567891Z", "-", "-", "-", "-", "-"),
    ("2016-12-31T23:59:60Z", "-", "=", "=", "-", "-"),
];

#[test]
fn instants_are_members() {
    for (sent, time, fixed, utc, timestamp, zoned) in MEMBERS {
        let json = format!("\"{sent}\"");
        let found = [
            (write_member::<time::OffsetDateTime>(&json), time),
            (
                write_member::<chrono::DateTime<chrono::FixedOffset>>(&json),
                fixed,
            ),
            (write_member::<chrono::DateTime<chrono::Utc>>(&json), utc),
            (write_member::<jiff::Timestamp>(&json), timestamp),
            (write_member::<jiff::Zoned>(&json), zoned),
        ];
        for (index, (found, expected)) in found.into_iter().enumerate() {
            let expected = match *expected {
                "-" => None,
                "=" => Some(json.clone()),
                other => Some(format!("\"{other}\"")),
            };
            assert_eq!(found, expected, "{sent} as type {index}");
        }
    }
}

#[test]
fn days_times_and_decimals_are_members() {
    let day = "\"2024-02-29\"";
    assert_eq!(write_member::<time::Date>(day).as_deref(), Some(day));
    assert_eq!(write_member::<chrono::NaiveDate>(day).as_deref(), Some(day));
    assert_eq!(write_member::<jiff::civil::Date>(day).as_deref(), Some(day));
    assert_eq!(write_member::<time::Date>("\"2023-02-29\""), None);
    let local = "\"2024-02-29T12:30:00.25\"";
    assert_eq!(
        write_member::<time::PrimitiveDateTime>(local).as_deref(),
        Some(local)
    );
    assert_eq!(
        write_member::<chrono::NaiveDateTime>(local).as_deref(),
        Some(local)
    );
    assert_eq!(
        write_member::<jiff::civil::DateTime>(local).as_deref(),
        Some(local)
    );
    assert_eq!(
        write_member::<jiff::civil::DateTime>("\"2024-02-29T12:30:00Z\""),
        None
    );
    for (sent, is_typed) in [
        ("2.00", true),
        ("-0.10", true),
        ("7922816251426433759354395033.5", true),
        // It would be written back as 100.
        ("1E2", false),
        ("123456789012345678901234567890.5", false),
    ] {
        let expected = is_typed.then(|| sent.to_owned());
        assert_eq!(
            write_member::<rust_decimal::Decimal>(sent),
            expected,
            "{sent}"
        );
    }
    // A quoted number is typed. The struct around it remembers the quotes.
    let quoted = write_member::<rust_decimal::Decimal>("\"2.00\"");
    assert_eq!(quoted.as_deref(), Some("2.00"));
    // A value that the wire format cannot express is an error.
    let far = chrono::NaiveDate::from_ymd_opt(10_000, 1, 1).unwrap();
    assert!(encode(&far).is_err());
}

#[test]
fn instants_of_http_and_of_unix_convert() {
    let http: HttpDate = "Sun, 06 Nov 1994 08:49:37 GMT".parse().unwrap();
    let unix = UnixTime::new(784_111_777);
    let time = time::OffsetDateTime::try_from(&http).unwrap();
    let chrono = chrono::DateTime::<chrono::Utc>::try_from(&http).unwrap();
    let jiff = jiff::Timestamp::try_from(&http).unwrap();
    assert_eq!(time, time::OffsetDateTime::try_from(unix).unwrap());
    assert_eq!(
        chrono,
        chrono::DateTime::<chrono::Utc>::try_from(unix).unwrap()
    );
    assert_eq!(jiff, jiff::Timestamp::try_from(unix).unwrap());
    assert_eq!(HttpDate::try_from(time).unwrap(), http);
    assert_eq!(HttpDate::try_from(chrono).unwrap(), http);
    assert_eq!(HttpDate::try_from(jiff).unwrap(), http);
    assert_eq!(UnixTime::try_from(time).unwrap(), unix);
    assert_eq!(UnixTime::try_from(chrono).unwrap(), unix);
    assert_eq!(UnixTime::try_from(jiff).unwrap(), unix);
    // `UnixTime` has no fractions of a second, and the other type has no leap seconds.
    assert!(UnixTime::try_from(time + time::Duration::NANOSECOND).is_err());
    assert!(HttpDate::try_from(chrono + chrono::TimeDelta::nanoseconds(1)).is_err());
    assert!(UnixTime::try_from(jiff + jiff::SignedDuration::from_nanos(1)).is_err());
    let leap: HttpDate = "Sat, 31 Dec 2016 23:59:60 GMT".parse().unwrap();
    assert!(time::OffsetDateTime::try_from(&leap).is_err());
    assert!(jiff::Timestamp::try_from(&leap).is_err());
    assert!(time::OffsetDateTime::try_from(UnixTime::new(i64::MAX)).is_err());
}

#[test]
fn durations_convert() {
    let cases = [
        ("P1DT2H30M0.50S", Some((95_400, 500_000_000)), "PT95400.5S"),
        ("-PT0.25S", Some((0, -250_000_000)), "-PT0.25S"),
        ("-PT90M", Some((-5400, 0)), "-PT5400S"),
        ("PT0S", Some((0, 0)), "PT0S"),
        ("P1M", None, ""),
        ("PT0.1234567891S", None, ""),
    ];
    for (text, expected, back) in cases {
        let value: Duration = text.parse().unwrap();
        let time = time::Duration::try_from(&value).ok();
        let chrono = chrono::TimeDelta::try_from(&value).ok();
        let jiff = jiff::SignedDuration::try_from(&value).ok();
        let parts = |seconds, nanoseconds| (seconds, nanoseconds);
        assert_eq!(
            time.map(|it| parts(it.whole_seconds(), it.subsec_nanoseconds())),
            expected,
            "{text}"
        );
        assert_eq!(
            chrono.map(|it| parts(it.num_seconds(), it.subsec_nanos())),
            expected,
            "{text}"
        );
        assert_eq!(
            jiff.map(|it| parts(it.as_secs(), it.subsec_nanos())),
            expected,
            "{text}"
        );
        if let (Some(time), Some(chrono), Some(jiff)) = (time, chrono, jiff) {
            assert_eq!(Duration::from(time).as_str(), back, "{text}");
            assert_eq!(Duration::from(chrono).as_str(), back, "{text}");
            assert_eq!(Duration::from(jiff).as_str(), back, "{text}");
        }
    }
}

/// Converts a value both ways, by value and by reference, and compares the results.
macro_rules! assert_alike {
    ($($own:ty: $text:literal => $foreign:ty;)*) => {$({
        let own: $own = $text.parse().unwrap();
        let converted = <$foreign>::try_from(&own).unwrap();
        assert_eq!(<$foreign>::try_from(own.clone()).unwrap(), converted, $text);
        assert_eq!(<$own>::try_from(&converted).unwrap(), own, $text);
        assert_eq!(<$own>::try_from(converted).unwrap(), own, $text);
    })*};
}

#[test]
fn values_and_references_convert_alike() {
    assert_alike! {
        Decimal: "2.00" => rust_decimal::Decimal;
        Date: "2024-02-29" => time::Date;
        Date: "2024-02-29" => chrono::NaiveDate;
        Date: "2024-02-29" => jiff::civil::Date;
        LocalDateTime: "2024-02-29T10:30:00.5" => time::PrimitiveDateTime;
        LocalDateTime: "2024-02-29T10:30:00.5" => chrono::NaiveDateTime;
        LocalDateTime: "2024-02-29T10:30:00.5" => jiff::civil::DateTime;
        DateTime: "2024-02-29T10:30:00+02:00" => time::OffsetDateTime;
        DateTime: "2024-02-29T10:30:00+02:00" => chrono::DateTime<chrono::FixedOffset>;
        DateTime: "2024-02-29T10:30:00Z" => chrono::DateTime<chrono::Utc>;
        DateTime: "2024-02-29T10:30:00+02:00" => jiff::Zoned;
        DateTime: "2024-02-29T10:30:00Z" => jiff::Timestamp;
        HttpDate: "Sun, 06 Nov 1994 08:49:37 GMT" => time::OffsetDateTime;
        HttpDate: "Sun, 06 Nov 1994 08:49:37 GMT" => chrono::DateTime<chrono::Utc>;
        HttpDate: "Sun, 06 Nov 1994 08:49:37 GMT" => jiff::Timestamp;
        UnixTime: "784111777" => time::OffsetDateTime;
        UnixTime: "784111777" => chrono::DateTime<chrono::Utc>;
        UnixTime: "784111777" => jiff::Timestamp;
        Duration: "PT1.5S" => std::time::Duration;
        Duration: "PT1.5S" => time::Duration;
        Duration: "PT1.5S" => chrono::TimeDelta;
        Duration: "PT1.5S" => jiff::SignedDuration;
    }
}
