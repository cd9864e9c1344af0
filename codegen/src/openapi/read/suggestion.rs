//! Suggestions for dangling `$ref`s and unknown types.

use super::{ComponentKind, DocumentReader, NodeRef, equality::component_name};
use crate::{
    diagnostic::Diagnostics,
    source::{File, Node, push_segment, segments},
    words::nearest,
};

impl ComponentKind {
    /// Returns the pointers of the containers of this kind.
    fn containers(self) -> &'static [&'static str] {
        match self {
            Self::Schema => &["/components/schemas", "/definitions", "/$defs"],
            Self::Parameter => &["/components/parameters", "/parameters"],
            Self::Body => &["/components/requestBodies"],
            Self::Response => &["/components/responses", "/responses"],
            Self::Header => &["/components/headers"],
            Self::Example => &["/components/examples"],
            Self::PathItem => &["/components/pathItems", "/paths"],
            Self::SecurityScheme => &["/components/securitySchemes"],
            Self::Link => &["/components/links"],
        }
    }
}

impl DocumentReader<'_> {
    /// Returns a `$ref` to the schema of the same name in another fragment of the same folder.
    pub(super) fn reference_to_sibling_fragment(
        &self,
        file: &File,
        pointer: &str,
    ) -> Option<String> {
        let (found, at) = self.origins.get(&component_name(pointer)?)?;
        let is_beside = found.path != file.path && found.path.parent() == file.path.parent();
        let name = found.path.file_name().filter(|_| is_beside)?.to_str()?;
        Some(format!("{name}#{at}"))
    }
}

/// Returns the nearest `$ref` with an existing target in the same file.
pub(super) fn nearest_reference(
    file: &File,
    pointer: &str,
    written: &str,
    kind: ComponentKind,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    let names = segments(pointer)?;
    let found = nearest_pointer(&file.node, &names, diagnostics).or_else(|| {
        let name = names.last()?;
        kind.containers().iter().find_map(|container| {
            let members = file.node.pointed(container)?.as_mapping()?;
            let near = diagnostics.nearest(name, members.keys().map(String::as_str))?;
            let mut pointer = (*container).to_owned();
            push_segment(&mut pointer, near);
            Some(pointer)
        })
    })?;
    let (path, _) = written.split_once('#').unwrap_or((written, ""));
    Some(format!("{path}#{found}"))
}

/// Returns the pointer with the nearest key at each step; `None` if a step has no near one.
fn nearest_pointer(root: &Node, names: &[String], diagnostics: &mut Diagnostics) -> Option<String> {
    let mut node = root;
    let mut pointer = String::new();
    for name in names {
        let members = node.as_mapping()?;
        let near = match members.get(name) {
            Some(_) => name.as_str(),
            None => diagnostics.nearest(name, members.keys().map(String::as_str))?,
        };
        push_segment(&mut pointer, near);
        node = members.get(near)?;
    }
    Some(pointer)
}

/// Returns the help for an unknown value of `type`.
pub(super) fn type_help(at: &NodeRef<'_>, types: &[&'static str], has_null: bool) -> String {
    let word = at.node.as_str().unwrap_or_default();
    let plain = word.to_ascii_lowercase();
    let (ty, format) = match plain.as_str() {
        "int" | "int32" | "short" | "byte" => ("integer", "int32"),
        "long" | "int64" | "bigint" => ("integer", "int64"),
        "float" | "double" => ("number", "double"),
        "decimal" | "money" => ("number", "decimal"),
        "date" => ("string", "date"),
        "datetime" | "date-time" | "timestamp" | "time" => ("string", "date-time"),
        "uuid" | "guid" => ("string", "uuid"),
        "uri" | "url" => ("string", "uri"),
        "base64" | "binary" | "bytes" => ("string", "byte"),
        "str" | "text" | "char" | "enum" => ("string", ""),
        "bool" => ("boolean", ""),
        "list" | "set" | "tuple" => ("array", ""),
        "map" | "dict" | "hash" | "json" | "struct" => ("object", ""),
        "any" | "mixed" => return "omit `type` to accept any JSON".to_owned(),
        _ => match nearest(
            word,
            types.iter().copied().chain(has_null.then_some("null")),
        ) {
            Some(known) => return format!("did you mean `{known}`?"),
            None => {
                let types = types.get(..6).unwrap_or_default();
                return format!("the types are `{}`", types.join("`, `"));
            }
        },
    };
    match format {
        "" => format!("write `type: {ty}`"),
        _ => format!("write `type: {ty}` and `format: {format}`"),
    }
}
