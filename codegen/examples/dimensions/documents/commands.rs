//! Documents for commands other than `generate`.

use serde_json::{Map, Value, json};

use super::{
    CHANGED, DOCUMENT, Dimension, document, many, map, named, object, one, operation, operations,
    reference, string, texts, versioned,
};

pub(super) const COMMANDS: &[Dimension] = &[
    ("verify: examples of a schema", 500, |n| {
        example(json!({ "type": "string", "maxLength": 3, "examples": texts(n, "a") }))
    }),
    ("verify: members of an example", 500, |n| {
        let mut all = object(many(n, "a", string));
        all["examples"] = json!([map((0..n).map(|index| (format!("a{index}"), json!("b"))))]);
        example(all)
    }),
    ("verify: unlisted members", 250, |n| {
        let mut all = object(many(n, "alpha", string));
        all["examples"] = json!([map((0..n).map(|index| (format!("alfa{index}"), json!("b"))))]);
        example(all)
    }),
    ("verify: missing members", 250, |n| {
        let mut all = object(many(n, "a", string));
        all["required"] = texts(n, "a").into();
        all["examples"] = json!([{}]);
        example(all)
    }),
    ("verify: elements of few members", 250, |n| {
        let elements = object(many(n, "a", string));
        let values: Vec<Value> = (0..n)
            .map(|index| json!({ format!("a{index}"): 1 }))
            .collect();
        example(json!({ "type": "array", "items": elements, "examples": [values] }))
    }),
    ("verify: listed values", 500, |n| {
        listed(texts(n, "a").into(), texts(n, "a").into())
    }),
    ("verify: unlisted values", 250, |n| {
        listed(texts(n, "alpha").into(), texts(n, "alfa").into())
    }),
    ("verify: listed numbers", 500, |n| {
        let numbers: Vec<usize> = (0..n).collect();
        listed(json!(numbers), json!(numbers))
    }),
    ("verify: unlisted numbers", 250, |n| {
        let numbers: Vec<usize> = (0..n).collect();
        let others: Vec<usize> = (n..2 * n).collect();
        listed(json!(numbers), json!(others))
    }),
    ("verify: alternatives", 250, |n| {
        let alternatives = (0..n).map(|index| object([(format!("a{index}"), string())]));
        let alternatives: Vec<Value> = alternatives.collect();
        example(json!({ "oneOf": alternatives, "examples": [{ "a1": "b" }] }))
    }),
    ("verify: elements that are choices", 250, |n| {
        let alternatives = [
            object([("a", string())]),
            object([("b", json!({ "type": "integer" }))]),
        ];
        let values = vec![json!({ "b": 1 }); n];
        example(
            json!({ "type": "array", "items": { "oneOf": alternatives }, "examples": [values] }),
        )
    }),
    // A value nests at most 128 levels deep.
    ("verify: nested choices", 13, |n| {
        let choice = |inner: Value| json!({ "anyOf": [{ "type": "object", "properties": { "a": inner }, "required": ["a"] }, string()] });
        let schema = |index: usize| match index.checked_sub(1) {
            None => choice(string()),
            Some(inner) => choice(reference(inner)),
        };
        let value = (0..n).fold(json!("b"), |inner, _| json!({ "a": inner }));
        let mut schemas = named(n, schema);
        let values = vec![value; 50];
        let list = json!({ "type": "array", "items": reference(n - 1), "example": values });
        schemas.insert("Values".to_owned(), list);
        document(json!({ "components": { "schemas": schemas } }))
    }),
    ("verify: conditions", 4, |n| {
        let condition = |inner: Value| json!({ "properties": { "a": inner }, "if": { "properties": { "a": { "type": "object" } } }, "not": { "required": ["b"] } });
        let mut schema = (0..n).fold(json!({}), |inner, _| condition(inner));
        schema["type"] = "object".into();
        schema["examples"] = json!([(0..n).fold(json!({}), |inner, _| json!({ "a": inner }))]);
        example(schema)
    }),
    ("verify: declared mismatches", 250, |n| {
        let known = |index: usize| json!({ "path": format!("a{index}"), "kind": "wrong-type", "reason": "So it is." });
        let mut all = object(many(n, "a", string));
        all["examples"] = json!([map((0..n).map(|index| (format!("a{index}"), json!(1))))]);
        all["x-known-mismatches"] = (0..n).map(known).collect();
        example(all)
    }),
    ("verify: parameters of an example", 250, |n| {
        let parameter = |index: usize| json!({ "name": format!("a{index}"), "in": "query", "required": true, "schema": string() });
        let values = map((0..n).map(|index| (format!("a{index}"), json!("b"))));
        let mut one = operation("Things_Get".to_owned());
        one["parameters"] = (0..n).map(parameter).collect();
        one["x-ms-examples"] = json!({ "One": { "parameters": values, "responses": {} } });
        document(json!({ "paths": { "/a": { "get": one } } }))
    }),
    ("diff: schemas", 250, |n| {
        let schema = |ty: &str| used(n, |_| object([("a", json!({ "type": ty }))]));
        both(schema("string"), schema("integer"))
    }),
    ("diff: schemas of another name", 250, |n| {
        let schema =
            |name: &str| used_as(n, name, |index| object([(format!("a{index}"), string())]));
        both(schema("T"), schema("U"))
    }),
    ("diff: members", 250, |n| {
        let schema = |name: &str| used(1, |_| object(many(n, name, string)));
        both(schema("a"), schema("b"))
    }),
    ("diff: members in another order", 250, |n| {
        let of = |names: Vec<String>| {
            used(1, |_| {
                let mut all = object(names.iter().map(|name| (name.clone(), string())));
                all["required"] = json!(names);
                all
            })
        };
        let names = texts(n, "a");
        both(of(names.clone()), of(names.into_iter().rev().collect()))
    }),
    ("diff: values of an enumeration", 500, |n| {
        let schema = |name: &str| {
            used(1, |_| {
                object([("a", json!({ "type": "string", "enum": texts(n, name) }))])
            })
        };
        both(schema("a"), schema("b"))
    }),
    ("diff: alternatives of oneOf", 125, |n| {
        let schema = |name: &str| {
            let of = |index: usize| object([(format!("{name}{index}"), string())]);
            used(
                1,
                |_| json!({ "oneOf": (0..n).map(of).collect::<Vec<_>>() }),
            )
        };
        both(schema("a"), schema("b"))
    }),
    ("diff: operations", 250, |n| {
        let of = |name: &str| operations(n, |index| operation(format!("{name}{index}_get")));
        pair(of("Thing"), of("Other"))
    }),
    ("diff: operations that moved", 250, |n| {
        let of = |path: &str| {
            let paths: Map<String, Value> = (0..n)
                .map(|index| {
                    (
                        format!("/{path}{index}"),
                        json!({ "get": operation(format!("Thing{index}_get")) }),
                    )
                })
                .collect();
            document(json!({ "paths": paths }))
        };
        pair(of("a"), of("b"))
    }),
    ("diff: parameters of an operation", 250, |n| {
        let of = |name: &str| {
            let parameter = |index: usize| json!({ "name": format!("{name}{index}"), "in": "query", "schema": string() });
            let mut one = operation("Things_Get".to_owned());
            one["parameters"] = (0..n).map(parameter).collect();
            document(json!({ "paths": { "/a": { "get": one } } }))
        };
        pair(of("a"), of("b"))
    }),
    ("diff: parameters in another order", 250, |n| {
        let of = |indices: Vec<usize>| {
            let parameter = |index: usize| json!({ "name": format!("a{index}"), "in": "query", "required": true, "schema": string() });
            let mut one = operation("Things_Get".to_owned());
            one["parameters"] = indices.into_iter().map(parameter).collect();
            document(json!({ "paths": { "/a": { "get": one } } }))
        };
        pair(of((0..n).collect()), of((0..n).rev().collect()))
    }),
    ("diff: responses of an operation", 60, |n| {
        let of = |ty: &str| {
            let content = json!({ "application/json": { "schema": { "type": ty } } });
            let responses = map((0..n).map(|index| {
                (
                    (100 + index).to_string(),
                    json!({ "description": "It.", "content": content }),
                )
            }));
            document(
                json!({ "paths": { "/a": { "get": { "operationId": "a", "responses": responses } } } }),
            )
        };
        pair(of("string"), of("integer"))
    }),
    ("diff: api-versions", 25, |n| {
        let of = |folder: &str, ty: &str| {
            (0..n)
                .map(|version| {
                    let schema = object([("a", json!({ "type": ty })), ("b", string())]);
                    let (name, text) = versioned(version, used(1, |_| schema.clone()));
                    (name.replacen(DOCUMENT, folder, 1), text)
                })
                .collect::<Vec<_>>()
        };
        [of(DOCUMENT, "string"), of(CHANGED, "integer")].concat()
    }),
    ("import: operations", 250, |n| {
        operations(n, |index| operation(format!("Thing{index}_get")))
    }),
    ("import: schemas", 250, |n| {
        document(used(n, |_| object([("a", string())])))
    }),
    ("import: chains of references", 250, |n| {
        let of = |index: usize| object([("a", reference((index + 1).min(n - 1)))]);
        document(used(n, of))
    }),
    ("import: members of an object", 250, |n| {
        document(used(1, |_| object(many(n, "a", string))))
    }),
    ("import: values of an enumeration", 500, |n| {
        document(used(
            1,
            |_| json!({ "type": "string", "enum": texts(n, "a") }),
        ))
    }),
    ("import: paths that the fragments have", 250, |n| {
        let paths = (0..n).map(|index| format!("  /a{index}:\n    get:\n      operationId: Things_Get{index}\n      responses: {{}}\n"));
        let text = paths.collect::<String>();
        let fragment =
            format!("openapi: 3.0.3\ninfo:\n  title: T\n  version: 1.0.0\npaths:\n{text}");
        let more = (0..n).map(|index| {
            let put = operation(format!("Things_Put{index}"));
            (format!("/a{index}"), json!({ "put": put }))
        });
        let mut files = document(json!({ "paths": map(more) }));
        files.push(("specs/things/1.0.0/things.yaml".to_owned(), fragment));
        files
    }),
    ("import: parameters that the fragments have", 250, |n| {
        let parameter = |index: usize| json!({ "name": "a", "in": "query", "schema": { "type": "string", "maxLength": index + 1 } });
        let all = map((0..n).map(|index| (format!("P{index}"), parameter(index))));
        let components = json!({ "parameters": all });
        let fragment = json!({ "openapi": "3.0.3", "info": { "title": "T", "version": "1.0.0" }, "paths": {}, "components": components });
        let uses = |index: usize| json!({ "get": { "operationId": format!("Things_Get{index}"), "parameters": [{ "$ref": format!("#/components/parameters/P{index}") }], "responses": {} } });
        let paths = map((0..n).map(|index| (format!("/a{index}"), uses(index))));
        let mut files = document(json!({ "paths": paths, "components": components }));
        files.push((
            "specs/things/1.0.0/common.yaml".to_owned(),
            fragment.to_string(),
        ));
        files
    }),
    ("import: parameters of an operation", 250, |n| {
        let parameter = |index: usize| json!({ "name": format!("a{index}"), "in": "query", "schema": string() });
        let mut one = operation("Things_Get".to_owned());
        one["parameters"] = (0..n).map(parameter).collect();
        document(json!({ "paths": { "/a": { "get": one } } }))
    }),
];

fn example(schema: Value) -> Vec<(String, String)> {
    document(json!({ "paths": {}, "components": { "schemas": one("A", schema) } }))
}

/// A list of values beside their enumeration.
fn listed(listed: Value, values: Value) -> Vec<(String, String)> {
    example(json!({ "type": "array", "items": { "enum": listed }, "examples": [values] }))
}

/// A document with an operation for each schema.
fn used(count: usize, schema: impl Fn(usize) -> Value) -> Value {
    let paths = (0..count).map(|index| {
        let content = json!({ "application/json": { "schema": reference(index) } });
        (format!("/a{index}"), json!({ "put": { "operationId": format!("o{index}"), "requestBody": { "content": content }, "responses": { "200": { "description": "It.", "content": content } } } }))
    });
    json!({ "paths": map(paths), "components": { "schemas": named(count, schema) } })
}

/// A document with an operation for each schema, whose names begin alike.
fn used_as(count: usize, name: &str, schema: impl Fn(usize) -> Value) -> Value {
    let text = used(count, schema).to_string();
    let text = text
        .replace("\"T", &format!("\"{name}"))
        .replace("/T", &format!("/{name}"));
    serde_json::from_str(&text).unwrap_or_default()
}

fn both(old: Value, new: Value) -> Vec<(String, String)> {
    pair(document(old), document(new))
}

/// The files of an old document and of a new one.
fn pair(old: Vec<(String, String)>, new: Vec<(String, String)>) -> Vec<(String, String)> {
    let new = new
        .into_iter()
        .map(|(name, text)| (name.replacen(DOCUMENT, CHANGED, 1), text));
    old.into_iter().chain(new).collect()
}
