//! Values of parameters as texts.

use std::fmt;

use serde::Serialize;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};

use super::super::{Json, JsonKind};

/// The value of a parameter, as one or more texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) enum ParameterText {
    /// No value.
    Absent,
    /// A single text.
    One(String),
    /// The elements of a list; null is an empty text.
    Many(Vec<String>),
    /// The members of an object, without nulls.
    Members(Vec<(String, String)>),
}

impl ParameterText {
    /// Converts a value.
    ///
    /// A value that is nested deeper than an element or a member becomes JSON text.
    ///
    /// # Errors
    ///
    /// The value can't be written as JSON.
    pub(in super::super) fn of<T: Serialize + ?Sized>(
        value: &T,
    ) -> Result<Self, serde_json::Error> {
        let json = serde_json::to_string(value)?;
        Ok(match serde_json::from_str::<Json>(&json)? {
            value if value.is_null() => Self::Absent,
            value => match value.kind() {
                JsonKind::Array => Self::Many(elements(&json).into_iter().map(single).collect()),
                JsonKind::Object => {
                    let members = members(&json).unwrap_or_default();
                    let known = members.into_iter().filter(|(_, value)| !value.is_null());
                    Self::Members(known.map(|(name, value)| (name, single(value))).collect())
                }
                _ => Self::One(single(value)),
            },
        })
    }
}

/// Returns the elements of a JSON array; none of another value.
pub(super) fn elements(json: &str) -> Vec<Json> {
    serde_json::from_str(json).unwrap_or_default()
}

/// Returns the members of a JSON object in their order; `None` of another value.
pub(super) fn members(json: &str) -> Option<Vec<(String, Json)>> {
    let Members(members) = serde_json::from_str(json).ok()?;
    Some(members)
}

/// Converts a value to one text: the content of a string, an empty text for null, JSON for any other value.
pub(super) fn single(value: Json) -> String {
    if value.is_null() {
        return String::new();
    }
    value.to_text().unwrap_or_else(|| value.as_str().to_owned())
}

/// The members of an object in their order.
struct Members(Vec<(String, Json)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read;

        impl<'de> Visitor<'de> for Read {
            type Value = Members;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(Read)
    }
}
