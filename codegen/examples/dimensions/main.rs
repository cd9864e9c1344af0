//! CPU time and memory for documents of growing size, for each dimension of a document: to generate, and for `verify`, `diff`
//! and `import`.
//!
//! ```sh
//! cargo run --release -p billing-codegen --example dimensions                 # all dimensions
//! cargo run --release -p billing-codegen --example dimensions -- tags verify  # those whose names contain a word
//! cargo run --release -p billing-codegen --example dimensions -- --write DIR  # only write the largest documents
//! ```
//!
//! A row shows the CPU time at 1, 2, 4 and 8 times the smallest size, the growth of the last step (2 is linear, 4 is
//! quadratic; without the time that the smallest document of all takes), and the peak memory at 8 times. Errors and warnings are rendered, but not
//! printed. Linux only.
#![allow(
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "it prints a table, and indexing a JSON value inserts"
)]

mod documents;
mod run;

use std::{env, fs, path::Path, process::Command};

use documents::{Dimension, dimensions};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> Result<()> {
    let words: Vec<String> = env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["--child", name, folder] => return child(name, Path::new(folder)),
        ["--write", folder, ref words @ ..] => {
            for (name, size, make) in chosen(words) {
                write(
                    &Path::new(folder).join(name.replace(' ', "_")),
                    make(8 * size),
                )?;
            }
            return Ok(());
        }
        _ => {}
    }
    println!(
        "{:<44}{:>8}{:>8}{:>8}{:>8}{:>8}{:>8}{:>8}",
        "CPU ms", "1", "2", "4", "8", "growth", "MB", "peak MB"
    );
    let least = measure("", documents::NOTHING, 0)?.seconds;
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    for (name, size, make) in chosen(&words) {
        let mut rows = Vec::new();
        for times in [1, 2, 4, 8] {
            rows.push(measure(name, *make, times * size)?);
        }
        let [.., fourth, eighth] = rows.as_slice() else {
            continue;
        };
        let above = |seconds: f64| (seconds - least).max(0.001);
        let growth = above(eighth.seconds) / above(fourth.seconds);
        let times: String = rows
            .iter()
            .map(|row| format!("{:>8.0}", row.seconds * 1e3))
            .collect();
        println!(
            "{name:<44}{times}{growth:>8.1}{:>8.2}{:>8.0}{}",
            eighth.megabytes,
            eighth.peak,
            if eighth.has_errors { "  errors" } else { "" }
        );
    }
    Ok(())
}

fn chosen(words: &[&str]) -> impl Iterator<Item = &'static Dimension> {
    dimensions()
        .filter(move |(name, ..)| words.is_empty() || words.iter().any(|word| name.contains(*word)))
}

struct Row {
    seconds: f64,
    megabytes: f64,
    peak: f64,
    has_errors: bool,
}

fn measure(name: &str, make: fn(usize) -> Vec<(String, String)>, size: usize) -> Result<Row> {
    let scratch = tempfile::tempdir()?;
    let files = make(size);
    let bytes: usize = files.iter().map(|(_, text)| text.len()).sum();
    write(scratch.path(), files)?;
    let mut row = Row {
        seconds: f64::INFINITY,
        megabytes: bytes as f64 / 1e6,
        peak: 0.0,
        has_errors: false,
    };
    for _ in 0..3 {
        let child = Command::new(env::current_exe()?)
            .args(["--child", name])
            .arg(scratch.path())
            .output()?;
        let text = String::from_utf8(child.stdout)?;
        let mut words = text.split_whitespace();
        let mut next = || {
            let why = String::from_utf8_lossy(&child.stderr).into_owned();
            words.next().ok_or(why)
        };
        row.seconds = row.seconds.min(next()?.parse()?);
        row.peak = row.peak.max(next()?.parse()?);
        row.has_errors = next()? == "errors";
        // A long run is exact enough.
        if row.seconds > 1.0 {
            break;
        }
    }
    Ok(row)
}

fn write(folder: &Path, files: Vec<(String, String)>) -> Result<()> {
    for (name, text) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().ok_or("a file without a folder")?)?;
        fs::write(path, text)?;
    }
    Ok(())
}

/// Runs a command, and prints the CPU seconds and the peak memory of this process.
fn child(name: &str, folder: &Path) -> Result<()> {
    let has_errors = run::run(name, folder)?;
    let schedstat = fs::read_to_string("/proc/self/schedstat")?;
    let nanoseconds: f64 = schedstat.split(' ').next().ok_or("no time")?.parse()?;
    let status = fs::read_to_string("/proc/self/status")?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kibibytes = peak.and_then(|peak| peak.split_whitespace().next());
    let kibibytes: f64 = kibibytes.ok_or("no peak")?.parse()?;
    println!(
        "{} {} {}",
        nanoseconds / 1e9,
        kibibytes * 1024.0 / 1e6,
        if has_errors { "errors" } else { "done" }
    );
    Ok(())
}
