//! The header `Retry-After`.

use std::time::{Duration, SystemTime};

use billing_api::RetryAfter;

#[test]
fn seconds_dates_and_invalid_values() {
    let date = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777);
    for (name, value, expected) in [
        (
            "retry-after",
            "30",
            Some(RetryAfter::After(Duration::from_secs(30))),
        ),
        (
            "retry-after",
            " 0 ",
            Some(RetryAfter::After(Duration::ZERO)),
        ),
        (
            "retry-after",
            "Sun, 06 Nov 1994 08:49:37 GMT",
            Some(RetryAfter::At(date)),
        ),
        ("retry-after", "-1", None),
        ("retry-after", "1.5", None),
        ("retry-after", "soon", None),
        ("retry-after", "99999999999999999999", None),
        (
            "x-ms-retry-after-ms",
            "1500",
            Some(RetryAfter::After(Duration::from_millis(1500))),
        ),
        (
            "retry-after-ms",
            "5",
            Some(RetryAfter::After(Duration::from_millis(5))),
        ),
    ] {
        let response = http::Response::builder()
            .header(name, value)
            .body(())
            .unwrap();
        assert_eq!(
            RetryAfter::of(response.headers()),
            expected,
            "{name}: {value}"
        );
    }
    assert_eq!(
        RetryAfter::At(date).from(date - Duration::from_secs(3)),
        Duration::from_secs(3)
    );
    assert_eq!(
        RetryAfter::At(date).from(date + Duration::from_secs(3)),
        Duration::ZERO
    );
    assert_eq!(
        RetryAfter::After(Duration::from_secs(7)).from(date),
        Duration::from_secs(7)
    );
}
