//! Comparison of paging.

use super::{
    Check,
    comparison::{Comparison, Site},
};
use crate::model::{NextPage, Operation, Paging};

impl Comparison<'_> {
    pub(super) fn paging(&mut self, site: &Site, old: &Operation, new: &Operation) {
        let (check, what) = match (&old.paging, &new.paging) {
            (None, Some(new)) => (
                Check::PagingAdded,
                format!(
                    "the result comes in pages: {}, and the next page {}",
                    items(new),
                    describe_next(new)
                ),
            ),
            (Some(_), None) => (
                Check::PagingRemoved,
                "the result no longer comes in pages".to_owned(),
            ),
            (Some(old), Some(new)) if old != new => (
                Check::PagingChanged,
                format!(
                    "pages are {} with the next one {}; they were {} and {}",
                    items(new),
                    describe_next(new),
                    items(old),
                    describe_next(old)
                ),
            ),
            _ => return,
        };
        let rust = format!("`PAGING` of {} says so", site.rust);
        self.report_in_rust(check, site, &what, rust);
    }
}

/// Returns a phrase for the way to the next page.
fn describe_next(paging: &Paging) -> String {
    let named = |first: &str, others: [&Option<String>; 2]| {
        let others = others.into_iter().flatten().map(String::as_str);
        let names: Vec<String> = [first].into_iter().chain(others).map(code).collect();
        format!("by {}", names.join(", "))
    };
    let at = match &paging.next {
        NextPage::None => "nowhere, it is one page".to_owned(),
        NextPage::Link(next) => format!("at `{next}`"),
        NextPage::Header(relation) => format!("in the header `Link` as `{relation}`"),
        NextPage::Cursor { from, parameter } => format!("at `{from}`, for `{parameter}`"),
        NextPage::CursorHeader { header, parameter } => {
            format!("in the header `{header}`, for `{parameter}`")
        }
        NextPage::Offset {
            offset,
            size,
            total,
        } => named(offset, [size, total]),
        NextPage::Number {
            page,
            first,
            size,
            pages,
        } => format!("{} from {first} on", named(page, [size, pages])),
    };
    match &paging.method {
        Some(method) => format!("{at}, requested by `{method}`"),
        None => at,
    }
}

fn items(paging: &Paging) -> String {
    match paging.items.as_str() {
        "" => "the body".to_owned(),
        items => code(items),
    }
}

fn code(name: &str) -> String {
    format!("`{name}`")
}
