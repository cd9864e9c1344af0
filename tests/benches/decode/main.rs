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

mod document;
mod handwritten;
mod rows;

use std::path::Path;

use billing_api::azure::{v2020_05_01, v2024_04_01};
use rows::{Result, Row, Wanted};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

fn main() -> Result<()> {
    let wanted = Wanted::from_args();
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    compare::<v2020_05_01::InvoiceListResult, handwritten::InvoiceListResult>(
        "invoices",
        &document::invoices(&fixtures)?,
        &wanted,
    )?;
    compare::<v2024_04_01::TransactionListResult, handwritten::TransactionListResult>(
        "transactions",
        &document::transactions(&fixtures)?,
        &wanted,
    )
}

/// Times reading and writing with each of the types, and prints it.
fn compare<O, H>(name: &str, json: &[u8], wanted: &Wanted) -> Result<()>
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
    let decode = vec![
        Row::through_serde::<H>("decode by hand", json),
        Row::through_serde::<Value>("decode Value", json),
        Row::reading("decode ours, decode", || {
            Ok(billing_api::decode::<O>(json)?)
        }),
        Row::through_serde::<O>("decode ours, from_slice", json),
    ];
    wanted.compare(name, decode, json.len())?;
    let encode = vec![
        Row::writing("encode by hand", &by_hand),
        Row::writing("encode Value", &value),
        Row::new("encode ours, encode", || {
            Ok(billing_api::encode(&ours)?.len())
        }),
    ];
    wanted.compare(name, encode, json.len())
}
