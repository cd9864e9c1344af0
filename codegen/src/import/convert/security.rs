//! Servers, and what callers have to show.

use std::sync::Arc;

use indexmap::map::Entry;

use super::{Component, Converter, Section, unwritten};
use crate::{
    import::tree::{Build, Lookup as _, string},
    source::{File, Members, Node, NodeRef},
};

/// The flows of OAuth 2 in Swagger 2.0 and in OpenAPI 3.
const FLOWS: [(&str, &str); 4] = [
    ("implicit", "implicit"),
    ("password", "password"),
    ("application", "clientCredentials"),
    ("accessCode", "authorizationCode"),
];

impl Converter<'_> {
    /// The security of an operation, where it is another one than that of the fragments. The first operation decides what
    /// that is, and the servers with it.
    pub(super) fn operation_security(
        &mut self,
        root: &NodeRef<'_>,
        at: &NodeRef<'_>,
    ) -> Option<Node> {
        let file = Arc::clone(root.file);
        if self.found.servers.is_none() {
            self.found.servers = self.servers(root);
        }
        let own = at
            .node
            .get("security")
            .or_else(|| root.node.get("security"));
        let own = own.cloned().unwrap_or_else(|| Node::Sequence(Vec::new()));
        if let Node::Sequence(alternatives) = &own {
            for schemes in alternatives.iter().filter_map(Node::as_mapping) {
                for name in schemes.keys() {
                    self.scheme(&file, name);
                }
            }
        }
        let shared = self.found.security.get_or_insert_with(|| own.clone());
        let is_shared = *shared == own;
        (!is_shared).then_some(own)
    }

    /// Notes the security schemes that a document defines and no operation asks for.
    pub(super) fn note_unused(&mut self, root: &NodeRef<'_>) {
        if root.node.get("security").is_some() {
            return;
        }
        for (name, _) in schemes(root) {
            let note = format!(
                "`{}` defines `{name}`, but requires it nowhere: add `security` if the service does",
                root.file.name
            );
            let key = (Section::SecuritySchemes, name.to_owned());
            if !self.found.components.contains_key(&key) {
                self.found.notes.push(note);
            }
        }
    }

    /// Converts a security scheme that an operation names.
    fn scheme(&mut self, file: &Arc<File>, name: &str) {
        let key = (Section::SecuritySchemes, name.to_owned());
        if self.found.components.contains_key(&key) {
            return;
        }
        let root = NodeRef::root(file);
        let lists = [
            root.get("securityDefinitions"),
            root.get("components")
                .and_then(|at| at.get("securitySchemes")),
        ];
        let Some(at) = lists.into_iter().flatten().find_map(|list| list.get(name)) else {
            return;
        };
        let Some((file, pointer)) = self.follow(&at) else {
            return;
        };
        let Some(at) = NodeRef::at(&file, &pointer) else {
            return;
        };
        let mut built = Build::new();
        match at.text_of("type") {
            Some("basic") => {
                built = built.text("type", "http").text("scheme", "basic");
                built.set("description", unwritten());
            }
            Some("oauth2") => {
                built.set("type", string("oauth2"));
                built.set("description", unwritten());
                built.set("flows", flows(&at));
            }
            _ => {
                for key in [
                    "type",
                    "name",
                    "in",
                    "scheme",
                    "bearerFormat",
                    "openIdConnectUrl",
                ] {
                    built.copy(&at, key);
                }
                built.set("description", unwritten());
            }
        }
        let order = self.order(&at);
        if let Entry::Vacant(free) = self.found.components.entry(key) {
            let node = built.node();
            free.insert(Component { node, order });
        }
    }

    /// The servers of a document.
    fn servers(&mut self, root: &NodeRef<'_>) -> Option<Node> {
        if self.is_swagger(root.file) {
            if let Some(host) = root.get("x-ms-parameterized-host") {
                self.left_out(&host, "`x-ms-parameterized-host`");
            }
            let host = root.text_of("host")?;
            let base = root
                .text_of("basePath")
                .unwrap_or_default()
                .trim_end_matches('/');
            let schemes = root.texts_of("schemes");
            let scheme = match schemes.as_slice() {
                [] => "https",
                listed => listed
                    .iter()
                    .find(|one| **one == "https")
                    .unwrap_or(&"http"),
            };
            let server = server(&format!("{scheme}://{host}{base}"));
            return Some(Node::Sequence(vec![server.node()]));
        }
        let listed = root.elements_of("servers");
        let servers: Vec<Node> = listed
            .iter()
            .filter_map(|at| {
                let mut built = server(at.text_of("url")?);
                let mut variables = Members::new();
                for (name, variable) in at.members_of("variables") {
                    let mut one = Build::new();
                    one.copy(&variable, "default");
                    one.copy(&variable, "enum");
                    one.set("description", unwritten());
                    variables.insert(name.to_owned(), one.node());
                }
                if !variables.is_empty() {
                    built.set("variables", Node::Mapping(variables));
                }
                Some(built.node())
            })
            .collect();
        (!servers.is_empty()).then_some(Node::Sequence(servers))
    }
}

fn server(url: &str) -> Build {
    Build::new()
        .text("url", url)
        .with("description", unwritten())
}

/// The security schemes that a document defines.
fn schemes<'a>(root: &NodeRef<'a>) -> Vec<(&'a str, NodeRef<'a>)> {
    let components = root.get("components");
    let mut found = root.members_of("securityDefinitions");
    found.extend(
        components
            .iter()
            .flat_map(|at| at.members_of("securitySchemes")),
    );
    found
}

/// The flows of a scheme of OAuth 2; scopes have no description yet.
fn flows(at: &NodeRef<'_>) -> Node {
    let scopes = |at: &NodeRef<'_>| {
        let names = at
            .members_of("scopes")
            .into_iter()
            .filter(|(name, _)| !name.starts_with("x-"));
        Node::Mapping(
            names
                .map(|(name, _)| (name.to_owned(), unwritten()))
                .collect(),
        )
    };
    let flow = |at: &NodeRef<'_>| {
        let mut built = Build::new();
        for key in ["authorizationUrl", "tokenUrl", "refreshUrl"] {
            built.copy(at, key);
        }
        built.with("scopes", scopes(at)).node()
    };
    if at.get("flows").is_some() {
        let flows = at.members_of("flows").into_iter();
        let flows = flows.filter(|(name, _)| !name.starts_with("x-"));
        return Node::Mapping(
            flows
                .map(|(name, at)| (name.to_owned(), flow(&at)))
                .collect(),
        );
    }
    let named = at.text_of("flow").unwrap_or("implicit");
    let name = FLOWS
        .iter()
        .find(|(old, _)| *old == named)
        .map_or("implicit", |(_, new)| new);
    Node::Mapping([(name.to_owned(), flow(at))].into_iter().collect())
}
