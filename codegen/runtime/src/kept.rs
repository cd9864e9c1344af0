//! What was read and has no typed place.

use std::collections::BTreeMap;
use std::fmt::{self, Display};

use super::path::{push_index, push_member};
use super::value::repeated;
use super::{Json, Source, Value};

/// The members of an object that have no typed place, by name: those that the documents do not
/// list, and those whose value their type can't hold. They are written back.
///
/// A kept member whose typed member is set is not written: what is typed wins.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
#[allow(clippy::box_collection)] // Nearly always nothing is kept: every model pays one pointer.
pub struct Kept(Option<Box<BTreeMap<String, Json>>>);

impl Kept {
    /// Nothing kept.
    pub const fn new() -> Self {
        Kept(None)
    }

    /// Whether nothing is kept.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many members are kept.
    pub fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |members| members.len())
    }

    /// The value kept for a member.
    #[inline]
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.0.as_ref()?.get(name)
    }

    /// Keeps a value for a member and returns the one that was kept before.
    pub fn insert(&mut self, name: impl Into<String>, value: Json) -> Option<Json> {
        self.0
            .get_or_insert_with(Box::default)
            .insert(name.into(), value)
    }

    /// Stops keeping a member and returns its value.
    pub fn remove(&mut self, name: &str) -> Option<Json> {
        let members = self.0.as_mut()?;
        let value = members.remove(name);
        if members.is_empty() {
            self.0 = None;
        }
        value
    }

    /// The kept members, ordered by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        let members = self.0.iter().flat_map(|members| members.iter());
        members.map(|(name, value)| (name.as_str(), value))
    }

    /// Reads the value of a member that has no typed place.
    ///
    /// # Errors
    ///
    /// If the member was there before.
    pub fn read<'de, S: Source<'de>>(&mut self, name: &str, value: S) -> Result<(), S::Error> {
        if self.get(name).is_some() {
            return Err(repeated(&value));
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

/// One value that was read and has no typed place.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct KeptItem {
    /// Where it stands: `value[3].properties.amountDue`, and `tags["cost.center"]` where a name
    /// is not a plain word.
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

/// Lists everything in a value that has no typed place, in the order of its members.
pub fn list_kept<T: Value>(value: &T) -> Vec<KeptItem> {
    let mut at = KeptPath::default();
    value.list_kept(&mut at);
    at.items
}

/// The place that is being looked at while kept values are listed, and those found so far.
#[derive(Debug, Default)]
pub struct KeptPath {
    path: String,
    items: Vec<KeptItem>,
}

impl KeptPath {
    /// Looks at a member of the present value.
    pub fn member(&mut self, name: &str, look: impl FnOnce(&mut Self)) {
        let length = self.path.len();
        push_member(&mut self.path, name);
        look(self);
        self.path.truncate(length);
    }

    /// Looks at an element of the present value.
    pub fn element(&mut self, index: usize, look: impl FnOnce(&mut Self)) {
        let length = self.path.len();
        push_index(&mut self.path, index);
        look(self);
        self.path.truncate(length);
    }

    /// Lists the present value.
    pub fn found(&mut self, value: &Json) {
        self.items.push(KeptItem {
            path: self.path.clone(),
            value: value.clone(),
        });
    }
}
