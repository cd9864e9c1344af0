//! Texts, and problems in documents.

use std::fmt::Write as _;

use serde_json::json;

use super::{
    DOCUMENT, Dimension, components, described, document, many, object, operation, schema, schemas,
    string, texts, yaml,
};

pub(super) const TEXTS: &[Dimension] = &[
    ("words of a description", 20_000, |n| {
        described("word ".repeat(n))
    }),
    ("lines of a description", 5_000, |n| {
        described("- A line of *text* with `code` and [a link](a).\n".repeat(n))
    }),
    ("paragraphs of a description", 2_000, |n| {
        described("A paragraph.\n\n".repeat(n))
    }),
    ("runs of backticks", 500, |n| {
        described((1..=n).fold(String::new(), |text, index| {
            text + &"`".repeat(index % 60 + 1) + " a "
        }))
    }),
    ("growing runs of backticks", 100, |n| {
        described((1..=n).fold(String::new(), |text, index| text + &"`".repeat(index) + " "))
    }),
    ("open brackets of a description", 5_000, |n| {
        described("[a](".repeat(n))
    }),
    ("a bracket on each line", 2_000, |n| {
        described("[a\n\n".repeat(n))
    }),
    ("stars and underscores", 5_000, |n| {
        described("*a _b **c ".repeat(n))
    }),
    ("angle brackets and entities", 5_000, |n| {
        described("<a <b> &amp; &a; <!-- ".repeat(n))
    }),
    ("quotes of a description", 5_000, |n| {
        described("> ".repeat(n))
    }),
    ("tables and code blocks", 1_000, |n| {
        described("| a | b |\n|---|---|\n| c | d |\n\n```\ncode\n```\n\n~~~\n".repeat(n))
    }),
    ("a word without a space", 100_000, |n| {
        described("x".repeat(n))
    }),
    ("a name of a schema", 10_000, |n| {
        components("schemas", [("a".repeat(n), string())].into_iter().collect())
    }),
    ("words of a name", 5_000, |n| {
        components(
            "schemas",
            [("aB_c-".repeat(n), object([("x", string())]))]
                .into_iter()
                .collect(),
        )
    }),
    ("a name of a member, used deep within", 1_000, |n| {
        schema((0..20).fold(string(), |inner, _| object([("aB".repeat(n), inner)])))
    }),
    ("segments of a path", 5_000, |n| {
        document(
            json!({ "paths": { "/a".repeat(n): { "get": operation("Thing_get".to_owned()) } } }),
        )
    }),
    ("digits of a number", 20_000, |n| {
        vec![(
            format!("{DOCUMENT}.json"),
            schema(json!({ "type": "integer", "default": 0 }))[0]
                .1
                .replace("\"default\":0", &format!("\"default\":{}", "9".repeat(n))),
        )]
    }),
    ("a pattern", 5_000, |n| {
        schema(object([(
            "a",
            json!({ "type": "string", "pattern": "(a|b)*[c-d]".repeat(n) }),
        )]))
    }),
    ("warnings", 500, |n| {
        schema(object(many(n, "a", || json!({ "type": "strin" }))))
    }),
    ("warnings of many codes", 250, |n| {
        schemas(
            n,
            |index| json!({ "type": "object", "required": [format!("none{index}")], "properties": { "a": { "type": "string", "format": format!("f{index}"), "minimum": 3, "maxLength": -1 } }, "unknown": 1 }),
        )
    }),
    ("unknown keys", 500, |n| {
        let mut one = object([("a", string())]);
        for index in 0..n {
            one[format!("unknown{index}")] = json!(1);
        }
        schema(one)
    }),
    ("warnings that are allowed", 250, |n| {
        schema(object(many(
            n,
            "a",
            || json!({ "type": "string", "unknown": 1, "x-rust-allow": ["B0206"] }),
        )))
    }),
    ("allowances without effect", 500, |n| {
        schema(object(many(
            n,
            "a",
            || json!({ "type": "string", "x-rust-allow": ["B0206"] }),
        )))
    }),
    ("errors", 500, |n| {
        schema(object(many(n, "a", || json!({ "$ref": 5 }))))
    }),
    ("defaults that do not fit", 500, |n| {
        schema(object(many(
            n,
            "a",
            || json!({ "type": "integer", "default": "a" }),
        )))
    }),
    ("examples that do not fit", 500, |n| {
        schema(json!({ "type": "array", "items": { "type": "integer" }, "example": texts(n, "v") }))
    }),
    ("names chosen by x-rust-name", 500, |n| {
        let named =
            |index: usize| json!({ "type": "string", "x-rust-name": format!("chosen_{index}") });
        schema(object(
            (0..n).map(|index| (format!("a{index}"), named(index))),
        ))
    }),
    ("equal x-rust-names", 500, |n| {
        schema(object(many(
            n,
            "a",
            || json!({ "type": "string", "x-rust-name": "chosen" }),
        )))
    }),
    ("equal keys", 500, |n| {
        yaml(&"    A: { type: string }\n".repeat(n))
    }),
    ("anchors and aliases", 500, |n| {
        yaml(&(0..n).fold(String::new(), |mut text, index| {
            let _ = writeln!(
                text,
                "    A{index}: &a{index} {{ type: string }}\n    B{index}: *a{index}"
            );
            text
        }))
    }),
    ("merge keys", 500, |n| {
        yaml(&(0..n).fold(
            "    Base: &b { type: object, properties: { a: { type: string } } }\n".to_owned(),
            |mut text, index| {
                let _ = writeln!(text, "    A{index}: {{ <<: *b }}");
                text
            },
        ))
    }),
    ("comments", 5_000, |n| {
        yaml(&("    # A comment.\n".repeat(n) + "    A: { type: string }\n"))
    }),
    ("lines that are no YAML", 500, |n| {
        yaml(&"    A { type: string\n".repeat(n))
    }),
    ("warnings in YAML", 250, |n| {
        yaml(&(0..n).fold(String::new(), |mut text, index| {
        let _ = writeln!(text, "    A{index}:\n      type: object\n      unknown: 1\n      properties:\n        a: {{ type: strin }}");
        text
    }))
    }),
    ("warnings in one line of YAML", 500, |n| {
        let values: Vec<String> = (0..n).map(|index| index.to_string()).collect();
        yaml(&format!(
            "    A: {{ type: string, enum: [{}] }}\n",
            values.join(", ")
        ))
    }),
    ("warnings in one line of YAML without spaces", 500, |n| {
        let values: Vec<String> = (0..n).map(|index| index.to_string()).collect();
        yaml(&format!(
            "    A: {{ type: string, enum: [{}] }}\n",
            values.join(",")
        ))
    }),
    ("fractions in one line of YAML", 1_000, |n| {
        let values: Vec<String> = (0..n).map(|index| format!("{index}.5")).collect();
        yaml(&format!(
            "    A: {{ type: number, enum: [{}] }}\n",
            values.join(", ")
        ))
    }),
    ("fragments", 25, |n| {
        (0..n).map(|index| {
        let other = format!("f{}.json#/components/schemas/F{0}", (index + 1) % n);
        let own = json!({ "openapi": "3.0.3", "info": { "title": "T", "version": "1.0.0" }, "paths": {}, "components": { "schemas": { format!("F{index}"): object([("a", json!({ "$ref": other }))]) } } });
        (format!("{DOCUMENT}/f{index}.json"), own.to_string())
    }).collect()
    }),
];
