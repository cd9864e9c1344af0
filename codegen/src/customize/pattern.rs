//! Names with wildcards.

/// A name in which `*` stands for any text, also for none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern(String);

impl Pattern {
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is a single name.
    pub(super) fn is_name(&self) -> bool {
        !self.0.contains('*')
    }

    /// What each `*` stands for in a name; none if it is another name.
    pub(super) fn matched<'n>(&self, name: &'n str) -> Option<Vec<&'n str>> {
        let mut pieces = self.0.split('*');
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

    /// Another text with what its `*` stand for in a name, one after the other.
    pub(super) fn replaced(&self, name: &str, by: &str) -> Option<String> {
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
}
