//! Common implementation of values that are sent as strings: the text stays as it was sent, and comparisons use its
//! meaning.

use std::fmt::{self, Display};

/// Error of parsing the text of a value, such as a date that the calendar does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseTextError {
    pub(super) expected: &'static str,
}

impl Display for ParseTextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not {}", self.expected)
    }
}

impl std::error::Error for ParseTextError {}

/// Sort key of the values of a type: valid ones by their meaning, then invalid ones by their text.
#[derive(PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Key<'t, K> {
    Valid(K),
    Invalid(&'t str),
}

impl<'t, K> Key<'t, K> {
    /// Creates the key from the meaning of a text, if it has one.
    pub(super) fn of(meaning: Option<K>, text: &'t str) -> Self {
        meaning.map_or(Key::Invalid(text), Key::Valid)
    }
}

/// Implements the common methods and traits of a type; its method `key` parses the text.
macro_rules! text_value {
    ($name:ident, $expected:literal) => {
        impl $name {
            /// The text on the wire, exactly as it was sent.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Returns true if the text is valid. Invalid text that was read is written back, and `kept()` lists it.
            pub fn is_valid(&self) -> bool {
                matches!(self.key(), Key::Valid(_))
            }
        }

        impl Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0.into()
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = ParseTextError;

            /// Parses valid text only.
            fn from_str(text: &str) -> Result<Self, ParseTextError> {
                let value = $name(text.into());
                if value.is_valid() {
                    Ok(value)
                } else {
                    Err(ParseTextError {
                        expected: $expected,
                    })
                }
            }
        }

        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.0 == other.0 || self.key() == other.key()
            }
        }

        impl Eq for $name {}

        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                Some(self.cmp(other))
            }
        }

        impl Ord for $name {
            fn cmp(&self, other: &Self) -> Ordering {
                self.key().cmp(&other.key())
            }
        }

        impl Hash for $name {
            fn hash<H: Hasher>(&self, state: &mut H) {
                self.key().hash(state);
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserialize(deserializer)
            }
        }

        impl Value for $name {
            const EXPECTED: &'static str = "a string";

            #[inline]
            fn read<'de, S: Source<'de>>(source: S) -> Result<Fit<Self>, S::Error> {
                Ok(match source.string(Self::EXPECTED)? {
                    Ok(content) => Fit::Typed($name(content.into())),
                    Err(text) => super::scalar::spelled_text(text, |text| $name(text.into())),
                })
            }

            #[inline]
            fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.serialize(serializer)
            }

            fn list_kept(&self, at: &mut KeptPath) {
                if !self.is_valid() {
                    at.record_for(super::KeptReason::Invalid, &Json::from(&*self.0));
                }
            }
        }
    };
}

pub(super) use text_value;
