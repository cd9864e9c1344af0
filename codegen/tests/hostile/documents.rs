//! A table of hostile documents. `documents.txt` has the result of each; `BLESS=1` rewrites it.

use std::{fmt::Write as _, fs, path::Path};

use billing_codegen::history::KindHistory;

use crate::generate;

/// Head of a document, to which schemas are appended.
const HEAD: &str =
    "openapi: 3.0.3\ninfo: { title: T, version: v1 }\npaths: {}\ncomponents:\n  schemas:\n";

fn schemas(text: &str) -> Vec<u8> {
    format!("{HEAD}{text}").into_bytes()
}

fn json(schemas: &str) -> Vec<u8> {
    format!(
        r#"{{"openapi":"3.0.3","info":{{"title":"T","version":"v1"}},"paths":{{}},"components":{{"schemas":{schemas}}}}}"#
    )
    .into_bytes()
}

/// Returns `length` schemas, each of which refers to the next.
fn chain(length: usize, link: impl Fn(usize, &str) -> String) -> Vec<u8> {
    let mut text = String::new();
    for index in 0..length {
        let next = format!("{{ $ref: '#/components/schemas/A{}' }}", index + 1);
        let _ = writeln!(text, "    A{index}: {}", link(index, &next));
    }
    let _ = writeln!(
        text,
        "    A{length}: {{ type: object, properties: {{ x: {{ type: string }} }} }}"
    );
    schemas(&text)
}

fn bomb() -> Vec<u8> {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..10 {
        let below = format!("*a{}", level - 1);
        let _ = writeln!(text, "a{level}: &a{level} [{}]", vec![below; 9].join(", "));
    }
    text.into_bytes()
}

fn merged_bomb() -> Vec<u8> {
    let mut text = "a0: &a0 { x: 1, y: 2, z: 3 }\n".to_owned();
    for level in 1..40 {
        let below = format!("*a{}", level - 1);
        let _ = writeln!(
            text,
            "a{level}: &a{level} {{ <<: [{}] }}",
            vec![below; 9].join(", ")
        );
    }
    text.into_bytes()
}

fn utf_16(text: &str) -> Vec<u8> {
    [0xfeff]
        .into_iter()
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect()
}

fn cases() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let wide =
        |count: usize, one: fn(usize) -> String| schemas(&(0..count).map(one).collect::<String>());
    vec![
        // Depth.
        ("twenty thousand lists on one line", "a.yaml", "- ".repeat(20_000).into()),
        ("twenty thousand open brackets", "a.yaml", "[".repeat(20_000).into()),
        ("twenty thousand open braces", "a.yaml", "{a: ".repeat(20_000).into()),
        ("twenty thousand complex keys", "a.yaml", "? ".repeat(20_000).into()),
        ("twenty thousand open brackets in JSON", "a.json", "[".repeat(20_000).into()),
        ("twenty thousand closed brackets in JSON", "a.json", ("[".repeat(20_000) + &"]".repeat(20_000)).into()),
        ("three thousand levels of indentation", "a.yaml", (0..3_000).map(|level| format!("{:1$}a:\n", "", level)).collect::<String>().into()),
        ("an example of a hundred levels", "a.json", json(&format!(r#"{{"A":{{"type":"object","example":{}{}}}}}"#, "[".repeat(100), "]".repeat(100)))),
        ("lists within lists", "a.json", json(&format!(r#"{{"A":{}{{"type":"string"}}{}}}"#, r#"{"type":"array","items":"#.repeat(100), "}".repeat(100)))),
        // Size.
        ("a bomb of aliases", "a.yaml", bomb()),
        ("a bomb of merge keys", "a.yaml", merged_bomb()),
        ("an alias within what it names", "a.yaml", b"a: &a [*a]\n".into()),
        ("an alias of nothing", "a.yaml", b"a: *a\n".into()),
        ("a scalar of 100 MB", "a.yaml", schemas(&format!("    A: {{ description: {} }}\n", "x".repeat(100_000_000)))),
        ("a scalar of a megabyte", "a.yaml", schemas(&format!("    A: {{ type: object, description: {} }}\n", "x".repeat(1_000_000)))),
        ("a key of a hundred thousand letters", "a.json", json(&format!(r#"{{"{}":{{"type":"object"}}}}"#, "A".repeat(100_000)))),
        ("a key of two hundred thousand letters in YAML", "a.yaml", schemas(&format!("    {}: {{ type: object }}\n", "A".repeat(200_000)))),
        ("a key of two thousand letters in quotes", "a.yaml", schemas(&format!("    \"{}\": {{ type: object }}\n", "A".repeat(2_000)))),
        ("a key of two thousand letters in braces", "a.yaml", format!("openapi: 3.0.3\ninfo: {{ title: T, version: v1, {}: 1 }}\npaths: {{}}\n", "A".repeat(2_000)).into()),
        ("a key of two thousand letters after a question mark", "a.yaml", schemas(&format!("    ? {}\n    : {{ type: object }}\n", "A".repeat(2_000)))),
        ("limits beyond binary numbers", "a.yaml", schemas(&format!("    A: {{ properties: {{ a: {{ type: number, minimum: -1{}, maximum: 1e999999999, multipleOf: 1e-400 }}, b: {{ type: string, maxLength: 1e400 }}, c: {{ type: string, maxLength: 9007199254740993.5, minLength: -1e-400 }} }} }}\n", "0".repeat(5_000)))),
        ("numbers of a thousand digits", "a.yaml", schemas(&format!("    A: {{ properties: {{ a: {{ type: integer, maximum: {0}, default: {0} }} }} }}\n", "9".repeat(1_000)))),
        ("five thousand references in a row", "a.yaml", chain(5_000, |_, next| next.to_owned())),
        ("a hundred of allOf in a row", "a.yaml", chain(100, |_, next| format!("{{ allOf: [{next}] }}"))),
        ("twenty levels of eight alternatives", "a.yaml", chain(20, |_, next| format!("{{ oneOf: [{}] }}", [next; 8].join(", ")))),
        ("twenty levels of eight parts", "a.yaml", chain(20, |index, next| format!("{{ properties: {{ p{index}: {{ type: string }} }}, allOf: [{}] }}", [next; 8].join(", ")))),
        ("a thousand definitions that each copy eleven hundred properties", "a.yaml", schemas(&format!("    Base: {{ properties: {{ {} }} }}\n{}", (0..1_100).map(|index| format!("p{index}: {{ type: string }}")).collect::<Vec<_>>().join(", "), (0..1_000).map(|index| format!("    A{index}: {{ allOf: [{{ $ref: '#/components/schemas/Base' }}], properties: {{ a{index}: {{ type: string }} }} }}\n")).collect::<String>()))),
        ("five thousand schemas", "a.yaml", wide(5_000, |index| format!("    A{index}: {{ properties: {{ a: {{ type: string }} }} }}\n"))),
        ("an enumeration of ten thousand values", "a.yaml", schemas(&format!("    A: {{ type: string, enum: [{}] }}\n", (0..10_000).map(|index| format!("v{index}")).collect::<Vec<_>>().join(", ")))),
        ("a pattern that would take forever", "a.yaml", schemas("    A: { properties: { a: { type: string, pattern: '((a{100}){100}){100}' } } }\n")),
        ("a tuple of two thousand", "a.json", json(&format!(r#"{{"A":{{"type":"array","prefixItems":[{}]}}}}"#, [r#"{"type":"string"}"#; 2_000].join(",")))),
        // Cycles.
        ("a reference to itself", "a.yaml", schemas("    A: { $ref: '#/components/schemas/A' }\n")),
        ("two references to each other", "a.yaml", schemas("    A: { $ref: '#/components/schemas/B' }\n    B: { $ref: '#/components/schemas/A' }\n")),
        ("allOf of itself", "a.yaml", schemas("    A: { allOf: [{ $ref: '#/components/schemas/A' }], properties: { a: { type: string } } }\n")),
        ("allOf of each other", "a.yaml", schemas("    A: { allOf: [{ $ref: '#/components/schemas/B' }] }\n    B: { allOf: [{ $ref: '#/components/schemas/A' }] }\n")),
        ("oneOf of itself", "a.yaml", schemas("    A: { oneOf: [{ $ref: '#/components/schemas/A' }] }\n    B: { oneOf: [{ $ref: '#/components/schemas/C' }, { type: string }] }\n    C: { oneOf: [{ $ref: '#/components/schemas/B' }, { type: integer }] }\n")),
        ("lists and maps of themselves", "a.yaml", schemas("    A: { type: array, items: { $ref: '#/components/schemas/A' } }\n    M: { type: object, additionalProperties: { $ref: '#/components/schemas/M' } }\n    S: { properties: { s: { $ref: '#/components/schemas/S' }, l: { type: array, items: { $ref: '#/components/schemas/S' } } } }\n")),
        ("heirs of each other", "a.yaml", schemas("    A: { type: object, discriminator: { propertyName: k }, properties: { k: { type: string } }, allOf: [{ $ref: '#/components/schemas/B' }] }\n    B: { type: object, allOf: [{ $ref: '#/components/schemas/A' }] }\n")),
        ("paths, parameters and responses that are themselves", "a.yaml", b"openapi: 3.0.3\ninfo: { title: T, version: v1 }\npaths:\n  /a: { $ref: '#/paths/~1b' }\n  /b: { $ref: '#/paths/~1a' }\n  /c:\n    get:\n      parameters: [{ $ref: '#/components/parameters/P' }]\n      requestBody: { $ref: '#/components/requestBodies/B' }\n      responses: { 200: { $ref: '#/components/responses/R' } }\ncomponents:\n  parameters: { P: { $ref: '#/components/parameters/P' } }\n  requestBodies: { B: { $ref: '#/components/requestBodies/B' } }\n  responses: { R: { $ref: '#/components/responses/R' } }\n".into()),
        // Targets of references.
        ("references that are none", "a.yaml", schemas("    A: { properties: { a: { $ref: '##' }, b: { $ref: '%' }, c: { $ref: '#/%zz' }, d: { $ref: '#/%ff' }, e: { $ref: '#/~2' }, f: { $ref: '#/' }, g: { $ref: 5 }, h: { $ref: [a] }, i: { $ref: '#/components/schemas/A/../B' } } }\n")),
        ("references to elsewhere", "a.yaml", schemas("    A: { properties: { a: { $ref: '../../etc/passwd' }, b: { $ref: /etc/passwd }, c: { $ref: 'file:///etc/passwd' }, d: { $ref: 'https://example.com/a.yaml#/A' }, e: { $ref: '//example.com/a' }, f: { $ref: 'C:\\\\a' }, g: { $ref: '%2e%2e/%2e%2e/etc/passwd' }, h: { $ref: \"a\\0b\" } } }\n")),
        ("the document itself as a schema", "a.yaml", schemas("    A: { properties: { a: { $ref: '#' }, b: { $ref: '' }, c: { $ref: '#/components/schemas' } } }\n")),
        // Strings.
        ("a NUL", "a.yaml", schemas("    A: { description: \"x\0y\" }\n")),
        ("a NUL that is escaped", "a.yaml", schemas("    A: { description: \"x\\0y\", properties: { \"a\\0b\": { type: string } } }\n")),
        ("a text in Latin-1", "a.yaml", [HEAD.as_bytes(), b"    A: { description: caf\xe9 }\n"].concat()),
        ("a text in UTF-16", "a.yaml", utf_16(HEAD)),
        ("a byte order mark in JSON", "a.json", [b"\xef\xbb\xbf".as_slice(), &json(r#"{"A":{"type":"object"}}"#)].concat()),
        ("carriage returns", "a.yaml", String::from_utf8(schemas("    A: { properties: { a: { type: strin } } }\n")).unwrap().replace('\n', "\r\n").into()),
        ("only carriage returns", "a.yaml", String::from_utf8(schemas("    A: { properties: { a: { type: strin } } }\n")).unwrap().replace('\n', "\r").into()),
        ("half of a surrogate pair", "a.json", json(r#"{"A":{"type":"string","enum":["\ud800"]}}"#)),
        ("a long name", "a.json", json(&format!(r#"{{"A":{{"type":"object","properties":{{"{}":{{"type":"string"}}}}}}}}"#, "a".repeat(4_096)))),
        ("a long name in YAML", "a.yaml", schemas(&format!("    A: {{ properties: {{ {}: {{ type: string }} }} }}\n", "a".repeat(4_096)))),
        ("a constant of another type", "a.json", json(r#"{"A":{"type":"object","required":["a","b"],"properties":{"a":{"type":"integer","enum":["x"]},"b":{"type":"integer","format":"int8","const":1000}}}}"#)),
        ("a number that no float holds", "a.json", json(r#"{"A":{"type":"number","maximum":1e999999}}"#)),
        ("words after the end", "a.json", [json("{}").as_slice(), b" x"].concat()),
        ("nothing", "a.yaml", Vec::new()),
        ("nothing in JSON", "a.json", Vec::new()),
        ("white space", "a.yaml", b"  \n\n".into()),
        ("a word", "a.yaml", b"hello".into()),
        ("a list", "a.yaml", b"[1]".into()),
        // Peculiarities of YAML.
        ("booleans of YAML 1.1", "a.yaml", schemas("    A: { type: string, enum: [no, yes, on, off, n, y] }\n    B: { type: string, enum: [true, ~] }\n")),
        ("numbers of YAML 1.1", "a.yaml", schemas("    A: { properties: { a: { default: 017 }, b: { default: 1_000 }, c: { default: 0o17 }, d: { default: 0x1F }, e: { default: 1e3 }, f: { default: .5 }, g: { default: 12:30:45 } } }\n")),
        ("keys that are numbers", "a.yaml", schemas("    200: { type: object }\n    A: { properties: { 1: { type: string }, 2.50: { type: string }, true: { type: string }, null: { type: string } } }\n")),
        ("statuses that are numbers", "a.yaml", b"openapi: 3.0.3\ninfo: { title: T, version: v1 }\npaths: { /a: { get: { responses: { 200: { description: Fine. } } } } }\n".into()),
        ("keys that are no texts", "a.yaml", schemas("    ? [a, b]\n    : { type: object }\n")),
        ("merge keys", "a.yaml", schemas("    A: &a { type: object, properties: { a: { type: string } } }\n    B: { <<: *a, description: As A. }\n    C: { <<: 1 }\n")),
        ("tags", "a.yaml", schemas("    A: { type: object, description: !!python/object:os.system ls }\n")),
        ("a tag of ours", "a.yaml", schemas("    A: !include other.yaml\n")),
        ("several documents", "a.yaml", [schemas("    A: { type: object }\n").as_slice(), b"---\n", &schemas("")].concat()),
        ("a document that ends", "a.yaml", schemas("    A: { type: object }\n...\n")),
        ("a directive", "a.yaml", [b"%YAML 1.1\n---\n".as_slice(), &schemas("    A: { type: object }\n")].concat()),
        ("tabs", "a.yaml", b"openapi: 3.0.3\n\tinfo: x\n".into()),
        ("a key twice", "a.yaml", schemas("    A: { type: object }\n    A: { type: object }\n")),
    ]
}

#[test]
fn results_of_hostile_documents() {
    let mut found = String::new();
    for (title, name, text) in cases() {
        let _ = writeln!(found, "# {title}");
        match generate(name, &text).1 {
            Ok(generated) => {
                found.push_str(&summarize(&generated.warnings));
                let history = generated.histories.first().unwrap();
                let types: Vec<_> = history
                    .types
                    .iter()
                    .map(|ty| match &ty.kind {
                        KindHistory::Struct(fields) => {
                            format!("struct {} of {}", one_line(&ty.name), fields.len())
                        }
                        KindHistory::Enumeration(_, values) => {
                            format!("enum {} of {}", one_line(&ty.name), values.len())
                        }
                        KindHistory::Union(choices) => {
                            format!("union {} of {}", one_line(&ty.name), choices.len())
                        }
                    })
                    .collect();
                let shown = types
                    .iter()
                    .take(5)
                    .map(String::as_str)
                    .collect::<Vec<_>>()
                    .join(", ");
                let _ = writeln!(found, "generated: {} types: {shown}", types.len());
                let _ = writeln!(found, "generated: {} operations", history.operations.len());
            }
            Err(text) => found.push_str(&summarize(&text)),
        }
        found.push('\n');
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile/documents.txt");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&file, &found).unwrap();
    }
    let expected = fs::read_to_string(&file).unwrap_or_default();
    for (found, expected) in found.split("\n\n").zip(expected.split("\n\n")) {
        assert_eq!(found, expected);
    }
    assert!(
        found == expected,
        "there are other cases in {}",
        file.display()
    );
}

/// Returns the first diagnostics and their number.
fn summarize(text: &str) -> String {
    const SHOWN: usize = 4;
    let all: Vec<_> = text
        .split("\n\n")
        .map(str::trim_end)
        .filter(|one| !one.is_empty())
        .collect();
    let mut short = String::new();
    for one in all.iter().take(SHOWN) {
        for line in one.lines() {
            let _ = writeln!(short, "{}", one_line(line).trim_end());
        }
    }
    if all.len() > SHOWN {
        let _ = writeln!(short, "and {} more", all.len() - SHOWN);
    }
    short
}

/// Shortens a line to 160 characters.
fn one_line(line: &str) -> String {
    let mut shown: String = line.chars().take(160).collect();
    if shown.len() < line.len() {
        shown.push_str("...");
    }
    shown
}
