//! Names in messages: lists, and suggestions for misspelt ones.

use billing_macros_expand::edit_distance;

/// Finds the known name that is most similar to an unknown one, if any is similar.
pub(crate) fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = name.chars().count() / 3;
    known
        .into_iter()
        .filter(|known| name.len() <= MAX_LENGTH && known.len() <= MAX_LENGTH)
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

/// Maximum length of names that are compared.
const MAX_LENGTH: usize = 200;

/// Joins names as in a sentence: `a, b and c`.
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
