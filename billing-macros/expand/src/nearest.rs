//! Which of the known names somebody may have meant.

/// ` (did you mean ...?)` with the nearest known name, or nothing if none is near.
pub(crate) fn suggestion<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> String {
    let limit = 1 + name.chars().count() / 3;
    nearest(name, known)
        .filter(|known| distance(name, known) <= limit)
        .map_or_else(String::new, |known| format!(" (did you mean `{known}`?)"))
}

/// The nearest known name; among equals, the one that begins like it.
pub(crate) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let common = |known: &str| {
        name.chars()
            .zip(known.chars())
            .take_while(|(a, b)| a == b)
            .count()
    };
    known.min_by_key(|known| (distance(name, known), std::cmp::Reverse(common(known))))
}

/// How many characters have to be put in, taken out or replaced.
pub(crate) fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut next = Vec::with_capacity(row.len());
        let mut left = i + 1;
        next.push(left);
        for (to, pair) in b.iter().zip(row.windows(2)) {
            let &[diagonal, above] = pair else { continue };
            left = (diagonal + usize::from(from != *to))
                .min(above + 1)
                .min(left + 1);
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn counts_edits() {
        for (a, b, edits) in [
            ("", "", 0),
            ("abc", "abc", 0),
            ("abc", "", 3),
            ("kitten", "sitting", 3),
            ("2024-04-10", "2024-04-01", 2),
        ] {
            assert_eq!(distance(a, b), edits, "{a} {b}");
            assert_eq!(distance(b, a), edits, "{b} {a}");
        }
    }
}
