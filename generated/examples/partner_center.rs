//! Gets an invoice, a page of invoices and the line items of an invoice, like the .NET, Java, PowerShell and REST samples
//! of "Get invoices" of Partner Center.
//!
//! ```sh
//! cargo run -p billing-api --features blocking --example partner_center -- --endpoint http://127.0.0.1:8080
//! ```

use std::error::Error;

use billing_api::{
    client::blocking::Client,
    partner_center::{
        v1::{
            Invoice,
            operations::{InvoicesGet, InvoicesList, InvoicesListLineItems},
        },
        version::V1,
    },
};

#[path = "arguments/mod.rs"]
pub(crate) mod arguments;

use arguments::Arguments;

fn main() -> Result<(), Box<dyn Error>> {
    // Partner Center knows the partner by the credential, so there is no account.
    let arguments = Arguments::read("https://api.partnercenter.microsoft.com", "")?;
    print!("{}", run(arguments)?);
    Ok(())
}

/// Sends the requests and returns a line for each result.
pub(crate) fn run(arguments: Arguments) -> Result<String, Box<dyn Error>> {
    // Every request has a new id in `MS-RequestId` and `MS-CorrelationId`, as the documents say.
    let client: Client<V1> = Client::builder(arguments.endpoint)
        .credential(arguments.credential)
        .build()?;
    let id = arguments.invoice.as_deref().unwrap_or("D070002EGD");

    // partnerOperations.Invoices.ById(selectedInvoiceId).Get(); Get-PartnerInvoice -InvoiceId $invoiceId
    let get =
        InvoicesGet::new(id).ms_correlation_id("00000000-0000-0000-0000-000000000002".parse()?);
    let invoice = client.send(&get)?.body;
    let mut printed = line(&invoice)?;

    // partnerOperations.Invoices.Query(QueryFactory.Instance.BuildIndexedQuery(5, 0))
    let page = client.send(&InvoicesList::new().size(5).offset(0))?.body;
    let (total, items) = (page.total_count, page.items.unwrap_or_default());
    printed += &format!(
        "{} of {} invoices\n",
        items.len(),
        total.ok_or("the page has no total count")?
    );

    // GET /v1/invoices: the size of a page is optional.
    let page = client.send(&InvoicesList::new())?.body;
    printed += &format!("{} without a size\n", page.items.unwrap_or_default().len());

    // Get-PartnerInvoice: all invoices, page by page.
    for invoice in client.pages(InvoicesList::new().size(5)).items() {
        printed += &line(&invoice?)?;
    }

    // foreach (var invoiceDetail in invoice.InvoiceDetails)
    for detail in invoice.invoice_details.unwrap_or_default() {
        let links = detail.links.ok_or("the detail has no links")?;
        let uri = links
            .self_
            .and_then(|link| link.uri)
            .ok_or("the detail has no link")?;
        // The link lacks `/v1`, and its last two segments select the line items.
        let mut segments = uri.rsplit('/');
        let (kind, provider) = (segments.next(), segments.next());
        let list = InvoicesListLineItems::new(
            id,
            provider.ok_or("the link has no billing provider")?.into(),
            kind.ok_or("the link has no type of line items")?.into(),
        );
        // The first page without a size, then all pages.
        let page = client.send(&list)?.body;
        let first = page.items.unwrap_or_default().len();
        let mut count = 0;
        for item in client.pages(list.size(10)).items() {
            item?;
            count += 1;
        }
        printed += &format!("{first} and {count} line items at {uri}\n");
    }
    Ok(printed)
}

fn line(invoice: &Invoice) -> Result<String, Box<dyn Error>> {
    let id = invoice.id.as_deref().ok_or("the invoice has no ID")?;
    let charges = invoice
        .total_charges
        .as_ref()
        .ok_or("the invoice has no total charges")?;
    let currency = invoice
        .currency_code
        .as_deref()
        .ok_or("the invoice has no currency")?;
    Ok(format!("{id}: {charges} {currency}\n"))
}
