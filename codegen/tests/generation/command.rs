//! The commands `generate` and `check`.

use std::fs;

use crate::folder::Folder;

#[test]
fn check_passes_on_what_generate_wrote() {
    let folder = Folder::example();
    assert_eq!(folder.run(&["generate"]).0, 0);
    assert_eq!(folder.run(&["check"]), (0, String::new(), String::new()));
}

#[test]
fn check_shows_an_edited_generated_file() {
    let folder = Folder::example();
    folder.run(&["generate"]);
    folder.replace(
        "generated/src/things.rs",
        "pub label: Option<String>",
        "pub label: String",
    );
    let (code, out, err) = folder.run(&["check"]);
    assert_eq!(code, 1);
    assert!(
        out.contains("--- a/src/things.rs\n+++ b/src/things.rs\n@@"),
        "{out}"
    );
    assert!(
        out.contains("\n-        pub label: String,\n+        pub label: Option<String>,\n"),
        "{out}"
    );
    assert_eq!(
        err,
        "error[B0703]: the generated crate is stale\n |\n \
         = note: src/things.rs: `Thing::label` is `Option<String>`; it was `String` (2024-01-01)\n \
         = note: raise the major part of the crate's version (0.1.0 to 0.2.0, 1.2.3 to 2.0.0)\n \
         = help: run `billing-codegen generate`\n"
    );
    assert_eq!(folder.run(&["generate"]).1, "wrote src/things.rs\n");
    assert_eq!(folder.run(&["check"]).0, 0);
}

#[test]
fn check_shows_an_edited_fragment() {
    let folder = Folder::example();
    folder.run(&["generate"]);
    let added = "        label: { type: string, description: What is printed on it. }\n";
    folder.replace(
        "specs/things/2024-01-01/things.yaml",
        added,
        &format!("{added}        weight: {{ type: number, description: In kilograms. }}\n"),
    );
    let (code, out, _) = folder.run(&["check"]);
    assert_eq!(code, 1);
    // One new member in one api-version changes only the lines of that member, and those of the conversion tests.
    let changed: Vec<_> = out
        .lines()
        .skip(2)
        .take_while(|line| !line.starts_with("--- a/tests/"))
        .filter(|line| line.starts_with(['+', '-']))
        .collect();
    assert_eq!(
        changed,
        [
            "+        /// In kilograms.",
            "+        #[versions(\"2024-01-01\"..)]",
            "+        pub weight: Option<Decimal>,"
        ]
    );
}

#[test]
fn check_shows_missing_and_extra_files() {
    let folder = Folder::example();
    folder.run(&["generate"]);
    let things = folder.read("generated/src/things.rs");
    folder.write(
        "generated/src/gone.rs",
        &folder.read("generated/src/lib.rs"),
    );
    fs::remove_file(folder.path("generated/src/things.rs")).unwrap();
    let (code, out, _) = folder.run(&["check"]);
    assert_eq!(code, 1);
    assert!(out.contains("--- a/src/gone.rs\n+++ /dev/null\n"), "{out}");
    assert!(
        out.contains("--- /dev/null\n+++ b/src/things.rs\n"),
        "{out}"
    );
    assert_eq!(folder.run(&["generate"]).0, 0);
    assert!(!folder.path("generated/src/gone.rs").exists());
    assert_eq!(folder.read("generated/src/things.rs"), things);
}

#[test]
fn folders_can_be_named() {
    let folder = Folder::example();
    fs::rename(folder.path("specs"), folder.path("documents")).unwrap();
    fs::rename(folder.path("generated"), folder.path("output")).unwrap();
    let (code, _, err) = folder.run(&["generate", "--specs", "documents", "--out", "output"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(folder.path("output/src/things.rs").exists());
    assert_eq!(
        folder
            .run(&["check", "--specs", "documents", "--out", "output"])
            .0,
        0
    );
}

#[test]
fn defaults_are_found_from_a_folder_below() {
    let folder = Folder::example();
    let below = folder.path("specs/things/2024-01-01");
    let run = |action| {
        std::process::Command::new(env!("CARGO_BIN_EXE_billing-codegen"))
            .current_dir(&below)
            .arg(action)
            .status()
            .unwrap()
    };
    assert!(run("generate").success());
    assert!(folder.path("generated/src/things.rs").exists());
    assert!(run("check").success());
}

#[test]
fn wrong_usage_is_exit_code_2() {
    let folder = Folder::empty();
    for arguments in [&[][..], &["genrate"], &["check", "--spec", "x"]] {
        assert_eq!(folder.run(arguments).0, 2, "{arguments:?}");
    }
    assert_eq!(folder.run(&["--help"]).0, 0);
}

#[test]
fn a_missing_folder_becomes_a_crate() {
    let folder = Folder::example();
    let (code, out, err) = folder.run(&["generate", "--out", "made/things-api"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(
        out.starts_with("wrote Cargo.toml\nwrote src/lib.rs\n"),
        "{out}"
    );
    let manifest = folder.read("made/things-api/Cargo.toml");
    assert!(manifest.contains("name = \"things-api\"\n"), "{manifest}");
    assert!(manifest.contains("things-2024-01-01 = []\n"), "{manifest}");
    assert_eq!(folder.run(&["check", "--out", "made/things-api"]).0, 0);

    // The result equals that for an existing manifest.
    folder.run(&["generate"]);
    assert_eq!(
        folder.read("made/things-api/src/things.rs"),
        folder.read("generated/src/things.rs")
    );
}
