//! Runs each example of the help, in a folder that contains the files that the examples name.

use std::{
    env, fs,
    path::Path,
    process::{Command, Output},
};

use crate::{stdout_of, subcommands};

/// The api-versions of Azure Billing that the texts show. Examples add others.
const API_VERSIONS: [&str; 4] = [
    "2017-02-27-preview",
    "2020-05-01",
    "2024-04-01",
    "2024-08-01-preview",
];

const DOCUMENT: &str = "openapi: 3.0.3
info: { title: Shop, version: VERSION }
paths:
  /invoices:
    get:
      operationId: Invoices_List
      responses:
        '200':
          description: All of them.
          content:
            application/json: { schema: { $ref: '#/components/schemas/Invoice' } }
components:
  schemas:
    LineDto:
      properties:
        price: { $ref: '#/components/schemas/Money' }
    Money:
      properties:
        value: { type: number }
    Invoice:
      properties:
        lines: { type: array, items: { $ref: '#/components/schemas/LineDto' } }
        amountDue: { $ref: '#/components/schemas/Money' }
MORE";

const MANIFEST: &str = "[package]\nname = \"billing-api\"\n\n[features]\n# generated: api-versions\n# end of generated\n";

/// Writes the files that examples and chapters name: small documents, and the specs of this package.
pub(crate) fn prepare(folder: &Path) {
    let write = |path: &str, text: &str| {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let document =
        |version: &str, more: &str| DOCUMENT.replace("VERSION", version).replace("MORE", more);
    let old = document("2023-01-01", "");
    let new = document(
        "2024-01-01",
        "        due: { type: string, format: date }\n",
    );
    let prices = "openapi: 3.0.3
info: { title: Prices }
paths: {}
components: { schemas: { Price: { properties: { value: { type: number } } } } }
"
    .to_owned();
    for (path, text) in [
        ("api.yaml", &new),
        ("old.yaml", &old),
        ("new.yaml", &new),
        ("prices.yaml", &prices),
        ("api-versions/2023-01-01.yaml", &old),
        ("api-versions/2024-01-01.yaml", &new),
        ("checkout/shop.yaml", &new),
    ] {
        write(path, text);
    }
    write("generated/Cargo.toml", MANIFEST);
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("bundled/azure");
    for version in fs::read_dir(specs)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .filter(|path| API_VERSIONS.iter().any(|name| path.ends_with(name)))
    {
        for file in fs::read_dir(&version)
            .unwrap()
            .map(|entry| entry.unwrap().path())
        {
            let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
            let path = format!("specs/azure/{}/{}", name(&version), name(&file));
            write(&path, &fs::read_to_string(file).unwrap());
        }
    }
    for place in [
        ".local/share/bash-completion/completions",
        ".zfunc",
        ".config/fish/completions",
    ] {
        fs::create_dir_all(folder.join(place)).unwrap();
    }
}

/// Runs a command in a shell that has the program on its path.
pub(crate) fn output(folder: &Path, line: &str) -> Output {
    let program = Path::new(env!("CARGO_BIN_EXE_billing-codegen"));
    let mut path = vec![program.parent().unwrap().to_owned()];
    path.extend(env::split_paths(&env::var_os("PATH").unwrap()));
    Command::new("bash")
        .args(["-c", line])
        .current_dir(folder)
        .env("PATH", env::join_paths(path).unwrap())
        .env("HOME", folder)
        .output()
        .unwrap()
}

/// Runs a command that succeeds without any message.
pub(crate) fn run(folder: &Path, line: &str) {
    let output = output(folder, line);
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success() && err.is_empty(), "{line}\n{err}");
}

#[test]
fn help_examples_run() {
    let folder = tempfile::tempdir().unwrap();
    prepare(folder.path());
    for subcommand in subcommands() {
        let help = stdout_of(&[&subcommand, "--help"]);
        let (_, examples) = help.split_once("Examples:\n").unwrap_or_default();
        let lines: Vec<&str> = examples.lines().map(str::trim).collect();
        assert!(lines.len() >= 2, "{subcommand}: {help}");
        for line in lines {
            assert!(
                line.starts_with(&format!("billing-codegen {subcommand}")),
                "{line}"
            );
            run(folder.path(), line);
        }
    }
    // The commands wrote their output.
    for made in [
        "my-api/Cargo.toml",
        "with-features/Cargo.toml",
        "part/Cargo.toml",
        ".zfunc/_billing-codegen",
    ] {
        assert!(folder.path().join(made).exists(), "{made}");
    }
}
