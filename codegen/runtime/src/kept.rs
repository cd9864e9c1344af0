//! Values that were read but have no typed field.

use std::collections::BTreeMap;
use std::fmt::{self, Display};

use super::path::{push_index, push_member};
use super::value::repeated_member;
use super::{Json, Source, Value};

/// Members of an object that have no typed field, by name: unknown members, and known ones whose value their type can't
/// hold. They are written back.
///
/// A kept member is not written if the typed field of that name is set.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
#[allow(clippy::box_collection)] // Usually nothing is kept, so that a struct pays for one pointer only.
pub struct Kept(Option<Box<BTreeMap<String, Json>>>);

impl Kept {
    /// Creates an empty collection.
    pub const fn new() -> Self {
        Kept(None)
    }

    /// Returns true if nothing is kept.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number of kept members.
    pub fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |members| members.len())
    }

    /// Returns the kept value of a member.
    #[inline]
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.0.as_ref()?.get(name)
    }

    /// Keeps a value for a member and returns the previously kept one.
    pub fn insert(&mut self, name: impl Into<String>, value: Json) -> Option<Json> {
        self.0
            .get_or_insert_with(Box::default)
            .insert(name.into(), value)
    }

    /// Removes a kept member and returns its value.
    pub fn remove(&mut self, name: &str) -> Option<Json> {
        let members = self.0.as_mut()?;
        let value = members.remove(name);
        if members.is_empty() {
            self.0 = None;
        }
        value
    }

    /// The kept members in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        let members = self.0.iter().flat_map(|members| members.iter());
        members.map(|(name, value)| (name.as_str(), value))
    }

    /// Reads the value of a member that has no typed field.
    ///
    /// # Errors
    ///
    /// The member occurs more than once.
    #[doc(hidden)]
    pub fn read<'de, S: Source<'de>>(&mut self, name: &str, value: S) -> Result<(), S::Error> {
        if self.get(name).is_some() {
            return Err(repeated_member(&value));
        }
        let json = Json::from_valid(value.text()?);
        self.insert(name, json);
        Ok(())
    }
}

impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map()
            .entries(self.iter().map(|(name, value)| (name, value.as_str())))
            .finish()
    }
}

impl FromIterator<(String, Json)> for Kept {
    fn from_iter<I: IntoIterator<Item = (String, Json)>>(members: I) -> Self {
        let members: BTreeMap<_, _> = members.into_iter().collect();
        Kept((!members.is_empty()).then(|| Box::new(members)))
    }
}

/// A value that was read but has no typed field.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct KeptItem {
    /// The JSON path: `value[3].properties.amountDue`, or `tags["cost.center"]` for a name that is not a plain word.
    pub path: String,
    /// The value.
    pub value: Json,
}

impl Display for KeptItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() {
            write!(f, "{}", self.value)
        } else {
            write!(f, "{} = {}", self.path, self.value)
        }
    }
}

/// Lists everything in a value that has no typed field, in the order of its fields.
pub fn list_kept<T: Value>(value: &T) -> Vec<KeptItem> {
    let mut at = KeptPath::default();
    value.list_kept(&mut at);
    at.items
}

/// Collector of kept values, which tracks the JSON path of the current value.
#[derive(Debug, Default)]
pub struct KeptPath {
    path: String,
    items: Vec<KeptItem>,
}

impl KeptPath {
    /// Calls `look` for a member of the current value.
    pub fn member(&mut self, name: &str, look: impl FnOnce(&mut Self)) {
        let length = self.path.len();
        push_member(&mut self.path, name);
        look(self);
        self.path.truncate(length);
    }

    /// Calls `look` for an element of the current value.
    pub fn element(&mut self, index: usize, look: impl FnOnce(&mut Self)) {
        let length = self.path.len();
        push_index(&mut self.path, index);
        look(self);
        self.path.truncate(length);
    }

    /// Adds the current value to the list.
    pub fn record(&mut self, value: &Json) {
        self.items.push(KeptItem {
            path: self.path.clone(),
            value: value.clone(),
        });
    }
}
