use std::{
    collections::{HashMap, HashSet},
    fmt, hash,
    marker::PhantomData,
};

/// Items of one type in the order in which they were added, each named by an [`Id`].
#[derive(Clone, Debug, Default)]
pub struct Arena<T> {
    items: Vec<T>,
    /// Default item, returned for an id of another arena.
    nothing: T,
}

/// Index of a `T` in its [`Arena`].
pub struct Id<T> {
    index: usize,
    kind: PhantomData<fn() -> T>,
}

/// A map by ids.
pub(crate) type IdMap<T, V> = HashMap<Id<T>, V, hash::BuildHasherDefault<IdHasher>>;

/// A set of ids.
pub(crate) type IdSet<T> = HashSet<Id<T>, hash::BuildHasherDefault<IdHasher>>;

/// A hasher of ids. They count up from 0, so no document chooses them to collide.
#[derive(Default)]
pub(crate) struct IdHasher(u64);

impl hash::Hasher for IdHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u64(&mut self, number: u64) {
        // The fractional part of the golden ratio: it spreads neighbouring numbers over all bits.
        const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;
        self.0 = (self.0.rotate_left(5) ^ number).wrapping_mul(GOLDEN);
    }

    fn write_usize(&mut self, number: usize) {
        self.write_u64(number as u64);
    }
}

impl<T: Default> Arena<T> {
    /// Adds a default item, to be [`set`](Self::set) later, so that an item may refer to itself.
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

    /// Returns the item with an id.
    #[must_use]
    pub fn get(&self, id: Id<T>) -> &T {
        self.items.get(id.index).unwrap_or(&self.nothing)
    }

    /// Iterates over all ids in order.
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
