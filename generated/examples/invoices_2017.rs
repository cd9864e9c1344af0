//! Lists the invoices of a subscription, gets one by name and gets the latest, with api-version 2017-02-27-preview.
//!
//! ```sh
//! cargo run -p billing-api --features blocking,azure-2017-02-27-preview --example invoices_2017 -- --endpoint http://127.0.0.1:8080
//! ```

use std::error::Error;

use billing_api::{
    azure::{
        v2017_02_27_preview::{
            Invoice,
            operations::{InvoicesGet, InvoicesGetLatest, InvoicesList},
        },
        version::V2017_02_27Preview,
    },
    client::blocking::Client,
};

#[path = "arguments/mod.rs"]
pub(crate) mod arguments;

use arguments::Arguments;

/// The subscription of the samples.
pub(crate) const SUBSCRIPTION: &str = "00000000-0000-0000-0000-000000000000";

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::read("https://management.azure.com", SUBSCRIPTION)?;
    print!("{}", run(arguments)?);
    Ok(())
}

/// Sends the requests and returns a line for each invoice.
pub(crate) fn run(arguments: Arguments) -> Result<String, Box<dyn Error>> {
    let client: Client<V2017_02_27Preview> = Client::builder(arguments.endpoint)
        .credential(arguments.credential)
        .build()?;
    let subscription = arguments.account;
    let invoice = arguments.invoice;

    let mut printed = String::new();
    let list = InvoicesList::new(&subscription)
        .expand("downloadUrl")
        .top(1);
    // Follows the links of the service from page to page.
    for invoice in client.pages(list).items() {
        printed += &line("listed", &invoice?)?;
    }
    let get = InvoicesGet::new(
        &subscription,
        invoice.as_deref().unwrap_or("2017-01-01-100000001"),
    );
    printed += &line("got", &client.send(&get)?.body)?;
    let latest = client.send(&InvoicesGetLatest::new(subscription))?;
    printed += &line("latest", &latest.body)?;
    Ok(printed)
}

fn line(how: &str, invoice: &Invoice) -> Result<String, Box<dyn Error>> {
    let name = invoice.name.as_deref().ok_or("the invoice has no name")?;
    let properties = invoice
        .properties
        .as_ref()
        .ok_or("the invoice has no properties")?;
    let download = properties.download_url.as_ref();
    let url = download.and_then(|download| download.url.as_deref());
    Ok(format!("{how} {name}: {}\n", url.unwrap_or("no link")))
}
