//! Timing in turns and the table of results.
#![allow(clippy::print_stdout, reason = "that is what it is for")]

use std::{env, error::Error, hint::black_box, time::Instant};

use serde::{Serialize, de::DeserializeOwned};

pub(crate) type Result<T> = std::result::Result<T, Box<dyn Error>>;

const TURNS: usize = 15;

/// Selection of rows on the command line.
pub(crate) struct Wanted {
    words: Vec<String>,
    once: bool,
}

impl Wanted {
    pub(crate) fn from_args() -> Self {
        // Cargo passes `--bench`.
        let args = env::args().skip(1).filter(|word| word != "--bench");
        let (once, words): (Vec<String>, _) = args.partition(|word| word == "--once");
        Self {
            words,
            once: !once.is_empty(),
        }
    }

    /// Times the rows under the heading `name` and prints them.
    pub(crate) fn compare(&self, name: &str, mut rows: Vec<Row<'_>>, size: usize) -> Result<()> {
        for row in &mut rows {
            row.name = format!("{name} {}", row.name);
        }
        time(&mut rows, &self.words, self.once)?;
        if !self.once {
            print(&rows, size);
        }
        Ok(())
    }
}

/// A timed action.
pub(crate) struct Row<'d> {
    name: String,
    run: Box<dyn Fn() -> Result<usize> + 'd>,
    seconds: f64,
}

impl<'d> Row<'d> {
    /// Creates a row for reading, including the time to free the value.
    pub(crate) fn reading<T: 'd>(what: &str, read: impl Fn() -> Result<T> + 'd) -> Self {
        Self::new(what, move || {
            drop(black_box(read()?));
            Ok(0)
        })
    }

    /// Creates a row for reading through serde.
    pub(crate) fn through_serde<T: DeserializeOwned + 'd>(what: &str, json: &'d [u8]) -> Self {
        Self::reading(what, move || Ok(serde_json::from_slice::<T>(json)?))
    }

    /// Creates a row for writing through serde.
    pub(crate) fn writing<T: Serialize>(what: &str, value: &'d T) -> Self {
        Self::new(what, move || Ok(serde_json::to_vec(value)?.len()))
    }

    pub(crate) fn new(what: &str, run: impl Fn() -> Result<usize> + 'd) -> Self {
        Row {
            name: what.to_owned(),
            run: Box::new(run),
            seconds: f64::INFINITY,
        }
    }
}

fn time(rows: &mut [Row<'_>], words: &[String], once: bool) -> Result<()> {
    for _ in 0..if once { 1 } else { TURNS } {
        for row in &mut *rows {
            if !words.iter().all(|word| row.name.contains(word.as_str())) {
                continue;
            }
            if !once {
                (row.run)()?;
            }
            let start = Instant::now();
            black_box((row.run)()?);
            row.seconds = row.seconds.min(start.elapsed().as_secs_f64());
        }
    }
    Ok(())
}

/// Prints the rows, compared with the first row and with the second one, which is the floor.
fn print(rows: &[Row<'_>], size: usize) {
    let [by_hand, floor, ..] = rows else {
        return;
    };
    println!(
        "{:<34}{:>10}{:>10}{:>12}{:>12}",
        "", "ms", "MB/s", "to by hand", "to Value"
    );
    for row in rows.iter().filter(|row| row.seconds.is_finite()) {
        println!(
            "{:<34}{:>10.1}{:>10.0}{:>12.2}{:>12.2}",
            row.name,
            row.seconds * 1e3,
            size as f64 / 1e6 / row.seconds,
            row.seconds / by_hand.seconds,
            row.seconds / floor.seconds,
        );
    }
    println!();
}
