use std::cmp::Ordering;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use billing_runtime::{Decimal, decode, decode_strict, encode};

use super::models::assert_unchanged;

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn hash(value: &Decimal) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[test]
fn every_number_is_written_back_with_its_digits() {
    let thirty = "123456789012345678901234567890";
    for text in [
        "2.00",
        "3822.10",
        "99999999999999.99",
        thirty,
        "1E400",
        "-0",
        "0.0",
        "1e3",
        "-475.0",
        "0.1234567890123456789",
        "1e-400",
        "1E+2",
        "-0.00e-0",
        "9007199254740993",
    ] {
        assert_unchanged::<Decimal>(text);
        assert_unchanged::<Vec<Decimal>>(&format!("[{text},{text}]"));
    }
}

#[test]
fn only_json_numbers_parse() {
    for text in [
        "", "-", "+1", ".5", "5.", "01", "-01", "1e", "1e+", "1.e3", "0x10", " 1", "1 ", "NaN",
        "1_000", "١", "1,5", "--1", "1e3.5", "infinity", "\"1\"",
    ] {
        assert!(text.parse::<Decimal>().is_err(), "{text:?}");
    }
}

#[test]
fn a_number_in_a_string_is_another_spelling() {
    let value = decode::<Decimal>(br#""3822.10""#).unwrap();
    assert_eq!(value.as_str(), "3822.10");
    assert!(decode_strict::<Decimal>(br#""3822.10""#).is_err());
    for text in ["\"3 822.10\"", "\"3.822,10\"", "\"\"", "\"+1\"", "true"] {
        let error = decode::<Decimal>(text.as_bytes()).unwrap_err();
        assert!(error.to_string().starts_with("expected a number, found "));
    }
}

#[test]
fn equal_numbers_are_equal_and_have_equal_hashes() {
    let huge = format!("1e{}", "9".repeat(60));
    let huge_again = format!("10e{}8", "9".repeat(59));
    let tiny = format!("1e-{}", "9".repeat(60));
    let tiny_again = format!("0.1e-{}8", "9".repeat(59));
    let edge = format!("1e1{}", "0".repeat(36));
    let edge_again = format!("10e{}", "9".repeat(36));
    let below = format!("0.1e-{}", "9".repeat(36));
    let below_again = format!("1e-1{}", "0".repeat(36));
    for group in [
        vec!["1.0", "1.00", "10e-1", "1", "0.001e3", "1E0", "1e+0"],
        vec!["0", "-0", "0.00", "0e99999999999999999999999999", "-0.0e-7"],
        vec!["-12.5", "-125e-1", "-0.0125E3", "-12.500"],
        vec!["1200", "12e2", "1.2e3", "1200.0"],
        vec![&huge, &huge_again],
        vec![&tiny, &tiny_again],
        vec![&edge, &edge_again],
        vec![&below, &below_again],
    ] {
        for a in &group {
            for b in &group {
                assert_eq!(decimal(a), decimal(b), "{a} {b}");
                assert_eq!(hash(&decimal(a)), hash(&decimal(b)), "{a} {b}");
            }
        }
    }
}

#[test]
fn numbers_are_ordered_by_value() {
    let nines = "9".repeat(60);
    let ordered = [
        format!("-1e{nines}0"),
        format!("-1e{nines}"),
        "-1e40".to_owned(),
        "-2".to_owned(),
        "-1.5".to_owned(),
        "-1".to_owned(),
        "-0.5".to_owned(),
        format!("-1e-{nines}"),
        "0".to_owned(),
        format!("1e-{nines}0"),
        format!("1e-{nines}"),
        "1e-400".to_owned(),
        "0.099".to_owned(),
        "0.1".to_owned(),
        "0.11".to_owned(),
        "1".to_owned(),
        "1.0000000000000000000000000000000001".to_owned(),
        "2".to_owned(),
        "10".to_owned(),
        "99999999999999.98".to_owned(),
        "99999999999999.99".to_owned(),
        "1e400".to_owned(),
        format!("1e{}", "9".repeat(36)),
        format!("1e1{}", "0".repeat(36)),
        format!("1e{nines}"),
        format!("1.5e{nines}"),
        format!("1e{nines}0"),
    ];
    for (i, a) in ordered.iter().enumerate() {
        for (j, b) in ordered.iter().enumerate() {
            assert_eq!(decimal(a).cmp(&decimal(b)), i.cmp(&j), "{a} {b}");
        }
    }
}

#[test]
fn a_million_digits() {
    let digits = format!("1{}", "0".repeat(1_000_000));
    let a: Decimal = decode(digits.as_bytes()).unwrap();
    assert_eq!(a, decimal("1e1000000"));
    assert_eq!(encode(&a).unwrap(), digits.as_bytes());
    assert_eq!(a.to_f64(), f64::INFINITY);
    let exponent = decimal(&format!("1e{}", "7".repeat(1_000_000)));
    assert_eq!(exponent.cmp(&a), Ordering::Greater);
}

#[test]
fn integers_become_decimals_and_decimals_floats() {
    assert_eq!(Decimal::from(-7_i32).as_str(), "-7");
    assert_eq!(Decimal::from(u64::MAX).to_string(), "18446744073709551615");
    assert_eq!(decimal("16.53").to_f64(), 16.53);
    assert_eq!(decimal("-1e-400").to_f64(), 0.0);
    assert_eq!(Decimal::default(), decimal("0"));
}
