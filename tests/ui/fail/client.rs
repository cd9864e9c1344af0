//! A client of one api-version does not send an operation that the api-version lacks.

use billing_api::azure::{v2024_04_01::operations::InvoicesAmend, version::V2020_05_01};
use billing_api::client::blocking::Client;

fn send(client: Client<V2020_05_01>) {
    let _ = client.send(&InvoicesAmend::new("1", "G123456789"));
}

fn main() {}
