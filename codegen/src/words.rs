//! Names in sentences: lists of them, and the known one that is most like a misspelt one.

use billing_macros_expand::edit_distance;

/// The known name that is most like a name that is not known, if one is like it at all.
pub(crate) fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = name.chars().count() / 3;
    known
        .into_iter()
        .filter(|known| name.len() <= LONGEST && known.len() <= LONGEST)
        .map(|known| {
            (
                edit_distance(&name.to_lowercase(), &known.to_lowercase()),
                known,
            )
        })
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, known)| known)
}

/// Nobody mistypes a longer name by hand.
const LONGEST: usize = 200;

/// Names in words: `a`, `b` and `c`.
pub(crate) fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn what_is_like_nothing_has_no_nearest() {
        assert_eq!(nearest("Amuont", ["Amount", "Account"]), Some("Amount"));
        assert_eq!(nearest("amount", ["Amount"]), Some("Amount"));
        assert_eq!(nearest("Invoice", ["Amount", "Account"]), None);
        assert_eq!(nearest("D", ["A"]), None);
    }
}
