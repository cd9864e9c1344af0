use std::{
    collections::{BTreeMap, HashMap, HashSet},
    ops::Range,
    sync::Arc,
};

use super::{Node, Place, ResourceLimits, Spot, positions};

/// The language of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// YAML.
    Yaml,
    /// JSON.
    Json,
}

/// The texts that were read, by the name that the user knows each by.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    texts: BTreeMap<Arc<str>, (Format, Arc<str>)>,
    /// For each file, change by change, the pointers that lead elsewhere than in the text, and what stands there.
    moved: BTreeMap<Arc<str>, Vec<Vec<(String, Place)>>>,
    limits: ResourceLimits,
    /// The files that the user named, or that lie where documents do.
    named: HashSet<Arc<str>>,
    /// For each other file the pointers that references lead to, and the first reference to each.
    reached: HashMap<Arc<str>, BTreeMap<String, Place>>,
    /// For each file what its nodes say about diagnostics.
    annotations: BTreeMap<Arc<str>, Vec<Annotation>>,
}

/// The value of a key that speaks about the node that it stands in.
#[derive(Clone, Debug)]
pub(crate) struct Annotation {
    /// The node that it is about.
    pub(crate) about: String,
    /// The value itself, as a JSON pointer.
    pub(crate) pointer: String,
    /// The value.
    pub(crate) value: Node,
}

/// A longer way over references is not told to its end.
const LONGEST_WAY: usize = 8;

impl Sources {
    /// Adds a text, so that diagnostics can show its lines.
    pub fn add(&mut self, file: Arc<str>, format: Format, text: Arc<str>) {
        self.texts.insert(file, (format, text));
    }

    /// Adds the texts that others have read.
    pub(crate) fn extend(&mut self, others: &Self) {
        let text =
            |(name, text): (&Arc<str>, &(Format, Arc<str>))| (Arc::clone(name), text.clone());
        self.texts.extend(others.texts.iter().map(text));
        let moved = |(name, places): (&Arc<str>, &Vec<_>)| (Arc::clone(name), places.clone());
        self.moved.extend(others.moved.iter().map(moved));
    }

    /// How far aliases are followed where a place is looked up.
    pub(crate) fn limits(&mut self, limits: ResourceLimits) {
        self.limits = limits;
    }

    /// Says where nodes of a file stand after its tree was changed.
    pub(crate) fn moved(&mut self, file: &Arc<str>, places: Vec<(String, Place)>) {
        self.moved.entry(Arc::clone(file)).or_default().push(places);
    }

    /// Where a place is in the texts, if it is elsewhere than its pointer says.
    pub(crate) fn origin(&self, place: &Place) -> Option<Place> {
        let changes = self.moved.get(place.file())?;
        let mut origin = None;
        for change in changes.iter().rev() {
            let current = origin.as_ref().unwrap_or(place);
            if current.file() != place.file() {
                break;
            }
            let found = change.iter().find_map(|(prefix, to)| {
                let rest = current.pointer().strip_prefix(prefix.as_str())?;
                let is_below = rest.is_empty() || rest.starts_with('/');
                is_below.then(|| to.with_pointer_of(current, format!("{}{rest}", to.pointer())))
            });
            origin = found.or(origin);
        }
        origin
    }

    /// Says that a file is a document by itself, so that nobody asks how it was reached.
    pub(crate) fn name(&mut self, file: &Arc<str>) {
        if !self.named.contains(file) {
            self.named.insert(Arc::clone(file));
        }
    }

    /// Says which reference leads to a node.
    pub(crate) fn reach(&mut self, file: &Arc<str>, pointer: &str, from: &Place) {
        if self.named.contains(file) {
            return;
        }
        let known = self.reached.entry(Arc::clone(file)).or_default();
        if !known.contains_key(pointer) {
            known.insert(pointer.to_owned(), from.clone());
        }
    }

    /// The references over which a place was reached, the nearest first; none in a file that the user named.
    pub(crate) fn reached_from(&self, place: &Place) -> Vec<Place> {
        let mut way: Vec<Place> = Vec::new();
        let mut place = place;
        while way.len() < LONGEST_WAY && !self.named.contains(place.file()) {
            let Some(reached) = self.reached.get(place.file()) else {
                break;
            };
            let mut pointer = place.pointer();
            let from = loop {
                if let Some(from) = reached.get(pointer) {
                    break Some(from);
                }
                match pointer.rsplit_once('/') {
                    Some((outer, _)) => pointer = outer,
                    None => break None,
                }
            };
            // A text that cannot be read has no nodes.
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

    /// Sets the annotations of a file, instead of those that it had.
    pub(crate) fn annotate(&mut self, file: &Arc<str>, annotations: Vec<Annotation>) {
        self.annotations.insert(Arc::clone(file), annotations);
    }

    /// The annotations of all files, by the name of the file.
    pub(crate) fn annotations(&self) -> impl Iterator<Item = (&Arc<str>, &[Annotation])> {
        let files = self.annotations.iter();
        files.map(|(file, found)| (file, found.as_slice()))
    }

    /// The text of a file.
    #[must_use]
    pub fn text(&self, file: &str) -> Option<&str> {
        self.texts.get(file).map(|(_, text)| &**text)
    }

    /// Line and column of each of the places, counted from 1; a file as a whole begins at its first character.
    #[must_use]
    pub fn positions<'a>(
        &self,
        places: impl Iterator<Item = &'a Place> + Clone,
    ) -> HashMap<&'a Place, (usize, usize)> {
        let ranges = self.ranges(places.clone());
        let mut newlines: HashMap<&str, Vec<usize>> = HashMap::new();
        let mut positions = HashMap::new();
        for place in places {
            let start = ranges.get(place).map_or(0, |range| range.start);
            let text = self.text(place.file()).unwrap_or_default();
            let newlines = newlines.entry(place.file()).or_insert_with(|| {
                let found = text.match_indices('\n');
                found.map(|(index, _)| index + 1).collect()
            });
            let line = newlines.partition_point(|begin| *begin <= start);
            let begin = line.checked_sub(1).and_then(|line| newlines.get(line));
            let before = text.get(begin.copied().unwrap_or_default()..start);
            let column = 1 + before.unwrap_or_default().chars().count();
            positions.insert(place, (line + 1, column));
        }
        positions
    }

    /// The bytes that each of the places covers. Each text is walked once, however many places are in it.
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
