//! Checks the rules of unions.

use syn::Error;

use crate::checked::Checked;
use crate::definitions::{Alternative, Body};

/// Checks that either all alternatives of a union have rules or none.
pub(super) fn check(checked: &Checked, errors: &mut Vec<Error>) {
    for item in &checked.definitions.items {
        let Body::Union(alternatives) = &item.body else {
            continue;
        };
        if alternatives
            .iter()
            .all(|alternative| alternative.when.is_empty())
        {
            continue;
        }
        for Alternative { ident, .. } in alternatives
            .iter()
            .filter(|alternative| alternative.when.is_empty())
        {
            let text = format!(
                "`{ident}` has no rule, but other alternatives have one: write `#[when(\"/member\" = \"text\")]` on all of them or on none"
            );
            errors.push(Error::new(ident.span(), text));
        }
    }
}
