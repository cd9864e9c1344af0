//! The texts that a parameter's value is made of.

use std::fmt;

use serde::Serialize;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};

use super::super::{Json, JsonKind};

/// A parameter's value, as the texts that it is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Text {
    /// There is none.
    Absent,
    /// A single one.
    One(String),
    /// A list; an element that is null is an empty text.
    Many(Vec<String>),
    /// The members of an object, without those that are null.
    Members(Vec<(String, String)>),
}

impl Text {
    /// The texts of a value that can be written.
    ///
    /// What is nested deeper than a list or an object can be written in a URL is JSON text.
    ///
    /// # Errors
    ///
    /// If the value can't be written as JSON.
    pub fn of<T: Serialize + ?Sized>(value: &T) -> Result<Self, serde_json::Error> {
        let json = serde_json::to_string(value)?;
        Ok(match serde_json::from_str::<Json>(&json)? {
            value if value.is_null() => Self::Absent,
            value => match value.kind() {
                JsonKind::Array => {
                    let elements: Vec<Json> = serde_json::from_str(&json)?;
                    Self::Many(elements.into_iter().map(single).collect())
                }
                JsonKind::Object => {
                    let Members(members) = serde_json::from_str(&json)?;
                    let known = members.into_iter().filter(|(_, value)| !value.is_null());
                    Self::Members(known.map(|(name, value)| (name, single(value))).collect())
                }
                _ => Self::One(single(value)),
            },
        })
    }
}

/// A value as one text: the content of a string, nothing for null, JSON for the rest.
fn single(value: Json) -> String {
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
