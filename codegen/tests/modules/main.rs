//! Tests of the modules that the builder writes for `include!`. `tests/consumers` includes them.
#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test stops where its helpers fail"
)]

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use billing_codegen::{Generator, Spec, diagnostic::Severity, emit::Layer};
use tempfile::TempDir;

const THINGS: &str = "openapi: 3.0.3
info: { title: Things, version: 'VERSION' }
servers: [{ url: 'https://things.example' }]
paths:
  /things/{name}:
    get:
      operationId: Things_Get
      parameters:
        - { name: name, in: path, required: true, schema: { type: string } }
      responses:
        '200':
          description: The thing.
          content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } }
components:
  schemas:
    Thing:
      description: A thing that is for sale.
      properties:
        price: { type: number }
";

fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("things")).unwrap();
    for version in ["2023-01-01", "2024-01-01"] {
        let more = match version {
            "2024-01-01" => "        kind: { type: string, enum: [Large, Small] }\n",
            _ => "",
        };
        let path = folder.path().join(format!("things/{version}.yaml"));
        fs::write(path, THINGS.replace("VERSION", version) + more).unwrap();
    }
    folder
}

fn generator(folder: &TempDir) -> Generator {
    Generator::new()
        .spec(folder.path().join("things"))
        .out_dir(folder.path().join("out"))
}

/// The module equals the golden file; `BLESS=1` rewrites it.
#[test]
fn the_module() {
    let folder = folder();
    let built = generator(&folder)
        .api_versions(["2024-*"])
        .runtime("crate::wire")
        .statistics()
        .generate()
        .unwrap();
    let text = fs::read_to_string(&built.files[0]).unwrap();
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/modules/things.rs.golden");
    if env::var_os("BLESS").is_some() {
        fs::write(&golden, &text).unwrap();
    }
    assert_eq!(text, fs::read_to_string(golden).unwrap());
    assert_eq!(built.files, [folder.path().join("out/things.rs")]);
    let statistics = built.statistics.unwrap();
    assert_eq!((statistics.shapes, statistics.shared), (Some(3), Some(0)));
}

#[test]
fn unchanged_modules_are_not_written() {
    let folder = folder();
    let first = generator(&folder).generate().unwrap();
    assert_eq!(first.changed, first.files);
    let modified = |path: &PathBuf| fs::metadata(path).unwrap().modified().unwrap();
    let before = modified(&first.files[0]);
    assert!(generator(&folder).generate().unwrap().changed.is_empty());
    assert_eq!(modified(&first.files[0]), before);
    let read: Vec<_> = first
        .inputs
        .iter()
        .map(|path| path.strip_prefix(folder.path()).unwrap().to_str().unwrap())
        .collect();
    let names = ["things", "things/2023-01-01.yaml", "things/2024-01-01.yaml"];
    assert_eq!(read, names);
    // No temporary files remain.
    assert_eq!(fs::read_dir(folder.path().join("out")).unwrap().count(), 1);
}

#[test]
fn names_of_modules() {
    for (name, module) in [
        ("things", "things"),
        ("MyThings-v2", "my_things_v2"),
        ("2024-01", "api_2024_01"),
        ("type", "api_type"),
        ("self", "api_self"),
        ("runtime", "api_runtime"),
        ("é", "api"),
    ] {
        let folder = folder();
        let built = Generator::new()
            .spec(Spec::new(folder.path().join("things")).name(name))
            .out_dir(folder.path())
            .generate()
            .unwrap();
        assert_eq!(built.files[0].file_stem().unwrap(), module, "{name}");
        let text = fs::read_to_string(&built.files[0]).unwrap();
        assert!(text.contains(&format!("\npub mod {module} {{\n")), "{name}");
    }
}

/// The latest api-version is that of the whole history, whatever is selected.
#[test]
fn the_latest_of_a_selection() {
    let folder = folder();
    for (selected, has_latest) in [("2023-*", false), ("2024-*", true), ("*", true)] {
        let layers = [Layer::Client, Layer::Blocking];
        let generator = generator(&folder).api_versions([selected]).layers(layers);
        let built = generator.generate().unwrap();
        let text = fs::read_to_string(&built.files[0]).unwrap();
        for item in [
            "pub mod latest {",
            "pub const LATEST: Self",
            "pub type Latest =",
            "pub type Client<T = self::runtime::client::Reqwest>",
            "pub mod blocking {\n    /// Blocking",
        ] {
            assert_eq!(text.contains(item), has_latest, "{selected}: {item}");
        }
    }
}

#[test]
fn invalid_options() {
    let folder = folder();
    let path = |name: &str| folder.path().join(name);
    let missing = path("none.yaml").display().to_string();
    let cases = [
        (
            Generator::new().spec(path("things")),
            "there is no OUT_DIR: call this from a build script, or name a folder with `out_dir`"
                .to_owned(),
        ),
        (
            generator(&folder).runtime("crate::wire::"),
            "`crate::wire::` is not the path of a module, such as `crate::wire`".to_owned(),
        ),
        (
            generator(&folder).runtime("super::wire"),
            "`super::wire` is not the path of a module, such as `crate::wire`".to_owned(),
        ),
        (
            generator(&folder).spec(path("none.yaml")),
            format!("{missing}: [B0001] cannot read `{missing}`: there is no such file"),
        ),
        (
            generator(&folder).bundled("azuer"),
            "[B0508] billing-codegen has no documents of a service `azuer`".to_owned(),
        ),
    ];
    for (generator, expected) in cases {
        let error = generator.generate().unwrap_err();
        assert_eq!(error.to_string(), expected);
        // A failing `main` prints the `Debug` form.
        assert_eq!(format!("{error:?}"), expected);
        assert!(!path("out").exists());
    }
}

/// Obstacles at the output path and contradictory definitions have codes, too.
#[test]
fn errors_outside_of_documents() {
    let blocked = folder();
    fs::write(blocked.path().join("out"), "a file").unwrap();
    let error = generator(&blocked).generate().unwrap_err();
    assert!(error.to_string().starts_with("[B0701] "), "{error}");

    let folder = tempfile::tempdir().unwrap();
    let two = ["2024-01-01", "2024.01.01"];
    for version in two {
        let path = folder.path().join(format!("{version}.yaml"));
        fs::write(path, THINGS.replace("VERSION", version)).unwrap();
    }
    let error = Generator::new()
        .spec(Spec::new(folder.path()).order(two))
        .out_dir(folder.path().join("out"))
        .generate()
        .unwrap_err();
    assert!(error.to_string().contains("[B0510] "), "{error}");
    assert!(!folder.path().join("out").exists());
}

/// The error shows the first problem and the number of further errors. Warnings are not counted.
#[test]
fn several_errors() {
    let folder = folder();
    let path = folder.path().join("things/2024-01-01.yaml");
    let wrong = THINGS
        .replace("VERSION", "2024-01-01")
        .replace("number", "nummer")
        .replace("schemas/Thing'", "schemas/Thign'");
    fs::write(&path, wrong + "        price: {}\n").unwrap();
    let error = generator(&folder).generate().unwrap_err();
    let shown = path.display();
    let expected = format!(
        "{shown}:13:58: [B0101] there is no `/components/schemas/Thign` in `{shown}` (and 1 more)"
    );
    assert_eq!(error.to_string(), expected);
    let severities: Vec<_> = error.problems().iter().map(|one| one.severity).collect();
    let errors = severities.iter().filter(|one| **one == Severity::Error);
    assert_eq!(
        (errors.count(), severities.len()),
        (2, 3),
        "{}",
        error.text()
    );
    assert!(error.text().contains("stands twice in one mapping"));
}

/// The bundled documents are all specs of the workspace.
#[test]
fn bundled() {
    let folder = tempfile::tempdir().unwrap();
    let built = Generator::new()
        .bundled("azure")
        .bundled("partner-center")
        .out_dir(folder.path())
        .generate()
        .unwrap();
    let names: Vec<_> = built
        .files
        .iter()
        .map(|path| path.file_name().unwrap())
        .collect();
    assert_eq!(names, ["azure.rs", "partner_center.rs", "runtime.rs"]);
    assert!(built.warnings.is_empty(), "{:?}", built.warnings);
    let here = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs")).unwrap();
    let folders = here.filter(|entry| entry.as_ref().unwrap().path().is_dir());
    assert_eq!(folders.count(), built.histories.len());
}
