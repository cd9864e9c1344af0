/// The known name that is most like a name that is not known, if one is like it at all.
pub(crate) fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (name.chars().count() / 3).max(1);
    known
        .into_iter()
        .filter(|known| name.len() <= LONGEST && known.len() <= LONGEST)
        .map(|known| (distance(&name.to_lowercase(), &known.to_lowercase()), known))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, known)| known)
}

/// Nobody mistypes a longer name by hand.
const LONGEST: usize = 200;

/// How many characters must be added, removed or replaced.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (line, character) in from.chars().enumerate() {
        let mut previous = line;
        let mut left = line + 1;
        for (cell, other) in row.iter_mut().zip(std::iter::once(None).chain(to.iter().map(Some))) {
            let above = *cell;
            if let Some(other) = other {
                left = (above + 1).min(left + 1).min(previous + usize::from(character != *other));
            }
            previous = above;
            *cell = left;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{distance, nearest};

    #[test]
    fn distances() {
        for (from, to, expected) in [("", "", 0), ("abc", "", 3), ("", "abc", 3), ("Amout", "Amount", 1), ("kitten", "sitting", 3)] {
            assert_eq!(distance(from, to), expected, "{from} {to}");
        }
    }

    #[test]
    fn what_is_like_nothing_has_no_nearest() {
        assert_eq!(nearest("Amuont", ["Amount", "Account"]), Some("Amount"));
        assert_eq!(nearest("amount", ["Amount"]), Some("Amount"));
        assert_eq!(nearest("Invoice", ["Amount", "Account"]), None);
    }
}
