//! Documents that are large in one dimension.

mod commands;
mod operations;
mod schemas;
mod texts;
mod versions;

use serde_json::{Map, Value, json};

use self::{
    commands::COMMANDS, operations::OPERATIONS, schemas::SCHEMAS, texts::TEXTS, versions::VERSIONS,
};

/// A dimension of a document: its name, with the command if it is another than `generate`, its smallest size that is measured, and the files of a document of a size.
pub(crate) type Dimension = (&'static str, usize, fn(usize) -> Vec<(String, String)>);

/// All dimensions.
pub(crate) fn dimensions() -> impl Iterator<Item = &'static Dimension> {
    [SCHEMAS, OPERATIONS, TEXTS, VERSIONS, COMMANDS]
        .into_iter()
        .flatten()
}

/// The smallest document.
pub(crate) const NOTHING: fn(usize) -> Vec<(String, String)> = |_| schema(string());

/// The name of the file or folder.
pub(crate) const DOCUMENT: &str = "document";

/// The name of the file or folder that `diff` compares with it.
pub(crate) const CHANGED: &str = "changed";

fn string() -> Value {
    json!({ "type": "string" })
}

fn reference(index: usize) -> Value {
    json!({ "$ref": format!("#/components/schemas/T{index}x") })
}

fn map<K: Into<String>>(members: impl IntoIterator<Item = (K, Value)>) -> Map<String, Value> {
    members
        .into_iter()
        .map(|(name, value)| (name.into(), value))
        .collect()
}

fn object<K: Into<String>>(members: impl IntoIterator<Item = (K, Value)>) -> Value {
    json!({ "type": "object", "properties": map(members) })
}

fn many(
    count: usize,
    name: &str,
    value: impl Fn() -> Value,
) -> impl Iterator<Item = (String, Value)> {
    (0..count).map(move |index| (format!("{name}{index}"), value()))
}

fn texts(count: usize, name: &str) -> Vec<String> {
    (0..count).map(|index| format!("{name}{index}")).collect()
}

/// A name that differs from others of its kind in signs only.
fn alike(index: usize, count: usize) -> String {
    let bits = usize::BITS - count.leading_zeros();
    (0..bits).fold("a".to_owned(), |name, bit| {
        name + ["-", "."][index >> bit & 1] + "a"
    })
}

/// A text of signs.
fn signs(mut index: usize) -> String {
    let mut text = "~".to_owned();
    while index > 0 {
        text.push(['!', '%', '^', '|'][index % 4]);
        index /= 4;
    }
    text
}

fn named(count: usize, schema: impl Fn(usize) -> Value) -> Map<String, Value> {
    (0..count)
        .map(|index| (format!("T{index}x"), schema(index)))
        .collect()
}

fn one(name: &str, schema: Value) -> Map<String, Value> {
    [(name.to_owned(), schema)].into_iter().collect()
}

fn versioned(version: usize, mut rest: Value) -> (String, String) {
    rest["openapi"] = "3.1.0".into();
    rest["info"] = json!({ "title": "Things", "version": format!("{}.0.0", version + 1) });
    (format!("{DOCUMENT}/v{version:04}.json"), rest.to_string())
}

fn versions(count: usize, schemas: impl Fn(usize) -> Map<String, Value>) -> Vec<(String, String)> {
    (0..count)
        .map(|version| {
            versioned(
                version,
                json!({ "paths": {}, "components": { "schemas": schemas(version) } }),
            )
        })
        .collect()
}

fn document(rest: Value) -> Vec<(String, String)> {
    let (_, text) = versioned(0, rest);
    vec![(format!("{DOCUMENT}.json"), text)]
}

fn components(kind: &str, all: Map<String, Value>) -> Vec<(String, String)> {
    document(json!({ "paths": {}, "components": { kind: all } }))
}

fn schemas(count: usize, schema: impl Fn(usize) -> Value) -> Vec<(String, String)> {
    components("schemas", named(count, schema))
}

fn schema(schema: Value) -> Vec<(String, String)> {
    components("schemas", one("A", schema))
}

fn described(text: String) -> Vec<(String, String)> {
    schema(json!({ "type": "object", "description": text, "properties": { "a": string() } }))
}

/// A schema that combines all others.
fn choice(count: usize, keyword: &str, part: impl Fn(usize) -> Value) -> Vec<(String, String)> {
    let mut all = named(count, part);
    all.insert(
        "A".into(),
        json!({ keyword: (0..count).map(reference).collect::<Vec<_>>() }),
    );
    components("schemas", all)
}

fn operation(id: String) -> Value {
    json!({ "operationId": id, "responses": { "200": { "description": "It." } } })
}

fn operations(count: usize, operation: impl Fn(usize) -> Value) -> Vec<(String, String)> {
    let paths: Map<String, Value> = (0..count)
        .map(|index| (format!("/a{index}"), json!({ "get": operation(index) })))
        .collect();
    document(json!({ "paths": paths }))
}

fn one_operation(edit: impl Fn(&mut Value)) -> Vec<(String, String)> {
    let mut one = operation("Thing_get".to_owned());
    edit(&mut one);
    document(json!({ "paths": { "/a": { "get": one } } }))
}

fn yaml(schemas: &str) -> Vec<(String, String)> {
    let text = format!(
        "openapi: 3.0.3\ninfo: {{ title: T, version: v1 }}\npaths: {{}}\ncomponents:\n  schemas:\n{schemas}"
    );
    vec![(format!("{DOCUMENT}.yaml"), text)]
}
