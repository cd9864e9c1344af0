//! Output folders that are somebody's already: their files stay as they are, and what is outside of the folder is not touched.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use billing_codegen::{CrateGenerator, Error, Generator};
use tempfile::TempDir;

const DOCUMENT: &str = "openapi: 3.0.3\ninfo: { title: Shop, version: VERSION }\npaths: {}\ncomponents: { schemas: { Price: { properties: { VERSION: { type: number } } } } }";

/// A folder with two documents, `shop/v1.yaml` and `shop/v2.yaml`.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        for version in ["v1", "v2"] {
            let text = DOCUMENT.replace("VERSION", version);
            folder.write(&format!("shop/{version}.yaml"), &text);
        }
        folder
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Runs the command line and returns its exit code and both outputs.
    fn run(&self, arguments: &[&str]) -> (i32, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_billing-codegen"))
            .current_dir(self.0.path())
            .args(arguments)
            .output()
            .unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        let (out, err) = (text(output.stdout), text(output.stderr));
        (output.status.code().unwrap(), out + &err)
    }

    /// Runs the command line and returns its standard error.
    fn errors(&self, arguments: &[&str]) -> String {
        let mut command = Command::new(env!("CARGO_BIN_EXE_billing-codegen"));
        let output = command.current_dir(self.0.path()).args(arguments).output();
        String::from_utf8(output.unwrap().stderr).unwrap()
    }

    /// Returns the texts of all files, by path.
    fn files(&self) -> BTreeMap<PathBuf, String> {
        let mut files = BTreeMap::new();
        let mut folders = vec![self.0.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let entry = entry.unwrap();
                match entry.file_type().unwrap().is_dir() {
                    true => folders.push(entry.path()),
                    false => drop(files.insert(entry.path(), read(&entry.path()))),
                }
            }
        }
        files
    }
}

fn read(path: &Path) -> String {
    match fs::read_link(path) {
        Ok(target) => target.display().to_string(),
        Err(_) => fs::read_to_string(path).unwrap(),
    }
}

const MINE: &str = "//! Mine.\n";

#[test]
fn files_of_the_user_are_not_overwritten() {
    // Files of the user in the folder, the document, and those among the files that a run refuses to overwrite.
    let cases: [(&[&str], &str, &[&str]); 9] = [
        (
            &[
                "README.md",
                ".gitignore",
                "tests/api.rs",
                "examples/a.rs",
                "src/main.rs",
                "build.rs",
            ],
            "shop",
            &[],
        ),
        (&["src/lib.rs"], "shop", &["src/lib.rs"]),
        (
            &["src/only_v1.rs", "src/own.rs"],
            "shop",
            &["src/only_v1.rs"],
        ),
        (
            &["src/runtime/mod.rs", "src/runtime/own.rs"],
            "shop",
            &["src/runtime/mod.rs"],
        ),
        (
            &[
                "src/runtime/own.rs",
                "src/lib/mod.rs",
                "tests/generated/own.rs",
            ],
            "shop",
            &[],
        ),
        // The other path of a generated module.
        (
            &["src/runtime.rs", "src/since_v2/mod.rs"],
            "shop",
            &["src/runtime.rs", "src/since_v2/mod.rs"],
        ),
        (
            &["src/lib.rs", "src/runtime/mod.rs", "src/since_v2.rs"],
            "shop",
            &["src/lib.rs", "src/runtime/mod.rs", "src/since_v2.rs"],
        ),
        // The module of a range that only a second api-version needs.
        (&["src/since_v2.rs"], "shop/v1.yaml", &[]),
        (&["src/since_v2.rs"], "shop", &["src/since_v2.rs"]),
    ];
    for (own, document, refused) in cases {
        let folder = Folder::new();
        for path in own {
            folder.write(&format!("out/{path}"), MINE);
        }
        let before = folder.files();
        for command in ["generate", "check"] {
            let (code, text) = folder.run(&[command, document, "--out", "out"]);
            if refused.is_empty() {
                assert_eq!(code, 0, "{own:?}: {text}");
                continue;
            }
            assert_eq!(code, 2, "{own:?}: {text}");
            let named: Vec<&str> = text
                .lines()
                .filter_map(|line| line.strip_prefix("--> out/"))
                .collect();
            assert_eq!(named, refused, "{text}");
            assert!(
                text.contains("\n = help: nothing was written: move or delete the file"),
                "{text}"
            );
            assert_eq!(folder.files(), before, "{command} {own:?}");
        }
        let after = folder.files();
        assert!(
            before
                .iter()
                .all(|(path, text)| after.get(path) == Some(text)),
            "{own:?}"
        );
        assert_eq!(after.len() > before.len(), refused.is_empty());
    }
}

/// An api-version that comes later brings a file whose place is taken.
#[test]
fn a_file_that_comes_with_a_new_api_version_is_not_overwritten() {
    let folder = Folder::new();
    let second = fs::read_to_string(folder.path("shop/v2.yaml")).unwrap();
    fs::remove_file(folder.path("shop/v2.yaml")).unwrap();
    assert_eq!(folder.run(&["generate", "shop", "--out", "out"]).0, 0);
    folder.write("out/src/since_v2.rs", MINE);
    assert_eq!(
        folder.run(&["generate", "shop", "--out", "out"]),
        (0, "unchanged\n".to_owned())
    );
    folder.write("shop/v2.yaml", &second);
    let before = folder.files();
    let (code, text) = folder.run(&["generate", "shop", "--out", "out"]);
    assert_eq!(code, 2, "{text}");
    assert!(text.contains("--> out/src/since_v2.rs\n"), "{text}");
    assert_eq!(folder.files(), before);
}

#[test]
fn the_library_overwrites_no_file_of_the_user() {
    let folder = Folder::new();
    folder.write("out/src/lib.rs", MINE);
    folder.write("modules/shop.rs", MINE);
    folder.write("modules/runtime.rs", MINE);
    folder.write("modules/own.rs", MINE);
    let before = folder.files();
    let generator = CrateGenerator::of_documents(folder.path("shop"), folder.path("out"));
    for error in [generator.generate().map(drop), generator.check().map(drop)] {
        match error.unwrap_err() {
            Error::Foreign { files, .. } => assert_eq!(files, [folder.path("out/src/lib.rs")]),
            other => panic!("{other}"),
        }
    }
    let generator = Generator::new()
        .spec(folder.path("shop"))
        .out_dir(folder.path("modules"));
    let error = generator.generate().unwrap_err();
    assert_eq!(error.problems().len(), 1);
    assert!(
        error.to_string().ends_with(
            "modules/shop.rs: [B0706] this file was not generated, and it is in the place of a generated one"
        ),
        "{error}"
    );
    let two = generator.spec(folder.path("shop/v1.yaml"));
    let error = two.generate().unwrap_err();
    assert_eq!(error.problems().len(), 2, "{:?}", error.problems());
    assert_eq!(folder.files(), before);
}

#[test]
fn the_marked_parts_that_a_manifest_lacks_are_named() {
    const PACKAGE: &str = "[package]\nname = \"out\"\n";
    const SERDE: &str = "[dependencies]\nserde = \"1\"\nserde_json.workspace = true\n";
    const DEPENDENCIES: &str = "[dependencies] of Cargo.toml lacks the lines `# generated: dependencies` and, after it, `# end of generated`, so add them, or:\n";
    const FEATURES: &str = "[features] of Cargo.toml lacks the lines `# generated: api-versions` and, after it, `# end of generated`, so these features are missing: ";
    let serde =
        "    serde = \"1\"\n    serde_json = { version = \"1\", features = [\"raw_value\"] }\n";
    let all = format!(
        "{FEATURES}http, client, blocking, azure-identity, gzip, tracing, patterns, testing\n"
    );
    let marked = "[dependencies]\n# generated: dependencies\n# end of generated\n";
    // The manifest, and the text that the run prints about it.
    let cases = [
        (PACKAGE.to_owned(), format!("{DEPENDENCIES}{serde}{all}")),
        (format!("{PACKAGE}{SERDE}"), all),
        (
            format!("{PACKAGE}{SERDE}[features] # mine\ndefault = []\nhttp = []\n"),
            format!(
                "{FEATURES}client, blocking, azure-identity, gzip, tracing, patterns, testing\n"
            ),
        ),
        (
            format!(
                "{PACKAGE}[dependencies.serde]\nversion = \"1\"\n[features]\ndefault = []\nhttp = []\nclient = []\nblocking = []\nazure-identity = []\ngzip = []\ntracing = []\npatterns = []\ntesting = []\n"
            ),
            format!(
                "{DEPENDENCIES}    serde_json = {{ version = \"1\", features = [\"raw_value\"] }}\n"
            ),
        ),
        (format!("{PACKAGE}{marked}"), String::new()),
    ];
    for (manifest, expected) in cases {
        let folder = Folder::new();
        folder.write("out/Cargo.toml", &manifest);
        let (code, text) = folder.run(&["generate", "shop", "--out", "out"]);
        assert_eq!(code, 0, "{text}");
        let about: String = text
            .lines()
            .filter(|line| !line.starts_with("wrote "))
            .map(|line| format!("{line}\n"))
            .collect();
        assert_eq!(about, expected, "{manifest}");
        assert_eq!(
            read(&folder.path("out/Cargo.toml")) == manifest,
            !manifest.contains('#') || manifest.contains("# mine")
        );
        assert_eq!(
            folder.run(&["check", "shop", "--out", "out"]),
            (0, expected)
        );
        // Standard error has diagnostics only, for programs that read it.
        for command in ["generate", "check"] {
            let arguments = [command, "shop", "--out", "out", "--message-format", "json"];
            assert_eq!(folder.errors(&arguments), "");
        }
    }
}

/// A copy of an api-version that was killed is completed by the next run, whatever that run does.
#[test]
fn a_killed_copy_of_an_api_version_is_completed() {
    let folder = Folder::new();
    for version in ["v1", "v2"] {
        folder.write(
            &format!("specs/shop/{version}/a.yaml"),
            &DOCUMENT.replace("VERSION", version),
        );
    }
    let document = DOCUMENT.replace("VERSION", "v3");
    folder.write("specs/shop/v3/b.yaml", "{}");
    folder.write("specs/shop/.billing-codegen/0", &document);
    folder.write(
        "specs/shop/.billing-codegen/moves.json",
        r#"[[["0", "v3/a.yaml"]], []]"#,
    );
    let (code, text) = folder.run(&["new-version", "shop", "v3"]);
    assert_eq!(code, 2, "{text}");
    assert_eq!(read(&folder.path("specs/shop/v3/a.yaml")), document);
    assert!(!folder.path("specs/shop/.billing-codegen").exists());
}

/// Links and special files below the output folder.
#[cfg(unix)]
#[test]
fn nothing_is_read_or_written_through_a_link() {
    use std::os::unix::fs::symlink;
    // A link in the crate `out`, its target, and the message; none if it is in nobody's way.
    let cases = [
        ("src", "../other/src", "out/src is a link"),
        (
            "src/runtime",
            "../../other/src/runtime",
            "out/src/runtime is a link",
        ),
        (
            "src/lib.rs",
            "../../other/src/lib.rs",
            "out/src/lib.rs is a link",
        ),
        ("src/lib.rs", "nowhere.rs", "out/src/lib.rs is a link"),
        ("src/lib.rs", "lib.rs", "out/src/lib.rs is a link"),
        (
            "Cargo.toml",
            "../other/Cargo.toml",
            "out/Cargo.toml is a link",
        ),
        (
            ".billing-codegen",
            "../other",
            "out/.billing-codegen is a link",
        ),
        ("src/a", ".", ""),
        ("src/a", "../../other/src", ""),
        ("src/a.rs", "../../other/src/lib.rs", ""),
        ("tests/generated", "../../other/src", ""),
        ("tests", "../other/src", ""),
        ("README.md", "../other/src/lib.rs", ""),
    ];
    for (link, target, expected) in cases {
        let folder = Folder::new();
        assert_eq!(folder.run(&["generate", "shop", "--out", "other"]).0, 0);
        let parent = folder
            .path(&format!("out/{link}"))
            .parent()
            .unwrap()
            .to_owned();
        fs::create_dir_all(parent).unwrap();
        symlink(target, folder.path(&format!("out/{link}"))).unwrap();
        if link == "src/a" {
            symlink(target, folder.path("out/src/b")).unwrap();
        }
        let before = folder.files();
        // The other crate has more api-versions, so this one would remove files.
        for command in ["generate", "check"] {
            let (code, text) = folder.run(&[command, "shop/v1.yaml", "--out", "out"]);
            assert_eq!(code == 0, expected.is_empty(), "{link} -> {target}: {text}");
            assert!(text.contains(expected), "{link} -> {target}: {text}");
        }
        let after = folder.files();
        assert!(
            before
                .iter()
                .all(|(path, text)| after.get(path) == Some(text)),
            "{link} -> {target}"
        );
        assert_eq!(before.len() == after.len(), !expected.is_empty());
    }
}
