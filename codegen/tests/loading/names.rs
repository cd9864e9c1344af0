//! The names of documents, in the library: every command loads by them.

use billing_codegen::{
    Spec, diff,
    load::{LoadOptions, LoadedSpecs},
};

use crate::{Folder, document};

fn folder() -> Folder {
    let (v1, v2) = (
        document("v1", "value: { type: number }"),
        document("v2", "value: { type: number }, currency: { type: string }"),
    );
    let orders = "openapi: 3.0.3
info: { title: Shop, version: v1 }
paths: {}
components: { schemas: { Order: { properties: { price: { $ref: 'price.yaml#/components/schemas/Price' } } } } }
";
    Folder::new(&[
        ("specs/shop/v1/a.yaml", &v1),
        ("specs/shop/v2/a.yaml", &v2),
        ("specs/bank/v2/a.yaml", &v2),
        ("specs/bank/2024-01-01-broken/README.txt", "no fragment"),
        ("api.yaml", &v1),
        ("parts/orders.yaml", orders),
        ("parts/price.yaml", &v1),
        ("versions/v1.yaml", &v1),
        ("versions/v2.yaml", &v2),
    ])
}

/// The service, its api-versions with the number of fragments of each, and whether it is one document.
fn shown(loaded: &LoadedSpecs) -> String {
    let services = loaded.services.iter().map(|service| {
        let versions = service.versions.iter();
        let versions: Vec<_> = versions
            .map(|version| format!("{}({})", version.name, version.files.len()))
            .collect();
        format!("{} {}", service.name, versions.join(" "))
    });
    let kind = if loaded.is_document {
        "document"
    } else {
        "set"
    };
    format!("{kind} {}", services.collect::<Vec<_>>().join("; "))
}

#[test]
fn each_name_stands_for_documents() {
    let folder = folder();
    let path = |name: &str| folder.path(name);
    let options = LoadOptions::new().specs_dir(path("specs"));
    for (spec, expected) in [
        (Spec::new(path("api.yaml")), "document api v1(1)"),
        (
            Spec::fragments([path("parts/orders.yaml"), path("parts/price.yaml")]),
            "document parts v1(2)",
        ),
        (Spec::new(path("parts")), "document parts v1(2)"),
        (Spec::new(path("versions")), "set versions v1(1) v2(1)"),
        (Spec::new(path("specs/shop")), "set shop v1(1) v2(1)"),
        (Spec::new("shop"), "set shop v1(1) v2(1)"),
        (Spec::new("shop/"), "set shop v1(1) v2(1)"),
        (Spec::new("shop/v2"), "document shop v2(1)"),
        // Only one service has it.
        (Spec::new("v1"), "document shop v1(1)"),
        (Spec::new("shop").name("store"), "set store v1(1) v2(1)"),
        (
            Spec::new("bundled:partner-center"),
            "set partner-center v1(5)",
        ),
        (
            Spec::bundled("partner-center/v1"),
            "document partner-center v1(5)",
        ),
    ] {
        let loaded = spec.load(&options);
        assert!(loaded.diagnostics.is_empty(), "{spec}");
        let shown = shown(&loaded);
        let expected = expected.replace("(5)", &fragments_of(&loaded));
        assert_eq!(shown, expected, "{spec}");
    }
}

/// The number of fragments that come with this package: more may be added.
fn fragments_of(loaded: &LoadedSpecs) -> String {
    format!("({})", loaded.services[0].versions[0].files.len())
}

#[test]
fn unknown_names_are_explained() {
    let folder = folder();
    let options = LoadOptions::new().specs_dir(folder.path("specs"));
    for (name, expected, help) in [
        (
            "shop/v3",
            "`shop/v3` is no file or folder, and no service or api-version of the specs",
            "did you mean `shop/v1`?",
        ),
        (
            "shopp",
            "`shopp` is no file or folder, and no service or api-version of the specs",
            "did you mean `shop`?",
        ),
        (
            "v2",
            "several services have an api-version `v2`",
            "write `bank/v2` or `shop/v2`",
        ),
        // The name of a file is not looked up among the services.
        (
            "shop.yaml",
            "cannot read `shop.yaml`: there is no such file",
            "",
        ),
        (
            "bundled:azur",
            "billing-codegen has no documents of a service `azur`",
            "did you mean `azure`?",
        ),
        (
            "bundled:azure/2024-04-02",
            "`azure` has no api-version `2024-04-02`",
            "did you mean `2024-04-01`?",
        ),
    ] {
        let loaded = Spec::new(name).load(&options);
        let messages: Vec<_> = loaded
            .diagnostics
            .iter()
            .filter(|one| !one.message.contains("2024-01-01-broken"))
            .map(|one| (one.message.as_str(), one.help.join("; ")))
            .collect();
        assert_eq!(messages, [(expected, help.to_owned())], "{name}");
    }
}

/// A broken api-version of one service is no concern of another one.
#[test]
fn other_services_are_not_reported() {
    let folder = folder();
    let options = LoadOptions::new().specs_dir(folder.path("specs"));
    assert!(Spec::new("shop/v1").load(&options).diagnostics.is_empty());
    assert!(Spec::new("bank/v2").load(&options).diagnostics.has_errors());
}

/// Files of one folder that define a type twice: one document if they are parts of one, whatever names them.
#[test]
fn files_that_repeat_a_type_are_one_document() {
    let file = |path: &str, schemas: &str| {
        let paths = match path {
            "" => "{}".to_owned(),
            path => format!(
                "{{ {path}: {{ get: {{ responses: {{ '204': {{ description: Done. }} }} }} }} }}"
            ),
        };
        format!(
            "swagger: '2.0'\ninfo: {{ title: Shop, version: '2024-04-01' }}\npaths: {paths}\ndefinitions: {{ {schemas} }}\n"
        )
    };
    let result = "Result: { type: object, properties: { url: { type: string } } }";
    let described =
        "Result: { type: object, description: A link., properties: { url: { type: string } } }";
    let other = "Result: { type: object, properties: { uri: { type: string } } }";
    let reference = "Result: { $ref: 'a.yaml#/definitions/Result' }";
    let cases = [
        // Descriptions may differ, as in the fragments of a service.
        (file("/a", result), file("/b", described), true),
        (file("/a", result), file("/b", reference), true),
        // Each file has operations of its own: the difference is a problem of the document.
        (file("/a", result), file("/b", other), true),
        (
            file("", &format!("A: {{ type: string }}, {result}")),
            file("", &format!("B: {{ type: string }}, {result}")),
            true,
        ),
        // Two states of one document.
        (file("/a", result), file("/a", result), false),
        (file("", result), file("", result), false),
        (
            file("", result),
            file("", &format!("B: {{ type: string }}, {result}")),
            false,
        ),
        (
            file("", &format!("A: {{ type: string }}, {result}")),
            file("", &format!("B: {{ type: string }}, {other}")),
            false,
        ),
    ];
    for (index, (a, b, expected)) in cases.into_iter().enumerate() {
        let folder = Folder::new(&[("api/a.yaml", &a), ("api/b.yaml", &b)]);
        let loaded = Spec::new(folder.path("api")).load(&LoadOptions::new());
        assert_eq!(loaded.is_document, expected, "{index}");
        assert_eq!(loaded.diagnostics.is_empty(), expected, "{index}");
        if expected {
            let files = Spec::fragments([folder.path("api/a.yaml"), folder.path("api/b.yaml")]);
            let report = diff::run(folder.path("api"), files, &LoadOptions::new()).unwrap();
            assert_eq!(report.findings().count(), 0, "{index}");
        }
    }
}
