//! Schemas: members, values, alternatives, names, and references between them.

use serde_json::{Map, Value, json};

use super::{
    Dimension, alike, choice, components, many, map, named, object, reference, schema, schemas,
    signs, string, texts,
};

pub(super) const SCHEMAS: &[Dimension] = &[
    ("schemas", 500, |n| {
        schemas(
            n,
            |_| json!({ "type": "object", "properties": { "a": { "type": "string" } } }),
        )
    }),
    ("schemas with a reference to the first", 500, |n| {
        schemas(n, |_| object([("a", reference(0))]))
    }),
    ("schemas in one cycle", 500, |n| {
        schemas(n, move |index| object([("a", reference((index + 1) % n))]))
    }),
    ("members of an object", 1_000, |n| {
        schema(object(many(n, "a", string)))
    }),
    ("required members", 1_000, |n| {
        let names: Vec<String> = (0..n).map(|index| format!("a{index}")).collect();
        schema(
            json!({ "type": "object", "required": names, "properties": map(many(n, "a", string)) }),
        )
    }),
    ("members with docs and limits", 500, |n| {
        schema(object(many(
            n,
            "a",
            || json!({ "type": "string", "description": "A *text* of `code`.\n\n# And more\n\n- [a](b)", "maxLength": 5, "pattern": "^[a-z]+$", "default": "b" }),
        )))
    }),
    ("members whose names are alike", 500, |n| {
        schema(object((0..n).map(|index| (alike(index, n), string()))))
    }),
    ("values of an enumeration", 2_000, |n| {
        schema(json!({ "type": "string", "enum": texts(n, "v") }))
    }),
    ("values that are alike", 1_000, |n| {
        schema(
            json!({ "type": "string", "enum": (0..n).map(|index| alike(index, n)).collect::<Vec<_>>() }),
        )
    }),
    ("values without letters", 500, |n| {
        schema(json!({ "type": "string", "enum": (0..n).map(signs).collect::<Vec<_>>() }))
    }),
    ("equal values", 1_000, |n| {
        schema(json!({ "type": "string", "enum": vec!["a"; n] }))
    }),
    ("values that are integers", 1_000, |n| {
        schema(json!({ "type": "integer", "enum": (0..n).collect::<Vec<_>>() }))
    }),
    ("x-ms-enum", 1_000, |n| {
        let values: Vec<Value> = (0..n).map(|index| json!({ "value": format!("v{index}"), "name": format!("N{index}"), "description": "A value." })).collect();
        schema(
            json!({ "type": "string", "enum": texts(n, "v"), "x-ms-enum": { "name": "Modes", "values": values } }),
        )
    }),
    ("alternatives of oneOf", 250, |n| {
        choice(n, "oneOf", |index| {
            object([(format!("a{index}"), string())])
        })
    }),
    ("alternatives of anyOf, inline", 250, |n| {
        schema(
            json!({ "anyOf": (0..n).map(|index| object([(format!("a{index}"), string())])).collect::<Vec<_>>() }),
        )
    }),
    ("alternatives of oneOf with a discriminator", 250, |n| {
        let mapping: Map<String, Value> = (0..n)
            .map(|index| {
                (
                    format!("k{index}"),
                    json!(format!("#/components/schemas/T{index}x")),
                )
            })
            .collect();
        let mut all = named(
            n,
            |index| json!({ "type": "object", "required": ["kind"], "properties": { "kind": { "type": "string", "enum": [format!("k{index}")] }, format!("a{index}"): { "type": "string" } } }),
        );
        all.insert("A".into(), json!({ "oneOf": (0..n).map(reference).collect::<Vec<_>>(), "discriminator": { "propertyName": "kind", "mapping": mapping } }));
        components("schemas", all)
    }),
    ("alternatives of alternatives", 125, |n| {
        let mut all = named(
            n,
            |index| json!({ "oneOf": [string(), object([(format!("a{index}"), string())])] }),
        );
        all.insert(
            "A".into(),
            json!({ "oneOf": (0..n).map(reference).collect::<Vec<_>>() }),
        );
        components("schemas", all)
    }),
    ("oneOf beside allOf", 125, |n| {
        let mut all = named(n, |index| object([(format!("a{index}"), string())]));
        all.insert("A".into(), json!({ "allOf": [object([("b", string())])], "properties": { "c": string() }, "oneOf": (0..n).map(reference).collect::<Vec<_>>() }));
        components("schemas", all)
    }),
    ("subtypes of a base", 250, |n| {
        let mut all = named(
            n,
            |index| json!({ "allOf": [{ "$ref": "#/components/schemas/Base" }, object([(format!("a{index}"), string())])], "x-ms-discriminator-value": format!("k{index}") }),
        );
        all.insert("Base".into(), json!({ "type": "object", "required": ["kind"], "properties": { "kind": string() }, "discriminator": { "propertyName": "kind" } }));
        all.insert(
            "Use".into(),
            object([("a", json!({ "$ref": "#/components/schemas/Base" }))]),
        );
        components("schemas", all)
    }),
    ("allOf parts", 250, |n| {
        choice(n, "allOf", |index| {
            object([(format!("a{index}"), string())])
        })
    }),
    ("allOf parts that say the same", 250, |n| {
        choice(n, "allOf", |_| object([("a", string())]))
    }),
    ("allOf parts, inline", 500, |n| {
        schema(
            json!({ "allOf": (0..n).map(|index| object([(format!("a{index}"), string())])).collect::<Vec<_>>() }),
        )
    }),
    ("types with allOf of one large", 250, |n| {
        let mut all = named(
            n,
            |index| json!({ "allOf": [{ "$ref": "#/components/schemas/Large" }, object([(format!("b{index}"), string())])] }),
        );
        all.insert("Large".into(), object(many(10, "a", string)));
        components("schemas", all)
    }),
    ("chains of references", 50, |n| {
        schemas(n * 60, |index| {
            if index % 60 == 59 {
                string()
            } else {
                reference(index + 1)
            }
        })
    }),
    ("references to one member", 1_000, |n| {
        schema(object((0..n).map(|index| {
            (
                format!("a{index}"),
                if index == 0 {
                    object([("b", string())])
                } else {
                    json!({ "$ref": "#/components/schemas/A/properties/a0" })
                },
            )
        })))
    }),
    ("nested inline types", 250, |n| {
        schemas(n, |index| {
            (0..20).fold(string(), |inner, level| {
                object([(format!("level{level}of{index}"), inner)])
            })
        })
    }),
    // A document nests at most 128 levels deep.
    ("deep items", 12, |n| {
        deep(n, |inner, _| json!({ "type": "array", "items": inner }))
    }),
    ("deep additionalProperties", 12, |n| {
        deep(
            n,
            |inner, _| json!({ "type": "object", "additionalProperties": inner }),
        )
    }),
    ("deep properties", 6, |n| {
        deep(n, |inner, level| object([(format!("a{level}"), inner)]))
    }),
    ("client names of components", 500, |n| {
        schemas(
            n,
            |index| json!({ "type": "object", "x-ms-client-name": format!("Client{index}"), "properties": { "a": string() } }),
        )
    }),
    ("alternatives whose base lists all of them", 250, |n| {
        let mut all = named(
            n,
            |_| json!({ "allOf": [{ "$ref": "#/components/schemas/Base" }, object([("a", string())])] }),
        );
        let names: Vec<String> = (0..n).map(|index| format!("T{index}x")).collect();
        all.insert("Base".to_owned(), json!({ "type": "object", "required": ["kind"], "discriminator": { "propertyName": "kind" }, "properties": { "kind": { "type": "string", "enum": names } } }));
        let choice = json!({ "oneOf": (0..n).map(reference).collect::<Vec<_>>(), "discriminator": { "propertyName": "kind" } });
        all.insert("A".to_owned(), choice);
        components("schemas", all)
    }),
    (
        "alternatives without names whose base lists values",
        300,
        |n| {
            let mut all = named(
                n,
                |index| json!({ "allOf": [{ "$ref": "#/components/schemas/Base" }, object([(format!("a{index}"), string())])] }),
            );
            all.insert("Base".to_owned(), json!({ "type": "object", "required": ["kind"], "properties": { "kind": { "type": "string", "enum": texts(20 * n, "v") } } }));
            let choice = json!({ "oneOf": (0..n).map(reference).collect::<Vec<_>>(), "discriminator": { "propertyName": "kind" } });
            all.insert("A".to_owned(), choice);
            components("schemas", all)
        },
    ),
    (
        "alternatives told apart by an optional constant",
        250,
        |n| {
            choice(n, "oneOf", |index| {
                object([
                    (
                        "kind",
                        json!({ "type": "string", "enum": [format!("k{index}")] }),
                    ),
                    ("a", string()),
                ])
            })
        },
    ),
    ("deep allOf", 6, |n| {
        deep(
            n,
            |inner, level| json!({ "allOf": [inner, object([(format!("a{level}"), string())])] }),
        )
    }),
    ("deep oneOf", 6, |n| {
        deep(
            n,
            |inner, level| json!({ "oneOf": [inner, object([(format!("a{level}"), string())])] }),
        )
    }),
    ("deep anyOf in lists", 3, |n| {
        deep(
            n,
            |inner, level| json!({ "type": "array", "items": { "anyOf": [inner, object([(format!("a{level}"), string())])] } }),
        )
    }),
    ("references with siblings", 500, |n| {
        schemas(n, |index| {
            object([(
                "a",
                json!({ "$ref": format!("#/components/schemas/T{}x", index / 2), "description": "It.", "readOnly": true, "deprecated": true }),
            )])
        })
    }),
    ("inline types", 500, |n| {
        schema(object((0..n).map(|index| {
            (
                format!("a{index}"),
                object([(format!("b{index}"), string())]),
            )
        })))
    }),
    ("equal inline types", 500, |n| {
        schema(object(
            (0..n).map(|index| (format!("a{index}"), object([("b", string())]))),
        ))
    }),
    ("equal inline types with alike names", 500, |n| {
        schemas(n, |index| {
            object([("value", object([(format!("b{index}"), string())]))])
        })
    }),
    ("equal inline enumerations", 250, |n| {
        schemas(n, |_| {
            object([("state", json!({ "type": "string", "enum": ["on", "off"] }))])
        })
    }),
    ("nearly equal inline enumerations", 250, |n| {
        schemas(n, |index| {
            object([(
                "state",
                json!({ "type": "string", "enum": ["on", "off", format!("s{index}")] }),
            )])
        })
    }),
    ("equal schemas", 500, |n| {
        schemas(n, |_| {
            object([
                ("a", string()),
                (
                    "b",
                    json!({ "type": "object", "properties": { "c": string() } }),
                ),
            ])
        })
    }),
    ("schemas whose names are alike", 500, |n| {
        components(
            "schemas",
            (0..n)
                .map(|index| (alike(index, n), object([(format!("a{index}"), string())])))
                .collect(),
        )
    }),
    ("tuples", 500, |n| {
        schema(json!({ "type": "array", "prefixItems": vec![string(); n] }))
    }),
    ("broken references", 1_000, |n| {
        schema(object((0..n).map(|index| {
            (
                format!("a{index}"),
                json!({ "$ref": format!("#/components/schemas/NothingOfThisName{index}") }),
            )
        })))
    }),
    ("broken references beside schemas", 500, |n| {
        let mut all = named(n, |index| object([(format!("a{index}"), string())]));
        all.insert(
            "A".into(),
            object((0..n).map(|index| {
                (
                    format!("a{index}"),
                    json!({ "$ref": format!("#/components/schemas/T{index}y") }),
                )
            })),
        );
        components("schemas", all)
    }),
    ("broken references deep within", 250, |n| {
        schema(object((0..n).map(|index| {
            (
                format!("member{index}"),
                json!({ "$ref": format!("#/components/schemas/A/properties/membr{index}") }),
            )
        })))
    }),
    ("references to missing files", 500, |n| {
        schema(object((0..n).map(|index| {
            (
                format!("a{index}"),
                json!({ "$ref": format!("other{index}.json#/A") }),
            )
        })))
    }),
];

/// Schemas of one nesting each, with other names in each.
fn deep(depth: usize, outer: impl Fn(Value, String) -> Value) -> Vec<(String, String)> {
    schemas(20, |index| {
        let nest = |inner, level| outer(inner, format!("{level}of{index}x"));
        (0..depth).fold(object([(format!("b{index}"), string())]), nest)
    })
}
