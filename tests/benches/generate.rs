//! Time and memory to generate a crate, compared with a floor: the time of a process that reads the same text and parses it
//! into a `Value` with serde_json.
//!
//! ```sh
//! cargo bench -p billing-tests --bench generate               # specs/, and a document of 1, 2, 4 and 8 times 200 schemas
//! cargo bench -p billing-tests --bench generate -- DOCUMENT   # your own document, JSON
//! ```
//!
//! A row is a child process that reads, resolves, models, emits, formats and writes into a new folder. Both it and its floor
//! show the best of three CPU times, over all threads and including the start of the process. Beside them are the elapsed time
//! and the peak memory of generating. The floor of `specs/`, which is YAML, is that of the same documents as JSON. Linux only.
#![allow(
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "it prints a table, and indexing a JSON value inserts"
)]

use std::{
    env,
    error::Error,
    ffi::OsStr,
    fs,
    hint::black_box,
    path::{Path, PathBuf},
    process::Command,
    slice,
    time::Instant,
};

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
        ["--parse", ref texts @ ..] => parse(texts),
        ["--generate", source, out] => generate(Path::new(source), Path::new(out)),
        [] => all(),
        ref documents => {
            heading();
            for document in documents {
                row(document, &[document.into()], Path::new(document))?;
            }
            Ok(())
        }
    }
}

fn all() -> Result<()> {
    heading();
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
    let scratch = tempfile::tempdir()?;
    let mut texts = Vec::new();
    fragments(&specs, scratch.path(), &mut texts)?;
    row("`specs/`", &texts, &specs)?;
    for times in [1, 2, 4, 8] {
        let path = scratch.path().join(format!("schemas-{times}.json"));
        fs::write(&path, document(times * SCHEMAS))?;
        let name = format!("{} schemas", times * SCHEMAS);
        row(&name, slice::from_ref(&path), &path)?;
    }
    Ok(())
}

fn heading() {
    println!("| document | MB | floor, ms | CPU, ms | ratio | elapsed, ms | peak, MB |");
    println!("| --- | --- | --- | --- | --- | --- | --- |");
}

fn row(name: &str, texts: &[PathBuf], source: &Path) -> Result<()> {
    let mut bytes = 0;
    for text in texts {
        bytes += fs::metadata(text)?.len();
    }
    let mut floor = f64::INFINITY;
    let (mut cpu, mut elapsed, mut peak) = (f64::INFINITY, f64::INFINITY, 0.0_f64);
    // The turns alternate, so that a busy moment of the machine slows down both.
    for _ in 0..TURNS {
        floor = floor.min(measure(|| run("--parse", texts))?.cpu);
        let turn = measure(|| {
            let out = tempfile::tempdir()?;
            let megabytes = run("--generate", &[source, out.path()])?;
            peak = peak.max(megabytes.trim().parse()?);
            Ok(megabytes)
        })?;
        cpu = cpu.min(turn.cpu);
        elapsed = elapsed.min(turn.elapsed);
    }
    println!(
        "| {name} | {:.2} | {:.1} | {:.0} | {:.1} | {:.0} | {peak:.0} |",
        bytes as f64 / 1e6,
        floor * 1e3,
        cpu * 1e3,
        cpu / floor,
        elapsed * 1e3,
    );
    Ok(())
}

/// The seconds of one run of a child process: the mean of several runs.
struct Seconds {
    cpu: f64,
    elapsed: f64,
}

/// Measures a child process.
fn measure(mut run: impl FnMut() -> Result<String>) -> Result<Seconds> {
    let (mut count, mut cpu, mut elapsed) = (0, 0.0, 0.0);
    let before = seconds_of_children()?;
    // Long enough for a clock with a resolution of 10 ms.
    while cpu < 0.5 {
        let start = Instant::now();
        run()?;
        elapsed += start.elapsed().as_secs_f64();
        cpu = seconds_of_children()? - before;
        count += 1;
    }
    let count = f64::from(count);
    Ok(Seconds {
        cpu: cpu / count,
        elapsed: elapsed / count,
    })
}

/// Runs this program again as a child process, and returns its output.
fn run(task: &str, paths: &[impl AsRef<OsStr>]) -> Result<String> {
    let child = Command::new(env::current_exe()?)
        .arg(task)
        .args(paths)
        .output()?;
    if !child.status.success() {
        return Err(String::from_utf8_lossy(&child.stderr).into());
    }
    Ok(String::from_utf8(child.stdout)?)
}

/// The task of the floor.
fn parse(texts: &[&str]) -> Result<()> {
    for text in texts {
        let text = fs::read_to_string(text)?;
        drop(black_box(serde_json::from_str::<Value>(&text)?));
    }
    Ok(())
}

/// The other task. Prints its peak memory in megabytes.
fn generate(source: &Path, out: &Path) -> Result<()> {
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

/// Writes all fragments in a folder as JSON to another one, and appends the paths of these files.
fn fragments(folder: &Path, out: &Path, texts: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            fragments(&path, out, texts)?;
        } else if path
            .extension()
            .is_some_and(|extension| extension == "yaml")
        {
            let value: Value = serde_yaml::from_str(&fs::read_to_string(&path)?)?;
            let text = out.join(format!("{}.json", texts.len()));
            fs::write(&text, serde_json::to_string(&value)?)?;
            texts.push(text);
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
