//! Gets the invoices of the Java, Python, Go and JavaScript samples of "Invoices - Get".
//!
//! ```sh
//! cargo run -p billing-api --features client,azure-2020-05-01 --example invoices_get -- --endpoint http://127.0.0.1:8080
//! ```

use std::error::Error;

use billing_api::{
    azure::{
        v2020_05_01::{Invoice, operations::InvoicesGet},
        version::V2020_05_01,
    },
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

/// Gets one invoice, or those of the samples, and returns a line for each.
pub(crate) async fn run(arguments: Arguments) -> Result<String, Box<dyn Error>> {
    // The feature `azure-identity` adds `.azure_credential(DeveloperToolsCredential::new(None)?)`.
    let client: Client<V2020_05_01> = Client::builder(arguments.endpoint)
        .credential(arguments.credential)
        .build()?;

    let mut printed = String::new();
    let samples = ["CreditNote", "Invoice", "RebillInvoice", "VoidInvoice"];
    let names = match arguments.invoice {
        Some(name) => vec![name],
        None => samples.map(str::to_owned).to_vec(),
    };
    for name in names {
        let get = InvoicesGet::new(&arguments.account, name);
        let reply = client.send(&get).await?;
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
