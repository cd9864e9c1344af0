//! Responses: those of errors, and those that only say where to ask next, are components.

use super::{Converter, Section, unwritten};
use crate::{
    import::tree::{Build, Lookup as _, pascal, string},
    source::{Members, Node, NodeRef},
};

impl Converter<'_> {
    pub(super) fn responses(
        &mut self,
        root: &NodeRef<'_>,
        operation: &NodeRef<'_>,
        hint: &str,
    ) -> Members {
        let mut responses = Members::new();
        for (status, listed) in operation.members_of("responses") {
            if status.starts_with("x-") {
                continue;
            }
            let Some((file, pointer)) = self.follow(&listed) else {
                continue;
            };
            let Some(at) = NodeRef::at(&file, &pointer) else {
                continue;
            };
            let node = match self.is_swagger(at.file) {
                true => self.swagger_response(
                    root,
                    operation,
                    &at,
                    &format!("{hint}{}", pascal(status)),
                ),
                false => self.response(&at, &format!("{hint}{}", pascal(status))),
            };
            let has_content = node.get("content").is_some();
            let node = match () {
                () if is_error(status) && has_content => self.error(&node),
                () if status == "202" && !has_content && node.get("headers").is_some() => {
                    self.add(Section::Responses, "Accepted", node)
                }
                () => node,
            };
            responses.insert(status.to_owned(), node);
        }
        responses
    }

    /// The component of an error: `Error`, or after its type where there are several.
    fn error(&mut self, node: &Node) -> Node {
        let key = (Section::Responses, "Error".to_owned());
        let is_other = self
            .found
            .components
            .get(&key)
            .is_some_and(|known| known.node != *node);
        let schema = node
            .get("content")
            .and_then(Node::as_mapping)
            .and_then(|content| content.values().next())
            .and_then(|media| media.get("schema")?.get("$ref")?.as_str())
            .and_then(|reference| reference.rsplit_once('/'));
        let name = match schema {
            Some((_, schema)) if is_other => schema,
            _ => "Error",
        };
        self.add(Section::Responses, name, node.clone())
    }

    fn response(&mut self, at: &NodeRef<'_>, hint: &str) -> Node {
        let mut built = Build::new().with("description", unwritten());
        if let Some(headers) = self.headers(at) {
            built.set("headers", headers);
        }
        let content = self.content(at, hint);
        if !content.is_empty() {
            built.set("content", Node::Mapping(content));
        }
        for (_, link) in at.members_of("links") {
            self.left_out(&link, "a link");
        }
        built.node()
    }

    fn swagger_response(
        &mut self,
        root: &NodeRef<'_>,
        operation: &NodeRef<'_>,
        at: &NodeRef<'_>,
        hint: &str,
    ) -> Node {
        let mut built = Build::new().with("description", unwritten());
        if let Some(headers) = self.headers(at) {
            built.set("headers", headers);
        }
        if let Some(schema) = at.get("schema") {
            let mut produces = Self::media_types(operation, root, "produces");
            let schema = match schema.text_of("type") {
                Some("file") => {
                    if produces.iter().all(|name| name.contains("json")) {
                        produces = vec!["application/octet-stream".to_owned()];
                    }
                    Build::new()
                        .text("type", "string")
                        .with("format", string("binary"))
                        .node()
                }
                _ => self.element(&schema, hint),
            };
            built.set("content", Self::contents(&schema, &produces));
        }
        built.node()
    }
}

/// Returns true if a status is that of a failed request.
pub(super) fn is_error(status: &str) -> bool {
    !status.starts_with(['1', '2', '3'])
}
