//! Text of a document stays text in docs, literals and names.

use proc_macro2::{TokenStream, TokenTree};
use serde_json::{Value, json};

use crate::{generate, sources};

/// Text that would end a comment, a literal or a code block, or become a doc test, if it were not escaped.
const NASTY: &str = "*/ \"# \u{202e} \u{2066} \0 \u{1b}[31m \r\n    injected!();\n\n\n        injected!();\n```\n#![injected]\n```rust\ninjected!();\n```\n~~~\ninjected!();\n</details> {} {{x}} \\ ' \" %s ${x} --> <!-- [`injected`] `\u{202e}` ``` `` [a](javascript:injected)\n  - item\n\n        injected!();\n\t\tinjected!();";

/// Returns a document that has the text in every place where text is allowed.
fn document() -> Value {
    let schema = json!({
        "type": "string", "description": NASTY, "pattern": NASTY, "default": NASTY, "example": NASTY,
        "title": NASTY, "format": NASTY, "contentMediaType": NASTY,
    });
    let operation = |id: &str| {
        json!({
            "operationId": id, "summary": NASTY, "description": NASTY, "tags": [NASTY], "deprecated": true,
            "externalDocs": { "url": NASTY, "description": NASTY },
            "parameters": [
                { "name": "b", "in": "path", "required": true, "description": NASTY, "schema": schema },
                { "name": NASTY, "in": "query", "schema": schema, "example": NASTY },
                { "name": format!("h{NASTY}"), "in": "header", "schema": schema },
                { "name": format!("c{NASTY}"), "in": "cookie", "schema": schema },
            ],
            "requestBody": { "description": NASTY, "content": { "application/json": { "schema": { "$ref": "#/components/schemas/A" }, "example": { "a": NASTY } } } },
            "responses": {
                "200": { "description": NASTY, "headers": { NASTY: { "description": NASTY, "schema": schema } },
                    "content": { "application/json": { "schema": { "$ref": "#/components/schemas/A" }, "examples": { NASTY: { "summary": NASTY, "value": { "a": NASTY, "d": NASTY } } } } } },
                "default": { "description": NASTY },
            },
        })
    };
    json!({
        "openapi": "3.1.0",
        "info": { "title": NASTY, "version": "v1", "description": NASTY, "summary": NASTY, "termsOfService": NASTY },
        "servers": [{ "url": "https://x/{a}", "description": NASTY, "variables": { "a": { "default": NASTY, "description": NASTY, "enum": [NASTY] } } }],
        "security": [{ "key": [] }],
        "tags": [{ "name": NASTY, "description": NASTY }],
        "paths": { "/a/{b}": { "description": NASTY, "get": operation("get"), "post": operation(NASTY) } },
        "components": {
            "securitySchemes": { "key": { "type": "apiKey", "name": NASTY, "in": "header", "description": NASTY } },
            "schemas": {
                NASTY: { "type": "object", "description": NASTY, "properties": { "a": { "$ref": "#/components/schemas/A" } } },
                "A": {
                    "type": "object", "description": NASTY, "title": NASTY, "example": { "a": NASTY },
                    "properties": {
                        NASTY: { "type": "string", "description": NASTY, "enum": [NASTY, "\"", "{}", "\u{202e}", "\0", "a\nb", "*/", "", "fn"], "default": NASTY },
                        "d": schema,
                        "choice": { "oneOf": [{ "$ref": "#/components/schemas/B" }, { "$ref": "#/components/schemas/C" }], "discriminator": { "propertyName": NASTY, "mapping": { NASTY: "#/components/schemas/B" } } },
                        "fixed": { "const": NASTY },
                        "crate": { "type": "string" }, "self": { "type": "string" }, "gen": { "type": "string" },
                    },
                },
                "B": { "type": "object", "properties": { NASTY: { "type": "string" }, "b": { "type": "string" } }, "required": [NASTY] },
                "C": { "type": "object", "properties": { NASTY: { "type": "string" }, "c": { "type": "string" } }, "required": [NASTY] },
            },
        },
    })
}

#[test]
fn no_text_of_a_document_becomes_code() {
    let text = document().to_string();
    let (_folder, generated) = generate("api.json", text.as_bytes());
    let generated = generated.unwrap();
    assert!(generated.histories[0].types.len() > 3 && generated.histories[0].operations.len() == 2);
    let mut literals = 0;
    for (path, text) in sources(&generated) {
        let tokens: TokenStream = text.parse().unwrap();
        syn::parse_file(text).unwrap();
        check(tokens, path, &mut literals);
        check_characters(path, text);
    }
    assert!(literals > 10, "{literals} literals hold the text");
    let manifest = generated
        .files
        .iter()
        .find(|(path, _)| *path == "Cargo.toml");
    check_characters("Cargo.toml", manifest.unwrap().1);
    assert!(!manifest.unwrap().1.contains("injected"));
}

/// Asserts that the text occurs in docs and literals only, and never as a token.
fn check(tokens: TokenStream, path: &str, literals: &mut usize) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => check(group.stream(), path, literals),
            TokenTree::Ident(ident) => assert!(ident != "injected", "{path} has it as code"),
            TokenTree::Literal(literal) => {
                *literals += usize::from(literal.to_string().contains("injected"))
            }
            TokenTree::Punct(_) => {}
        }
    }
}

/// Asserts that a source has neither control characters nor characters that change its visual order.
fn check_characters(path: &str, text: &str) {
    let hidden = |character: char| {
        character.is_control() && character != '\n'
            || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if let Some(line) = text.lines().find(|line| line.contains(hidden)) {
        panic!("{path}: {line:?}");
    }
}

/// The code blocks in docs are those of the generator. None contains Rust code from the document; the program in the docs of the
/// crate, whose first line is an attribute, has its names and no text.
#[test]
fn no_text_of_a_document_becomes_a_doc_test() {
    let (_folder, generated) = generate("api.json", document().to_string().as_bytes());
    let generated = generated.unwrap();
    let (mut blocks, mut programs) = (0, 0);
    for (path, text) in sources(&generated) {
        let mut fence = None;
        let mut was_blank = true;
        let mut program = String::new();
        for line in text.lines() {
            let doc = line.trim_start();
            if doc.contains("doc = \"```") {
                fence = Some("program");
                continue;
            }
            if fence == Some("program") && !doc.starts_with("//!") {
                continue;
            }
            let Some(doc) = doc.strip_prefix("///").or(doc.strip_prefix("//!")) else {
                assert!(fence.is_none(), "{path}: a code block is open at {line:?}");
                was_blank = true;
                continue;
            };
            let doc = doc.strip_prefix(' ').unwrap_or(doc);
            match (fence, doc.strip_prefix("```")) {
                (None, Some(language)) => {
                    assert!(matches!(language, "text" | "json"), "{path}: {line:?}");
                    fence = Some(language);
                    blocks += 1;
                }
                (Some(_), Some("")) => fence = None,
                (Some("program"), _) => program += &format!("{doc}\n"),
                (Some(_), _) => {}
                (None, None) => {
                    assert!(!doc.starts_with("~~~"), "{path}: {line:?}");
                    assert!(
                        !was_blank || !doc.starts_with("    "),
                        "{path}: a block by indentation: {line:?}"
                    );
                }
            }
            was_blank = doc.trim().is_empty();
        }
        if !program.is_empty() {
            programs += 1;
            syn::parse_file(&program).unwrap();
            assert!(!program.contains("injected"), "{program}");
        }
    }
    assert_eq!(programs, 1);
    assert!(blocks > 5, "{blocks} blocks");
}
