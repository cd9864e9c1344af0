//! Operations, and what they have.

use serde_json::{Map, Value, json};

use super::{
    Dimension, alike, document, named, object, one_operation, operation, operations, reference,
    schema, schemas, string, texts,
};

pub(super) const OPERATIONS: &[Dimension] = &[
    ("operations", 250, |n| {
        operations(n, |index| operation(format!("Thing{index}_get")))
    }),
    ("operations on one path", 250, |n| {
        let of = |index: usize| operation(format!("Thing{index}_get"));
        let paths: Map<String, Value> = (0..n)
            .map(|index| (format!("/a?b={index}"), json!({ "get": of(index) })))
            .collect();
        document(json!({ "paths": paths }))
    }),
    ("equal operationIds", 500, |n| {
        operations(n, |_| operation("Thing_get".to_owned()))
    }),
    ("operations without an id", 500, |n| {
        operations(
            n,
            |_| json!({ "responses": { "200": { "description": "It." } } }),
        )
    }),
    ("operations with inline bodies", 125, |n| {
        operations(n, |index| {
            let content = json!({ "application/json": { "schema": object([("a", object([("b", string())]))]) } });
            json!({ "operationId": format!("Thing{index}_get"), "requestBody": { "content": content }, "responses": { "200": { "description": "It.", "content": content } } })
        })
    }),
    ("tags over a chain of types", 100, |n| {
        let all = named(n, |index| {
            object([("a", reference((index + 1).min(n - 1))), ("b", string())])
        });
        let paths: Map<String, Value> = (0..n).map(|index| {
            let content = json!({ "application/json": { "schema": reference(index) } });
            (format!("/a{index}"), json!({ "get": { "tags": [format!("tag{index}")], "operationId": format!("o{index}"), "responses": { "200": { "description": "It.", "content": content } } } }))
        }).collect();
        document(json!({ "paths": paths, "components": { "schemas": all } }))
    }),
    ("tags of one operation", 1_000, |n| {
        let mut one = operation("Thing_get".to_owned());
        one["tags"] = texts(n, "tag").into();
        document(json!({ "paths": { "/a": { "get": one } } }))
    }),
    ("declared tags", 1_000, |n| {
        document(
            json!({ "tags": (0..n).map(|index| json!({ "name": format!("tag{index}"), "description": "A tag." })).collect::<Vec<_>>(), "paths": {} }),
        )
    }),
    ("parameters of an operation", 250, |n| {
        one_operation(|one| {
            one["parameters"] = (0..n).map(|index| json!({ "name": format!("p{index}"), "in": "query", "schema": string() })).collect();
        })
    }),
    ("parameters whose names are alike", 250, |n| {
        one_operation(|one| {
            one["parameters"] = (0..n)
                .map(|index| json!({ "name": alike(index, n), "in": "query", "schema": string() }))
                .collect();
        })
    }),
    ("parameters of a path", 125, |n| {
        let path: String = (0..n).fold(String::new(), |path, index| {
            path + &format!("/a{index}/{{p{index}}}")
        });
        let parameters: Vec<Value> = (0..n).map(|index| json!({ "name": format!("p{index}"), "in": "path", "required": true, "schema": string() })).collect();
        document(
            json!({ "paths": { path: { "parameters": parameters, "get": operation("Thing_get".to_owned()) } } }),
        )
    }),
    ("parameters that a path lacks", 250, |n| {
        let path: String = (0..n).fold(String::new(), |path, index| {
            path + &format!("/{{p{index}}}")
        });
        document(json!({ "paths": { path: { "get": operation("Thing_get".to_owned()) } } }))
    }),
    ("header parameters", 250, |n| {
        one_operation(|one| {
            one["parameters"] = (0..n).map(|index| json!({ "name": format!("X-P{index}"), "in": "header", "schema": string() })).collect();
        })
    }),
    ("shared parameters", 250, |n| {
        let all: Map<String, Value> = (0..n)
            .map(|index| {
                (
                    format!("P{index}"),
                    json!({ "name": format!("p{index}"), "in": "query", "schema": string() }),
                )
            })
            .collect();
        let mut one = operation("Thing_get".to_owned());
        one["parameters"] = (0..n)
            .map(|index| json!({ "$ref": format!("#/components/parameters/P{index}") }))
            .collect();
        document(json!({ "paths": { "/a": { "get": one } }, "components": { "parameters": all } }))
    }),
    ("responses", 100, |n| {
        one_operation(|one| {
            let responses: Map<String, Value> = (0..n).map(|index| ((100 + index).to_string(), json!({ "description": "It.", "content": { "application/json": { "schema": object([(format!("a{index}"), string())]) } } }))).collect();
            one["responses"] = responses.into();
        })
    }),
    ("links of a response", 250, |n| {
        let link = |index: usize| {
            (
                format!("l{index}"),
                json!({ "operationId": format!("Thing{index}_get"), "parameters": { "p": "$response.body#/a" } }),
            )
        };
        let content = json!({ "application/json": { "schema": object([("a", string())]) } });
        let paths: Map<String, Value> = (0..n)
            .map(|index| {
                let mut one = operation(format!("Thing{index}_get"));
                one["parameters"] = json!([{ "name": "p", "in": "query", "schema": string() }]);
                if index == 0 {
                    let links: Map<String, Value> = (0..n).map(link).collect();
                    one["responses"]["200"]["content"] = content.clone();
                    one["responses"]["200"]["links"] = links.into();
                }
                (format!("/a{index}"), json!({ "get": one }))
            })
            .collect();
        document(json!({ "paths": paths }))
    }),
    ("headers of a response", 250, |n| {
        one_operation(|one| {
            let headers: Map<String, Value> = (0..n)
                .map(|index| (format!("X-H{index}"), json!({ "schema": string() })))
                .collect();
            one["responses"]["200"]["headers"] = headers.into();
        })
    }),
    ("media types", 500, |n| {
        one_operation(|one| {
            let content: Map<String, Value> = (0..n)
                .map(|index| {
                    (
                        format!("application/a{index}+json"),
                        json!({ "schema": string() }),
                    )
                })
                .collect();
            one["responses"]["200"]["content"] = content.into();
        })
    }),
    ("examples of a response", 250, |n| {
        one_operation(|one| {
            let examples: Map<String, Value> = (0..n)
                .map(|index| (format!("e{index}"), json!({ "value": { "a": "b" } })))
                .collect();
            one["responses"]["200"]["content"] = json!({ "application/json": { "schema": object([("a", string())]), "examples": examples } });
        })
    }),
    ("x-ms-examples", 250, |n| {
        one_operation(|one| {
            let examples: Map<String, Value> = (0..n).map(|index| (format!("e{index}"), json!({ "parameters": { "p": "a" }, "responses": { "200": { "body": { "a": "b" } } } }))).collect();
            one["parameters"] = json!([{ "name": "p", "in": "query", "schema": string() }]);
            one["responses"]["200"]["content"] =
                json!({ "application/json": { "schema": object([("a", string())]) } });
            one["x-ms-examples"] = examples.into();
        })
    }),
    ("a long example", 2_000, |n| {
        schema(json!({ "type": "array", "items": string(), "example": texts(n, "v") }))
    }),
    ("examples of schemas", 500, |n| {
        schemas(
            n,
            |_| json!({ "type": "object", "properties": { "a": string() }, "example": { "a": "b" } }),
        )
    }),
    ("security schemes", 250, |n| {
        let all: Map<String, Value> = (0..n)
            .map(|index| {
                (
                    format!("s{index}"),
                    json!({ "type": "apiKey", "in": "header", "name": format!("X-K{index}") }),
                )
            })
            .collect();
        let security: Vec<Value> = (0..n)
            .map(|index| json!({ format!("s{index}"): [] }))
            .collect();
        document(
            json!({ "security": security, "paths": { "/a": { "get": operation("Thing_get".to_owned()) } }, "components": { "securitySchemes": all } }),
        )
    }),
    ("scopes", 500, |n| {
        let scopes: Map<String, Value> = (0..n)
            .map(|index| (format!("s{index}"), json!("A scope.")))
            .collect();
        let scheme = json!({ "type": "oauth2", "flows": { "implicit": { "authorizationUrl": "https://a.example/", "scopes": scopes } } });
        document(
            json!({ "security": [{ "a": texts(n, "s") }], "paths": { "/a": { "get": operation("Thing_get".to_owned()) } }, "components": { "securitySchemes": { "a": scheme } } }),
        )
    }),
    ("security of each operation", 250, |n| {
        let all: Map<String, Value> = (0..n)
            .map(|index| {
                (
                    format!("s{index}"),
                    json!({ "type": "apiKey", "in": "header", "name": format!("X-K{index}") }),
                )
            })
            .collect();
        let paths: Map<String, Value> = (0..n)
            .map(|index| {
                let mut one = operation(format!("Thing{index}_get"));
                one["security"] = json!([{ format!("s{index}"): [] }]);
                (format!("/a{index}"), json!({ "get": one }))
            })
            .collect();
        document(json!({ "paths": paths, "components": { "securitySchemes": all } }))
    }),
    ("servers", 500, |n| {
        document(
            json!({ "servers": (0..n).map(|index| json!({ "url": format!("https://a{index}.example/") })).collect::<Vec<_>>(), "paths": { "/a": { "get": operation("Thing_get".to_owned()) } } }),
        )
    }),
    ("variables of a server", 250, |n| {
        let url = (0..n).fold("https://a.example".to_owned(), |url, index| {
            url + &format!("/{{v{index}}}")
        });
        let variables: Map<String, Value> = (0..n)
            .map(|index| {
                (
                    format!("v{index}"),
                    json!({ "default": "a", "enum": ["a", "b"] }),
                )
            })
            .collect();
        document(
            json!({ "servers": [{ "url": url, "variables": variables }], "paths": { "/a": { "get": operation("Thing_get".to_owned()) } } }),
        )
    }),
    ("callbacks and webhooks", 250, |n| {
        let all: Map<String, Value> = (0..n)
            .map(|index| {
                (
                    format!("w{index}"),
                    json!({ "post": operation(format!("Hook{index}_post")) }),
                )
            })
            .collect();
        document(json!({ "webhooks": all, "paths": {} }))
    }),
];
