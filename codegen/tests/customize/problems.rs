//! Invalid rules and configurations.

use crate::folder::Folder;

const DOCUMENT: &str = "openapi: 3.0.3
info: { title: Shop, version: v1 }
paths:
  /prices:
    get:
      operationId: Prices_List
      parameters: [{ name: top, in: query, schema: { type: integer } }]
      responses: { '200': { description: Fine., content: { application/json: { schema: { $ref: '#/components/schemas/Page' } } } } }
      x-ms-pageable: { nextLinkName: nextLink }
components:
  schemas:
    Page: { properties: { value: { type: array, items: { $ref: '#/components/schemas/Price' } }, nextLink: { type: string } } }
    Price: { properties: { value: { type: number }, note: { type: string }, rate: { type: number, format: float } } }
    Unit: { type: string, enum: [Hour, Day] }
    Note: { type: string }
    Need: { required: [price], properties: { price: { $ref: '#/components/schemas/Price' } } }
";

/// Returns exit code and diagnostics of a configuration, without the source excerpts.
fn diagnostics_of(config: &str) -> (i32, String) {
    let folder = Folder::with(&[("shop.yaml", DOCUMENT.to_owned())]);
    folder.write("config.yaml", config);
    let arguments = [
        "generate",
        "shop.yaml",
        "--out",
        "out",
        "--config",
        "config.yaml",
    ];
    let (code, _, err) = folder.run(&arguments);
    let lines = err.lines().filter_map(|line| {
        let line = line.trim();
        let is_said = line.starts_with("error") || line.starts_with("warning");
        let note = line.strip_prefix("= ");
        note.or(is_said.then_some(line))
    });
    (code, lines.collect::<Vec<_>>().join("\n"))
}

#[test]
fn messages() {
    let cases = [
        // Rules without effect.
        (
            "rename: { types: { Prise: Cost } }",
            "error[B1001]: there is no type `Prise`\nhelp: did you mean `Price`?",
        ),
        (
            "derive: { Note: Eq }",
            "error[B1001]: `Note` is an alias, no type of its own\nhelp: write the rule for the type that it means",
        ),
        (
            "rename: { types: { Price: Note } }",
            "error[B1002]: `Price` cannot have the name `Note`: `Note` has it",
        ),
        (
            "derive: { 'X*': Eq }",
            "error[B1001]: there is no type `X*`",
        ),
        (
            "rename: { members: { Price: { vaule: amount } } }",
            "error[B1001]: no member of `Price` has the name `vaule`\nhelp: did you mean `value`?",
        ),
        (
            "rename: { members: { Prise: { value: amount } } }",
            "error[B1001]: there is no type with members `Prise`\nhelp: did you mean `Price`?",
        ),
        (
            "rename: { values: { Unit: { Dya: Night } } }",
            "error[B1001]: no value of `Unit` has the name `Dya`\nhelp: did you mean `Day`?",
        ),
        (
            "rename: { operations: { Price_List: Prices } }",
            "error[B1001]: there is no operation `Price_List`\nhelp: did you mean `PricesList`?",
        ),
        (
            "rename: { parameters: { Prices_List: { topp: limit } } }",
            "error[B1001]: no parameter of `Prices_List` has the name `topp`\nhelp: did you mean `top`?",
        ),
        (
            "rename: { parameters: { Prices_Lst: { top: limit } } }",
            "error[B1001]: there is no operation with parameters `Prices_Lst`\nhelp: did you mean `Prices_List`?",
        ),
        (
            "rename: { modules: { v1: stable } }",
            "error[B1001]: there is no module `v1`\nhelp: there is: shop",
        ),
        // Invalid names.
        (
            "rename: { types: { Price: cost of it } }",
            "error[B1002]: `cost of it` is not a Rust identifier\nhelp: write `CostOfIt`, for example",
        ),
        (
            "rename: { types: { Price: runtime } }",
            "error[B1002]: `runtime` is reserved for the generated code\nhelp: write `Runtime`, for example",
        ),
        (
            "rename: { members: { Price: { value: kept } } }",
            "error[B1002]: `kept` is reserved for the generated code\nhelp: write `kept_`, for example",
        ),
        (
            "rename: { types: { Price: 'A*' } }",
            "error[B1002]: `A*` has more `*` than `Price`",
        ),
        (
            "rename: { types: { Price: Unit } }",
            "error[B1002]: `Price` cannot have the name `Unit`: `Unit` has it",
        ),
        (
            "rename: { operations: { Prices_List: Page } }",
            "error[B1002]: `PricesList` cannot have the name `Page`: `Page` has it",
        ),
        (
            "rename: { members: { Price: { value: note } } }",
            "error[B0320]: two members of `Price` have the name `note`",
        ),
        // Types of the user.
        (
            "extern-types: { Price: super::Price }",
            "error[B1003]: `super::Price` is not an absolute path of a type\nhelp: start with the crate: `crate::Money` or `::money::Money`",
        ),
        (
            "extern-types: { Price: Cost }",
            "error[B1003]: `Cost` is not an absolute path of a type\nhelp: start with the crate: `crate::Money` or `::money::Money`",
        ),
        (
            "extern-types: { Price: '&str' }",
            "error[B1003]: `&str` is not an absolute path of a type\nhelp: start with the crate: `crate::Money` or `::money::Money`",
        ),
        (
            "extern-types: { Price: 'crate::*' }",
            "error[B1003]: `crate::*` has more `*` than `Price`\nhelp: each is replaced by the text that a `*` of the pattern matched",
        ),
        (
            "extern-types: { Price: { path: crate::Price, through: sedre } }",
            "error[B1011]: unknown word `sedre`; the words are `serde`\nhelp: did you mean `serde`?",
        ),
        (
            "extern-types: { Price: { through: serde } }",
            "error[B1011]: expected `path: crate::Money`, but this is a mapping",
        ),
        // Attributes and traits.
        (
            "attributes: { Price: must_use }",
            "error[B1004]: `must_use` is not an attribute\nhelp: write it as in Rust: `#[cfg_attr(test, derive(Eq))]`",
        ),
        (
            "attributes: { Price: '#[versions(..)]' }",
            "error[B1004]: `#[versions]` cannot be added\nhelp: definitions use this attribute themselves",
        ),
        (
            "attributes: { Price: '#[cfg(test)]' }",
            "error[B1004]: `#[cfg]` cannot be added\nhelp: other parts may refer to it: drop it with an override instead",
        ),
        (
            "derive: { Price: Eq }",
            "error[B1005]: `Eq` cannot be derived for `Price`: its `rate` is a binary float",
        ),
        (
            "derive: { Need: Hash }",
            "error[B1005]: `Hash` cannot be derived for `Need`: its `price` is a `Price`, which contains a binary float",
        ),
        (
            "derive: { Need: Default }",
            "error[B1005]: `Default` cannot be derived for `Need`: it has required values",
        ),
        (
            "derive: { Unit: Copy }",
            "error[B1005]: `Copy` cannot be derived for `Unit`: it contains strings",
        ),
        (
            "derive: { Unit: Ord }",
            "error[B1005]: `Ord` cannot be derived for `Unit`: kept values have no order",
        ),
        (
            "derive: { Unit: serde::Serialize }",
            "error[B1005]: `Serialize` cannot be derived for `Unit`: the generated code implements it, so that nothing is lost",
        ),
        (
            "derive: { Unit: 'Eq +' }",
            "error[B1005]: `Eq +` is not a list of traits\nhelp: write them as in `#[derive(...)]`: `Eq, Hash`",
        ),
        // The configuration file itself.
        (
            "derives: { Unit: Eq }",
            "error[B1012]: unknown key `derives`\nhelp: did you mean `derive`?",
        ),
        (
            "rename: { fuel: {} }",
            "error[B1012]: unknown key `fuel`\nhelp: the keys are `types`, `members`, `values`, `operations`, `parameters`, `modules`",
        ),
        (
            "dates: jif",
            "error[B1011]: unknown word `jif`; the words are `own`, `text`, `time`, `chrono`, `chrono-utc`, `jiff`, `jiff-zoned`\nhelp: did you mean `jiff`?",
        ),
        (
            "decimals: [f64]",
            "error[B1011]: expected a string, but this is a list",
        ),
        (
            "rename: Price",
            "error[B1011]: expected a mapping, but this is a string",
        ),
        (
            "- Price",
            "error[B1011]: expected a mapping, but this is a list",
        ),
        (
            "specs: [{ path: a.yaml, bundled: azure }]",
            "error[B1011]: expected only one of `path`, `fragments` and `bundled`, but this is a mapping",
        ),
        (
            "specs: { name: a }",
            "error[B1011]: expected `path`, `fragments` or `bundled`, but this is a mapping",
        ),
    ];
    for (config, expected) in cases {
        let (code, said) = diagnostics_of(config);
        assert_eq!(said, expected, "{config}");
        assert_eq!(code, 2, "{config}");
    }
}

#[test]
fn warnings() {
    let (code, said) = diagnostics_of("derive: { 'P*': Eq }");
    assert_eq!(
        said,
        "warning[B1006]: `Eq` cannot be derived for 2 of the types that `P*` matches\nnote: not for `Page`: its `value` is a `Price`, which contains a binary float\nnote: not for `Price`: its `rate` is a binary float"
    );
    assert_eq!(code, 0);
    let (code, said) = diagnostics_of("extern-types: { Page: crate::Page }");
    assert_eq!(
        said,
        "warning[B0310]: `Prices_List` cannot be paged: the extern type of its page is not known here"
    );
    assert_eq!(code, 0);
}
