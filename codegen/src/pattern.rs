//! Patterns for names.

/// A pattern for names. `*` matches any text, including the empty one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pattern(String);

impl Pattern {
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns whether the pattern has no `*`.
    pub(crate) fn is_name(&self) -> bool {
        !self.0.contains('*')
    }

    /// Returns the text that each `*` matches in a name; none if the name does not match.
    pub(crate) fn matched<'n>(&self, name: &'n str) -> Option<Vec<&'n str>> {
        matched(&self.0, name)
    }

    /// Replaces each `*` of another text by the text that the `*` in the same position matches in a name.
    pub(crate) fn replaced(&self, name: &str, by: &str) -> Option<String> {
        let mut found = self.matched(name)?.into_iter();
        let mut pieces = by.split('*');
        let mut text = pieces.next()?.to_owned();
        for piece in pieces {
            text.push_str(found.next()?);
            text.push_str(piece);
        }
        Some(text)
    }
}

/// Returns the text that each `*` matches in a name; none if the name does not match.
fn matched<'n>(pattern: &str, name: &'n str) -> Option<Vec<&'n str>> {
    let mut pieces = pattern.split('*');
    let mut rest = name.strip_prefix(pieces.next()?)?;
    let mut found = Vec::new();
    let mut pieces = pieces.peekable();
    while let Some(piece) = pieces.next() {
        let is_last = pieces.peek().is_none();
        let at = match is_last {
            true => rest.len().checked_sub(piece.len()),
            false => rest.find(piece),
        }?;
        let (between, behind) = rest.split_at_checked(at)?;
        found.push(between);
        rest = behind.strip_prefix(piece)?;
    }
    rest.is_empty().then_some(found)
}

/// Returns whether a name matches a pattern.
pub(crate) fn matches(pattern: &str, name: &str) -> bool {
    matched(pattern, name).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards() {
        let cases: &[(&str, &str, Option<&[&str]>)] = &[
            ("Invoice", "Invoice", Some(&[])),
            ("Invoice", "Invoices", None),
            ("Invoice*", "Invoice", Some(&[""])),
            ("Invoice*", "InvoiceLine", Some(&["Line"])),
            ("*", "anything", Some(&["anything"])),
            ("*Line", "InvoiceLine", Some(&["Invoice"])),
            ("*Line", "Invoice", None),
            ("a*b*c", "abbc", Some(&["", "b"])),
            ("a*a", "a", None),
            ("é*", "éa", Some(&["a"])),
            ("*a", "é", None),
        ];
        for (pattern, name, expected) in cases {
            let found = Pattern::new(*pattern).matched(name);
            assert_eq!(found.as_deref(), *expected, "{pattern} {name}");
        }
    }

    #[test]
    fn what_a_wildcard_stood_for_goes_into_the_new_name() {
        let cases = [
            ("Invoice*", "InvoiceLine", "Bill*", Some("BillLine")),
            ("*Dto", "InvoiceDto", "*", Some("Invoice")),
            ("Invoice", "Invoice", "Bill", Some("Bill")),
            // More than there is.
            ("Invoice", "Invoice", "Bill*", None),
        ];
        for (pattern, name, by, expected) in cases {
            let found = Pattern::new(pattern).replaced(name, by);
            assert_eq!(found.as_deref(), expected, "{pattern} {name} {by}");
        }
    }

    #[test]
    fn names_of_a_selection() {
        let cases = [
            ("Invoices_Get", "Invoices_Get", true),
            ("Invoices_Get", "Invoices_GetAll", false),
            ("Invoices_*", "Invoices_Get", true),
            ("Invoices_*", "Invoice_Get", false),
            ("*_Get", "Invoices_Get", true),
            ("*", "", true),
            ("*Get*", "InvoicesGetAll", true),
            ("a*b*c", "a-b-b-c", true),
            ("a*b*c", "a-c-b", false),
            // No text counts twice.
            ("ab*ba", "aba", false),
            ("", "a", false),
        ];
        for (pattern, name, expected) in cases {
            assert_eq!(matches(pattern, name), expected, "{pattern}, {name}");
        }
    }
}
