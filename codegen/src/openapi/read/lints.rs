//! Lints for valid but suspicious constructs.

use std::{collections::BTreeMap, path::Path, sync::Arc};

use billing_macros_expand::{edit_distance, version::compare};

use super::{ComponentKind, Dialect, DocumentReader, Key, MAX_REF_HOPS, NodeRef, component};
use crate::{
    diagnostic::{Code, Diagnostic, Place},
    openapi::{EnumValue, KnownFormat, SchemaId, SchemaKind},
    source::{File, Node, push_segment},
    words::listed,
};

/// Returns the known format that an unknown one is probably a misspelling of.
fn nearest_format(format: &str) -> Option<&'static str> {
    let plain = |text: &str| text.to_lowercase().replace(['-', '_', ' '], "");
    let spelt = |known: &&str| plain(known) == plain(format);
    let near = |known: &&str| {
        let most = if known.len() > 6 { 2 } else { 1 };
        known.len() > 3
            && format.len() > 3
            && format.len() <= known.len() + most
            && !known.starts_with("int")
            && !known.starts_with("uint")
            && edit_distance(format, known) <= most
    };
    KnownFormat::names()
        .find(spelt)
        .or_else(|| KnownFormat::names().find(near))
}

/// Returns the types of a schema if a format is of none of them.
fn unfit_types(at: &NodeRef<'_>, format: KnownFormat) -> Option<String> {
    let fitting = format.types()?;
    let types: Vec<&str> = match at.node.get("type")? {
        Node::String(only) => vec![only],
        Node::Sequence(several) => several.iter().filter_map(Node::as_str).collect(),
        _ => return None,
    };
    let is_unfit = |name: &&str| *name != "null" && *name != "file";
    let named: Vec<&str> = types.into_iter().filter(is_unfit).collect();
    let fits = named.iter().any(|name| fitting.contains(name));
    (!fits && !named.is_empty()).then(|| named.join("` or `"))
}

/// Returns whether the version that a fragment says is not that of its folder. A version of another scheme, such as `1.0` in
/// the folder of a date, cannot be compared.
fn is_other_version(says: &str, folder: &str) -> bool {
    if compare(folder, says).is_none_or(std::cmp::Ordering::is_eq) {
        return false;
    }
    let bare = |text: &str| text.trim_start_matches(['v', 'V']).to_owned();
    let rest = bare(says).strip_prefix(&bare(folder)).map(str::to_owned);
    let is_more = rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()));
    !is_more
}

impl DocumentReader<'_> {
    /// Warns of `required: true` on a member.
    pub(super) fn lint_required(&mut self, at: &NodeRef<'_>) {
        let Some(required) = at.get("required") else {
            return;
        };
        let Node::Bool(is_required) = required.node else {
            return;
        };
        let diagnostic = Diagnostic::new(
            Code::WrongKind,
            "`required` must be a list of members, but this is a boolean",
        )
        .at(required.value())
        .label("expected a list")
        .note("it is ignored");
        let is_member = at
            .pointer
            .rsplit_once('/')
            .is_some_and(|(outer, _)| outer.ends_with("/properties"));
        self.diagnostics.push(match *is_required && is_member {
            true => diagnostic.help(format!(
                "write `required: [{}]` beside `properties` of the object",
                at.name()
            )),
            false => diagnostic,
        });
    }

    /// Warns of documents without anything to generate.
    pub(super) fn lint_content(&mut self, fragments: &[&Arc<File>]) {
        let Some(first) = fragments.first() else {
            return;
        };
        let keys: &[&str] = match self.dialect(first) {
            Dialect::Swagger2 => &[
                "paths",
                "x-ms-paths",
                "definitions",
                "parameters",
                "responses",
            ],
            _ => &["paths", "x-ms-paths", "components", "webhooks"],
        };
        let has_any = |file: &&Arc<File>| keys.iter().any(|key| file.node.get(key).is_some());
        if fragments.iter().any(has_any) {
            return;
        }
        let named: Vec<String> = keys
            .iter()
            .filter(|key| !key.starts_with("x-"))
            .map(|key| format!("`{key}`"))
            .collect();
        let message = format!("the document has none of {}", listed(&named));
        self.diagnostics.push(
            Diagnostic::new(Code::MissingKey, message)
                .at(NodeRef::root(first).key())
                .note("it describes no type and no operation"),
        );
    }

    /// Warns of component names that OpenAPI does not allow. Swagger 2.0 allows all.
    pub(super) fn lint_component_names(&mut self, components: &NodeRef<'_>) {
        for (kind, named) in components.entries() {
            if kind.starts_with("x-") {
                continue;
            }
            for (name, at) in named.entries() {
                let is_allowed =
                    |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
                if name.chars().all(is_allowed) && !name.is_empty() {
                    continue;
                }
                let message = format!("`{name}` is not a valid name of a component");
                self.diagnostics.push(
                    Diagnostic::new(Code::ComponentName, message)
                        .at(at.key())
                        .note("other tools may reject it")
                        .help("write ASCII letters, digits, `.`, `-` and `_`"),
                );
            }
        }
    }

    /// Warns of an unknown format; as misspelt, if a known one is near.
    pub(super) fn lint_format(&mut self, at: &NodeRef<'_>) {
        let Some(named) = at.get("format") else {
            return;
        };
        let Some(format) = named.node.as_str().filter(|format| !format.is_empty()) else {
            return;
        };
        let note = "the format is ignored";
        if let Some(known) = KnownFormat::from_name(format) {
            if let Some(types) = unfit_types(at, known) {
                let message = format!("the format `{format}` does not fit the type `{types}`");
                let diagnostic = Diagnostic::new(Code::UnfitFormat, message)
                    .at(named.value())
                    .note(note);
                self.diagnostics.push(match known.types() {
                    Some(types) => {
                        diagnostic.help(format!("it is a format of `{}`", types.join("` and `")))
                    }
                    None => diagnostic,
                });
            }
            return;
        }
        self.diagnostics.push(match nearest_format(format) {
            Some(meant) => {
                Diagnostic::new(Code::MisspeltFormat, format!("unknown format `{format}`"))
                    .at(named.value())
                    .note(note)
                    .help(format!("did you mean `{meant}`?"))
            }
            None => {
                let message = format!("unknown format `{format}`");
                Diagnostic::new(Code::UnknownFormat, message)
                    .at(named.value())
                    .note(note)
            }
        });
    }

    /// Warns of enum values that differ only in case.
    pub(super) fn lint_values<'v>(&mut self, values: impl Iterator<Item = &'v EnumValue>) {
        let mut seen: std::collections::HashMap<String, &EnumValue> =
            std::collections::HashMap::new();
        for value in values {
            let Some(first) = seen.insert(value.wire.to_lowercase(), value) else {
                continue;
            };
            let message = format!("`{}` and `{}` differ only in case", first.wire, value.wire);
            self.diagnostics.push(
                Diagnostic::new(Code::ValuesDifferInCase, message)
                    .at(value.place.clone())
                    .label("this one")
                    .also(first.place.clone(), "and this one")
                    .note("they are two values, but a service usually sends only one of them"),
            );
        }
    }

    /// Warns of fragments whose `info.version` differs from the name of their api-version's folder, once for each version that
    /// they say.
    pub(super) fn lint_version(&mut self, fragments: &[&Arc<File>]) {
        let name = self.document.api_version.clone();
        let mut wrong: BTreeMap<&str, Vec<NodeRef<'_>>> = BTreeMap::new();
        for file in fragments {
            let folder = file.path.parent().and_then(Path::file_name);
            if folder.is_none_or(|folder| folder.to_string_lossy() != name) {
                continue;
            }
            let info = NodeRef::root(file).get("info");
            let Some(version) = info.and_then(|info| info.get("version")) else {
                continue;
            };
            if let Some(says) = version.node.as_str()
                && is_other_version(says, &name)
            {
                wrong.entry(says).or_default().push(version);
            }
        }
        for (says, versions) in &wrong {
            let Some((first, others)) = versions.split_first() else {
                continue;
            };
            let message =
                format!("the version is `{says}`, but the file is in the folder of `{name}`");
            let mut diagnostic = Diagnostic::new(Code::VersionDiffers, message)
                .at(first.value())
                .note("the name of the folder is used")
                .help(format!("write `version: '{name}'`, or move the file"));
            if !others.is_empty() {
                let files: Vec<String> = others
                    .iter()
                    .filter_map(|other| other.file.path.file_name())
                    .map(|file| format!("`{}`", file.to_string_lossy()))
                    .collect();
                let says = match files.len() {
                    1 => "says",
                    _ => "say",
                };
                diagnostic = diagnostic.note(format!("{} {says} the same", listed(&files)));
            }
            self.diagnostics.push(diagnostic);
        }
    }

    /// Warns of values of a parameter for the api-version that are those of another one.
    pub(super) fn lint_api_version(&mut self) {
        let document = &self.document;
        let own = document.api_version.as_str();
        let is_about = |name: &str| {
            let letters: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
            letters.eq_ignore_ascii_case("apiversion")
        };
        let mut wrong: Vec<(String, Place)> = Vec::new();
        let parameters = document.parameters.ids();
        for parameter in parameters.map(|id| document.parameters.get(id)) {
            let Some(mut id) = parameter.schema.filter(|_| is_about(&parameter.name)) else {
                continue;
            };
            let mut values: Vec<(String, Place)> = Vec::new();
            for _ in 0..MAX_REF_HOPS {
                let schema = document.schemas.get(id);
                if let Some(text) = schema.default.as_ref().and_then(Node::as_str) {
                    let pointer = format!("{}/default", schema.place.pointer());
                    values.push((text.to_owned(), schema.place.at_pointer(pointer)));
                }
                match &schema.kind {
                    SchemaKind::Reference(target) => id = *target,
                    SchemaKind::Enumeration(listed) => {
                        let listed = &listed.values;
                        if listed.iter().all(|value| value.wire != own) {
                            let listed = listed.iter();
                            values.extend(listed.map(|one| (one.wire.clone(), one.place.clone())));
                        }
                        break;
                    }
                    _ => break,
                }
            }
            values.retain(|value| is_other_version(&value.0, own) && !wrong.contains(value));
            wrong.extend(values);
        }
        for (says, place) in wrong {
            let own = &self.document.api_version;
            let message =
                format!("`{says}` is another api-version than `{own}`, that of the document");
            let diagnostic = Diagnostic::new(Code::OtherVersionValue, message).at(place);
            let help = format!("write `'{own}'`");
            self.diagnostics.push(diagnostic.help(help));
        }
    }

    /// Warns of an operation without an error response.
    pub(super) fn lint_errors(&mut self, at: &NodeRef<'_>, statuses: &[&str]) {
        let is_error = |status: &&str| *status == "default" || status.starts_with(['4', '5']);
        if !statuses.is_empty() && !statuses.iter().any(is_error) {
            let diagnostic = Diagnostic::new(
                Code::NoErrorResponse,
                "this operation has no error response",
            )
            .at(at.key())
            .note("the body of an error is any JSON")
            .help("add a `default` response");
            self.diagnostics.push(diagnostic);
        }
    }

    /// Warns of unused components.
    pub(super) fn lint_components(&mut self, fragments: &[&Arc<File>]) {
        if !self.diagnostics.is_enabled(Code::UnusedDefinition) {
            return;
        }
        for file in fragments {
            let at = NodeRef::root(file);
            let is_old = self.dialect(file) == Dialect::Swagger2;
            let (outer, kinds): (_, &[(&str, ComponentKind)]) = match is_old {
                true => (
                    String::new(),
                    &[
                        ("definitions", ComponentKind::Schema),
                        ("parameters", ComponentKind::Parameter),
                        ("responses", ComponentKind::Response),
                    ],
                ),
                false => (
                    "/components".to_owned(),
                    &[
                        ("schemas", ComponentKind::Schema),
                        ("parameters", ComponentKind::Parameter),
                        ("requestBodies", ComponentKind::Body),
                        ("responses", ComponentKind::Response),
                        ("headers", ComponentKind::Header),
                        ("examples", ComponentKind::Example),
                    ],
                ),
            };
            for (names, kind) in kinds {
                let pointer = format!("{outer}/{names}");
                let members = at.node.pointed(&pointer).and_then(|node| node.as_mapping());
                for (name, _) in members.into_iter().flatten() {
                    let mut pointer = pointer.clone();
                    push_segment(&mut pointer, name);
                    let key: Key = (Arc::clone(&file.name), pointer);
                    if self.referred.contains(&key) || self.is_subtype(&key) {
                        continue;
                    }
                    let Some(unused) = NodeRef::at(file, &key.1) else {
                        continue;
                    };
                    let what = component(&unused).unwrap_or_else(|| name.clone());
                    let message = format!("nothing refers to `{what}`, {}", kind.name());
                    self.report(Code::UnusedDefinition, message, unused.key());
                }
            }
        }
    }

    /// Returns whether a schema is a subtype of a polymorphic schema that it extends.
    fn is_subtype(&self, key: &Key) -> bool {
        let Some(id) = self.schemas.get(key) else {
            return false;
        };
        let SchemaKind::AllOf(parts, _) = &self.document.schemas.get(*id).kind else {
            return false;
        };
        let chooses = |part: &SchemaId| {
            let schema = self.document.schemas.get(self.resolve_ref(*part));
            schema.discriminator.is_some() || matches!(schema.kind, SchemaKind::OneOf(_))
        };
        parts.iter().any(chooses)
    }
}

#[cfg(test)]
mod tests {
    use super::nearest_format;

    #[test]
    fn formats_that_may_be_meant() {
        for (written, meant) in [
            ("datetime", Some("date-time")),
            ("Date-Time", Some("date-time")),
            ("unix-time", Some("unixtime")),
            ("uuidd", Some("uuid")),
            ("int46", None),
            ("INT64", Some("int64")),
            ("emial", Some("email")),
            ("google-secret", None),
            ("timestamp", None),
            ("uid", None),
        ] {
            assert_eq!(nearest_format(written), meant, "{written}");
        }
    }
}
