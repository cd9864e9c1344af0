//! Distribution of the items of a large API over files.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    ops::Range,
};

use billing_macros_expand::version::shorten;

use super::crate_names::{is_private_module_name, module_letters};
use crate::{
    case,
    history::{History, KindHistory, TypeHistory},
    model::{Operation, Type, named_types},
};

/// The number of types and operations up to which an API is one file.
const MAX_ITEMS_PER_FILE: usize = 100;

/// The length in bytes up to which a group is one file.
const MAX_FILE_BYTES: usize = 400_000;

/// The minimum number of types with a common prefix before they get their own file.
const MIN_FAMILY_SIZE: usize = 8;

/// The name of the group of all other items.
const SHARED: &str = "shared";

/// The groups of types and operations, by Rust name: one group for each tag, with everything that only its operations
/// need, and one for each family of the other types.
#[derive(Default)]
pub(super) struct Groups {
    types: HashMap<String, String>,
    operations: HashMap<String, String>,
}

impl Groups {
    /// Returns the groups of an API with one api-version; none if it fits into one file, or has several api-versions
    /// and so a file for each range of them.
    pub(super) fn of(history: &History) -> Option<Self> {
        let count = history.types.len() + history.operations.len();
        (history.api_versions.len() == 1 && count > MAX_ITEMS_PER_FILE).then(|| Self::new(history))
    }

    fn new(history: &History) -> Self {
        let types: HashMap<&str, &TypeHistory> = history
            .types
            .iter()
            .map(|ty| (ty.name.as_str(), ty))
            .collect();
        let mut groups = Self::default();
        let mut roots: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for operation in history.operations.iter().map(|operation| &operation.newest) {
            let group = group(operation);
            roots
                .entry(group.clone())
                .or_default()
                .extend(named_types(operation));
            groups.operations.insert(operation.name.clone(), group);
        }
        let owners = owners(&roots, &types);
        let owner = |name: &str| match owners.get(name) {
            Some(Owner::One(group)) => Some(*group),
            _ => None,
        };
        let mut families: BTreeMap<String, usize> = BTreeMap::new();
        for ty in history.types.iter().filter(|ty| owner(&ty.name).is_none()) {
            *families.entry(family(&ty.name)).or_default() += 1;
        }
        for ty in &history.types {
            let family = || {
                let family = family(&ty.name);
                let is_large = families
                    .get(&family)
                    .is_some_and(|count| *count >= MIN_FAMILY_SIZE);
                if is_large { family } else { SHARED.to_owned() }
            };
            let group = owner(&ty.name).map_or_else(family, str::to_owned);
            groups.types.insert(ty.name.clone(), group);
        }
        groups
    }

    /// Returns the group of a type or of an operation.
    pub(super) fn group(&self, name: &str, is_operation: bool) -> &str {
        let groups = match is_operation {
            true => &self.operations,
            false => &self.types,
        };
        groups
            .get(name.strip_prefix("r#").unwrap_or(name))
            .map_or(SHARED, String::as_str)
    }
}

/// Adds the first segments of the paths in a text of Rust: crates, and items in scope. Comments have none.
pub(super) fn add_first_segments<'t>(text: &'t str, found: &mut BTreeSet<&'t str>) {
    let code = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    let mut last = "";
    for line in code {
        // A search for one character is faster than one for two, and most lines have neither.
        let mut parts = line.split(':').peekable();
        let mut follows_colon = false;
        while let Some(part) = parts.next() {
            let is_path = parts.next_if(|next| next.is_empty()).is_some() && parts.peek().is_some();
            if is_path {
                let is_name = |c: char| c.is_alphanumeric() || c == '_';
                let head = part.trim_end_matches(is_name);
                let name = part.get(head.len()..).unwrap_or_default();
                let continues = head.is_empty() && follows_colon;
                if !continues && !name.is_empty() && name != last {
                    found.insert(name);
                    last = name;
                }
            }
            follows_colon = true;
        }
    }
}

/// A definition in the text of a group.
pub(super) struct Part {
    pub(super) name: String,
    /// The offset of its text.
    pub(super) start: usize,
}

/// Splits the text of a large group into files: one for each large family of names, by the word that follows the common
/// prefix of the family. Most groups are one file.
pub(super) fn split(
    group: &str,
    parts: &[Part],
    length: usize,
) -> BTreeMap<String, Vec<Range<usize>>> {
    let ends = parts.iter().skip(1).map(|part| part.start).chain([length]);
    let pieces = parts.iter().zip(ends).map(|(part, end)| Piece {
        words: words(group, &part.name),
        range: part.start..end,
    });
    let mut files = BTreeMap::new();
    divide(group, pieces.collect(), 0, &mut files);
    for ranges in files.values_mut() {
        ranges.sort_by_key(|range: &Range<usize>| range.start);
    }
    files
}

/// The words of a definition's name, without those of its group, and its range in the text.
struct Piece {
    words: Vec<String>,
    range: Range<usize>,
}

fn words(group: &str, name: &str) -> Vec<String> {
    let name = case::snake(name);
    let mut rest = name.as_str();
    for word in group.split('_') {
        let stripped = rest.strip_prefix(word);
        // A group is called in the plural, and its types are not.
        let stripped = stripped.or_else(|| rest.strip_prefix(word.strip_suffix('s')?));
        match stripped.and_then(|rest| rest.strip_prefix('_')) {
            Some(stripped) => rest = stripped,
            None => break,
        }
    }
    rest.split('_').map(str::to_owned).collect()
}

fn size(pieces: &[Piece]) -> usize {
    pieces.iter().map(|piece| piece.range.len()).sum()
}

fn divide(
    file: &str,
    pieces: Vec<Piece>,
    depth: usize,
    files: &mut BTreeMap<String, Vec<Range<usize>>>,
) {
    let mut rest = Vec::new();
    let mut families: BTreeMap<String, Vec<Piece>> = BTreeMap::new();
    let is_large = size(&pieces) > MAX_FILE_BYTES;
    for piece in pieces {
        match piece.words.get(depth).map(|word| module(word)) {
            Some(word) if is_large => families.entry(word).or_default().push(piece),
            _ => rest.push(piece),
        }
    }
    let (large, small): (Vec<_>, Vec<_>) = families
        .into_iter()
        .partition(|(_, family)| size(family) >= MAX_FILE_BYTES / 8);
    for (word, family) in large {
        divide(&format!("{file}_{word}"), family, depth + 1, files);
    }
    let is_much = small.iter().map(|(_, family)| size(family)).sum::<usize>() > MAX_FILE_BYTES;
    // Small families are by themselves no file; so many of them are some, each called after its first one.
    let mut current: Option<(String, usize)> = None;
    for (word, family) in small {
        if !is_much {
            rest.extend(family);
            continue;
        }
        let length = size(&family);
        let (name, used) = match current.take() {
            Some((name, used)) if used + length <= MAX_FILE_BYTES / 2 => (name, used),
            _ => (format!("{file}_{word}"), 0),
        };
        let ranges = family.into_iter().map(|piece| piece.range);
        files.entry(name.clone()).or_default().extend(ranges);
        current = Some((name, used + length));
    }
    if !rest.is_empty() {
        let ranges = rest.into_iter().map(|piece| piece.range);
        files.entry(file.to_owned()).or_default().extend(ranges);
    }
}

/// Returns the group of an operation: its first tag, or the first word of its id.
fn group(operation: &Operation) -> String {
    let before = operation.id.split_once(['_', '/', '.']);
    let text = match (&operation.tag, before) {
        (Some(tag), _) => tag.as_str(),
        (None, Some((before, _))) if !before.contains(' ') => before,
        _ => SHARED,
    };
    module(text)
}

/// Returns the first word of a type's name, without digits.
fn family(name: &str) -> String {
    let name = case::snake(name);
    let word = name.split('_').next().unwrap_or_default();
    module(word.trim_end_matches(|c: char| c.is_ascii_digit()))
}

/// Returns the name of a module, which is also that of its file.
fn module(text: &str) -> String {
    let name = shorten(&module_letters(text));
    if name.is_empty() {
        return SHARED.to_owned();
    }
    match name.as_str() {
        // What the modules around have already.
        "runtime" | "rt" | "version" | "api_version" | "any" | "types" => format!("of_{name}"),
        name if is_private_module_name(name) => name.to_owned(),
        name => format!("of_{name}"),
    }
}

/// The groups whose operations reach a type.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Owner<'h> {
    One(&'h str),
    Several,
}

/// Returns the owner of each type that operations reach. A type is visited at most twice: when its first group is known, and
/// when it is known that there are several.
fn owners<'h>(
    roots: &'h BTreeMap<String, Vec<&'h str>>,
    types: &HashMap<&'h str, &'h TypeHistory>,
) -> HashMap<&'h str, Owner<'h>> {
    let mut owners: HashMap<&str, Owner<'_>> = HashMap::new();
    let mut left: Vec<(&str, Owner<'_>)> = Vec::new();
    for (group, roots) in roots {
        left.extend(roots.iter().map(|name| (*name, Owner::One(group))));
        while let Some((name, owner)) = left.pop() {
            let owner = match owners.get(name) {
                None => owner,
                Some(known) if *known == owner || *known == Owner::Several => continue,
                Some(_) => Owner::Several,
            };
            owners.insert(name, owner);
            let parts: Vec<&Type> = match types.get(name).map(|ty| &ty.kind) {
                Some(KindHistory::Struct(fields)) => {
                    fields.iter().map(|field| &field.value.ty).collect()
                }
                Some(KindHistory::Union(choices)) => choices
                    .iter()
                    .map(|choice| &choice.value.alternative.ty)
                    .collect(),
                Some(KindHistory::Enumeration(..)) | None => Vec::new(),
            };
            left.extend(
                parts
                    .into_iter()
                    .flat_map(Type::names)
                    .map(|name| (name, owner)),
            );
        }
    }
    owners
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_small_families_share_files() {
        let parts: Vec<Part> = (0..2_000)
            .map(|index| Part {
                name: format!("Thing{index}x"),
                start: index * 1_000,
            })
            .collect();
        let files = split("shared", &parts, 2_000_000);
        assert!((5..=12).contains(&files.len()), "{:?}", files.keys());
        let mut ranges: Vec<_> = files.values().flatten().cloned().collect();
        for file in files.values() {
            assert!(file.iter().map(Range::len).sum::<usize>() <= MAX_FILE_BYTES);
        }
        ranges.sort_by_key(|range| range.start);
        let all = (0..2_000).map(|index| index * 1_000..(index + 1) * 1_000);
        assert!(ranges.into_iter().eq(all), "each part stands in one file");
    }
}
