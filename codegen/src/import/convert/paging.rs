//! Paging of operations: `x-ms-pageable`.

use std::collections::HashSet;

use super::Converter;
use crate::{
    diagnostic::{Code, Diagnostic, Place},
    import::tree::{Build, Lookup as _, string},
    model::is_link_of,
    source::{Node, NodeRef},
};

/// The operation that returns the next page of another one, by `operationName`.
pub(super) struct Followed {
    /// The index of the first operation among those that are converted.
    first: usize,
    name: String,
    place: Place,
}

impl Converter<'_> {
    /// Converts the paging of the operation that is converted next.
    pub(super) fn paging(&mut self, at: &NodeRef<'_>, built: &mut Build) {
        let Some(paging) = at.get("x-ms-pageable") else {
            return;
        };
        let mut node = Build::new();
        for name in ["nextLinkName", "nextLinkVerb"] {
            if let Some(value) = paging.node.get(name) {
                node.set(name, value.clone());
            }
        }
        node.set(
            "itemName",
            string(paging.text_of("itemName").unwrap_or("value")),
        );
        if let Some(name) = paging.text_of("operationName") {
            self.followed.push(Followed {
                first: self.found.operations.len(),
                name: name.to_owned(),
                place: paging.key(),
            });
        }
        built.set("x-ms-pageable", node.node());
    }

    /// Writes `operationName` where the operation is among the chosen ones. Otherwise it writes its method, and no link if the
    /// operation takes a part of its path.
    pub(super) fn name_next_operations(&mut self) {
        let chosen = self.found.operations.iter();
        let chosen: HashSet<String> = chosen.map(|operation| operation.id.clone()).collect();
        for Followed { first, name, place } in std::mem::take(&mut self.followed) {
            let Some(operation) = self.found.operations.get_mut(first) else {
                continue;
            };
            let Node::Mapping(keys) = &mut operation.node else {
                continue;
            };
            let Some(Node::Mapping(paging)) = keys.get_mut("x-ms-pageable") else {
                continue;
            };
            if chosen.contains(&name) {
                paging.insert("operationName".to_owned(), string(&name));
                continue;
            }
            // A name that the document does not have says nothing.
            let Some((method, path)) = self.requests.get(&name) else {
                continue;
            };
            if !is_link_of(&operation.path, path) {
                paging.shift_remove("nextLinkName");
                let message = format!("`{name}`, which returns the next page, is not imported");
                self.diagnostics
                    .push(Diagnostic::new(Code::NotRead, message).at(place).note(
                    "its path takes a part that is no link, so the result is imported as one page",
                ));
            } else if method != "GET" && !paging.contains_key("nextLinkVerb") {
                paging.insert("nextLinkVerb".to_owned(), string(method));
            }
        }
    }
}
