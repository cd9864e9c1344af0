//! Time to read and write 10 MB with the types of `billing-api`, compared with those of another generator for the same API:
//! the crate azure_mgmt_billing with its api-versions 2020-05 and 2024-04.
//!
//! ```sh
//! cd tests/benches/peer
//! cargo run --release                         # the tables of `cargo bench -p billing-tests --bench decode`
//! ```
//!
//! `bin/copy.rs` measures the compile time. Documents, method and command-line words are those of the bench `decode`. The
//! peer rounds numbers, drops unlisted members, and leaves the amounts of 2024-04 untyped.

#[path = "../../decode/document.rs"]
mod document;
#[path = "../../decode/handwritten.rs"]
mod handwritten;
#[path = "../../decode/rows.rs"]
mod rows;

use std::path::Path;

use azure_mgmt_billing::{
    package_2020_05::models as peer_2020, package_2024_04::models as peer_2024,
};
use billing_api::azure::{v2020_05_01, v2024_04_01};
use rows::{Result, Row, Wanted};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

fn main() -> Result<()> {
    let wanted = Wanted::from_args();
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
    compare::<
        v2020_05_01::InvoiceListResult,
        handwritten::InvoiceListResult,
        peer_2020::InvoiceListResult,
        peer_2024::InvoiceListResult,
    >("invoices", &document::invoices(&fixtures)?, &wanted)?;
    compare::<
        v2024_04_01::TransactionListResult,
        handwritten::TransactionListResult,
        peer_2020::TransactionListResult,
        peer_2024::TransactionListResult,
    >("transactions", &document::transactions(&fixtures)?, &wanted)
}

/// Times reading and writing with each of the types and prints the table.
fn compare<O, H, P, Q>(name: &str, json: &[u8], wanted: &Wanted) -> Result<()>
where
    O: billing_api::runtime::Value,
    H: Serialize + DeserializeOwned,
    P: Serialize + DeserializeOwned,
    Q: Serialize + DeserializeOwned,
{
    let decode = vec![
        Row::through_serde::<H>("decode by hand", json),
        Row::through_serde::<Value>("decode Value", json),
        Row::reading("decode ours", || Ok(billing_api::decode::<O>(json)?)),
        Row::through_serde::<P>("decode peer, 2020-05", json),
        Row::through_serde::<Q>("decode peer, 2024-04", json),
    ];
    wanted.compare(name, decode, json.len())?;
    let by_hand: H = serde_json::from_slice(json)?;
    let value: Value = serde_json::from_slice(json)?;
    let ours: O = billing_api::decode(json)?;
    let of_2020: P = serde_json::from_slice(json)?;
    let of_2024: Q = serde_json::from_slice(json)?;
    let encode = vec![
        Row::writing("encode by hand", &by_hand),
        Row::writing("encode Value", &value),
        Row::new("encode ours", || Ok(billing_api::encode(&ours)?.len())),
        Row::writing("encode peer, 2020-05", &of_2020),
        Row::writing("encode peer, 2024-04", &of_2024),
    ];
    wanted.compare(name, encode, json.len())
}
