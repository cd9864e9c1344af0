use std::collections::{BTreeMap, BTreeSet};

use super::{ComponentKind, Dialect, DocumentReader, NodeRef};
use crate::{
    diagnostic::{Code, Diagnostic},
    openapi::SecurityScheme,
    source::Node,
    words::nearest,
};

impl DocumentReader<'_> {
    /// Reads the security schemes of a fragment; of two with the same name the first counts.
    pub(super) fn security_schemes(&mut self, parent: Option<&NodeRef<'_>>, key: &str) {
        let Some(parent) = parent.filter(|at| at.node.as_mapping().is_some()) else {
            return;
        };
        for (name, scheme) in parent.get_mapping(key, self.diagnostics) {
            let Some((file, pointer)) = self.follow_ref(&scheme, ComponentKind::SecurityScheme)
            else {
                continue;
            };
            let Some(at) = NodeRef::at(&file, &pointer) else {
                continue;
            };
            let declarations = &mut self.document.security_declarations;
            declarations
                .entry(name.to_owned())
                .or_insert_with(|| declaration(at.node));
            if let Some(scheme) = self.security_scheme(&at) {
                let schemes = &mut self.document.security_schemes;
                schemes.entry(name.to_owned()).or_insert(scheme);
            }
        }
    }

    /// Reports the security schemes that operations require and no fragment declares.
    pub(super) fn lint_security(&mut self) {
        for (name, place) in std::mem::take(&mut self.required_schemes) {
            let declared = &self.document.security_declarations;
            if declared.contains_key(&name) {
                continue;
            }
            let message = format!("the security scheme `{name}` is not declared");
            let known = declared.keys().map(String::as_str);
            let near = nearest(&name, known).map(|near| format!("did you mean `{near}`?"));
            self.diagnostics.push(
                Diagnostic::new(Code::SecurityScheme, message)
                    .at(place)
                    .note("the generated client sends nothing for this scheme")
                    .help(near.unwrap_or_else(|| "declare it or leave it out".to_owned())),
            );
        }
    }

    fn security_scheme(&mut self, at: &NodeRef<'_>) -> Option<SecurityScheme> {
        const WHAT: &str = "a security scheme";
        let kind = at.get_required_text("type", WHAT, self.diagnostics)?;
        Some(match kind.as_str() {
            "oauth2" | "openIdConnect" => SecurityScheme::Bearer,
            "basic" => SecurityScheme::Basic,
            "http" => {
                let scheme = at.get_required_text("scheme", WHAT, self.diagnostics)?;
                match scheme.to_ascii_lowercase().as_str() {
                    "bearer" => SecurityScheme::Bearer,
                    "basic" => SecurityScheme::Basic,
                    _ => SecurityScheme::Other(scheme),
                }
            }
            "apiKey" => {
                let name = at.get_required_text("name", WHAT, self.diagnostics)?;
                let place = at.get_required_text("in", WHAT, self.diagnostics)?;
                match place.as_str() {
                    "header" => SecurityScheme::Header(name),
                    "query" => SecurityScheme::Query(name),
                    "cookie" => SecurityScheme::Cookie(name),
                    _ => {
                        let message = format!(
                            "unknown location `{place}` of an API key; use `header`, `query` or `cookie`"
                        );
                        self.report(Code::SecurityScheme, message, at.key());
                        return None;
                    }
                }
            }
            "mutualTLS" => SecurityScheme::Other(kind),
            _ => {
                let known: &[&str] = match self.dialect(at.file) {
                    Dialect::Swagger2 => &["basic", "apiKey", "oauth2"],
                    _ => &["apiKey", "http", "mutualTLS", "oauth2", "openIdConnect"],
                };
                let place = at.get("type").map(|at| at.value()).unwrap_or_default();
                let message = format!("unknown type `{kind}` of a security scheme");
                self.diagnostics.push(
                    Diagnostic::new(Code::SecurityScheme, message)
                        .at(place)
                        .note("the generated client sends nothing for this scheme")
                        .help(match nearest(&kind, known.iter().copied()) {
                            Some(near) => format!("did you mean `{near}`?"),
                            None => format!("the types are `{}`", known.join("`, `")),
                        }),
                );
                SecurityScheme::Other(kind)
            }
        })
    }

    /// Reads the security requirements of an operation, or else those of its fragment.
    pub(super) fn security(
        &mut self,
        operation: &NodeRef<'_>,
    ) -> Vec<BTreeMap<String, BTreeSet<String>>> {
        let file = self.root_of(operation);
        let root = NodeRef::root(&file);
        let speaker = if operation.get("security").is_some() {
            operation
        } else {
            &root
        };
        let mut alternatives = Vec::new();
        let listed = speaker.get_sequence("security", self.diagnostics);
        if !self.diagnostics.spend(listed.len(), &operation.key()) {
            return alternatives;
        }
        for alternative in listed {
            let mut schemes = BTreeMap::new();
            for (name, scopes) in alternative.members("a security requirement", self.diagnostics) {
                let required = self.required_schemes.entry(name.to_owned());
                required.or_insert_with(|| scopes.key());
                let Node::Sequence(scopes) = scopes.node else {
                    self.report(
                        Code::SecurityScopes,
                        "the scopes of a security scheme must be a list",
                        scopes.value(),
                    );
                    continue;
                };
                let scopes = scopes.iter().filter_map(|scope| match scope {
                    Node::String(text) => Some(text.clone()),
                    _ => None,
                });
                schemes.insert(name.to_owned(), scopes.collect());
            }
            alternatives.push(schemes);
        }
        alternatives
    }
}

/// Returns the declaration of a security scheme without descriptions of the scheme.
fn declaration(scheme: &Node) -> String {
    let Node::Mapping(members) = scheme else {
        return scheme.to_sorted_json();
    };
    let mut members = members.clone();
    members.shift_remove("description");
    Node::Mapping(members).to_sorted_json()
}
