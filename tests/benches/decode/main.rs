//! What it costs to read and write 10 MB with the types of `billing-api`, beside the same members written by hand for serde's
//! derives, and beside `serde_json::Value`.
//!
//! ```sh
//! cargo bench -p billing-tests --bench decode
//! cargo bench -p billing-tests --bench decode -- transactions decode   # rows whose name has all of these words
//! cargo bench -p billing-tests --bench decode -- --once invoices ours  # each once and no times: for counting instructions
//! ```
//!
//! All take turns, so that what else the machine does troubles all alike; the best of 15 counts. Each runs twice in a turn
//! and the second time counts: none pays for the heap that the one before left behind. What was read is freed in the time
//! of reading it. Megabytes are of the JSON read or written.
#![allow(clippy::print_stdout, reason = "that is what it is for")]

mod handwritten;

use std::{env, error::Error, fs, hint::black_box, path::Path, time::Instant};

use billing_api::azure::{v2020_05_01, v2024_04_01};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const SIZE: usize = 10_000_000;
const TURNS: usize = 15;

/// Something that is timed.
struct Row<'d> {
    name: String,
    run: Box<dyn Fn() -> Result<usize> + 'd>,
    seconds: f64,
}

impl<'d> Row<'d> {
    fn new(name: String, run: impl Fn() -> Result<usize> + 'd) -> Self {
        Row {
            name,
            run: Box::new(run),
            seconds: f64::INFINITY,
        }
    }
}

fn main() -> Result<()> {
    // Cargo says `--bench`.
    let mut words: Vec<String> = env::args()
        .skip(1)
        .filter(|word| word != "--bench")
        .collect();
    let once = words.iter().any(|word| word == "--once");
    words.retain(|word| word != "--once");
    let invoices = document(
        &[
            "azure/2020-05-01/invoice.json",
            "azure/2020-05-01/invoice-with-rebill-details.json",
            "azure/2020-05-01/credit-note.json",
            "azure/2020-05-01/void-invoice.json",
        ],
        "",
    )?;
    let transactions = document(&["azure/2024-04-01/transactions-by-invoice.json"], "/value")?;
    compare::<v2020_05_01::InvoiceListResult, handwritten::InvoiceListResult>(
        "invoices", &invoices, &words, once,
    )?;
    compare::<v2024_04_01::TransactionListResult, handwritten::TransactionListResult>(
        "transactions",
        &transactions,
        &words,
        once,
    )
}

/// A page of so many samples that it has the size that is wanted; ids and amounts differ.
fn document(samples: &[&str], pointer: &str) -> Result<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut items = Vec::new();
    for sample in samples {
        let text = fs::read_to_string(folder.join(sample))?;
        let value: Value = serde_json::from_str(&text)?;
        match value
            .pointer(pointer)
            .ok_or("the sample has no such place")?
        {
            Value::Array(all) => items.extend(all.iter().cloned()),
            one => items.push(one.clone()),
        }
    }
    let mut text = br#"{"value":["#.to_vec();
    for (index, item) in items.iter().cycle().enumerate() {
        if text.len() >= SIZE {
            break;
        }
        if index > 0 {
            text.push(b',');
        }
        let mut item = item.clone();
        vary(&mut item, index);
        serde_json::to_writer(&mut text, &item)?;
    }
    text.extend_from_slice(b"]}");
    Ok(text)
}

/// Makes the names, ids and amounts of a sample those of another.
fn vary(value: &mut Value, index: usize) {
    match value {
        Value::Array(all) => all.iter_mut().for_each(|one| vary(one, index)),
        Value::Object(all) => {
            for (name, one) in all {
                match one {
                    Value::String(text) if name == "id" || name == "name" => {
                        text.push_str(&format!("-{index:06}"));
                    }
                    Value::Number(_) if name == "value" => {
                        *one = Value::from((index * 7919 % 1_000_000) as f64 / 100.0);
                    }
                    one => vary(one, index),
                }
            }
        }
        _ => {}
    }
}

/// Times reading and writing with each of the types, and prints it.
fn compare<O, H>(name: &str, json: &[u8], words: &[String], once: bool) -> Result<()>
where
    O: billing_api::runtime::Value + Serialize + DeserializeOwned,
    H: Serialize + DeserializeOwned,
{
    let ours: O = billing_api::decode(json)?;
    let by_hand: H = serde_json::from_slice(json)?;
    let value: Value = serde_json::from_slice(json)?;
    if serde_json::to_value(&ours)? != value {
        return Err("something is lost".into());
    }
    let through_serde = |what: &str| format!("{name} decode {what}");
    let writing = |what: &str| format!("{name} encode {what}");
    let mut decode = [
        Row::new(through_serde("by hand"), || {
            drop_read(serde_json::from_slice::<H>(json)?)
        }),
        Row::new(through_serde("Value"), || {
            drop_read(serde_json::from_slice::<Value>(json)?)
        }),
        Row::new(through_serde("ours, decode"), || {
            drop_read(billing_api::decode::<O>(json)?)
        }),
        Row::new(through_serde("ours, from_slice"), || {
            drop_read(serde_json::from_slice::<O>(json)?)
        }),
    ];
    let mut encode = [
        Row::new(writing("by hand"), || {
            Ok(serde_json::to_vec(&by_hand)?.len())
        }),
        Row::new(writing("Value"), || Ok(serde_json::to_vec(&value)?.len())),
        Row::new(writing("ours, encode"), || {
            Ok(billing_api::encode(&ours)?.len())
        }),
    ];
    for rows in [&mut decode[..], &mut encode[..]] {
        time(rows, words, once)?;
        if !once {
            print(rows, json.len());
        }
    }
    Ok(())
}

/// Reading ends when what was read is gone, too.
fn drop_read<T>(value: T) -> Result<usize> {
    drop(black_box(value));
    Ok(0)
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

/// The first row is what the others are compared with; the second is the floor.
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
