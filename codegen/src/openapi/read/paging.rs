//! Paging of results: `x-paging`, `x-ms-pageable`, and links of responses that lead to the same operation.

use std::{collections::BTreeSet, sync::Arc};

use super::{
    ComponentKind, DocumentReader, NodeRef,
    operation::{METHODS, normalize_status},
};
use crate::{
    diagnostic::{Code, Diagnostic},
    openapi::{NextPage, Paging},
    source::{File, Node},
};

const WHAT: &str = "`x-paging`";

/// Keys of `x-paging` that lead to the next page.
const RULES: [&str; 4] = ["next", "cursor", "offset", "page"];

impl DocumentReader<'_> {
    pub(super) fn paging(&mut self, at: &NodeRef<'_>) -> Option<Paging> {
        if let Some(paging) = at.get("x-paging") {
            return self.declared_paging(at, &paging);
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
            may_be_token: true,
            is_implied: false,
            place: paging.key(),
        })
    }

    fn method(&mut self, paging: &NodeRef<'_>, name: &str) -> Option<String> {
        let method = paging.get_text(name, self.diagnostics)?.to_uppercase();
        let is_known = METHODS
            .iter()
            .any(|known| known.eq_ignore_ascii_case(&method));
        if is_known {
            return Some(method);
        }
        let place = paging.get(name).map(|at| at.value()).unwrap_or_default();
        let message = format!("`{method}` is no method; the next page is requested by `GET`");
        self.diagnostics
            .push(Diagnostic::new(Code::Paging, message).at(place));
        None
    }

    fn declared_paging(&mut self, at: &NodeRef<'_>, paging: &NodeRef<'_>) -> Option<Paging> {
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
                let begins = next.as_ref().map(|name| self.first_number(at, name));
                if let (Some(name), Some(begins @ 1..)) = (&next, begins.flatten()) {
                    let message = format!(
                        "the first item has the number 0, but `{name}` begins with {begins}"
                    );
                    self.diagnostics.push(
                        Diagnostic::new(Code::Paging, message)
                            .at(paging.key())
                            .note("the result is read as one page"),
                    );
                    return None;
                }
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
                let first = first.and_then(|first| first.parse().ok());
                let next = next.map(|page| NextPage::Number {
                    first: first.or_else(|| self.first_number(at, &page)).unwrap_or(1),
                    page,
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
            may_be_token: false,
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
        if relation.trim().is_empty() {
            self.refuse_rule(rule, "`link-header` names no relation of a link");
            return None;
        }
        Some(NextPage::Header(relation))
    }

    fn refuse_rule(&mut self, rule: &NodeRef<'_>, message: &str) {
        self.diagnostics.push(
            Diagnostic::new(Code::Paging, message)
                .at(rule.key())
                .note("the result is read as one page"),
        );
    }

    fn declared_cursor(&mut self, rule: &NodeRef<'_>) -> Option<NextPage> {
        const WHAT: &str = "`cursor` of `x-paging`";
        if !rule.expect_mapping(WHAT, self.diagnostics) {
            return None;
        }
        rule.expect_keys(&["from", "header", "parameter"], WHAT, self.diagnostics);
        let parameter = rule.get_required_text("parameter", WHAT, self.diagnostics)?;
        if rule.get("header").is_some() && rule.get("from").is_some() {
            self.refuse_rule(rule, "a cursor is either in `from` or in `header`");
            return None;
        }
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
            let parameters = self.parameter_names(at);
            let mut found = Vec::new();
            for (name, link) in links.entries() {
                if leads_back(name) {
                    continue;
                }
                let place = link.key();
                let next = self.next_of_link(at, &link, &parameters);
                found.extend(next.map(|next| (name, next, place)));
            }
            // A link with another name is one to the next page if its parameter says so.
            let is_named = |name: &str| ["next", "more"].iter().any(|part| contains(name, part));
            if found.iter().any(|(name, ..)| is_named(name)) {
                found.retain(|(name, ..)| is_named(name));
            } else {
                found.retain(|(_, next, _)| takes_token(next));
            }
            let count = found.len();
            let Some((_, next, place)) = found.into_iter().next() else {
                continue;
            };
            if count > 1 {
                let message = "several links call this operation again".to_owned();
                self.diagnostics.push(
                    Diagnostic::new(Code::Paging, message)
                        .at(place)
                        .note("the result is read as one page")
                        .help("name the one to the next page by `x-paging`"),
                );
                return None;
            }
            return Some(Paging {
                next,
                items: None,
                operation: None,
                method: None,
                may_be_token: false,
                is_implied: true,
                place,
            });
        }
        None
    }

    fn next_of_link(
        &self,
        at: &NodeRef<'_>,
        link: &NodeRef<'_>,
        known: &BTreeSet<(String, String)>,
    ) -> Option<NextPage> {
        let key = (Arc::clone(&link.file.name), link.pointer.clone());
        let (file, pointer) = self.links.get(&key)?;
        let link = NodeRef::at(file, pointer)?;
        let is_same = match (link.get_str("operationId"), link.get_str("operationRef")) {
            (Some(id), _) => at.get_str("operationId") == Some(id),
            (None, Some(reference)) => reference
                .strip_prefix('#')
                .is_some_and(|pointer| pointer == at.pointer),
            (None, None) => false,
        };
        let parameters = link.get("parameters").filter(|_| is_same)?;
        if link.get("requestBody").is_some() || link.get("server").is_some() {
            return None;
        }
        let mut found = None;
        for (name, value) in parameters.entries() {
            // The location may stand before the name.
            let located = name.split_once('.').filter(|(location, _)| {
                matches!(*location, "query" | "header" | "path" | "cookie")
            });
            let name = located.map_or(name, |(_, name)| name);
            let locations = located.map_or(["query", "header"], |(location, _)| [location; 2]);
            let mut locations = locations.into_iter();
            if !locations.any(|location| known.contains(&(name.to_owned(), location.to_owned()))) {
                return None;
            }
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
                    // Each page is requested with the parameters of the first.
                    None if repeats(expression, name) => continue,
                    // What else the link sends would be left out.
                    None => return None,
                },
            };
            // Two values of a response are no position in pages.
            if found.replace(next).is_some() {
                return None;
            }
        }
        found
    }

    /// Returns the number with which a query parameter of an operation begins: its default, or else its least value.
    fn first_number(&mut self, at: &NodeRef<'_>, name: &str) -> Option<u64> {
        let mut parameters = self.parameter_places(at).into_iter();
        let (file, pointer) = parameters.find(|(file, pointer)| {
            NodeRef::at(file, pointer).is_some_and(|parameter| {
                parameter.get_str("name") == Some(name) && parameter.get_str("in") == Some("query")
            })
        })?;
        let parameter = NodeRef::at(&file, &pointer)?;
        let (file, pointer) = match parameter.get("schema") {
            Some(schema) => self.follow_ref(&schema, ComponentKind::Schema)?,
            None => (Arc::clone(&file), pointer.clone()),
        };
        let schema = NodeRef::at(&file, &pointer)?;
        let number = |name: &str| match schema.get(name)?.node {
            Node::Number(text) => text.parse().ok(),
            _ => None,
        };
        number("default").or_else(|| number("minimum"))
    }

    /// Returns the places of the parameters of an operation and its path.
    fn parameter_places(&mut self, at: &NodeRef<'_>) -> Vec<(Arc<File>, String)> {
        let path = at.pointer.rsplit_once('/').map(|(path, _)| path);
        let owners = [Some(at.pointer.as_str()), path].into_iter().flatten();
        let mut places = Vec::new();
        for owner in owners {
            let list = NodeRef::at(at.file, owner).and_then(|owner| owner.get("parameters"));
            let Some(list) = list else { continue };
            let Node::Sequence(elements) = list.node else {
                continue;
            };
            for index in 0..elements.len() {
                let element = NodeRef::at(at.file, &format!("{}/{index}", list.pointer));
                let place =
                    element.and_then(|element| self.follow_ref(&element, ComponentKind::Parameter));
                places.extend(place);
            }
        }
        places
    }

    /// Returns the names of the parameters of an operation and its path, with their locations.
    fn parameter_names(&mut self, at: &NodeRef<'_>) -> BTreeSet<(String, String)> {
        let parameters = self.parameter_places(at);
        let names = parameters.iter().filter_map(|(file, pointer)| {
            let parameter = NodeRef::at(file, pointer)?;
            let name = parameter.get_str("name")?.to_owned();
            Some((name, parameter.get_str("in")?.to_owned()))
        });
        names.collect()
    }
}

/// Returns whether a link of this name leads to a page that was before, or to the same one.
fn leads_back(name: &str) -> bool {
    ["prev", "self", "first", "last", "back"]
        .iter()
        .any(|part| contains(name, part))
}

/// Returns whether a link passes on a parameter of the request.
fn repeats(expression: &str, name: &str) -> bool {
    ["$request.query.", "$request.header."]
        .iter()
        .any(|source| expression.strip_prefix(source) == Some(name))
}

/// Returns whether the parameter of a link takes a position in pages by its name.
fn takes_token(next: &NextPage) -> bool {
    match next {
        NextPage::Cursor { parameter, .. } | NextPage::CursorHeader { parameter, .. } => {
            let tokens = [
                "cursor", "token", "marker", "page", "after", "next", "continu", "skip",
            ];
            tokens.iter().any(|part| contains(parameter, part))
        }
        _ => false,
    }
}

fn contains(name: &str, part: &str) -> bool {
    name.to_ascii_lowercase().contains(part)
}
