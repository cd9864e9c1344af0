/// The known name that is most like a name that is not known, if one is like it at all.
pub(crate) fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = name.chars().count() / 3;
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

/// How many characters must be added, removed, replaced or swapped with their neighbours.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=to.len()).collect();
    let mut last = None;
    for character in from.chars() {
        let mut row = vec![above.first().map_or(1, |cell| cell + 1)];
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
        before = std::mem::replace(&mut above, row);
        last = Some(character);
    }
    above.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{distance, nearest};

    #[test]
    fn distances() {
        for (from, to, expected) in [
            ("", "", 0),
            ("abc", "", 3),
            ("", "abc", 3),
            ("Amout", "Amount", 1),
            ("Deu", "Due", 1),
            ("strnig", "string", 1),
            ("kitten", "sitting", 3),
        ] {
            assert_eq!(distance(from, to), expected, "{from} {to}");
        }
    }

    #[test]
    fn what_is_like_nothing_has_no_nearest() {
        assert_eq!(nearest("Amuont", ["Amount", "Account"]), Some("Amount"));
        assert_eq!(nearest("amount", ["Amount"]), Some("Amount"));
        assert_eq!(nearest("Invoice", ["Amount", "Account"]), None);
        assert_eq!(nearest("D", ["A"]), None);
    }
}
