//! Lists the transactions of an invoice without and with query options: both requests of "Transactions - List By Invoice".
//!
//! ```sh
//! cargo run -p billing-api --features client --example transactions -- --endpoint http://127.0.0.1:8080
//! ```

use std::error::Error;

use billing_api::{
    azure::{v2024_04_01::operations::TransactionsListByInvoice, version::V2024_04_01},
    client::Client,
};

#[path = "arguments/mod.rs"]
pub(crate) mod arguments;

use arguments::Arguments;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::read("https://management.azure.com", "1234567")?;
    print!("{}", run(arguments).await?);
    Ok(())
}

/// Lists all transactions, then the first page of selected ones, and returns a line for each result.
pub(crate) async fn run(arguments: Arguments) -> Result<String, Box<dyn Error>> {
    let client: Client<V2024_04_01> = Client::builder(arguments.endpoint)
        .credential(arguments.credential)
        .build()?;
    let list = TransactionsListByInvoice::new(
        arguments.account,
        arguments.invoice.as_deref().unwrap_or("G123456789"),
    );

    let mut printed = String::new();
    // All transactions, page by page. `Items` is also a `Stream`.
    let mut items = client.pages(list.clone()).items();
    while let Some(transaction) = items.next_item().await? {
        let name = transaction
            .name
            .as_deref()
            .ok_or("the transaction has no name")?;
        let properties = transaction
            .properties
            .as_ref()
            .ok_or("the transaction has no properties")?;
        let product = properties.product_description.as_deref();
        let units = properties
            .quantity
            .ok_or("the transaction has no quantity")?;
        printed += &format!(
            "{name}: {units} of {}\n",
            product.ok_or("the transaction has no product")?
        );
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
        // `pages_from` resumes from a stored continuation.
        let stored = pages.continuation();
        printed += &format!("{} of a page, then {stored:?}\n", page.body.items.len());
    }
    Ok(printed)
}
