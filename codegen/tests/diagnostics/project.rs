//! A temporary folder with the files of some blocks, and a run of the command line in it.
//!
//! A block of `yaml`, `json`, `text` or `toml` is a file. Its path follows the language; the default is `api.yaml`. A
//! document that begins with `components:`, `paths:`, `security:` or `servers:` gets the usual head. The word `latin-1`
//! after the path selects that encoding; with `escaped`, `\xNN` is a byte. A block of `sh` is the command, the default
//! being `billing-codegen generate api.yaml --out my-api`. A block of `rust` is the builder code of a build script.

use std::{fs, process::Command};

use billing_codegen::{CrateGenerator, Spec, diagnostic::Style};
use tempfile::TempDir;

use crate::markdown::Block;

pub(crate) struct RunResult {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Words of an info string that are not a path.
const MARKS: [&str; 4] = ["wrong", "right", "latin-1", "escaped"];

const PROGRAM: &str = "billing-codegen";

pub(crate) fn run<'b>(blocks: impl Iterator<Item = &'b Block>, more: &[&str]) -> RunResult {
    let folder = tempfile::tempdir().unwrap();
    let mut commands = "billing-codegen generate api.yaml --out my-api".to_owned();
    for block in blocks {
        match block.language.as_str() {
            "sh" => commands.clone_from(&block.text),
            "rust" => return bundled(block, more),
            _ => write(&folder, block),
        }
    }
    let mut reported = None;
    for line in commands.lines() {
        let mut words = line.split(' ');
        assert_eq!(words.next(), Some(PROGRAM), "{line}");
        let output = Command::new(env!("CARGO_BIN_EXE_billing-codegen"))
            .current_dir(folder.path())
            .args(words)
            .args(more)
            .output()
            .unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        reported = Some(RunResult {
            code: output.status.code().unwrap(),
            out: text(output.stdout),
            err: text(output.stderr),
        });
    }
    reported.unwrap()
}

/// Diagnostics for the bundled documents, which only the library reads.
fn bundled(block: &Block, more: &[&str]) -> RunResult {
    let service = block.text.split('"').nth(1).unwrap();
    let style = if more.contains(&"json") {
        Style::Json
    } else {
        Style::Plain
    };
    let folder = tempfile::tempdir().unwrap();
    let generator = CrateGenerator::of_documents(Spec::bundled(service), folder.path());
    let (code, err) = match generator.style(style).files() {
        Ok(generated) => (0, generated.warnings),
        Err(error) => (2, error.render(style)),
    };
    RunResult {
        code,
        out: String::new(),
        err,
    }
}

fn write(folder: &TempDir, block: &Block) {
    let mut names = block
        .words
        .iter()
        .filter(|word| !MARKS.contains(&word.as_str()));
    let name = names.next().map_or("api.yaml", String::as_str);
    let mut text = block.text.clone();
    let parts = ["components:", "paths:", "security:", "servers:"];
    if parts.iter().any(|part| text.starts_with(part)) {
        let paths = if text.starts_with("paths:") || text.contains("\npaths:") {
            ""
        } else {
            "paths: {}\n"
        };
        text = format!("openapi: 3.0.3\ninfo: {{ title: Shop, version: '1' }}\n{paths}{text}");
    }
    let bytes = if block.has_word("latin-1") {
        text.chars().map(|c| u8::try_from(c).unwrap()).collect()
    } else if block.has_word("escaped") {
        unescape(&text)
    } else {
        text.into_bytes()
    };
    let path = folder.path().join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

fn unescape(text: &str) -> Vec<u8> {
    let mut parts = text.split("\\x");
    let mut bytes = parts.next().unwrap().as_bytes().to_vec();
    for part in parts {
        let (digits, rest) = part.split_at(2);
        bytes.push(u8::from_str_radix(digits, 16).unwrap());
        bytes.extend(rest.as_bytes());
    }
    bytes
}
