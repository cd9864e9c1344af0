//! Values that were read but have no typed field.

use std::collections::BTreeMap;
use std::fmt::{self, Display};
use std::hash::{Hash, Hasher};

use super::path::{push_index, push_member};
use super::value::repeated_member;
use super::{Fit, Json, Source, Spellings, Value};

/// Members of an object that have no typed field, by name: unknown members, and known ones whose value their type can't
/// hold. They are written back.
///
/// A kept member is not written if the typed field of that name is set.
///
/// It also remembers how typed members were spelled, if they are written otherwise: `"1.50"` for the number `1.50`. Such
/// a spelling is written while the member has the value for which it was sent. Comparisons ignore spellings.
#[derive(Clone, Default)]
pub struct Kept(Option<Box<Content>>);

/// The content of a [`Kept`]. Usually there is none, so that a struct pays for one pointer only.
#[derive(Clone, Default)]
struct Content {
    members: BTreeMap<String, Json>,
    spellings: BTreeMap<String, Spellings>,
}

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
        self.0.as_ref().map_or(0, |content| content.members.len())
    }

    /// Returns the kept value of a member.
    #[inline]
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.0.as_ref()?.members.get(name)
    }

    /// Keeps a value for a member and returns the previously kept one.
    pub fn insert(&mut self, name: impl Into<String>, value: Json) -> Option<Json> {
        let content = self.0.get_or_insert_with(Box::default);
        content.members.insert(name.into(), value)
    }

    /// Removes a kept member and returns its value.
    pub fn remove(&mut self, name: &str) -> Option<Json> {
        let content = self.0.as_mut()?;
        let value = content.members.remove(name);
        if content.members.is_empty() && content.spellings.is_empty() {
            self.0 = None;
        }
        value
    }

    /// The kept members in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        let members = self.0.iter().flat_map(|content| content.members.iter());
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

    /// Takes the value of a member that fits, and remembers how it was spelled. The error is the JSON of a value that
    /// does not fit.
    pub(super) fn take<T>(&mut self, name: &str, fit: Fit<T>) -> Result<T, Json> {
        match fit {
            Fit::Typed(value) => Ok(value),
            Fit::Spelled(spelled) => {
                let content = self.0.get_or_insert_with(Box::default);
                let spellings = content.spellings.entry(name.to_owned()).or_default();
                *spellings = spelled.spellings;
                Ok(spelled.value)
            }
            Fit::Kept(json) => Err(json),
        }
    }

    /// Takes the value of an optional member, and keeps one that does not fit.
    #[cold]
    #[inline(never)]
    pub(super) fn take_or_keep<T>(&mut self, name: &str, fit: Fit<T>) -> Option<T> {
        match self.take(name, fit) {
            Ok(value) => Some(value),
            Err(json) => {
                self.insert(name, json);
                None
            }
        }
    }

    /// Passes the spellings of a member on to the name that it has in another api-version.
    pub(super) fn rename_spelling(&mut self, old: &str, new: &str) {
        let Some(content) = &mut self.0 else { return };
        if let Some(spellings) = content.spellings.remove(old) {
            content.spellings.insert(new.to_owned(), spellings);
        }
    }

    /// Returns true if any typed member was spelled otherwise than it is written.
    #[inline]
    pub(super) fn has_spellings(&self) -> bool {
        self.0
            .as_ref()
            .is_some_and(|content| !content.spellings.is_empty())
    }

    /// Returns the spellings in the value of a typed member.
    pub(super) fn spellings(&self, name: &str) -> Option<&Spellings> {
        self.0.as_ref()?.spellings.get(name)
    }

    /// Returns the JSON of a typed member as it was sent, as far as it did not change.
    pub(super) fn spelled(&self, name: &str, plain: Json) -> Json {
        match self.spellings(name) {
            Some(spellings) => spellings.apply(plain),
            None => plain,
        }
    }
}

impl PartialEq for Kept {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for Kept {}

impl Hash for Kept {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.len().hash(state);
        self.iter().for_each(|member| member.hash(state));
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
        Kept((!members.is_empty()).then(|| {
            Box::new(Content {
                members,
                spellings: BTreeMap::new(),
            })
        }))
    }
}

/// A value that was read but has no typed field.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct KeptItem {
    /// The JSON path: `value[3].properties.amountDue`, or `tags["cost.center"]` for a name that is not a plain word.
    pub path: String,
    /// The value.
    pub value: Json,
    /// The reason why it is kept.
    pub reason: KeptReason,
}

/// The reason why a value is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum KeptReason {
    /// The documents do not list it: an unknown member, or an unknown value of an enumeration or union.
    Unlisted,
    /// A field can't hold it, so that the typed field is `None`.
    Unfit,
    /// It is typed, but not valid: a date that no calendar has.
    Invalid,
    /// It is typed, but was sent in another spelling than it is written: `"1.50"` for `1.50`.
    Spelling,
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

    /// Adds a value inside the current one to the list: a typed one, as it was spelled.
    pub(super) fn record_spelling(&mut self, path: &str, sent: &Json) {
        let dot = if path.is_empty() || path.starts_with('[') {
            ""
        } else {
            "."
        };
        let path = format!("{}{dot}{path}", self.path);
        // The value itself may be unlisted, such as a text of an enumeration.
        match self.items.iter_mut().find(|item| item.path == path) {
            Some(item) => {
                item.value = sent.clone();
                item.reason = KeptReason::Spelling;
            }
            None => self.items.push(KeptItem {
                path,
                value: sent.clone(),
                reason: KeptReason::Spelling,
            }),
        }
    }

    /// Adds the current value to the list, as one that the documents do not list.
    pub fn record(&mut self, value: &Json) {
        self.record_for(KeptReason::Unlisted, value);
    }

    /// Adds the current value to the list, with the reason why it is kept.
    pub fn record_for(&mut self, reason: KeptReason, value: &Json) {
        self.items.push(KeptItem {
            path: self.path.clone(),
            value: value.clone(),
            reason,
        });
    }
}
