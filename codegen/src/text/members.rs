//! Members of a mapping.

use std::slice;

use indexmap::IndexMap;

use super::Node;

/// The members of a mapping, in the order of the file. Each name occurs once.
///
/// Most mappings of a document are small. A linear search over them takes a third of the memory of a hash table and no more
/// time. Larger mappings have a table.
#[derive(Clone, Debug, Default)]
pub struct Members(Inner);

#[derive(Clone, Debug)]
enum Inner {
    Small(Vec<(String, Node)>),
    Large(Box<IndexMap<String, Node>>),
}

/// Maximum number of members without a table.
const SMALL: usize = 16;

impl Default for Inner {
    fn default() -> Self {
        Self::Small(Vec::new())
    }
}

impl Members {
    /// Creates an empty mapping.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns the number of members.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.0 {
            Inner::Small(entries) => entries.len(),
            Inner::Large(entries) => entries.len(),
        }
    }

    /// Returns whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns whether there is a member with this name.
    #[must_use]
    pub fn contains_key(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Returns the value of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Node> {
        match &self.0 {
            Inner::Small(entries) => entries
                .iter()
                .find(|(own, _)| own == name)
                .map(|(_, value)| value),
            Inner::Large(entries) => entries.get(name),
        }
    }

    /// Returns the mutable value of a name.
    #[must_use]
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Node> {
        match &mut self.0 {
            Inner::Small(entries) => entries
                .iter_mut()
                .find(|(own, _)| own == name)
                .map(|(_, value)| value),
            Inner::Large(entries) => entries.get_mut(name),
        }
    }

    /// Sets the value of a name and returns the old value. A new name is added at the end.
    pub fn insert(&mut self, name: String, value: Node) -> Option<Node> {
        if let Some(old) = self.get_mut(&name) {
            return Some(std::mem::replace(old, value));
        }
        self.push(name, value);
        None
    }

    /// Adds a value under a new name.
    fn push(&mut self, name: String, value: Node) {
        match &mut self.0 {
            Inner::Small(entries) if entries.len() < SMALL => entries.push((name, value)),
            Inner::Small(entries) => {
                let mut large: IndexMap<_, _> = std::mem::take(entries).into_iter().collect();
                large.insert(name, value);
                self.0 = Inner::Large(Box::new(large));
            }
            Inner::Large(entries) => {
                entries.insert(name, value);
            }
        }
    }

    /// Removes a value. The others keep their order.
    pub fn shift_remove(&mut self, name: &str) -> Option<Node> {
        match &mut self.0 {
            Inner::Small(entries) => {
                let index = entries.iter().position(|(own, _)| own == name)?;
                Some(entries.remove(index).1)
            }
            Inner::Large(entries) => entries.shift_remove(name),
        }
    }

    /// Iterates over the mutable values.
    pub fn values_mut(&mut self) -> Box<dyn Iterator<Item = &mut Node> + '_> {
        match &mut self.0 {
            Inner::Small(entries) => Box::new(entries.iter_mut().map(|(_, value)| value)),
            Inner::Large(entries) => Box::new(entries.values_mut()),
        }
    }

    /// Returns the name and the mutable value at an index.
    #[must_use]
    pub fn get_index_mut(&mut self, index: usize) -> Option<(&String, &mut Node)> {
        match &mut self.0 {
            Inner::Small(entries) => entries.get_mut(index).map(|(name, value)| (&*name, value)),
            Inner::Large(entries) => entries.get_index_mut(index),
        }
    }

    /// Removes the last member.
    pub fn pop(&mut self) -> Option<(String, Node)> {
        match &mut self.0 {
            Inner::Small(entries) => entries.pop(),
            Inner::Large(entries) => entries.pop(),
        }
    }

    /// Frees memory that is reserved for more members.
    pub(crate) fn shrink(&mut self) {
        match &mut self.0 {
            Inner::Small(entries) => entries.shrink_to_fit(),
            Inner::Large(entries) => entries.shrink_to_fit(),
        }
    }

    /// Iterates over names and values.
    #[must_use]
    pub fn iter(&self) -> Iter<'_> {
        match &self.0 {
            Inner::Small(entries) => Iter::Small(entries.iter()),
            Inner::Large(entries) => Iter::Large(entries.iter()),
        }
    }

    /// Iterates over the names.
    pub fn keys(&self) -> impl ExactSizeIterator<Item = &String> + Clone {
        self.iter().map(|(name, _)| name)
    }

    /// Iterates over the values.
    pub fn values(&self) -> impl ExactSizeIterator<Item = &Node> + Clone {
        self.iter().map(|(_, value)| value)
    }
}

/// Iterator over the names and values of [`Members`].
#[derive(Clone, Debug)]
pub enum Iter<'m> {
    /// Members without a table.
    Small(slice::Iter<'m, (String, Node)>),
    /// Members with a table.
    Large(indexmap::map::Iter<'m, String, Node>),
}

impl<'m> Iterator for Iter<'m> {
    type Item = (&'m String, &'m Node);

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::Small(entries) => entries.next().map(|(name, value)| (name, value)),
            Self::Large(entries) => entries.next(),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match self {
            Self::Small(entries) => entries.size_hint(),
            Self::Large(entries) => entries.size_hint(),
        }
    }
}

impl DoubleEndedIterator for Iter<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        match self {
            Self::Small(entries) => entries.next_back().map(|(name, value)| (name, value)),
            Self::Large(entries) => entries.next_back(),
        }
    }
}

impl ExactSizeIterator for Iter<'_> {}

impl<'m> IntoIterator for &'m Members {
    type Item = (&'m String, &'m Node);
    type IntoIter = Iter<'m>;

    fn into_iter(self) -> Iter<'m> {
        self.iter()
    }
}

impl IntoIterator for Members {
    type Item = (String, Node);
    type IntoIter = std::vec::IntoIter<(String, Node)>;

    fn into_iter(self) -> Self::IntoIter {
        match self.0 {
            Inner::Small(entries) => entries.into_iter(),
            Inner::Large(entries) => entries.into_iter().collect::<Vec<_>>().into_iter(),
        }
    }
}

impl Extend<(String, Node)> for Members {
    fn extend<I: IntoIterator<Item = (String, Node)>>(&mut self, values: I) {
        for (name, value) in values {
            self.insert(name, value);
        }
    }
}

impl FromIterator<(String, Node)> for Members {
    fn from_iter<I: IntoIterator<Item = (String, Node)>>(values: I) -> Self {
        let mut members = Self::new();
        members.extend(values);
        members
    }
}

/// Compares without regard to the order of names.
impl PartialEq for Members {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len()
            && self
                .iter()
                .all(|(name, value)| other.get(name) == Some(value))
    }
}

impl Eq for Members {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_and_many_behave_alike() {
        for count in [0, 1, SMALL, SMALL + 1, 100] {
            let name = |index: usize| format!("name {index}");
            let number = |index: usize| Node::Number(index.to_string());
            let mut members: Members = (0..count)
                .map(|index| (name(index), number(index)))
                .collect();
            assert_eq!(members.len(), count);
            assert!(members.keys().eq(&(0..count).map(name).collect::<Vec<_>>()));
            assert_eq!(members.insert("new".to_owned(), Node::Null), None);
            assert_eq!(
                members.insert("new".to_owned(), number(7)),
                Some(Node::Null)
            );
            assert_eq!(members.get("new"), Some(&number(7)));
            assert_eq!(members.keys().last().map(String::as_str), Some("new"));
            assert_eq!(members.shift_remove("missing"), None);
            if count > 1 {
                assert_eq!(members.shift_remove("name 0"), Some(number(0)));
                assert_eq!(members.keys().next(), Some(&name(1)));
            }
            let reversed: Members = members.clone().into_iter().rev().collect();
            assert_eq!(reversed, members);
        }
    }
}
