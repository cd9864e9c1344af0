//! JSON of the benchmark: the documented samples, repeated.

use std::{fs, path::Path};

use serde_json::Value;

use crate::rows::Result;

const SIZE: usize = 10_000_000;

/// Returns a page of invoices of api-version 2020-05-01.
pub(crate) fn invoices(fixtures: &Path) -> Result<Vec<u8>> {
    let samples = [
        "azure/2020-05-01/invoice.json",
        "azure/2020-05-01/invoice-with-rebill-details.json",
        "azure/2020-05-01/credit-note.json",
        "azure/2020-05-01/void-invoice.json",
    ];
    document(fixtures, &samples, "")
}

/// Returns a page of transactions of api-version 2024-04-01.
pub(crate) fn transactions(fixtures: &Path) -> Result<Vec<u8>> {
    let samples = ["azure/2024-04-01/transactions-by-invoice.json"];
    document(fixtures, &samples, "/value")
}

/// Returns a page with enough varied samples for the target size.
fn document(fixtures: &Path, samples: &[&str], pointer: &str) -> Result<Vec<u8>> {
    let mut items = Vec::new();
    for sample in samples {
        let text = fs::read_to_string(fixtures.join(sample))?;
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

/// Varies the names, IDs and amounts of a sample by its index.
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
