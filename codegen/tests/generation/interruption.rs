//! Killed, concurrent and failing runs: the output is either the old one or the new one.

use std::{
    collections::BTreeMap,
    path::PathBuf,
    process::{Command, Stdio},
    sync::LazyLock,
    thread,
    time::Duration,
};

use crate::folder::Folder;

type Output = Vec<(PathBuf, Vec<u8>)>;

/// Returns a document with 60 tags, each of which is one output file that names the member.
fn document(member: &str) -> String {
    let head = "openapi: 3.0.3\ninfo: { title: Things, version: v1 }\npaths:\n";
    let path = |tag| {
        format!(
            "  /t{tag}: {{ get: {{ operationId: T{tag}_Get, tags: [T{tag}], responses: {{ 200: {{ description: It., content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/T{tag}' }} }} }} }} }} }} }}\n"
        )
    };
    let schema = |tag| {
        format!(
            "    T{tag}: {{ description: 'Its {member} is long. {}', properties: {{ {member}: {{ type: string }}, of: {{ properties: {{ {member}: {{ type: string }} }} }} }} }}\n",
            "What it is for takes long to say. ".repeat(40)
        )
    };
    let tags = 0..60;
    let paths: String = tags.clone().map(path).collect();
    let schemas: String = tags.map(schema).collect();
    format!("{head}{paths}components:\n  schemas:\n{schemas}")
}

/// The document before and after a change.
static OLD: LazyLock<String> = LazyLock::new(|| document("before"));
static NEW: LazyLock<String> = LazyLock::new(|| document("after"));

const ARGUMENTS: [&str; 4] = ["generate", "things.yaml", "--out", "generated"];

fn command(folder: &Folder) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_billing-codegen"));
    command
        .current_dir(folder.path(""))
        .args(ARGUMENTS)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

/// Creates a folder with this document and without a crate.
fn folder(document: &str) -> Folder {
    let folder = Folder::empty();
    std::fs::remove_dir_all(folder.path("generated")).unwrap();
    folder.write("things.yaml", document);
    folder
}

/// Returns the output of an undisturbed run.
fn output_of(document: &str) -> Output {
    let folder = folder(document);
    assert_eq!(folder.run(&ARGUMENTS).0, 0);
    folder.generated()
}

/// Returns the output without staged files, and `true` if staged files wait to be moved into place.
fn state(folder: &Folder) -> (Output, bool) {
    let mut output = Output::new();
    let mut is_moving = false;
    if folder.path("generated").exists() {
        for (path, bytes) in folder.generated() {
            if path.starts_with("generated/.billing-codegen") {
                is_moving |= path.ends_with("moves.json");
            } else {
                output.push((path, bytes));
            }
        }
    }
    (output, is_moving)
}

#[test]
fn a_run_that_is_killed_leaves_the_old_or_the_new_output() {
    let (old, new) = (output_of(&OLD), output_of(&NEW));
    let changed = new.iter().filter(|file| !old.contains(file)).count();
    assert!(changed > 30, "{changed} files take their places one by one");

    let folder = folder(&OLD);
    assert_eq!(folder.run(&ARGUMENTS).0, 0);
    let mut seen = BTreeMap::new();
    let (mut before, mut after) = ((&*OLD, old), (&*NEW, new));
    for kill in 0..24 {
        folder.write("things.yaml", after.0);
        let mut run = command(&folder).spawn().unwrap();
        // Kills while reading, while staging and while moving files into place.
        let stages = [
            "",
            "generated/.billing-codegen",
            "generated/.billing-codegen/moves.json",
        ];
        let stage = folder.path(stages[kill % stages.len()]);
        while !stage.exists() && run.try_wait().unwrap().is_none() {}
        thread::sleep(Duration::from_micros(100 * u64::try_from(kill).unwrap()));
        // The run may have ended already.
        let _ = run.kill();
        run.wait().unwrap();

        let (found, is_moving) = state(&folder);
        let left = if is_moving {
            "what is left to do"
        } else if found == before.1 {
            "the old output"
        } else {
            assert_eq!(names(&found), names(&after.1));
            assert!(found == after.1, "a mixture after {kill}");
            "the new output"
        };
        *seen.entry(left).or_insert(0) += 1;
        if is_moving {
            // `check` writes nothing, and does not take a mixture for the output.
            let (code, _, error) = folder.run(&["check", "things.yaml", "--out", "generated"]);
            assert_eq!(code, 1, "{error}");
            let note = "note: a run was interrupted; the next `generate` completes its changes";
            assert!(error.contains(note), "{error}");
            assert!(state(&folder).1);
            // A run whose documents have errors completes the changes of the one before.
            folder.write("things.yaml", "openapi: [");
            assert_eq!(folder.run(&ARGUMENTS).0, 2);
            assert!(state(&folder) == (after.1.clone(), false));
            folder.write("things.yaml", after.0);
        }
        assert_eq!(folder.run(&ARGUMENTS).0, 0);
        assert!(state(&folder) == (after.1.clone(), false));
        (before, after) = (after, before);
    }
    assert!(seen.len() > 1, "all runs were killed alike: {seen:?}");
}

fn names(output: &Output) -> Vec<String> {
    let names = output.iter();
    names.map(|(path, _)| path.display().to_string()).collect()
}

#[test]
fn two_runs_at_once_leave_the_output_of_one() {
    let (old, new) = (output_of(&OLD), output_of(&NEW));
    for _ in 0..10 {
        let folder = folder(&OLD);
        folder.write("others.yaml", &NEW);
        let [first, second] = ["things.yaml", "others.yaml"].map(|document| {
            let mut run = Command::new(env!("CARGO_BIN_EXE_billing-codegen"));
            run.current_dir(folder.path(""))
                .args(["generate", document, "--out", "generated"])
                .stdout(Stdio::null());
            run.spawn().unwrap()
        });
        for mut run in [first, second] {
            assert!(run.wait().unwrap().success());
        }
        let found = state(&folder).0;
        assert!(found == old || found == new, "a mixture");
    }
}

/// A limit on the file size acts like a full disk: a write fails in the middle of the run.
#[cfg(unix)]
#[test]
fn a_disk_that_is_full_leaves_the_old_output() {
    let folder = folder(&OLD);
    assert_eq!(folder.run(&ARGUMENTS).0, 0);
    let before = folder.generated();
    folder.write("things.yaml", &NEW);
    let output = Command::new("sh")
        .arg("-c")
        .arg("trap '' XFSZ; ulimit -f 1; exec \"$@\"")
        .arg("sh")
        .arg(env!("CARGO_BIN_EXE_billing-codegen"))
        .args(ARGUMENTS)
        .current_dir(folder.path(""))
        .output()
        .unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{error}");
    assert!(error.contains("File too large"), "{error}");
    assert!(before == folder.generated());
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_leaves_the_old_output() {
    use std::{
        fs::{self, Permissions},
        os::unix::fs::PermissionsExt as _,
    };
    let folder = folder(&OLD);
    assert_eq!(folder.run(&ARGUMENTS).0, 0);
    let before = folder.generated();
    folder.write("things.yaml", &NEW);
    let generated = folder.path("generated");
    fs::set_permissions(&generated, Permissions::from_mode(0o555)).unwrap();
    if fs::write(generated.join("probe"), "").is_ok() {
        // A superuser can write to every folder, but not create a folder whose name is taken by a file.
        fs::remove_file(generated.join("probe")).unwrap();
        folder.write("generated/.billing-codegen", "");
        let (code, _, error) = folder.run(&ARGUMENTS);
        assert_eq!(code, 2, "{error}");
        assert!(
            error.contains("generated/.billing-codegen is not a folder"),
            "{error}"
        );
        fs::remove_file(generated.join(".billing-codegen")).unwrap();
    } else {
        let (code, _, error) = folder.run(&ARGUMENTS);
        assert_eq!(code, 2, "{error}");
        assert!(error.contains("Permission denied"), "{error}");
    }
    assert!(before == folder.generated());
    fs::set_permissions(&generated, Permissions::from_mode(0o755)).unwrap();
}

/// A run waits for another one until that one ends, and no longer.
#[cfg(unix)]
#[test]
fn a_run_waits_for_the_one_before() {
    let folder = folder(&OLD);
    std::fs::create_dir_all(folder.path("generated")).unwrap();
    let lock = std::fs::File::open(folder.path("generated")).unwrap();
    lock.lock().unwrap();
    let mut run = command(&folder).spawn().unwrap();
    thread::sleep(Duration::from_millis(500));
    assert!(run.try_wait().unwrap().is_none());
    assert!(state(&folder).0.is_empty());
    drop(lock);
    assert!(run.wait().unwrap().success());
    assert_eq!(state(&folder).0, output_of(&OLD));
}
