//! Folders that are odd, and every command: it ends, says what is wrong, and reads and writes nothing outside of its folders.
#![cfg(unix)]

use std::{
    collections::BTreeSet,
    fs,
    os::unix::fs::symlink,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use tempfile::TempDir;

const DOCUMENT: &str = "openapi: 3.0.3\ninfo: { title: Shop, version: VERSION }\npaths:\n  /prices:\n    get:\n      operationId: ID\n      responses: { 200: { description: All prices. } }\n";

/// The time after which a command counts as hanging.
const PATIENCE: Duration = Duration::from_secs(30);

/// A folder with the api-versions `specs/shop/v1` and `v2`, an official document of `v3`, and files outside of the specs.
struct Folder(TempDir);

impl Folder {
    fn new(id: &str) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        for (path, version) in [
            ("specs/shop/v1/a.yaml", "v1"),
            ("specs/shop/v2/a.yaml", "v2"),
            ("official/v3.yaml", "v3"),
            ("outside/secret.yaml", "v9"),
        ] {
            let text = DOCUMENT.replace("VERSION", version).replace("ID", id);
            folder.write(path, &text);
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

    /// Creates a named pipe, whose reading does not end.
    fn pipe(&self, path: &str) {
        fs::create_dir_all(self.path(path).parent().unwrap()).unwrap();
        let made = Command::new("mkfifo").arg(self.path(path)).status();
        assert!(made.unwrap().success());
    }

    fn link(&self, target: &str, path: &str) {
        symlink(target, self.path(path)).unwrap();
    }

    /// Runs the command line and returns its exit code and both outputs.
    fn run(&self, command: &str) -> (i32, String) {
        let (out, err) = (self.path("out.txt"), self.path("err.txt"));
        let mut child = Command::new(env!("CARGO_BIN_EXE_billing-codegen"))
            .current_dir(self.0.path())
            .args(command.split(' '))
            .stdin(Stdio::null())
            .stdout(fs::File::create(&out).unwrap())
            .stderr(fs::File::create(&err).unwrap())
            .spawn()
            .unwrap();
        let start = Instant::now();
        let status = loop {
            if let Some(status) = child.try_wait().unwrap() {
                break status;
            }
            if start.elapsed() > PATIENCE {
                child.kill().unwrap();
                panic!("`{command}` hangs");
            }
            sleep(Duration::from_millis(5));
        };
        let text = fs::read_to_string(&out).unwrap() + &fs::read_to_string(&err).unwrap();
        fs::remove_file(out).unwrap();
        fs::remove_file(err).unwrap();
        let code = status.code();
        (
            code.unwrap_or_else(|| panic!("`{command}`: {status}\n{text}")),
            text,
        )
    }

    /// Returns the paths of everything in a folder.
    fn paths(&self, below: &str) -> BTreeSet<String> {
        let mut paths = BTreeSet::new();
        let mut folders = vec![self.path(below)];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() && !path.is_symlink() {
                    folders.push(path.clone());
                }
                let below = path.strip_prefix(self.0.path()).unwrap();
                paths.insert(below.display().to_string());
            }
        }
        paths
    }
}

const IMPORT: &str = "import official/v3.yaml --out specs/shop/v3";
const UPSTREAM: &str = "upstream --against official";

/// An entry of the manifest for a file of the checkout.
fn follows(path: &str) -> String {
    let hash = "0".repeat(64);
    format!("api-versions:\n  v1:\n    documents: [{{ path: {path}, sha256: '{hash}' }}]\n")
}

#[test]
fn commands_on_odd_folders() {
    type Prepare = fn(&Folder);
    let cases: &[(&str, Prepare, &[&str], i32, &str)] = &[
        (
            "a manifest that is a named pipe",
            |folder| folder.pipe("specs/shop/upstream.yaml"),
            &[IMPORT],
            2,
            "cannot read `specs/shop/upstream.yaml`: it is not a file",
        ),
        (
            "a manifest that is a link",
            |folder| folder.link("../../outside/secret.yaml", "specs/shop/upstream.yaml"),
            &[IMPORT],
            2,
            "cannot read `specs/shop/upstream.yaml`: it lies outside of the root",
        ),
        (
            "a manifest that is not UTF-8",
            |folder| fs::write(folder.path("specs/shop/upstream.yaml"), b"# caf\xe9\n").unwrap(),
            &[IMPORT],
            2,
            "cannot read `specs/shop/upstream.yaml`: it is not UTF-8",
        ),
        (
            "an official file that is a named pipe",
            |folder| {
                folder.pipe("official/pipe.yaml");
                folder.write("specs/shop/upstream.yaml", &follows("pipe.yaml"));
            },
            &[UPSTREAM],
            2,
            "cannot read `official/pipe.yaml`: it is not a file",
        ),
        (
            "an official file that is a link out of the checkout",
            |folder| {
                folder.link("../outside/secret.yaml", "official/link.yaml");
                folder.write("specs/shop/upstream.yaml", &follows("link.yaml"));
            },
            &[UPSTREAM],
            2,
            "cannot read `official/link.yaml`: it lies outside of the root",
        ),
        (
            "a manifest of cargo around the output that is a named pipe",
            |folder| folder.pipe("around/Cargo.toml"),
            &[
                "generate specs/shop --out around/crate",
                "check specs/shop --out around/crate",
            ],
            0,
            "",
        ),
        (
            "a manifest of cargo around the output that does not end",
            |folder| {
                fs::create_dir(folder.path("around")).unwrap();
                folder.link("/dev/zero", "around/Cargo.toml");
            },
            &["generate specs/shop --out around/crate"],
            0,
            "",
        ),
    ];
    for (title, prepare, commands, code, expected) in cases {
        let folder = Folder::new("Prices_list");
        prepare(&folder);
        let outside = folder.paths("outside");
        for command in *commands {
            let (found, text) = folder.run(command);
            assert_eq!(found, *code, "{title}: {text}");
            assert!(text.contains(expected), "{title}: {text}");
        }
        assert_eq!(folder.paths("outside"), outside, "{title}");
    }
}

/// The fragment of an operation has a name of its own, which every disk accepts and which is read as a fragment.
#[test]
fn imported_operations_are_read_again() {
    let long = format!("{}_list", "Prices".repeat(50));
    for id in [
        "Overrides_list",
        "Upstream_list",
        "billingCodegen_list",
        "Common_list",
        "Errors_list",
        "con_list",
        "COM1_list",
        "../../outside/x_list",
        "..\\\\x_list",
        "_list",
        "\u{e9}_list",
        &long,
    ] {
        let folder = Folder::new(id);
        let outside = folder.paths("outside");
        let (code, text) = folder.run(IMPORT);
        assert_eq!(code, 0, "{id}: {text}");
        let written = folder.paths("specs/shop/v3");
        let [file] = written.iter().collect::<Vec<_>>()[..] else {
            panic!("{id}: {written:?}");
        };
        let stem = Path::new(file).file_stem().unwrap().to_str().unwrap();
        let is_portable = stem
            .bytes()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-');
        assert!(is_portable && stem.len() < 80, "{id}: {file}");
        assert!(!["con", "com1"].contains(&stem), "{id}: {file}");
        let (_, text) = folder.run("history specs/shop");
        assert!(text.contains("3 api-versions, v1 to v3"), "{id}: {text}");
        // A second import finds the operation.
        let (code, text) = folder.run(IMPORT);
        assert_eq!(code, 0, "{id}: {text}");
        assert_eq!(folder.paths("specs/shop/v3"), written, "{id}");
        assert_eq!(folder.paths("outside"), outside, "{id}");
    }
}
