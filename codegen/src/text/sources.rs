//! The texts of a run, and where the nodes of changed trees stand in them.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    ops::Range,
    sync::Arc,
};

use super::{Lines, Node, Place, Position, ResourceLimits, Spot, positions};

/// The format of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// YAML.
    Yaml,
    /// JSON.
    Json,
}

/// The texts that were read, by the path that the user wrote.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    texts: BTreeMap<Arc<str>, (Format, Arc<str>)>,
    /// For each file and each change of its tree, the pointers whose place in the text is another one, with that place.
    moved: BTreeMap<Arc<str>, Vec<Moves>>,
    limits: ResourceLimits,
    /// Files that the user named or that are documents by their folder.
    named: HashSet<Arc<str>>,
    /// For each other file the pointers of references to it, with the place of the first reference.
    reached: HashMap<Arc<str>, BTreeMap<String, Place>>,
    /// For each file the annotations of its nodes.
    annotations: BTreeMap<Arc<str>, Vec<Annotation>>,
}

/// The new place of each pointer that one change moved, and the order of the pointers.
type Moves = HashMap<String, (usize, Place)>;

/// The value of a key that annotates the node that contains it, such as `x-rust-allow`.
#[derive(Clone, Debug)]
pub(crate) struct Annotation {
    /// The JSON pointer of the annotated node.
    pub(crate) about: String,
    /// The JSON pointer of the value.
    pub(crate) pointer: String,
    pub(crate) value: Node,
}

/// Maximum length of a chain of references in a diagnostic.
const MAX_REFERENCES: usize = 8;

/// Returns a JSON pointer and those of the nodes around its node, the longest first.
pub(crate) fn prefixes(pointer: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(pointer), |pointer| {
        pointer.rsplit_once('/').map(|(outer, _)| outer)
    })
}

impl Sources {
    /// Adds a text for diagnostics.
    pub fn add(&mut self, file: Arc<str>, format: Format, text: Arc<str>) {
        self.texts.insert(file, (format, text));
    }

    /// Adds the texts of other sources, with the references to them.
    pub(crate) fn extend(&mut self, others: &Self) {
        let texts = others.texts.iter();
        self.texts
            .extend(texts.map(|(name, text)| (Arc::clone(name), text.clone())));
        let moved = others.moved.iter();
        self.moved
            .extend(moved.map(|(name, places)| (Arc::clone(name), places.clone())));
        self.named.extend(others.named.iter().cloned());
        for (name, reached) in &others.reached {
            let own = self.reached.entry(Arc::clone(name)).or_default();
            for (pointer, from) in reached {
                own.entry(pointer.clone()).or_insert_with(|| from.clone());
            }
        }
    }

    /// Sets the limits for looking up places.
    pub(crate) fn limits(&mut self, limits: ResourceLimits) {
        self.limits = limits;
    }

    /// Notes the places in the text of nodes that a change of the tree moved or added.
    pub(crate) fn moved(&mut self, file: &Arc<str>, places: Vec<(String, Place)>) {
        let mut moves = Moves::new();
        for (index, (pointer, place)) in places.into_iter().enumerate() {
            moves.entry(pointer).or_insert((index, place));
        }
        self.moved.entry(Arc::clone(file)).or_default().push(moves);
    }

    /// Returns the place in the text of a node that was moved or added.
    pub(crate) fn origin(&self, place: &Place) -> Option<Place> {
        let changes = self.moved.get(place.file())?;
        let mut origin = None;
        for change in changes.iter().rev() {
            let current = origin.as_ref().unwrap_or(place);
            if current.file() != place.file() {
                break;
            }
            let found = prefixes(current.pointer())
                .filter_map(|prefix| Some((change.get(prefix)?, prefix.len())))
                .min_by_key(|((index, _), _)| *index);
            let found = found.map(|((_, to), length)| {
                let rest = current.pointer().get(length..).unwrap_or_default();
                to.with_pointer_of(current, format!("{}{rest}", to.pointer()))
            });
            origin = found.or(origin);
        }
        origin
    }

    /// Notes that a file is a document by itself, so diagnostics show no references to it.
    pub(crate) fn name(&mut self, file: &Arc<str>) {
        if !self.named.contains(file) {
            self.named.insert(Arc::clone(file));
        }
    }

    /// Notes a reference to a node.
    pub(crate) fn reach(&mut self, file: &Arc<str>, pointer: &str, from: &Place) {
        if self.named.contains(file) {
            return;
        }
        let known = self.reached.entry(Arc::clone(file)).or_default();
        if !known.contains_key(pointer) {
            known.insert(pointer.to_owned(), from.clone());
        }
    }

    /// The files that references lead to and that are no documents by themselves.
    pub(crate) fn referred_to(&self) -> impl Iterator<Item = &Arc<str>> {
        let files = self.reached.keys();
        files.filter(|file| !self.named.contains(*file))
    }

    /// Returns the chain of references to a place, the nearest first; empty in a document.
    pub(crate) fn reached_from(&self, place: &Place) -> Vec<Place> {
        let mut way: Vec<Place> = Vec::new();
        let mut place = place;
        while way.len() < MAX_REFERENCES && !self.named.contains(place.file()) {
            let Some(reached) = self.reached.get(place.file()) else {
                break;
            };
            let from = prefixes(place.pointer()).find_map(|pointer| reached.get(pointer));
            // A text with a syntax error has no nodes.
            let from = from.or_else(|| match place.spot() {
                Spot::Whole | Spot::Offset(_) => reached.values().next(),
                _ => None,
            });
            match from {
                Some(from) if !way.contains(from) => {
                    way.push(from.clone());
                    place = from;
                }
                _ => break,
            }
        }
        way
    }

    /// Sets the annotations of a file.
    pub(crate) fn annotate(&mut self, file: &Arc<str>, annotations: Vec<Annotation>) {
        self.annotations.insert(Arc::clone(file), annotations);
    }

    /// The annotations of all files, by file.
    pub(crate) fn annotations(&self) -> impl Iterator<Item = (&Arc<str>, &[Annotation])> {
        let files = self.annotations.iter();
        files.map(|(file, found)| (file, found.as_slice()))
    }

    /// The text of a file.
    #[must_use]
    pub fn text(&self, file: &str) -> Option<&str> {
        self.texts.get(file).map(|(_, text)| &**text)
    }

    /// Finds line and column of places, counted from 1. A file as a whole has the position of its first character.
    #[must_use]
    pub fn positions<'a>(
        &self,
        places: impl Iterator<Item = &'a Place> + Clone,
    ) -> HashMap<&'a Place, (usize, usize)> {
        let ranges = self.ranges(places.clone());
        let mut lines: HashMap<&str, Lines<'_>> = HashMap::new();
        let mut positions = HashMap::new();
        for place in places {
            let start = ranges.get(place).map_or(0, |range| range.start);
            let lines = lines
                .entry(place.file())
                .or_insert_with(|| Lines::new(self.text(place.file()).unwrap_or_default()));
            let Position { line, column } = lines.position(start);
            positions.insert(place, (line, column));
        }
        positions
    }

    /// Finds the byte ranges of places. Each text is parsed once for all its places.
    pub(crate) fn ranges<'a>(
        &self,
        places: impl Iterator<Item = &'a Place>,
    ) -> HashMap<&'a Place, Range<usize>> {
        let mut by_file: BTreeMap<&str, Vec<&Place>> = BTreeMap::new();
        for place in places {
            by_file.entry(place.file()).or_default().push(place);
        }
        let mut ranges = HashMap::new();
        for (file, places) in by_file {
            let Some((format, text)) = self.texts.get(file) else {
                continue;
            };
            let wanted: HashSet<&str> = places
                .iter()
                .map(|place| place.pointer())
                .filter(|pointer| !pointer.is_empty())
                .collect();
            let found = if wanted.is_empty() {
                HashMap::new()
            } else {
                positions::find(text, *format, self.limits, &wanted)
            };
            for place in places {
                let range = match place.spot() {
                    Spot::Whole => None,
                    Spot::Offset(offset) => Some(positions::token(text, *offset)),
                    Spot::Value(pointer) => found
                        .get(pointer.as_str())
                        .and_then(|all| all.first())
                        .map(|at| at.value.clone()),
                    Spot::Key(pointer, occurrence) => found
                        .get(pointer.as_str())
                        .and_then(|all| all.get(*occurrence))
                        .map(|at| at.key.clone()),
                };
                if let Some(range) = range {
                    ranges.insert(place, range);
                }
            }
        }
        ranges
    }
}
