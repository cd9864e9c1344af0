//! Suggestions for misspelt names.

/// Number of names that are compared, so that a message for each of many names takes no quadratic time.
const MAX_CANDIDATES: usize = 1_000;

/// Returns ` (did you mean ...?)` with the nearest known name, or an empty string if none is near.
pub(crate) fn suggestion<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> String {
    let limit = 1 + name.chars().count() / 3;
    nearest(name, known.take(MAX_CANDIDATES))
        .filter(|known| edit_distance(name, known) <= limit)
        .map_or_else(String::new, |known| format!(" (did you mean `{known}`?)"))
}

/// Returns the nearest known name. Of several, the one with the longest common prefix.
pub(crate) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let common = |known: &str| {
        name.chars()
            .zip(known.chars())
            .take_while(|(a, b)| a == b)
            .count()
    };
    known.min_by_key(|known| (edit_distance(name, known), std::cmp::Reverse(common(known))))
}

/// The Damerau-Levenshtein distance (optimal string alignment): how many characters are inserted, deleted, replaced or
/// swapped with their neighbours to turn one text into the other.
#[must_use]
pub fn edit_distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut before: Vec<usize> = Vec::with_capacity(to.len() + 1);
    let mut above: Vec<usize> = (0..=to.len()).collect();
    let mut row: Vec<usize> = Vec::with_capacity(to.len() + 1);
    let mut last = None;
    for character in from.chars() {
        row.clear();
        row.push(above.first().map_or(1, |cell| cell + 1));
        let mut previous = None;
        for (index, other) in to.iter().enumerate() {
            let at =
                |cells: &[usize], index: usize| cells.get(index).copied().unwrap_or(usize::MAX - 1);
            let mut cell = (at(&above, index + 1) + 1).min(at(&row, index) + 1);
            cell = cell.min(at(&above, index) + usize::from(character != *other));
            if index > 0 && last == Some(*other) && previous == Some(character) {
                cell = cell.min(at(&before, index - 1) + 1);
            }
            row.push(cell);
            previous = Some(*other);
        }
        // The row before is not needed any more, so its memory becomes that of the next one.
        std::mem::swap(&mut before, &mut above);
        std::mem::swap(&mut above, &mut row);
        last = Some(character);
    }
    above.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::edit_distance;

    #[test]
    fn counts_edits() {
        for (a, b, edits) in [
            ("", "", 0),
            ("abc", "abc", 0),
            ("abc", "", 3),
            ("kitten", "sitting", 3),
            ("2024-04-10", "2024-04-01", 1),
            ("strnig", "string", 1),
        ] {
            assert_eq!(edit_distance(a, b), edits, "{a} {b}");
            assert_eq!(edit_distance(b, a), edits, "{b} {a}");
        }
    }
}
