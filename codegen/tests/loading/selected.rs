//! Problems of parts that are not selected are not reported.

use crate::Folder;

/// A document with a sound operation and one whose parts have a problem each.
fn document(operation: &str, components: &str) -> String {
    format!(
        "openapi: 3.0.3
info: {{ title: Shop, version: v1 }}
paths:
  /good/{{id}}:
    parameters:
      - {{ name: id, in: path, required: true, schema: {{ type: string }} }}
    get:
      operationId: Good_Get
      responses:
        '200':
          description: A thing.
          content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Thing' }} }} }}
  /bad:
    get:
      operationId: Bad_Get
      {operation}
components:
  schemas:
    Thing: {{ type: object, properties: {{ part: {{ $ref: '#/components/schemas/Part' }} }} }}
    Part: {{ type: object, properties: {{ name: {{ type: string }} }} }}
{components}"
    )
}

const DONE: &str = "responses: { '204': { description: Done. } }";

fn returns(reference: &str) -> String {
    format!(
        "responses: {{ '200': {{ description: A thing., content: {{ application/json: {{ schema: {{ $ref: '{reference}' }} }} }} }} }}"
    )
}

/// Each command on the document with a selection: the exit code and the messages of each.
fn outcomes(folder: &Folder, operations: &str) -> [(i32, String); 3] {
    [
        "generate api.yaml --out crate",
        "verify api.yaml",
        "diff api.yaml api.yaml",
    ]
    .map(|line| {
        let (code, _, err) = folder.run(&format!("{line} --operations {operations}"));
        (code, err)
    })
}

#[test]
fn what_is_not_selected_is_not_reported() {
    let schema = |text: &str| format!("    Bad: {text}\n");
    let shared =
        "Shared: { type: object, descripton: Misspelt., properties: { a: { type: strin } } }\n";
    // The operation that is not selected, what it refers to, and the problem that it has.
    let cases = [
        // In the operation itself.
        (format!("descripton: Misspelt.\n      {DONE}"), String::new(), "descripton"),
        (
            format!("parameters: [ {{ name: a, in: nowhere }} ]\n      {DONE}"),
            String::new(),
            "nowhere",
        ),
        (returns("#/components/schemas/Missing"), String::new(), "Missing"),
        // In a component that only this operation reaches.
        (
            returns("#/components/schemas/Bad"),
            schema("{ type: object, descripton: Misspelt. }"),
            "descripton",
        ),
        (
            returns("#/components/schemas/Bad"),
            schema("{ type: object, properties: { a: { $ref: '#/components/schemas/None' } } }"),
            "None",
        ),
        (
            returns("#/components/schemas/Bad"),
            schema("{ type: integer, example: one }"),
            "one",
        ),
        // In a parameter that only this operation has.
        (
            format!("parameters: [ {{ $ref: '#/components/parameters/Bad' }} ]\n      {DONE}"),
            "  parameters:\n    Bad: { name: a, in: query, descripton: Misspelt., schema: { type: string } }\n"
                .to_owned(),
            "descripton",
        ),
        // In another file.
        (returns("shared.yaml#/Shared"), String::new(), "shared.yaml"),
        (returns("broken.yaml#/Shared"), String::new(), "broken.yaml"),
        (returns("missing.yaml#/Shared"), String::new(), "missing.yaml"),
    ];
    for (operation, components, problem) in cases {
        let folder = Folder::new(&[
            ("api.yaml", &document(&operation, &components)),
            ("shared.yaml", shared),
            ("broken.yaml", "Shared: ["),
        ]);
        for (code, err) in outcomes(&folder, "Good_*") {
            assert_eq!((code, err.as_str()), (0, ""), "{problem}");
        }
        // Somebody who selects the operation, or everything, does get it.
        let [(_, generated), (_, verified), _] = outcomes(&folder, "*");
        assert!(
            format!("{generated}{verified}").contains(problem),
            "{problem}: {generated}"
        );
    }
}

/// A component that no operation reaches is not selected, whatever pattern selects operations.
#[test]
fn what_nothing_reaches_is_not_reported() {
    let folder = Folder::new(&[(
        "api.yaml",
        &document(DONE, "    Bad: { type: object, descripton: Misspelt. }\n"),
    )]);
    for (code, err) in outcomes(&folder, "*") {
        assert_eq!((code, err.as_str()), (0, ""));
    }
    let (_, _, err) = folder.run("generate api.yaml --out crate");
    assert!(err.contains("descripton"), "{err}");
}

#[test]
fn what_the_selection_reaches_is_reported() {
    let with = |from: &str, to: &str| {
        let text = document(DONE, "");
        assert!(text.contains(from), "{from}");
        Folder::new(&[
            ("api.yaml", &text.replace(from, to)),
            (
                "shared.yaml",
                "Shared: { type: object, descripton: Misspelt. }\n",
            ),
        ])
    };
    for (from, to, problem) in [
        // The document as a whole.
        (
            "paths:\n  /good",
            "servers: [ { url: 'https://{host}' } ]\npaths:\n  /good",
            "host",
        ),
        // The path of the operation.
        (
            "    parameters:\n",
            "    sumary: Misspelt.\n    parameters:\n",
            "sumary",
        ),
        (
            "required: true,",
            "required: true, descripton: Misspelt.,",
            "descripton",
        ),
        // The operation, and what it reaches through others.
        (
            "operationId: Good_Get",
            "operationId: Good_Get\n      sumary: Misspelt.",
            "sumary",
        ),
        (
            "name: { type: string }",
            "name: { type: string, descripton: Misspelt. }",
            "descripton",
        ),
        (
            "name: { type: string }",
            "name: { $ref: 'shared.yaml#/Shared' }",
            "shared.yaml",
        ),
        (
            "name: { type: string }",
            "name: { $ref: 'none.yaml#/Shared' }",
            "none.yaml",
        ),
    ] {
        let folder = with(from, to);
        let [(_, err), ..] = outcomes(&folder, "Good_*");
        assert!(err.contains(problem), "{to}: {err}");
    }
}

/// Examples of operations that are not selected are not checked either.
#[test]
fn only_selected_examples_are_checked() {
    let folder = Folder::new(&[(
        "api.yaml",
        &document(
            &returns("#/components/schemas/Bad"),
            "    Bad: { type: object, properties: { a: { type: string, example: fine } }, example: { a: 1 } }\n",
        )
        .replace("name: { type: string }", "name: { type: string, example: fine }"),
    )]);
    let summary = |operations: &str| {
        let (code, out, _) = folder.run(&format!("verify api.yaml --operations {operations}"));
        (code, out.lines().next().unwrap_or_default().to_owned())
    };
    assert_eq!(
        summary("Good_*"),
        (0, "1 example checked: no mismatches".to_owned())
    );
    assert_eq!(
        summary("Bad_*"),
        (1, "2 examples checked: 1 mismatch".to_owned())
    );
    assert_eq!(
        summary("*"),
        (1, "3 examples checked: 1 mismatch".to_owned())
    );
}

/// A pattern that matches nothing is an error of every command; for `diff`, in one of the documents is enough.
#[test]
fn patterns_that_match_nothing() {
    let folder = Folder::new(&[
        ("api.yaml", &document(DONE, "")),
        (
            "new.yaml",
            &document(DONE, "").replace("Good_Get", "Fine_Get"),
        ),
    ]);
    for (code, err) in outcomes(&folder, "Goood_*") {
        assert_eq!(code, 2);
        assert!(
            err.contains("no operation has a name like `Goood_*`"),
            "{err}"
        );
        assert!(err.contains("did you mean `Good_*`?"), "{err}");
    }
    let (code, out, err) = folder.run("diff api.yaml new.yaml --operations Fine_*,Good_*");
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(
        out.contains("Fine") || out.contains("nothing changed"),
        "{out}"
    );
}

/// An api-version that is read only because a rename leads through it has no problems of the user's.
#[test]
fn api_versions_between() {
    let text = |version: &str, more: &str| {
        document(DONE, more).replace("version: v1", &format!("version: {version}"))
    };
    let folder = Folder::new(&[
        ("api/v1.yaml", &text("v1", "")),
        (
            "api/v2.yaml",
            &text("v2", "    Bad: { descripton: Misspelt. }\n"),
        ),
        ("api/v3.yaml", &text("v3", "")),
    ]);
    let run = |versions: &str| {
        folder.run(&format!(
            "generate api --out crate --api-versions {versions}"
        ))
    };
    let (code, _, err) = run("v1,v3");
    assert_eq!((code, err.as_str()), (0, ""));
    let (_, _, err) = run("v1,v2");
    assert!(err.contains("descripton"), "{err}");
    // Names cannot lead through what cannot be read.
    folder.write("api/v2.yaml", "openapi: [");
    assert_eq!(run("v1,v3").0, 2);
}
