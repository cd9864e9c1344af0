//! The table of documented examples, for tests of downstream crates.

use crate::folder::Folder;

const V3: &str = "openapi: 3.0.3
info: { title: Shop, version: VERSION }
servers: [ { url: 'https://api.example.com' } ]
paths:
  /prices/{name}:
    get:
      operationId: Prices_Get
      parameters:
        - { name: name, in: path, required: true, schema: { type: string } }
      responses:
        '200':
          description: The price.
          headers:
            ETag: { schema: { type: string }, example: '\"1\"' }
            X-Rates: { schema: { type: array, items: { type: number } }, examples: { some: { value: [1.50, 2] } } }
            X-Left: { schema: { type: integer, example: 7 } }
            X-Unknown: { schema: { type: string } }
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Price' }
              examples:
                one: { value: { value: '2' } }
                two: { $ref: '#/components/examples/Two' }
            text/csv:
              schema: { type: string }
              example: \"value\\r\\n2\\r\\n\"
            text/tab-separated-values:
              schema: { type: string }
              examples:
                rows: { $ref: '#/components/examples/Rows' }
            application/vnd.shop+json:
              schema: { $ref: '#/components/schemas/Price' }
              example: { value: '3' }
            application/xml:
              schema: { $ref: '#/components/schemas/Price' }
              example: { value: 'no text' }
        '202':
          description: Not yet.
          headers:
            Location: { schema: { type: string }, example: /states/1 }
        '404':
          description: None.
          content:
            application/problem+json:
              schema: { $ref: '#/components/schemas/Price' }
              example: { value: \"\\\"#\" }
        5XX:
          description: Broken.
          content:
            text/plain: { schema: { type: string }, examples: { busy: { value: Busy } } }
components:
  examples:
    Two: { value: { value: TWO } }
    Rows: { value: 'value' }
  schemas:
    Price: { type: object, properties: { value: { type: string } } }
";

const V2: &str = "swagger: '2.0'
info: { title: Shop, version: v1 }
host: api.example.com
paths:
  /prices:
    post:
      operationId: Prices_Add
      produces: [ application/json, text/csv ]
      responses:
        '200': { description: Added., schema: { type: object }, examples: { text/csv: 'a,b', application/json: { a: 1.50 } } }
        '202': { description: Not yet. }
        default: { description: Failed., schema: { type: object } }
      x-ms-examples:
        Add:
          parameters: {}
          responses:
            '200': { headers: { Retry-After: 5, Odd: { a: 1 } }, body: { a: 2 } }
            '202': { headers: { Location: /states/1 } }
            '404': { body: { code: NotFound } }
            default: { body: { code: Other } }
";

/// Returns the entries of a table, a line each.
fn entries(table: &str) -> Vec<String> {
    let mut parts = table.split("        Example::new(");
    assert!(
        parts
            .next()
            .is_some_and(|head| head.contains("Examples::new(&["))
    );
    let parts = parts.map(|part| part.trim_end().trim_end_matches("])\n};").trim_end());
    parts
        .map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect()
}

/// Returns a folder with an API of two api-versions that has examples of every kind.
pub(super) fn shop() -> Folder {
    let version = |version: &str, two: &str| {
        let text = V3.replace("VERSION", version).replace("TWO", two);
        (format!("shop/{version}.yaml"), text)
    };
    let [(v1, old), (v2, new)] = [version("v1", "'22'"), version("v2", "'23'")];
    Folder::with(&[(&v1, old), (&v2, new)])
}

#[test]
fn examples_of_every_kind() {
    let folder = shop();
    folder.run_ok(&["generate", "shop", "--out", "crate"]);
    let headers = r#"&[("ETag", "\"1\""), ("X-Rates", "1.50, 2"), ("X-Left", "7")]"#;
    let both = r#""Prices_Get", &["v1", "v2"]"#;
    let expected = [
        format!(
            r##"{both}, "one", "200", Some("application/json"), {headers}, r#"{{ "value": "2" }}"#),"##
        ),
        format!(
            r##""Prices_Get", &["v1"], "two", "200", Some("application/json"), {headers}, r#"{{ "value": "22" }}"#),"##
        ),
        format!(
            r###"{both}, "", "404", Some("application/problem+json"), &[], r##"{{ "value": "\"#" }}"##),"###
        ),
        format!(
            r##""Prices_Get", &["v2"], "two", "200", Some("application/json"), {headers}, r#"{{ "value": "23" }}"#),"##
        ),
        format!(r#"{both}, "", "200", Some("text/csv"), {headers}, "value\r\n2\r\n"),"#),
        format!(
            r#"{both}, "rows", "200", Some("text/tab-separated-values"), {headers}, "value"),"#
        ),
        format!(
            r##"{both}, "", "200", Some("application/vnd.shop+json"), {headers}, r#"{{"value":"3"}}"#),"##
        ),
        format!(r#"{both}, "", "202", None, &[("Location", "/states/1")], ""),"#),
        format!(r#"{both}, "busy", "5XX", Some("text/plain"), &[], "Busy"),"#),
    ];
    assert_eq!(
        entries(&folder.read("crate/src/testing/examples.rs")),
        expected
    );
    let included = "#[cfg(feature = \"testing\")]\ninclude!(\"testing/examples.rs\");\n";
    assert!(folder.read("crate/src/lib.rs").ends_with(included));
}

#[test]
fn examples_of_swagger() {
    let folder = Folder::with(&[("shop.yaml", V2.to_owned())]);
    folder.run_ok(&["generate", "shop.yaml", "--out", "crate"]);
    let add = r#""Prices_Add", &["v1"]"#;
    let expected = [
        format!(r##"{add}, "", "200", Some("application/json"), &[], r#"{{ "a": 1.50 }}"#),"##),
        format!(
            r##"{add}, "Add", "200", Some("application/json"), &[("Retry-After", "5")], r#"{{ "a": 2 }}"#),"##
        ),
        format!(
            r##"{add}, "Add", "default", Some("application/json"), &[], r#"{{ "code": "Other" }}"#),"##
        ),
        format!(r#"{add}, "", "200", Some("text/csv"), &[], "a,b"),"#),
        format!(r#"{add}, "Add", "202", None, &[("Location", "/states/1")], ""),"#),
        format!(
            r##"{add}, "Add", "404", Some("application/json"), &[], r#"{{ "code": "NotFound" }}"#),"##
        ),
    ];
    assert_eq!(
        entries(&folder.read("crate/src/testing/examples.rs")),
        expected
    );
    // Without examples there is no table.
    let text = V2
        .replace("x-ms-examples", "x-other")
        .replace("examples: {", "x-e: {");
    folder.write("shop.yaml", &text);
    folder.run_ok(&["generate", "shop.yaml", "--out", "crate"]);
    assert!(
        !folder
            .read("crate/src/lib.rs")
            .contains("testing/examples.rs")
    );
    assert!(!folder.root().join("crate/src/testing/examples.rs").exists());
}
