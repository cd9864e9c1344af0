use std::collections::BTreeMap;
use std::fmt::{self, Display};

/// Generics, and comparisons.
pub(crate) fn compare<'a, T: Display + 'a>(a: &'a T, b: &mut ::B, c: Vec<Vec<T>>) -> bool {
    let shifted = 1 << 2;
    let sum = shifted + 2 * (3 - -1) % 4;
    if a.x < sum && !b.is_empty() || *c >= 2 {
        return <T as Display>::fmt(a)?.len() == 1;
    } else {
        loop {}
    }
    let [first, .., last] = b[1..=2] else {
        return false;
    };
    let (only,) = (a,);
    matches!(c, Some(x) if x == 1)
}

impl<T> Display for Value<T>
where
    T: ?Sized + fmt::Debug,
    Self: for<'f> Fn(&'f str) -> Result<(), fmt::Error>,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Value { name, rest, .. } = self;
        match self {
            Self::A | Self::B(_) => f.write_str("a"),
            Self::C { x, y: Some(y) } if x < y => {
                let all = vec![x, y];
                f.debug_list().entries(all).finish()
            }
            #[cfg(feature = "d")]
            Self::D(value) => Self {
                a: value,
                ..Self::default()
            },
            _ => Err(Error { code: -1 }),
        }
    }
}

pub type Callback = fn(u8, &mut dyn FnMut() -> bool) -> Option<&'static str>;

mod inner {
    use super::*;
    pub use self::one::{A, B};

    /// A pair.
    #[derive(Clone, Copy)]
    pub struct Pair(pub u8, u8);

    pub const ALL: &[&str] = &["a", "b"];

    static LONG: [&str; 3] = [
        "The first of several texts, which is long",
        "The second of several texts",
        "The third",
    ];

    fn chained(values: &[u8]) -> Vec<u8> {
        let doubled = values.iter().map(|value| value * 2);
        let kept = std::iter::once(1)
            .chain(doubled.filter(|value| *value > 10 && *value < 100))
            .chain(values.iter().copied());
        kept.map(|value| {
            let more = value + 1;
            more
        })
    }
}

rt::structure! {
    Pair {
        required "first" => first: Option<Vec<u8>>;
        optional "r#type" => r#type: u8;
    }
}
