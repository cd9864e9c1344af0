//! Lists the amounts due of a billing account by currency, and tries that on a fake in place of the service.
//!
//! ```sh
//! cargo run -p billing-api --features blocking,testing,azure-2024-04-01 --example without_a_server
//! ```

use std::{collections::BTreeMap, error::Error};

use billing_api::{
    Decimal,
    azure::{
        self,
        blocking::Client,
        v2024_04_01::{
            Amount, Invoice, InvoiceListResult, InvoiceProperties,
            operations::InvoicesListByBillingAccount,
        },
    },
    client::blocking::Transport,
    runtime::testing::{Fake, Fault},
};

/// Returns the amounts due of all invoices, by currency. It is the code under test, so it takes a client with any transport.
fn amounts_due(
    client: &Client<impl Transport>,
    account: &str,
) -> Result<BTreeMap<String, Vec<Decimal>>, Box<dyn Error>> {
    let mut due: BTreeMap<String, Vec<Decimal>> = BTreeMap::new();
    for invoice in client
        .pages(InvoicesListByBillingAccount::new(account))
        .items()
    {
        let amount = invoice?.properties.and_then(|invoice| invoice.amount_due);
        if let Some(Amount {
            currency: Some(currency),
            value: Some(value),
            ..
        }) = amount
        {
            due.entry(currency).or_default().push(value);
        }
    }
    Ok(due)
}

/// Creates an invoice with an amount due.
fn invoice(currency: &str, value: i64) -> Invoice {
    let amount = Amount {
        currency: Some(currency.to_owned()),
        value: Some(Decimal::from(value)),
        ..Amount::default()
    };
    let properties = InvoiceProperties {
        amount_due: Some(amount),
        ..InvoiceProperties::default()
    };
    Invoice {
        properties: Some(properties),
        ..Invoice::default()
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    print!("{}", run()?);
    Ok(())
}

/// Calls the code under test with a client of the fake, and returns what it found.
pub(crate) fn run() -> Result<String, Box<dyn Error>> {
    let fake = Fake::new()
        .on(|request: InvoicesListByBillingAccount| {
            let invoices = match request.billing_account_name.as_str() {
                "1234567" => vec![invoice("EUR", 5), invoice("USD", 7), invoice("EUR", 1)],
                _ => Vec::new(),
            };
            Ok(InvoiceListResult {
                value: Some(invoices),
                ..InvoiceListResult::default()
            })
        })
        // The client tries again.
        .fault(Fault::Status(503));
    let server = azure::SERVERS.first().ok_or("no server")?;
    let client = Client::builder(server.endpoint()?)
        .transport(fake.clone())
        .build()?;

    let mut printed = format!("{:?}\n", amounts_due(&client, "1234567")?);
    printed += &format!("{:?}\n", amounts_due(&client, "7654321")?);
    let accounts = fake.calls::<InvoicesListByBillingAccount>();
    let accounts = accounts.into_iter().map(|call| call.billing_account_name);
    printed += &format!("called for {:?}\n", accounts.collect::<Vec<_>>());
    Ok(printed)
}
