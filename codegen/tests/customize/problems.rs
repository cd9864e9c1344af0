//! Rules and configurations that cannot be followed.

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
    Need: { required: [price], properties: { price: { $ref: '#/components/schemas/Price' } } }
";

/// What is said about a configuration, without the lines of the source.
fn told(config: &str) -> (i32, String) {
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
    let (code, _, err) = folder.told(&arguments);
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
        // Rules that mean nothing.
        (
            "rename: { types: { Prise: Cost } }",
            "error[B0601]: there is no type `Prise`\nhelp: did you mean `Price`?",
        ),
        (
            "derive: { 'X*': Eq }",
            "error[B0601]: there is no type `X*`",
        ),
        (
            "rename: { members: { Price: { vaule: amount } } }",
            "error[B0601]: no member of `Price` is called `vaule`\nhelp: did you mean `value`?",
        ),
        (
            "rename: { members: { Prise: { value: amount } } }",
            "error[B0601]: there is no type with members `Prise`\nhelp: did you mean `Price`?",
        ),
        (
            "rename: { values: { Unit: { Dya: Night } } }",
            "error[B0601]: no value of `Unit` is called `Dya`\nhelp: did you mean `Day`?",
        ),
        (
            "rename: { operations: { Price_List: Prices } }",
            "error[B0601]: there is no operation `Price_List`\nhelp: did you mean `PricesList`?",
        ),
        (
            "rename: { parameters: { Prices_List: { topp: limit } } }",
            "error[B0601]: no parameter of `Prices_List` is called `topp`\nhelp: did you mean `top`?",
        ),
        (
            "rename: { parameters: { Prices_Lst: { top: limit } } }",
            "error[B0601]: there is no operation with parameters `Prices_Lst`\nhelp: did you mean `Prices_List`?",
        ),
        // Names.
        (
            "rename: { types: { Price: cost of it } }",
            "error[B0602]: `cost of it` is not a Rust name\nhelp: write for example `CostOfIt`",
        ),
        (
            "rename: { types: { Price: Vec } }",
            "error[B0602]: `Vec` is a name that the generated code needs\nhelp: write for example `VecModel`",
        ),
        (
            "rename: { members: { Price: { value: kept } } }",
            "error[B0602]: `kept` is a name that the generated code needs\nhelp: write for example `kept_`",
        ),
        (
            "rename: { types: { Price: 'A*' } }",
            "error[B0602]: `A*` has more `*` than `Price`",
        ),
        (
            "rename: { types: { Price: Unit } }",
            "error[B0602]: `Price` can't be named `Unit`: so is `Unit`",
        ),
        (
            "rename: { operations: { Prices_List: Page } }",
            "error[B0602]: `PricesList` can't be named `Page`: so is `Page`",
        ),
        (
            "rename: { members: { Price: { value: note } } }",
            "error[B0320]: two members of `Price` are to be named `note`",
        ),
        // Types of the user's.
        (
            "extern-types: { Price: super::Price }",
            "error[B0603]: `super::Price` is not the path of a type as every module sees it\nhelp: write it from its crate on: `crate::Money` or `::money::Money`",
        ),
        (
            "extern-types: { Price: Cost }",
            "error[B0603]: `Cost` is not the path of a type as every module sees it\nhelp: write it from its crate on: `crate::Money` or `::money::Money`",
        ),
        (
            "extern-types: { Price: '&str' }",
            "error[B0603]: `&str` is not the path of a type as every module sees it\nhelp: write it from its crate on: `crate::Money` or `::money::Money`",
        ),
        (
            "extern-types: { Price: 'crate::*' }",
            "error[B0603]: `crate::*` has more `*` than `Price`\nhelp: each stands for what one of the pattern stood for",
        ),
        (
            "extern-types: { Price: { path: crate::Price, through: sedre } }",
            "error[B0611]: `sedre` is none of `serde`\nhelp: did you mean `serde`?",
        ),
        (
            "extern-types: { Price: { through: serde } }",
            "error[B0611]: `path: crate::Money` belongs here, but this is a mapping",
        ),
        // Attributes and traits.
        (
            "attributes: { Price: must_use }",
            "error[B0604]: `must_use` is not an attribute\nhelp: write it as in Rust: `#[cfg_attr(test, derive(Eq))]`",
        ),
        (
            "attributes: { Price: '#[versions(..)]' }",
            "error[B0604]: `#[versions]` can't be added\nhelp: it is one of those that definitions have of their own",
        ),
        (
            "attributes: { Price: '#[cfg(test)]' }",
            "error[B0604]: `#[cfg]` can't be added\nhelp: a part that others refer to can't be left out: drop it with an override",
        ),
        (
            "derive: { Price: Eq }",
            "error[B0605]: `Eq` can't be derived for `Price`: its `rate` is a binary float",
        ),
        (
            "derive: { Need: Hash }",
            "error[B0605]: `Hash` can't be derived for `Need`: its `price` is a `Price`, which holds a binary float",
        ),
        (
            "derive: { Need: Default }",
            "error[B0605]: `Default` can't be derived for `Need`: not every value of it may be left out: `new` takes what is required",
        ),
        (
            "derive: { Unit: Copy }",
            "error[B0605]: `Copy` can't be derived for `Unit`: it holds texts",
        ),
        (
            "derive: { Unit: Ord }",
            "error[B0605]: `Ord` can't be derived for `Unit`: what is kept has no order",
        ),
        (
            "derive: { Unit: serde::Serialize }",
            "error[B0605]: `Serialize` can't be derived for `Unit`: it is implemented, so that nothing is lost",
        ),
        (
            "derive: { Unit: 'Eq +' }",
            "error[B0605]: `Eq +` is not a list of traits\nhelp: write them as in `#[derive(...)]`: `Eq, Hash`",
        ),
        // The file.
        (
            "derives: { Unit: Eq }",
            "error[B0612]: `derives` means nothing here\nhelp: did you mean `derive`?",
        ),
        (
            "rename: { fuel: {} }",
            "error[B0612]: `fuel` means nothing here\nhelp: known are `types`, `members`, `values`, `operations`, `parameters`, `modules`",
        ),
        (
            "dates: jif",
            "error[B0611]: `jif` is none of `own`, `text`, `time`, `chrono`, `chrono-utc`, `jiff`, `jiff-zoned`\nhelp: did you mean `jiff`?",
        ),
        (
            "decimals: [f64]",
            "error[B0611]: text belongs here, but this is a list",
        ),
        (
            "rename: Price",
            "error[B0611]: a mapping belongs here, but this is text",
        ),
        (
            "- Price",
            "error[B0611]: a mapping belongs here, but this is a list",
        ),
        (
            "specs: [{ path: a.yaml, bundled: azure }]",
            "error[B0611]: only one of `path`, `fragments` and `bundled` belongs here, but this is a mapping",
        ),
        (
            "specs: { name: a }",
            "error[B0611]: `path`, `fragments` or `bundled` belongs here, but this is a mapping",
        ),
    ];
    for (config, expected) in cases {
        let (code, said) = told(config);
        assert_eq!(said, expected, "{config}");
        assert_eq!(code, 2, "{config}");
    }
}

#[test]
fn what_is_worth_a_warning() {
    let (code, said) = told("derive: { 'P*': Eq }");
    assert_eq!(
        said,
        "warning[B0606]: `Eq` can't be derived for 2 of the types that `P*` means\nnote: not for `Page`: its `value` is a `Price`, which holds a binary float\nnote: not for `Price`: its `rate` is a binary float"
    );
    assert_eq!(code, 0);
    let (code, said) = told("extern-types: { Page: crate::Page }");
    assert_eq!(
        said,
        "warning[B0310]: `Prices_List` can't be paged: what stands for its page is not known here"
    );
    assert_eq!(code, 0);
}
