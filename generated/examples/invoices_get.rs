//! Gets the invoices of the Java, Python, Go and JavaScript samples of "Invoices - Get".
//!
//! ```sh
//! cargo run -p billing-api --features client,azure-2020-05-01 --example invoices_get -- --endpoint http://127.0.0.1:8080
//! ```

use std::error::Error;

use billing_api::{
    Endpoint,
    azure::{
        v2020_05_01::{Invoice, operations::InvoicesGet},
        version::V2020_05_01,
    },
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

/// Gets the invoices of the samples and returns a line for each.
pub(crate) async fn run(
    endpoint: Endpoint,
    credential: Credential,
) -> Result<String, Box<dyn Error>> {
    // The feature `azure-identity` adds `.azure_credential(DeveloperToolsCredential::new(None)?)`.
    let client: Client<V2020_05_01> = Client::builder(endpoint).credential(credential).build()?;

    let mut printed = String::new();
    for name in ["CreditNote", "Invoice", "RebillInvoice", "VoidInvoice"] {
        let reply = client.send(&InvoicesGet::new("1234567", name)).await?;
        let id = reply.request_id().unwrap_or("none").to_owned();
        printed += &format!("{} (request {id})\n", line(&reply.body)?);
    }
    Ok(printed)
}

fn line(invoice: &Invoice) -> Result<String, Box<dyn Error>> {
    let name = invoice.name.as_deref().ok_or("the invoice has no name")?;
    let properties = invoice
        .properties
        .as_ref()
        .ok_or("the invoice has no properties")?;
    let amount = properties
        .amount_due
        .as_ref()
        .ok_or("the invoice has no amount due")?;
    let (value, currency) = (amount.value.as_ref(), amount.currency.as_deref());
    let kind = properties
        .document_type
        .as_ref()
        .ok_or("the invoice has no document type")?;
    let status = properties
        .status
        .as_ref()
        .ok_or("the invoice has no status")?;
    // An amount keeps the text of the response, such as 16.53.
    let value = value.ok_or("the amount due has no value")?;
    let currency = currency.ok_or("the amount due has no currency")?;
    Ok(format!("{name}: {kind}, {status}, {value} {currency}"))
}
