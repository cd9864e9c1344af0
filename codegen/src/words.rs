//! Names in messages: lists, and suggestions for misspelt ones.

use std::borrow::Cow;

use billing_macros_expand::edit_distance;

/// Finds the known name that is most similar to an unknown one, if any is similar.
pub(crate) fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    Suggestions {
        left: STEPS_OF_ONE_SEARCH,
    }
    .nearest(name, known)
}

/// Searches for similar names that stop after a number of steps, so that thousands of unknown names in a large document
/// stay cheap. A step is a pair of characters that is compared.
#[derive(Clone, Debug)]
pub(crate) struct Suggestions {
    left: usize,
}

/// Steps of a search by itself.
const STEPS_OF_ONE_SEARCH: usize = 500_000;

/// Steps of all searches of a run.
const STEPS_OF_A_RUN: usize = 5_000_000;

/// Maximum length of names that are compared.
const MAX_LENGTH: usize = 200;

impl Default for Suggestions {
    fn default() -> Self {
        Self {
            left: STEPS_OF_A_RUN,
        }
    }
}

impl Suggestions {
    /// Finds the known name that is most similar to an unknown one, if any is similar and steps are left.
    pub(crate) fn nearest<'a>(
        &mut self,
        name: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Option<&'a str> {
        if name.len() > MAX_LENGTH {
            return None;
        }
        let name = name.to_lowercase();
        let length = name.chars().count();
        let limit = length / 3;
        let letters = Letters::of(&name);
        let mut best: Option<(usize, &str)> = None;
        for known in known {
            self.left = self.left.checked_sub(known.len().min(MAX_LENGTH) + 1)?;
            if known.len() > MAX_LENGTH || known.chars().count().abs_diff(length) > limit {
                continue;
            }
            let lower = known.to_lowercase();
            if letters.minimum_distance(&Letters::of(&lower)) > limit {
                continue;
            }
            self.left = self.left.checked_sub(name.len() * lower.len())?;
            let found = (edit_distance(&name, &lower), known);
            if found.0 <= limit && best.is_none_or(|best| found < best) {
                best = Some(found);
            }
        }
        best.map(|(_, known)| known)
    }
}

/// Returns whether a name becomes another one by at most so many edits.
pub(crate) fn is_within(name: &str, other: &str, most: usize) -> bool {
    Letters::of(name).minimum_distance(&Letters::of(other)) <= most
        && edit_distance(name, other) <= most
}

/// Counts of the characters of a text, in as many groups of characters as there are counters.
struct Letters([u8; 32]);

impl Letters {
    fn of(text: &str) -> Self {
        let mut counts = [0_u8; 32];
        for character in text.chars() {
            if let Some(count) = counts.get_mut(character as usize % 32) {
                *count = count.saturating_add(1);
            }
        }
        Self(counts)
    }

    /// Returns a lower bound of the edit distance: an edit adds, removes or replaces one character.
    fn minimum_distance(&self, other: &Self) -> usize {
        let pairs = || self.0.iter().zip(&other.0);
        let more: usize = pairs()
            .map(|(a, b)| usize::from(a.saturating_sub(*b)))
            .sum();
        let less: usize = pairs()
            .map(|(a, b)| usize::from(b.saturating_sub(*a)))
            .sum();
        more.max(less)
    }
}

/// Returns the beginning of a text that is too long for a message. Otherwise a message for each of many parts of a long text
/// would repeat all of it.
pub(crate) fn excerpt(text: &str) -> Cow<'_, str> {
    const MAX_CHARACTERS: usize = 200;
    match text.char_indices().nth(MAX_CHARACTERS) {
        Some((end, _)) => Cow::Owned(format!("{}...", text.get(..end).unwrap_or_default())),
        None => Cow::Borrowed(text),
    }
}

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
    use super::{Suggestions, nearest};

    #[test]
    fn what_is_like_nothing_has_no_nearest() {
        assert_eq!(nearest("Amuont", ["Amount", "Account"]), Some("Amount"));
        assert_eq!(nearest("amount", ["Amount"]), Some("Amount"));
        assert_eq!(nearest("Invoice", ["Amount", "Account"]), None);
        assert_eq!(nearest("D", ["A"]), None);
    }

    #[test]
    fn many_searches_stop() {
        let known: Vec<String> = (0..1_000).map(|index| format!("Invoice{index}")).collect();
        let known = || known.iter().map(String::as_str);
        let mut suggestions = Suggestions { left: 100_000 };
        let found = (0..100).filter(|_| suggestions.nearest("Invoyce7", known()).is_some());
        let count = found.count();
        assert!((1..100).contains(&count), "{count}");
        assert_eq!(nearest("Invoyce7", known()), Some("Invoice7"));
    }
}
