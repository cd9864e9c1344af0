use crate::{assert_fragment, assert_same, diagnostics_of_files};

#[test]
fn yaml_that_is_not_well_formed() {
    assert_fragment(
        "openapi: 3.0.3\ncomponents:\n  schemas: {\n",
        r"
error[B0003]: cannot read this as YAML: did not find expected node content
 --> specs/azure/v1/a.yaml:4:1
  |
4 |
  | ^",
    );
}

#[test]
fn several_yaml_documents() {
    assert_fragment(
        "openapi: 3.0.3\n---\nopenapi: 3.0.3\n",
        r"
error[B0003]: cannot read this as YAML: this file holds more than one YAML document
 --> specs/azure/v1/a.yaml:2:1
  |
2 | ---
  | ^^^",
    );
}

#[test]
fn a_yaml_tag() {
    assert_fragment(
        "openapi: !version 3.0.3\n",
        r"
error[B0003]: cannot read this as YAML: a YAML tag has no meaning here
 --> specs/azure/v1/a.yaml:1:10
  |
1 | openapi: !version 3.0.3
  |          ^^^^^^^^^^^^^^",
    );
}

#[test]
fn a_repeated_key() {
    assert_fragment(
        "openapi: 3.0.3\ncomponents:\n  schemas:\n    A: {}\n    B: {}\n    A: { type: string }\n    A: 1\n",
        r"
error[B0004]: `A` stands twice in one mapping
 --> specs/azure/v1/a.yaml:6:5
  |
4 |     A: {}
  |     - first here
5 |     B: {}
6 |     A: { type: string }
  |     ^ again here

error[B0004]: `A` stands twice in one mapping
 --> specs/azure/v1/a.yaml:7:5
  |
4 |     A: {}
  |     - first here
...
7 |     A: 1
  |     ^ again here",
    );
}

#[test]
fn a_bomb_of_aliases() {
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..10 {
        let below = format!("*a{}", level - 1);
        bomb.push_str(&format!(
            "a{level}: &a{level} [{}]\n",
            vec![below; 9].join(", ")
        ));
    }
    assert_fragment(
        &bomb,
        r"
error[B0006]: cannot read this as YAML: the aliases of this file stand for too many values; the limit is 8 times its size
 --> specs/azure/v1/a.yaml:1:28
  |
1 | a0: &a0 [x, x, x, x, x, x, x, x, x]
  |                            ^
  |
  = help: if this size is intended, raise the limit: `--limit aliases=16`",
    );
}

#[test]
fn deep_nesting() {
    assert_fragment(
        &"[".repeat(100_000),
        r"
error[B0006]: cannot read this as YAML: it nests more than 128 levels deep, or an alias stands within what it names
--> specs/azure/v1/a.yaml:1:1001",
    );
}

#[test]
fn json_that_is_not_well_formed() {
    let found = diagnostics_of_files([(
        "azure/v1/a.json",
        b"{\n  \"openapi\": \"3.0.3\",\n  \"paths\": { \"/a\": }\n}".as_slice(),
    )]);
    assert_same(
        &found,
        r#"
error[B0003]: cannot read this as JSON: expected value
 --> specs/azure/v1/a.json:3:20
  |
3 |   "paths": { "/a": }
  |                    ^"#,
    );
}

#[test]
fn a_repeated_key_in_json() {
    let text = br#"{ "openapi": "3.0.3", "components": { "schemas": { "A": {}, "A": { "type": "string" } } } }"#;
    assert_same(
        &diagnostics_of_files([("azure/v1/a.json", text.as_slice())]),
        r#"
error[B0004]: `A` stands twice in one mapping
 --> specs/azure/v1/a.json:1:61
  |
1 | { "openapi": "3.0.3", "components": { "schemas": { "A": {}, "A": { "type": "string" } } } }
  |                                                    ---      ^^^ again here
  |                                                    |
  |                                                    first here
  |
  = note: the JSON pointer is `/components/schemas/A`"#,
    );
}

#[test]
fn text_that_is_not_utf_8() {
    assert_same(
        &diagnostics_of_files([(
            "azure/v1/a.yaml",
            b"openapi: 3.0.3\ninfo:\n  title: \"caf\xe9\"\n".as_slice(),
        )]),
        r#"
error[B0002]: this file is not UTF-8
 --> specs/azure/v1/a.yaml:3:14
  |
3 |   title: "caf�"
  |              ^^ not a character of UTF-8
  |
  = help: save it as UTF-8"#,
    );
}

#[test]
fn an_empty_file() {
    assert_fragment(
        "",
        r"
error[B0201]: an OpenAPI document must be a mapping, but this is null
--> specs/azure/v1/a.yaml:1:1",
    );
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_text() {
    assert_fragment("\u{feff}openapi: 3.0.3\r\npaths: {}\r\n", "");
}

#[test]
fn positions_count_characters() {
    assert_fragment(
        "openapi: 3.0.3\ncomponents:\n  schemas:\n    Größe: { description: \"ß\", type: strnig }\n",
        r#"
warning[B0233]: `Größe` is not a valid name of a component
 --> specs/azure/v1/a.yaml:4:5
  |
4 |     Größe: { description: "ß", type: strnig }
  |     ^^^^^
  |
  = note: other tools may reject it
  = help: write ASCII letters, digits, `.`, `-` and `_`

warning[B0207]: unknown type `strnig`; any JSON is accepted
 --> specs/azure/v1/a.yaml:4:38
  |
4 |     Größe: { description: "ß", type: strnig }
  |                                      ^^^^^^
  |
  = help: did you mean `string`?"#,
    );
}

#[test]
fn places_of_merged_members() {
    assert_fragment(
        "openapi: 3.0.3\ninfo: { title: A, version: v1 }\npaths: {}\nx-base: &base { type: strin, format: 1 }\ncomponents:\n  schemas:\n    A: { <<: *base }\n    B: { <<: *base, type: nummber }\n    C: { <<: 1 }\n",
        r"
warning[B0207]: unknown type `strin`; any JSON is accepted
 --> specs/azure/v1/a.yaml:4:23
  |
4 | x-base: &base { type: strin, format: 1 }
  |                       ^^^^^
  |
  = help: did you mean `string`?

warning[B0207]: unknown type `nummber`; any JSON is accepted
 --> specs/azure/v1/a.yaml:8:27
  |
8 |     B: { <<: *base, type: nummber }
  |                           ^^^^^^^
  |
  = help: did you mean `number`?

warning[B0206]: unknown key `<<` in a schema
 --> specs/azure/v1/a.yaml:9:10
  |
9 |     C: { <<: 1 }
  |          ^^",
    );
}
