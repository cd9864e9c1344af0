//! Dialects: Swagger 2.0, OpenAPI 3.0 and OpenAPI 3.1.

use super::{ComponentKind, DocumentReader, NodeRef};
use crate::{
    diagnostic::{Code, Diagnostic, Place},
    source::{File, Node},
};
use std::sync::Arc;

/// Dialect of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Dialect {
    Swagger2,
    #[default]
    OpenApi30,
    OpenApi31,
}

impl Dialect {
    /// Returns the dialect that a document declares, if it is a supported one.
    fn of(root: &Node) -> Option<Self> {
        let text = |name| match root.get(name) {
            Some(Node::String(text) | Node::Number(text)) => Some(text.as_str()),
            _ => None,
        };
        match (text("openapi"), text("swagger")) {
            (Some(version), _) => match version.trim().split('.').take(2).collect::<Vec<_>>()[..] {
                ["3"] | ["3", "0"] => Some(Self::OpenApi30),
                ["3", _] => Some(Self::OpenApi31),
                _ => None,
            },
            (None, Some("2" | "2.0")) => Some(Self::Swagger2),
            _ => None,
        }
    }
}

impl DocumentReader<'_> {
    /// Returns the dialect of a file. A file that declares none has the dialect of the first fragment.
    pub(super) fn dialect(&self, file: &File) -> Dialect {
        Dialect::of(&file.node).unwrap_or(self.dialect)
    }

    /// Checks that a file declares a supported dialect; reports it otherwise.
    pub(super) fn is_fragment(&mut self, file: &Arc<File>) -> bool {
        const HELP: &str = "write `openapi: 3.0.3`, `openapi: 3.1.0` or `swagger: '2.0'`";
        let at = NodeRef::root(file);
        if file.node.as_mapping().is_none() {
            self.diagnostics.push(
                Diagnostic::new(
                    Code::NotOpenApi,
                    format!(
                        "an OpenAPI document must be a mapping, but this is {}",
                        file.node.kind()
                    ),
                )
                .at(at.value()),
            );
            return false;
        }
        let (key, version) = match (at.get("openapi"), at.get("swagger")) {
            (Some(version), _) => ("openapi", version),
            (None, Some(version)) => ("swagger", version),
            (None, None) => {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::NotOpenApi,
                        format!("`{}` does not declare a version of OpenAPI", file.name),
                    )
                    .at(Place::whole(&file.name))
                    .help("add `openapi: 3.0.3` as the first line"),
                );
                return false;
            }
        };
        let (Node::String(text) | Node::Number(text)) = version.node else {
            let message = format!(
                "`{key}` must be a version, but this is {}",
                version.node.kind()
            );
            self.diagnostics.push(
                Diagnostic::new(Code::UnsupportedOpenApi, message)
                    .at(version.value())
                    .help(HELP),
            );
            return false;
        };
        let language = if key == "swagger" {
            "Swagger"
        } else {
            "OpenAPI"
        };
        let dialect = Dialect::of(&file.node);
        if dialect.is_none() {
            let message = format!(
                "{language} {text} is not supported; use Swagger 2.0, OpenAPI 3.0 or OpenAPI 3.1"
            );
            self.diagnostics.push(
                Diagnostic::new(Code::UnsupportedOpenApi, message)
                    .at(version.value())
                    .help(HELP),
            );
        } else if dialect == Some(Dialect::OpenApi31) && !text.trim().starts_with("3.1") {
            let message = format!("{language} {text} is read as OpenAPI 3.1");
            self.diagnostics
                .push(Diagnostic::new(Code::NewerOpenApi, message).at(version.value()));
        }
        dialect.is_some()
    }
}

impl ComponentKind {
    /// Returns the kind of component at a JSON pointer, or `None` outside of the containers of components.
    pub(super) fn of_pointer(pointer: &str) -> Option<Self> {
        // The names of the containers have no character that is escaped.
        let mut segments = pointer.strip_prefix('/')?.split('/');
        let container = match segments.next()? {
            "components" => segments.next()?,
            "definitions" => "schemas",
            own @ ("parameters" | "responses") => own,
            _ => return None,
        };
        segments.next()?;
        if segments.next().is_some() {
            return None;
        }
        match container {
            "schemas" => Some(Self::Schema),
            "parameters" => Some(Self::Parameter),
            "requestBodies" => Some(Self::Body),
            "responses" => Some(Self::Response),
            "headers" => Some(Self::Header),
            "examples" => Some(Self::Example),
            "pathItems" => Some(Self::PathItem),
            "links" => Some(Self::Link),
            _ => None,
        }
    }
}

/// Returns the name of a component; `None` for an inline definition.
pub(super) fn component(at: &NodeRef<'_>) -> Option<String> {
    let is_component = at.pointer.starts_with("/components/")
        || (ComponentKind::of_pointer(&at.pointer).is_some()
            && at.file.node.get("swagger").is_some());
    is_component.then(|| at.name())
}
