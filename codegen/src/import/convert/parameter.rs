//! Parameters: each becomes a component.

use std::collections::HashSet;

use super::{Converter, Section, unwritten};
use crate::{
    import::tree::{Build, Lookup as _, pascal, string},
    source::{Node, NodeRef},
};

/// The parameter that carries the api-version.
const API_VERSION: &str = "api-version";

impl Converter<'_> {
    /// The parameters of an operation and of its path, and the body that stands among them in Swagger 2.0.
    pub(super) fn parameters(
        &mut self,
        item: &NodeRef<'_>,
        operation: &NodeRef<'_>,
        group: &str,
        hint: &str,
    ) -> (Vec<Node>, Option<Node>) {
        let mut listed = Vec::new();
        for at in operation
            .elements_of("parameters")
            .into_iter()
            .chain(item.elements_of("parameters"))
        {
            listed.extend(self.follow(&at));
        }
        let mut found: Vec<NodeRef<'_>> = Vec::new();
        let mut known = HashSet::new();
        for (file, pointer) in &listed {
            let Some(at) = NodeRef::at(file, pointer) else {
                continue;
            };
            // One of the operation takes the place of one of the path.
            let key = |at: &NodeRef<'_>| {
                (
                    at.text_of("in").map(str::to_owned),
                    at.text_of("name").map(str::to_owned),
                )
            };
            if known.insert(key(&at)) {
                found.push(at);
            }
        }
        let root = NodeRef::root(operation.file);
        let media_types = Self::media_types(operation, &root, "consumes");
        let (mut nodes, mut fields, mut body) = (Vec::new(), Vec::new(), None);
        for at in found {
            match at.text_of("in") {
                Some("body") => body = Some(self.swagger_body(&at, &media_types, hint)),
                Some("formData") => fields.push(at),
                _ => nodes.extend(self.parameter(&at, group)),
            }
        }
        if !fields.is_empty() {
            body = Some(self.swagger_form(&fields, &media_types, hint));
        }
        (nodes, body)
    }

    fn parameter(&mut self, at: &NodeRef<'_>, group: &str) -> Option<Node> {
        let wire = at.text_of("name")?;
        let name = component(wire);
        let mut built = Build::new().text("name", wire);
        built.copy(at, "in");
        let is_path = at.text_of("in") == Some("path");
        if is_path || at.has_flag("required") {
            built.set("required", Node::Bool(true));
        }
        built.copy(at, "deprecated");
        built.copy(at, "x-sunset");
        built.copy(at, "x-ms-skip-url-encoding");
        built.copy(at, "x-ms-client-name");
        built.set("description", unwritten());
        let style = self.style(at);
        built.extend(style);
        if wire.eq_ignore_ascii_case(API_VERSION) {
            let only = Node::Sequence(vec![string(self.api_version)]);
            built.set(
                "schema",
                Build::new()
                    .text("type", "string")
                    .with("enum", only)
                    .node(),
            );
        } else if at.get("content").is_some() {
            let content = self.content(at, &name);
            built.set("content", Node::Mapping(content));
        } else {
            let schema = match at.get("schema") {
                Some(schema) => self.element(&schema, &name),
                None => self.element(at, &name),
            };
            built.set("schema", schema);
        }
        let node = built.node();
        // Parameters of one name may differ between groups.
        let is_taken = |name: &str| {
            let key = (Section::Parameters, name.to_owned());
            let known = self.found.components.get(&key);
            known.is_some_and(|known| known.node != node)
        };
        let name = match is_taken(&name) {
            true => format!("{group}{name}"),
            false => name,
        };
        Some(self.add(Section::Parameters, &name, node))
    }

    /// Converts the style in which a list or an object is written.
    fn style(&mut self, at: &NodeRef<'_>) -> Build {
        let mut built = Build::new();
        built.copy(at, "style");
        built.copy(at, "explode");
        if !self.is_swagger(at.file) || at.text_of("type") != Some("array") {
            return built;
        }
        let is_query = at.text_of("in") == Some("query");
        let (style, explode) = match at.text_of("collectionFormat").unwrap_or("csv") {
            "csv" if is_query => ("form", false),
            "multi" if is_query => ("form", true),
            "ssv" => ("spaceDelimited", false),
            "pipes" => ("pipeDelimited", false),
            "csv" => return built,
            other => {
                let what = format!("the collectionFormat `{other}`");
                self.left_out(at, &what);
                return built;
            }
        };
        built.set("style", string(style));
        built.set("explode", Node::Bool(explode));
        built
    }

    /// The headers of a response: each becomes a component.
    pub(super) fn headers(&mut self, at: &NodeRef<'_>) -> Option<Node> {
        let mut built = Build::new();
        for (wire, header) in at.members_of("headers") {
            let Some((file, pointer)) = self.follow(&header) else {
                continue;
            };
            let Some(header) = NodeRef::at(&file, &pointer) else {
                continue;
            };
            let name = component(wire);
            let mut node = Build::new();
            if header.has_flag("required") {
                node.set("required", Node::Bool(true));
            }
            node.copy(&header, "deprecated");
            node.set("description", unwritten());
            let schema = match header.get("schema") {
                Some(schema) => self.element(&schema, &name),
                None => self.element(&header, &name),
            };
            node.set("schema", schema);
            let reference = self.add(Section::Headers, &name, node.node());
            built.set(wire, reference);
        }
        (!built.is_empty()).then(|| built.node())
    }
}

/// The component of a parameter or header.
fn component(wire: &str) -> String {
    match pascal(wire) {
        name if name.is_empty() => "Parameter".to_owned(),
        name => name,
    }
}
