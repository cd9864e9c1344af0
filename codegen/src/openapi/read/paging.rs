//! Paging of results: `x-paging`, `x-ms-pageable`, and links of responses that lead to the same operation.

use super::{ComponentKind, DocumentReader, NodeRef, operation::normalize_status};
use crate::{
    diagnostic::{Code, Diagnostic},
    openapi::{NextPage, Paging},
    source::Node,
};

const WHAT: &str = "`x-paging`";

/// Keys of `x-paging` that lead to the next page.
const RULES: [&str; 4] = ["next", "cursor", "offset", "page"];

impl DocumentReader<'_> {
    pub(super) fn paging(&mut self, at: &NodeRef<'_>) -> Option<Paging> {
        if let Some(paging) = at.get("x-paging") {
            return self.declared_paging(&paging);
        }
        match at.get("x-ms-pageable") {
            Some(paging) => self.pageable(&paging),
            None => self.paging_of_links(at),
        }
    }

    fn pageable(&mut self, paging: &NodeRef<'_>) -> Option<Paging> {
        if !paging.expect_mapping("`x-ms-pageable`", self.diagnostics) {
            return None;
        }
        let next = paging
            .get_text("nextLinkName", self.diagnostics)
            .filter(|name| !name.is_empty())
            .map_or(NextPage::None, NextPage::Link);
        let items = paging
            .get_text("itemName", self.diagnostics)
            .unwrap_or_else(|| "value".to_owned());
        Some(Paging {
            next,
            items: Some(items),
            operation: paging.get_text("operationName", self.diagnostics),
            method: self.method(paging, "nextLinkVerb"),
            is_implied: false,
            place: paging.key(),
        })
    }

    fn method(&mut self, paging: &NodeRef<'_>, name: &str) -> Option<String> {
        let method = paging.get_text(name, self.diagnostics)?;
        Some(method.to_uppercase())
    }

    fn declared_paging(&mut self, paging: &NodeRef<'_>) -> Option<Paging> {
        if !paging.expect_mapping(WHAT, self.diagnostics) {
            return None;
        }
        let rules = RULES
            .iter()
            .filter_map(|name| Some((*name, paging.get(name)?)));
        let rules: Vec<(&str, NodeRef<'_>)> = rules.collect();
        let [(name, rule)] = rules.as_slice() else {
            let (code, message) = match rules.is_empty() {
                true => (
                    Code::MissingKey,
                    "`x-paging` lacks `next`, `cursor`, `offset` or `page`",
                ),
                false => (
                    Code::Paging,
                    "`x-paging` has several rules for the next page",
                ),
            };
            self.diagnostics.push(
                Diagnostic::new(code, message)
                    .at(paging.key())
                    .help("write one of `next`, `cursor`, `offset` and `page`"),
            );
            return None;
        };
        let (next, keys): (_, &[&str]) = match *name {
            "next" => (self.declared_link(rule), &["items", "next", "method"]),
            "cursor" => (self.declared_cursor(rule), &["items", "cursor"]),
            "offset" => {
                let next = paging.get_text("offset", self.diagnostics);
                let next = next.map(|offset| NextPage::Offset {
                    offset,
                    size: paging.get_text("size", self.diagnostics),
                    total: paging.get_text("total", self.diagnostics),
                });
                (next, &["items", "offset", "size", "total"])
            }
            _ => {
                let next = paging.get_text("page", self.diagnostics);
                let first = paging.get_count("first", self.diagnostics);
                let next = next.map(|page| NextPage::Number {
                    page,
                    first: first.and_then(|first| first.parse().ok()).unwrap_or(1),
                    size: paging.get_text("size", self.diagnostics),
                    pages: paging.get_text("pages", self.diagnostics),
                });
                (next, &["items", "page", "first", "size", "pages"])
            }
        };
        paging.expect_keys(keys, WHAT, self.diagnostics);
        Some(Paging {
            next: next?,
            items: paging.get_text("items", self.diagnostics),
            operation: None,
            method: self.method(paging, "method"),
            is_implied: false,
            place: paging.key(),
        })
    }

    /// Reads a property with a link, or the relation of one in the header `Link`.
    fn declared_link(&mut self, rule: &NodeRef<'_>) -> Option<NextPage> {
        const WHAT: &str = "`next` of `x-paging`";
        if let Node::String(property) = rule.node {
            return Some(NextPage::Link(property.clone()));
        }
        if !rule.expect_mapping(WHAT, self.diagnostics) {
            return None;
        }
        rule.expect_keys(&["link-header"], WHAT, self.diagnostics);
        let relation = rule.get_required_text("link-header", WHAT, self.diagnostics)?;
        Some(NextPage::Header(relation))
    }

    fn declared_cursor(&mut self, rule: &NodeRef<'_>) -> Option<NextPage> {
        const WHAT: &str = "`cursor` of `x-paging`";
        if !rule.expect_mapping(WHAT, self.diagnostics) {
            return None;
        }
        rule.expect_keys(&["from", "header", "parameter"], WHAT, self.diagnostics);
        let parameter = rule.get_required_text("parameter", WHAT, self.diagnostics)?;
        if let Some(header) = rule.get_text("header", self.diagnostics) {
            return Some(NextPage::CursorHeader { header, parameter });
        }
        let from = rule.get_required_text("from", WHAT, self.diagnostics)?;
        Some(NextPage::Cursor { from, parameter })
    }

    /// Recognises a link of a successful response that calls the operation again with one value of the response.
    fn paging_of_links(&mut self, at: &NodeRef<'_>) -> Option<Paging> {
        let responses = at.get("responses")?;
        for (status, response) in responses.entries() {
            let is_success = normalize_status(status).is_some_and(|status| status.starts_with('2'));
            if !is_success {
                continue;
            }
            let Some((file, pointer)) = self.follow_ref(&response, ComponentKind::Response) else {
                continue;
            };
            let links = NodeRef::at(&file, &pointer).and_then(|response| response.get("links"));
            let Some(links) = links else { continue };
            for (_, link) in links.entries() {
                let place = link.key();
                if let Some(next) = self.next_of_link(at, &link) {
                    return Some(Paging {
                        next,
                        items: None,
                        operation: None,
                        method: None,
                        is_implied: true,
                        place,
                    });
                }
            }
        }
        None
    }

    fn next_of_link(&mut self, at: &NodeRef<'_>, link: &NodeRef<'_>) -> Option<NextPage> {
        let resolved = match link.get_str("$ref") {
            Some(reference) => {
                let place = link.get("$ref").map(|at| at.value()).unwrap_or_default();
                let workspace = &mut self.workspace;
                Some(workspace.resolve(link.file, reference, &place, self.diagnostics)?)
            }
            None => None,
        };
        let link = match &resolved {
            Some((file, pointer)) => NodeRef::at(file, pointer)?,
            None => link.clone(),
        };
        let is_same = match (link.get_str("operationId"), link.get_str("operationRef")) {
            (Some(id), _) => at.get_str("operationId") == Some(id),
            (None, Some(reference)) => reference
                .strip_prefix('#')
                .is_some_and(|pointer| pointer == at.pointer),
            (None, None) => false,
        };
        let parameters = link.get("parameters").filter(|_| is_same)?;
        let mut found = None;
        for (name, value) in parameters.entries() {
            // The location may stand before the name.
            let bare = name.split_once('.').filter(|(location, _)| {
                matches!(*location, "query" | "header" | "path" | "cookie")
            });
            let name = bare.map_or(name, |(_, name)| name);
            let expression = value.node.as_str().unwrap_or_default();
            let expression = expression
                .strip_prefix('{')
                .and_then(|it| it.strip_suffix('}'))
                .unwrap_or(expression);
            let parameter = name.to_owned();
            let next = match expression.split_once('#') {
                Some(("$response.body", from)) => NextPage::Cursor {
                    from: from.to_owned(),
                    parameter,
                },
                _ => match expression.strip_prefix("$response.header.") {
                    Some(header) => NextPage::CursorHeader {
                        header: header.to_owned(),
                        parameter,
                    },
                    None => continue,
                },
            };
            // Two values of a response are no position in pages.
            if found.replace(next).is_some() {
                return None;
            }
        }
        found
    }
}
