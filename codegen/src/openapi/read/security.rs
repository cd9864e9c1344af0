use std::collections::{BTreeMap, BTreeSet};

use super::{At, Reader};
use crate::source::Node;

impl Reader<'_> {
    /// What an operation demands, or else the fragment that it stands in demands of all of them.
    pub(super) fn security(
        &mut self,
        operation: &At<'_>,
    ) -> Vec<BTreeMap<String, BTreeSet<String>>> {
        let root = At::root(operation.file);
        let speaker = if operation.get("security").is_some() {
            operation
        } else {
            &root
        };
        let mut alternatives = Vec::new();
        for alternative in speaker.list("security", self.diagnostics) {
            let mut schemes = BTreeMap::new();
            for (name, scopes) in alternative.members("a security requirement", self.diagnostics) {
                let Node::Sequence(scopes) = scopes.node else {
                    self.error("the scopes of a security scheme are a list", scopes.value());
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
