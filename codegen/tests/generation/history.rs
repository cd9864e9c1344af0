//! Merging of api-versions: a table of definitions and their merged form.

use crate::folder::Folder;

/// Returns the items of the definitions module for documents of the api-versions v1, v2, ...
fn merge(documents: &[&str]) -> String {
    let folder = Folder::empty();
    for (index, document) in documents.iter().enumerate() {
        let version = format!("v{}", index + 1);
        let text =
            format!("openapi: 3.0.3\ninfo: {{ title: Things, version: {version} }}\n{document}");
        folder.write(&format!("specs/things/{version}/things.yaml"), &text);
    }
    let (code, _, err) = folder.run(&["generate"]);
    assert_eq!(code, 0, "{err}");
    let text = folder.read("generated/src/things.rs");
    let (_, items) = text.split_once("mod definitions {\n").unwrap();
    // Clients follow the definitions.
    let (items, _) = items.split_once("\n}\n").unwrap();
    let is_import = |line: &&str| !line.trim_start().starts_with("use ");
    let lines = items
        .lines()
        .filter(is_import)
        .map(|line| line.strip_prefix("    ").unwrap_or(line));
    lines.collect::<Vec<_>>().join("\n").trim().to_owned()
}

#[track_caller]
fn schemas(forms: &[&str], expected: &str) {
    let documents: Vec<_> = forms
        .iter()
        .map(|form| format!("paths: {{}}\ncomponents: {{ schemas: {{ {form} }} }}\n"))
        .collect();
    let documents: Vec<_> = documents.iter().map(String::as_str).collect();
    assert_eq!(merge(&documents), expected.trim());
}

/// Compares operations, ignoring their docs and line breaks.
#[track_caller]
fn operations(forms: &[&str], expected: &[&str]) {
    let schemas = "components: { schemas: { A: { properties: { a: { type: string } } }, B: { properties: { b: { type: string } } } } }";
    let documents: Vec<_> = forms
        .iter()
        .map(|form| format!("paths: {{ {form} }}\n{schemas}\n"))
        .collect();
    let documents: Vec<_> = documents.iter().map(String::as_str).collect();
    let text = merge(&documents);
    let (_, operations) = text.split_once("mod operations {").unwrap();
    let (operations, _) = operations.rsplit_once('}').unwrap();
    let items = operations
        .split("\n\n")
        .filter(|item| item.contains("#[operation("));
    let reported = items.map(|item| {
        let lines = item
            .lines()
            .filter(|line| !line.trim_start().starts_with("///"));
        let words: Vec<_> = lines.flat_map(str::split_whitespace).collect();
        words.join(" ").replace("( ", "(").replace(" )", ")")
    });
    assert_eq!(reported.collect::<Vec<_>>(), expected);
}

#[test]
fn members() {
    // Only the description changes, and the newest one wins.
    schemas(
        &[
            "A: { properties: { a: { type: string, description: Old. } } }",
            "A: { properties: { a: { type: string, description: New., maxLength: 3 } } }",
        ],
        "pub struct A {\n    /// New. At most 3 characters.\n    pub a: Option<String>,\n}",
    );
    // A change of presence, type, nullability or wire name starts another member.
    schemas(
        &[
            "A: { required: [a], properties: { a: { type: string } } }",
            "A: { properties: { a: { type: string } } }",
        ],
        "pub struct A {\n    #[versions(..\"v2\")]\n    pub a: String,\n    #[versions(\"v2\"..)]\n    pub a: Option<String>,\n}",
    );
    schemas(
        &[
            "A: { properties: { a: { type: string } } }",
            "A: { properties: { a: { type: string, format: date } } }",
        ],
        "pub struct A {\n    #[versions(..\"v2\")]\n    pub a: Option<String>,\n    #[versions(\"v2\"..)]\n    pub a: Option<Date>,\n}",
    );
    schemas(
        &[
            "A: { properties: { a: { type: string } } }",
            "A: { properties: { a: { type: string, nullable: true } } }",
        ],
        "pub struct A {\n    #[versions(..\"v2\")]\n    pub a: Option<String>,\n    #[versions(\"v2\"..)]\n    pub a: Option<Option<String>>,\n}",
    );
    schemas(
        &[
            "A: { properties: { a: { type: string } } }",
            "A: { properties: { b: { type: string, x-rust-name: a } } }",
        ],
        "pub struct A {\n    #[versions(..\"v2\")]\n    pub a: Option<String>,\n    #[versions(\"v2\"..)]\n    #[wire(\"b\")]\n    pub a: Option<String>,\n}",
    );
}

#[test]
fn removed_and_added_again() {
    schemas(
        &[
            "A: { properties: { a: { type: string }, b: { type: string } } }",
            "A: { properties: { b: { type: string } } }",
            "A: { properties: { a: { type: string }, b: { type: string } } }",
        ],
        "pub struct A {\n    #[versions(..\"v2\")]\n    pub a: Option<String>,\n    #[versions(\"v3\"..)]\n    pub a: Option<String>,\n    pub b: Option<String>,\n}",
    );
}

#[test]
fn values() {
    schemas(
        &[
            "A: { type: string, enum: [x, y] }",
            "A: { type: string, enum: [X, z], x-ms-enum: { name: A, values: [{ value: X }, { value: z, x-rust-was: Y }] } }",
        ],
        "pub enum A {\n    #[versions(..\"v2\")]\n    #[wire(\"x\")]\n    X,\n    #[versions(\"v2\"..)]\n    X,\n    #[versions(..\"v2\")]\n    #[wire(\"y\")]\n    Y,\n    #[versions(\"v2\".., was = \"Y\")]\n    #[wire(\"z\")]\n    Z,\n}",
    );
}

#[test]
fn a_definition_of_another_kind_is_a_new_one() {
    schemas(
        &[
            "A: { type: string, enum: [X] }",
            "A: { properties: { a: { type: string } } }",
        ],
        "#[versions(..\"v2\")]\npub enum A {\n    X,\n}\n\n#[versions(\"v2\"..)]\npub struct A {\n    pub a: Option<String>,\n}",
    );
}

/// What an older api-version calls a thing keeps its name, and a newcomer gives way.
#[test]
fn names_are_chosen_for_the_whole_history() {
    schemas(
        &[
            "group_join: { properties: { a: { type: string } } }",
            "GroupJoin: { properties: { b: { type: string } } }, group_join: { properties: { a: { type: string } } }",
        ],
        "#[versions(\"v2\"..)]\npub struct GroupJoinXebfd0c4c {\n    pub b: Option<String>,\n}\n\npub struct GroupJoin {\n    pub a: Option<String>,\n}",
    );
    schemas(
        &[
            "A: { properties: { 'x-y': { type: string } } }",
            "A: { properties: { x_y: { type: string }, 'x-y': { type: string } } }",
        ],
        "pub struct A {\n    #[versions(\"v2\"..)]\n    #[wire(\"x_y\")]\n    pub x_underscore_y: Option<String>,\n    #[wire(\"x-y\")]\n    pub x_y: Option<String>,\n}",
    );
    schemas(
        &[
            "A: { type: string, enum: [x-y] }",
            "A: { type: string, enum: [x_y, x-y] }",
        ],
        "pub enum A {\n    #[versions(\"v2\"..)]\n    #[wire(\"x_y\")]\n    XUnderscoreY,\n    #[wire(\"x-y\")]\n    XY,\n}",
    );
    // Equal inline types have the name of the first one, also when another one comes before it or they part.
    schemas(
        &[
            "B: { properties: { p: { type: object, properties: { a: { type: string } } } } }",
            "A: { properties: { p: { type: object, properties: { a: { type: string } } } } }, B: { properties: { p: { type: object, properties: { a: { type: string } } } } }",
        ],
        "#[versions(\"v2\"..)]\npub struct A {\n    pub p: Option<BP>,\n}\n\npub struct B {\n    pub p: Option<BP>,\n}\n\npub struct BP {\n    pub a: Option<String>,\n}",
    );
}

#[test]
fn a_type_and_an_operation_may_have_one_name() {
    let operation = |body: &str| {
        format!(
            "paths: {{ /g: {{ get: {{ operationId: group_join, responses: {{ '200': {{ description: x, content: {{ application/json: {{ schema: {body} }} }} }} }} }} }} }}\n"
        )
    };
    let with_type = operation("{ $ref: '#/components/schemas/GroupJoin' }")
        + "components: { schemas: { GroupJoin: { properties: { a: { type: string } } } } }\n";
    let without = operation("{ type: string }");
    for documents in [[&with_type, &without], [&without, &with_type]] {
        let text = merge(&documents.map(String::as_str));
        assert_eq!(text.matches("pub struct GroupJoin {").count(), 3, "{text}");
        assert!(!text.contains("Request"), "{text}");
    }
}

#[test]
fn aliases() {
    // The newest description wins; another type starts another alias, which members follow.
    schemas(
        &[
            "A: { properties: { a: { $ref: '#/components/schemas/B' } } }, B: { type: integer }",
            "A: { properties: { a: { $ref: '#/components/schemas/B' } } }, B: { type: integer, description: New. }",
            "A: { properties: { a: { $ref: '#/components/schemas/B' } } }, B: { type: string }",
        ],
        "pub struct A {\n    /// New.\n    #[versions(..\"v3\")]\n    pub a: Option<B>,\n    #[versions(\"v3\"..)]\n    pub a: Option<B>,\n}\n\n/// New.\n#[versions(..\"v3\")]\npub type B = i64;\n\n#[versions(\"v3\"..)]\npub type B = String;",
    );
    // A type of its own follows an alias of the same name, and is followed by one.
    schemas(
        &[
            "A: { type: string }",
            "A: { properties: { a: { type: string } } }",
            "A: { type: string }",
        ],
        "#[versions(\"v2\"..\"v3\")]\npub struct A {\n    pub a: Option<String>,\n}\n\n#[versions(..\"v2\")]\npub type A = String;\n\n#[versions(\"v3\"..)]\npub type A = String;",
    );
    // A member with an alias in only some of its api-versions has the type.
    schemas(
        &[
            "A: { properties: { a: { type: array, items: { type: string } } } }",
            "A: { properties: { a: { $ref: '#/components/schemas/B' } } }, B: { type: array, items: { $ref: '#/components/schemas/C' } }, C: { type: string }",
        ],
        "pub struct A {\n    pub a: Option<Vec<String>>,\n}\n\n#[versions(\"v2\"..)]\npub type B = Vec<C>;\n\n#[versions(\"v2\"..)]\npub type C = String;",
    );
    // A name that a type had stays the name of the type.
    schemas(
        &[
            "A: { properties: { b: { enum: [x] } } }",
            "A: { properties: { b: { enum: [x] }, c: { $ref: '#/components/schemas/A_b' } } }, A_b: { type: string }",
        ],
        "pub struct A {\n    pub b: Option<AB>,\n    #[versions(\"v2\"..)]\n    pub c: Option<String>,\n}\n\npub enum AB {\n    #[wire(\"x\")]\n    X,\n}",
    );
}

#[test]
fn requests() {
    let get = |id: &str, path: &str, more: &str, body: &str| {
        format!(
            "{path}: {{ get: {{ operationId: {id}, {more} responses: {{ '200': {{ description: x, content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/{body}' }} }} }} }} }} }} }}"
        )
    };
    let same = get("Things_Get", "/t", "", "A");
    let shown = |range: &str, name: &str, path: &str, body: &str, parts: &str| {
        let id = name.replace("Things", "Things_");
        format!(
            "{range}#[operation(GET \"{path}\", id = \"{id}\", responses(200 = {body}))] pub struct {name} {{{parts}}}"
        )
    };
    let (old, new) = ("#[versions(..\"v2\")] ", "#[versions(\"v2\"..)] ");
    let get_a = |range: &str| shown(range, "ThingsGet", "/t", "A", "");
    operations(&[&same, &same], &[&get_a("")]);
    // A new parameter extends the same operation.
    let top = "parameters: [{ name: top, in: query, schema: { type: integer } }],";
    let part = " #[versions(\"v2\"..)] #[query] pub top: Option<i64>, ";
    operations(
        &[&same, &get("Things_Get", "/t", top, "A")],
        &[&shown("", "ThingsGet", "/t", "A", part)],
    );
    // A changed result or path starts another operation of the same name.
    operations(
        &[&same, &get("Things_Get", "/t", "", "B")],
        &[&get_a(old), &shown(new, "ThingsGet", "/t", "B", "")],
    );
    operations(
        &[&same, &get("Things_Get", "/u", "", "A")],
        &[&get_a(old), &shown(new, "ThingsGet", "/u", "A", "")],
    );
    // A new operationId at the same method and path is a rename.
    let renamed = "#[versions(\"v2\".., was = \"ThingsGet\")] ";
    operations(
        &[&same, &get("Things_Read", "/t", "", "A")],
        &[&get_a(old), &shown(renamed, "ThingsRead", "/t", "A", "")],
    );
}
