use std::{fmt, hash, marker::PhantomData};

/// Things of one kind in the order in which they were found; each is named by an [`Id`] of its own kind.
#[derive(Clone, Debug, Default)]
pub struct Arena<T> {
    items: Vec<T>,
    /// What an id of another arena names.
    nothing: T,
}

/// The name of a `T` in its [`Arena`].
pub struct Id<T> {
    index: usize,
    kind: PhantomData<fn() -> T>,
}

impl<T: Default> Arena<T> {
    /// Makes room for a thing that may refer to itself.
    pub(super) fn reserve(&mut self) -> Id<T> {
        self.items.push(T::default());
        Id {
            index: self.items.len() - 1,
            kind: PhantomData,
        }
    }

    pub(super) fn set(&mut self, id: Id<T>, item: T) {
        if let Some(slot) = self.items.get_mut(id.index) {
            *slot = item;
        }
    }

    pub(super) fn get_mut(&mut self, id: Id<T>) -> Option<&mut T> {
        self.items.get_mut(id.index)
    }

    /// The thing of that name.
    #[must_use]
    pub fn get(&self, id: Id<T>) -> &T {
        self.items.get(id.index).unwrap_or(&self.nothing)
    }

    /// All names, in order.
    pub fn ids(&self) -> impl Iterator<Item = Id<T>> + use<T> {
        (0..self.items.len()).map(|index| Id {
            index,
            kind: PhantomData,
        })
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Id<T> {}

impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.index == other.index
    }
}

impl<T> Eq for Id<T> {}

impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.index.cmp(&other.index)
    }
}

impl<T> hash::Hash for Id<T> {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.index.hash(state);
    }
}

impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.index)
    }
}
