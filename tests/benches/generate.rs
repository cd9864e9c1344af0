//! Time and memory to generate a crate, compared with a floor: the time of serde_json to parse the same text into a
//! `Value`.
//!
//! ```sh
//! cargo bench -p billing-tests --bench generate               # specs/, and a document of 1, 2, 4 and 8 times 200 schemas
//! cargo bench -p billing-tests --bench generate -- DOCUMENT   # your own document, JSON
//! ```
//!
//! A row is a child process that reads, resolves, models, emits, formats and writes into a new folder. It shows the best of
//! three CPU times, over all threads and including the start of the process, and the peak memory. The floor of `specs/`,
//! which is YAML, is that of the same documents as JSON. Linux only.
#![allow(
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "it prints a table, and indexing a JSON value inserts"
)]

use std::{env, error::Error, fs, hint::black_box, path::Path, process::Command, time::Instant};

use billing_codegen::CrateGenerator;
use serde_json::{Map, Value, json};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const TURNS: usize = 3;
const SCHEMAS: usize = 200;

fn main() -> Result<()> {
    // Cargo passes `--bench`.
    let words: Vec<String> = env::args()
        .skip(1)
        .filter(|word| word != "--bench")
        .collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["--child", source, out] => child(Path::new(source), Path::new(out)),
        [] => all(),
        ref documents => {
            heading();
            for document in documents {
                row(
                    document,
                    &[fs::read_to_string(document)?],
                    Path::new(document),
                )?;
            }
            Ok(())
        }
    }
}

fn all() -> Result<()> {
    heading();
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
    let mut texts = Vec::new();
    fragments(&specs, &mut texts)?;
    row("specs/", &texts, &specs)?;
    let scratch = tempfile::tempdir()?;
    for times in [1, 2, 4, 8] {
        let text = document(times * SCHEMAS);
        let path = scratch.path().join(format!("{times}.json"));
        fs::write(&path, &text)?;
        row(&format!("{} schemas", times * SCHEMAS), &[text], &path)?;
    }
    Ok(())
}

fn heading() {
    println!(
        "{:<24}{:>10}{:>10}{:>10}{:>10}{:>10}",
        "", "MB", "floor ms", "CPU ms", "ratio", "peak MB"
    );
}

fn row(name: &str, texts: &[String], source: &Path) -> Result<()> {
    let mut floor = f64::INFINITY;
    for _ in 0..20 {
        let start = Instant::now();
        for text in texts {
            drop(black_box(serde_json::from_str::<Value>(text)?));
        }
        floor = floor.min(start.elapsed().as_secs_f64());
    }
    let (mut seconds, mut peak) = (f64::INFINITY, 0.0_f64);
    for _ in 0..TURNS {
        let (mut count, mut turn) = (0, 0.0);
        let before = seconds_of_children()?;
        // Long enough for a clock with a resolution of 10 ms.
        while turn < 0.5 {
            peak = peak.max(generate(source)?);
            turn = seconds_of_children()? - before;
            count += 1;
        }
        seconds = seconds.min(turn / f64::from(count));
    }
    let size: usize = texts.iter().map(String::len).sum();
    println!(
        "{name:<24}{:>10.2}{:>10.2}{:>10.0}{:>10.1}{peak:>10.0}",
        size as f64 / 1e6,
        floor * 1e3,
        seconds * 1e3,
        seconds / floor
    );
    Ok(())
}

/// Generates in a child process and returns its peak memory in megabytes.
fn generate(source: &Path) -> Result<f64> {
    let scratch = tempfile::tempdir()?;
    let child = Command::new(env::current_exe()?)
        .arg("--child")
        .args([source, scratch.path()])
        .output()?;
    let said = String::from_utf8(child.stdout)?;
    said.trim().parse().map_err(|_| {
        let why = String::from_utf8_lossy(&child.stderr);
        format!("{}: {why}", source.display()).into()
    })
}

fn child(source: &Path, out: &Path) -> Result<()> {
    if source.ends_with("specs") {
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated/Cargo.toml");
        fs::copy(manifest, out.join("Cargo.toml"))?;
        CrateGenerator::of_services(source, out).generate()?;
    } else {
        CrateGenerator::of_documents(source, out.join("made")).generate()?;
    }
    let status = fs::read_to_string("/proc/self/status")?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kibibytes = peak.and_then(|peak| peak.split_whitespace().next());
    let kibibytes: f64 = kibibytes.ok_or("no peak")?.parse()?;
    println!("{}", kibibytes * 1024.0 / 1e6);
    Ok(())
}

/// Returns the CPU time of all finished child processes in seconds, from `/proc`.
fn seconds_of_children() -> Result<f64> {
    let text = fs::read_to_string("/proc/self/stat")?;
    let (_, fields) = text.rsplit_once(')').ok_or("no process")?;
    let ticks = fields.split_whitespace().skip(13).take(2);
    let total: f64 = ticks.map(|field| field.parse().unwrap_or(0.0)).sum();
    // Linux counts in hundredths of a second on every machine.
    Ok(total / 100.0)
}

/// Appends the texts of all fragments in a folder, as JSON.
fn fragments(folder: &Path, texts: &mut Vec<String>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            fragments(&path, texts)?;
        } else if path
            .extension()
            .is_some_and(|extension| extension == "yaml")
        {
            let value: Value = serde_yaml::from_str(&fs::read_to_string(&path)?)?;
            texts.push(serde_json::to_string(&value)?);
        }
    }
    Ok(())
}

/// Returns a document with schemas of ten documented members that refer to one another, and an operation for every
/// fourth schema.
fn document(schemas: usize) -> String {
    let types = [
        json!({ "type": "string", "format": "date-time" }),
        json!({ "type": "integer", "format": "int32" }),
        json!({ "type": "string" }),
        json!({ "type": "boolean" }),
        json!({ "type": "string", "enum": ["active", "suspended", "closed"] }),
        json!({ "type": "array", "items": { "type": "string" } }),
        json!({ "type": "number" }),
        json!({ "type": "string" }),
        json!({ "type": "object", "additionalProperties": { "type": "string" } }),
    ];
    let reference = |index: usize| json!({ "$ref": format!("#/components/schemas/Thing{index}x") });
    let (mut all, mut paths) = (Map::new(), Map::new());
    for index in 0..schemas {
        let mut members = Map::new();
        for (member, ty) in types.iter().enumerate() {
            let mut schema = ty.clone();
            schema["description"] = format!("What member {member} of thing {index} says.").into();
            members.insert(format!("memberNumber{member}"), schema);
        }
        members.insert("other".to_owned(), reference(index / 2));
        all.insert(
            format!("Thing{index}x"),
            json!({ "type": "object", "required": ["memberNumber2"], "properties": members }),
        );
        if index % 4 == 0 {
            let content = json!({ "application/json": { "schema": reference(index) } });
            let id = json!({ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } });
            let get = json!({
                "operationId": format!("getThing{index}"),
                "parameters": [id],
                "responses": { "200": { "description": "The thing.", "content": content } },
            });
            paths.insert(format!("/things{index}/{{id}}"), json!({ "get": get }));
        }
    }
    let info = json!({ "title": "Things", "version": "1.0.0" });
    let components = json!({ "schemas": all });
    json!({ "openapi": "3.0.3", "info": info, "paths": paths, "components": components })
        .to_string()
}
