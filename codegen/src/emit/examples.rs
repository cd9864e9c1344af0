//! The documented examples of responses, as a table behind the feature `testing`.

use std::fmt::Write as _;

use crate::{
    history::{DocumentedResponse, History},
    output::MARK,
};
use billing_macros_expand::text_literal;
use indexmap::IndexMap;

/// An example, as the key by which those of several api-versions are one.
#[derive(PartialEq, Eq, Hash)]
struct Entry<'h> {
    operation: &'h str,
    name: &'h str,
    status: &'h str,
    media_type: Option<&'h str>,
    headers: &'h [(String, String)],
    body: &'h str,
}

/// Returns the item that includes the file of the table.
pub(super) fn include(path: &str) -> String {
    format!("\n#[cfg(feature = \"testing\")]\ninclude!({path:?});\n")
}

/// Returns the text of a file with the table, which [`include`] names.
pub(super) fn file(history: &History, runtime: &str) -> Option<String> {
    Some(format!("{MARK}\n{}", item(history, runtime)?))
}

/// Returns the table as an item of the root of an API; `None` if the documents have no examples.
pub(super) fn item(history: &History, runtime: &str) -> Option<String> {
    let table = table(history, runtime)?;
    Some(format!(
        "/// Documented examples of responses, as answers of a fake.\npub const EXAMPLES: {runtime}::testing::Examples = {table};\n"
    ))
}

/// Returns the table as an expression.
fn table(history: &History, runtime: &str) -> Option<String> {
    let mut entries: IndexMap<Entry<'_>, Vec<&str>> = IndexMap::new();
    for operation in &history.operations {
        let id = operation.newest.id.as_str();
        let typed = operation.examples.iter().map(|documented| {
            let DocumentedResponse {
                response, example, ..
            } = documented;
            let entry = Entry {
                operation: id,
                name: &example.name,
                status: &response.status,
                media_type: Some(json_media_type(&response.media_types)),
                headers: &example.headers,
                body: &example.json,
            };
            (documented.version, entry)
        });
        let others = operation.replies.iter().map(|(version, reply)| {
            let entry = Entry {
                operation: id,
                name: &reply.name,
                status: &reply.status,
                media_type: reply.media_type.as_deref(),
                headers: &reply.headers,
                body: &reply.body,
            };
            (*version, entry)
        });
        for (version, entry) in typed.chain(others) {
            let Some(version) = history.api_versions.get(version) else {
                continue;
            };
            let versions = entries.entry(entry).or_default();
            if versions.last() != Some(&version.as_str()) {
                versions.push(version);
            }
        }
    }
    if entries.is_empty() {
        return None;
    }
    let mut out =
        format!("{{\n    use {runtime}::testing::{{Example, Examples}};\n    Examples::new(&[\n");
    for (entry, versions) in &entries {
        let Entry {
            operation,
            name,
            status,
            media_type,
            headers,
            body,
        } = entry;
        let headers: Vec<(&str, &str)> = headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let body = match body.contains(['"', '\\', '\n']) {
            true => text_literal(body).to_string(),
            false => format!("{body:?}"),
        };
        // Debug texts of strings and lists are Rust.
        let _ = writeln!(
            out,
            "        Example::new({operation:?}, &{versions:?}, {name:?}, {status:?}, {media_type:?}, &{headers:?}, {body}),"
        );
    }
    out.push_str("    ])\n}");
    Some(out)
}

/// Returns the documented media type of a JSON body.
fn json_media_type(listed: &[String]) -> &str {
    let is_json = |name: &&String| {
        let essence = name.split(';').next().unwrap_or_default().trim();
        essence.ends_with("/json") || essence.ends_with("+json")
    };
    let usual = listed.iter().find(|name| *name == "application/json");
    let json = usual.or_else(|| listed.iter().find(is_json));
    json.map_or("application/json", String::as_str)
}
