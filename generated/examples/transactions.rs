//! Lists the transactions of an invoice, without and with options: both requests of "Transactions - List By Invoice".
//!
//! ```sh
//! cargo run -p billing-api --features client --example transactions -- --endpoint http://127.0.0.1:8080
//! ```

use std::error::Error;

use billing_api::{
    Endpoint,
    azure::{v2024_04_01::TransactionsListByInvoice, version::V2024_04_01},
    client::{Client, Credential},
};

#[path = "arguments/mod.rs"]
mod arguments;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let (endpoint, credential) = arguments::read("https://management.azure.com")?;
    print!("{}", run(endpoint, credential).await?);
    Ok(())
}

/// Lists all transactions, then a page of some.
pub(crate) async fn run(
    endpoint: Endpoint,
    credential: Credential,
) -> Result<String, Box<dyn Error>> {
    let client: Client<V2024_04_01> = Client::builder(endpoint).credential(credential).build()?;
    let list = TransactionsListByInvoice::new("1234567", "G123456789");

    let mut printed = String::new();
    // All of them, page after page; `Items` is a `Stream` too.
    let mut items = client.pages(list.clone()).items();
    while let Some(transaction) = items.next_item().await? {
        let name = transaction.name.as_deref().ok_or("no name")?;
        let properties = transaction.properties.as_ref().ok_or("no properties")?;
        let product = properties.product_description.as_deref();
        let units = properties.quantity.ok_or("no quantity")?;
        printed += &format!("{name}: {units} of {}\n", product.ok_or("no product")?);
    }

    let some = list
        .filter("properties/date gt '2020-10-01'")
        .order_by("properties/date asc")
        .top(50)
        .skip(0)
        .count(true)
        .search("storage");
    let mut pages = client.pages(some);
    if let Some(page) = pages.next_page().await? {
        // What `pages_from` goes on with another day.
        let stored = pages.continuation();
        printed += &format!("{} of a page, then {stored:?}\n", page.body.items.len());
    }
    Ok(printed)
}
