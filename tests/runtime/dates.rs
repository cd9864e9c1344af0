use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use billing_runtime::{Date, DateTime, LocalDateTime, decode, list_kept};

use super::models::assert_unchanged;

fn read(text: &str) -> DateTime {
    decode(format!("\"{text}\"").as_bytes()).unwrap()
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Texts, and their validity as an instant, a local date-time and a date.
const TEXTS: &[(&str, bool, bool, bool)] = &[
    ("2024-01-02T03:04:05Z", true, true, false),
    ("2021-04-30T23:59:59.9999999Z", true, true, false),
    ("2021-04-01T00:00:00.0000000Z", true, true, false),
    ("2021-04-01T06:01:49.8389782+00:00", true, true, false),
    ("2024-01-02T03:04:05-00:00", true, true, false),
    ("2024-01-02t03:04:05z", true, true, false),
    ("2024-01-02 03:04:05Z", true, true, false),
    ("9999-12-31T23:59:59.9999999Z", true, true, false),
    ("0001-01-01T00:00:00Z", true, true, false),
    ("2016-12-31T23:59:60Z", true, true, false),
    ("2017-01-01T01:59:60.5+02:00", true, true, false),
    ("2016-03-11T00:00:00", false, true, false),
    ("2016-03-11T00:00:00.25", false, true, false),
    ("2024-02-29", false, false, true),
    ("2000-02-29", false, false, true),
    ("2018-02-30T17:32:28Z", false, false, false),
    ("2018-02-30", false, false, false),
    ("2023-02-29", false, false, false),
    ("1900-02-29", false, false, false),
    ("2024-13-01", false, false, false),
    ("2024-00-01", false, false, false),
    ("2024-01-00", false, false, false),
    ("2024-04-31", false, false, false),
    ("2016-12-31T12:00:60Z", false, false, false),
    ("2024-01-02T24:00:00Z", false, false, false),
    ("2024-01-02T03:60:05Z", false, false, false),
    ("2024-01-02T03:04Z", false, false, false),
    ("2024-01-02T03:04:05.Z", false, false, false),
    ("2024-01-02T03:04:05+0200", false, false, false),
    ("2024-01-02T03:04:05+24:00", false, false, false),
    ("2024-01-02T03:04:05+02:60", false, false, false),
    ("2024-01-02T03:04:05+02:00Z", false, false, false),
    ("12024-01-02", false, false, false),
    ("+2024-01-02", false, false, false),
    ("2024-1-2", false, false, false),
    ("20240102", false, false, false),
    ("2024-01-0é", false, false, false),
    ("01-02-2024", false, false, false),
    ("pending", false, false, false),
    ("", false, false, false),
];

#[test]
fn every_text_is_written_back_and_invalid_dates_are_listed() {
    for &(text, instant, local, day) in TEXTS {
        let json = format!("\"{text}\"");
        assert_unchanged::<DateTime>(&json);
        assert_unchanged::<LocalDateTime>(&json);
        assert_unchanged::<Date>(&json);
        let value: DateTime = decode(json.as_bytes()).unwrap();
        assert_eq!(value.as_str(), text);
        assert_eq!(value.is_valid(), instant, "{text} as an instant");
        assert_eq!(list_kept(&value).is_empty(), instant, "{text} listed");
        assert_eq!(text.parse::<DateTime>().is_ok(), instant, "{text} parsed");
        let value: LocalDateTime = decode(json.as_bytes()).unwrap();
        assert_eq!(value.is_valid(), local, "{text} as a local date-time");
        assert_eq!(
            text.parse::<LocalDateTime>().is_ok(),
            local,
            "{text} parsed"
        );
        let value: Date = decode(json.as_bytes()).unwrap();
        assert_eq!(value.is_valid(), day, "{text} as a date");
        assert_eq!(text.parse::<Date>().is_ok(), day, "{text} parsed");
    }
}

#[test]
fn equal_instants_are_equal_and_have_equal_hashes() {
    for (a, b) in [
        ("2024-01-02T03:04:05Z", "2024-01-02T03:04:05+00:00"),
        ("2024-01-02T03:04:05Z", "2024-01-02T05:04:05.000+02:00"),
        ("2024-01-01T23:00:00-02:00", "2024-01-02t01:00:00z"),
        ("2024-01-02T03:04:05.1200000Z", "2024-01-02T03:04:05.12Z"),
        ("2016-12-31T23:59:60Z", "2017-01-01T01:59:60+02:00"),
        ("0000-01-01T00:00:00+01:00", "0000-01-01T01:00:00+02:00"),
    ] {
        assert_eq!(read(a), read(b), "{a} {b}");
        assert_eq!(hash(&read(a)), hash(&read(b)), "{a} {b}");
    }
    assert_ne!(
        read("2018-02-30T00:00:00Z"),
        read("2018-02-30T00:00:00+00:00")
    );
    assert_ne!(read("2018-02-30T00:00:00Z"), read("2018-03-02T00:00:00Z"));
}

#[test]
fn instants_are_ordered_in_time_and_invalid_ones_are_last() {
    let ordered = [
        "0001-01-01T00:00:00Z",
        "1969-12-31T23:59:59.5Z",
        "1970-01-01T00:00:00Z",
        "2016-12-31T23:59:59.9999999999999Z",
        "2016-12-31T23:59:60Z",
        "2016-12-31T23:59:60.1Z",
        "2017-01-01T00:00:00Z",
        "2024-01-02T03:04:05.1Z",
        "2024-01-02T03:04:05.12345678901234567890Z",
        "2024-01-02T03:04:05.12345678901234567891Z",
        "2024-01-02T04:04:06+01:00",
        "9999-12-31T23:59:59.9999999Z",
        "2018-02-30T17:32:28Z",
        "never",
    ];
    for (i, a) in ordered.iter().enumerate() {
        for (j, b) in ordered.iter().enumerate() {
            assert_eq!(read(a).cmp(&read(b)), i.cmp(&j), "{a} {b}");
        }
    }
}

#[test]
fn parts_of_a_date_time() {
    let value = read("2021-04-30T23:59:58.12345678901-05:30");
    assert_eq!(
        (value.year(), value.month(), value.day()),
        (Some(2021), Some(4), Some(30))
    );
    assert_eq!(
        (value.hour(), value.minute(), value.second()),
        (Some(23), Some(59), Some(58))
    );
    assert_eq!(value.fraction(), Some("12345678901"));
    assert_eq!(value.nanosecond(), Some(123_456_789));
    assert_eq!(value.offset_minutes(), Some(-330));
    for (text, seconds) in [
        ("1970-01-01T00:00:00Z", 0),
        ("2001-09-09T01:46:40Z", 1_000_000_000),
        ("1969-12-31T23:59:59Z", -1),
        ("2016-12-31T23:59:60Z", 1_483_228_800),
        ("2000-02-29T12:00:00+12:00", 951_782_400),
        ("0000-03-01T00:00:00Z", -62_162_035_200),
        ("9999-12-31T23:59:59Z", 253_402_300_799),
    ] {
        assert_eq!(read(text).unix_seconds(), Some(seconds), "{text}");
    }
    assert_eq!(read("2018-02-30T17:32:28Z").year(), None);
    let day: Date = "2000-03-01".parse().unwrap();
    assert_eq!(day.unix_days(), Some(11_017));
    assert_eq!(
        (day.year(), day.month(), day.day()),
        (Some(2000), Some(3), Some(1))
    );
}

#[test]
fn local_date_times_are_compared_by_clock_time() {
    let local = |text: &str| text.parse::<LocalDateTime>().unwrap();
    assert_eq!(
        local("2016-03-11T00:00:00"),
        local("2016-03-11T00:00:00.000")
    );
    assert_ne!(local("2016-03-11T00:00:00"), local("2016-03-11T00:00:00Z"));
    assert!(local("2016-03-11T00:00:00Z") < local("2016-03-11T00:00:01"));
    assert_eq!(local("2016-03-11T00:00:00").offset_minutes(), None);
    assert_eq!(local("2016-03-11T00:00:00Z").offset_minutes(), Some(0));
    assert_eq!(
        local("2016-03-11T10:20:30.5").nanosecond(),
        Some(500_000_000)
    );
}

#[test]
fn values_from_parts() {
    let day = Date::new(2024, 2, 29).unwrap();
    assert_eq!(day.as_str(), "2024-02-29");
    let made = |offset| DateTime::new(&day, 1, 2, 3, 120_000_000, offset).unwrap();
    assert_eq!(made(0).as_str(), "2024-02-29T01:02:03.12Z");
    assert_eq!(made(-90).as_str(), "2024-02-29T01:02:03.12-01:30");
    assert_eq!(made(330).as_str(), "2024-02-29T01:02:03.12+05:30");
    let local = LocalDateTime::new(&day, 23, 59, 59, 0).unwrap();
    assert_eq!(local.as_str(), "2024-02-29T23:59:59");
    assert!(Date::new(2023, 2, 29).is_err());
    assert!(Date::new(10_000, 1, 1).is_err());
    assert!(DateTime::new(&day, 24, 0, 0, 0, 0).is_err());
    assert!(DateTime::new(&day, 0, 0, 0, 1_000_000_000, 0).is_err());
    assert!(DateTime::new(&day, 0, 0, 0, 0, 1440).is_err());
    let error = "soon".parse::<Date>().unwrap_err();
    assert_eq!(error.to_string(), "not a date such as 2024-01-02");
}

#[test]
fn escapes_in_a_date_are_its_content() {
    let value: DateTime = decode(br#""2024-01-02T03:04:05\u005a""#).unwrap();
    assert_eq!(value.as_str(), "2024-01-02T03:04:05Z");
    assert!(value.is_valid());
}
