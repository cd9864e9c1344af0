//! An enumeration of integers has the values of its api-version, and keeps unlisted ones.

use billing_runtime::{IntegerEnumeration, decode, encode};

#[billing_macros::versioned(versions("2020-05-01", "2024-04-01"), runtime = billing_runtime)]
mod definitions {
    pub enum Priority {
        #[versions(.."2024-04-01")]
        High = 1,
        #[versions("2024-04-01".., was = "High")]
        Urgent = 10,
        Low = -9223372036854775808,
        #[versions("2024-04-01"..)]
        Hexadecimal = 0x10,
    }

    pub struct Task {
        pub priority: Priority,
        pub others: Option<Vec<Priority>>,
    }
}

mod without_runtime {
    #[billing_macros::versioned(versions("2020-05-01", "2024-04-01"))]
    mod definitions {
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub enum Level {
            One = 1,
            MinusTwo = -2,
        }
    }
}

fn main() {
    use v2020_05_01::Priority as Old;
    use v2024_04_01::Priority as New;

    assert_eq!(Old::KNOWN, [Old::High, Old::Low]);
    assert_eq!(New::KNOWN.iter().map(|one| one.value()).collect::<Vec<_>>(), [10, i64::MIN, 16]);
    assert_eq!(New::from(10), New::Urgent);
    assert_eq!(i64::from(Old::Low), i64::MIN);
    assert_eq!(Old::from(7).to_string(), "7");
    assert_eq!("1".parse(), Ok(Old::High));
    assert!("one".parse::<Old>().is_err());
    match New::from(7) {
        New::Urgent | New::Low | New::Hexadecimal => unreachable!(),
        New::UnknownValue(unknown) => assert_eq!(unknown.value(), 7),
    }

    // A value is converted by its number, a renamed one by its name.
    assert_eq!(New::from(Old::High), New::Urgent);
    assert_eq!(New::from(Old::from(16)), New::Hexadecimal);

    for (sent, priority, kept) in [
        (r#"{"priority":1,"others":[1,16]}"#, Old::High, 1),
        (r#"{"priority":1.0}"#, Old::High, 1),
        (r#"{"priority":"1"}"#, Old::High, 1),
        (r#"{"priority":7.0,"others":[18446744073709551615]}"#, Old::from(7), 2),
    ] {
        let task: v2020_05_01::Task = decode(sent.as_bytes()).unwrap();
        assert_eq!(task.priority, priority, "{sent}");
        assert_eq!(task.kept().len(), kept, "{sent} {:?}", task.kept());
        assert_eq!(String::from_utf8(encode(&task).unwrap()).unwrap(), sent);
    }
    assert!(decode::<v2020_05_01::Task>(br#"{"priority":[]}"#).is_err());

    let [old, new]: [without_runtime::v2020_05_01::Level; 2] =
        [without_runtime::v2024_04_01::Level::One, without_runtime::latest::Level::MinusTwo];
    assert_eq!((old as i64, new as i64), (1, -2));
}
