//! Time to read and write 10 MB with the types of `billing-api`, compared with handwritten types under serde's derives and
//! with `serde_json::Value`.
//!
//! ```sh
//! cargo bench -p billing-tests --bench decode
//! cargo bench -p billing-tests --bench decode -- transactions decode   # rows whose names contain all of these words
//! cargo bench -p billing-tests --bench decode -- --once invoices ours  # each once and untimed, for counting instructions
//! ```
//!
//! The rows take turns, so that other load on the machine affects all of them alike; the best of 15 turns counts. Each row
//! runs twice in a turn and the second run counts, so that no row pays for the heap of the previous one. The time of
//! reading includes freeing the value. Megabytes are those of the JSON.

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

/// Times reading and writing with each of the types and prints the table.
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
