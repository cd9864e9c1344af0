//! The examples of `billing-api`, run against the documented samples.

use std::error::Error;

use billing_api::client::Credential;
use billing_tests::{
    samples,
    server::{Answer, Server},
};

#[allow(dead_code, reason = "the command line is not used here")]
#[path = "../../generated/examples/invoices_2017.rs"]
mod invoices_2017;
#[allow(dead_code, reason = "the command line is not used here")]
#[path = "../../generated/examples/invoices_get.rs"]
mod invoices_get;
#[allow(dead_code, reason = "the command line is not used here")]
#[path = "../../generated/examples/partner_center.rs"]
mod partner_center;
#[allow(dead_code, reason = "the command line is not used here")]
#[path = "../../generated/examples/transactions.rs"]
mod transactions;
#[path = "../../generated/examples/without_a_server.rs"]
#[allow(dead_code, reason = "the command line is not used here")]
mod without_a_server;

/// Runs an example against the local server, and returns what it prints and the lines of its requests.
macro_rules! ran {
    ($example:ident, $account:expr, $invoice:expr) => {
        ran!($example, $account, $invoice, |result| result)
    };
    ($example:ident, $account:expr, $invoice:expr, $end:expr) => {{
        let server = Server::start(0, samples::answer).unwrap();
        let mut arguments = $example::arguments::Arguments::new(&server.url(), $account).unwrap();
        arguments.credential = Credential::bearer("abc");
        arguments.invoice = $invoice.map(str::to_owned);
        let printed = $end($example::run(arguments)).unwrap();
        for request in server.requests() {
            assert_eq!(request.header("authorization"), Some("Bearer abc"));
        }
        (printed, server)
    }};
}

fn awaited<F: Future>(future: F) -> F::Output {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.enable_all().build().unwrap().block_on(future)
}

#[test]
fn without_a_server() {
    let expected = "{\"EUR\": [Decimal(\"5\"), Decimal(\"1\")], \"USD\": [Decimal(\"7\")]}\n{}\n\
        called for [\"1234567\", \"1234567\", \"7654321\"]\n";
    assert_eq!(without_a_server::run().unwrap(), expected);
}

#[test]
fn invoices_get() {
    let (printed, server) = ran!(invoices_get, "1234567", None, awaited);
    assert_eq!(
        printed,
        "{invoiceName}: CreditNote, Paid, 16.53 USD (request 00000000-0000-0000-0000-000000000001)\n\
         {invoiceName}: Invoice, Due, 16.53 USD (request 00000000-0000-0000-0000-000000000001)\n\
         {invoiceName}: Invoice, Due, 16.53 USD (request 00000000-0000-0000-0000-000000000001)\n\
         {invoiceName}: Invoice, Void, 16.53 USD (request 00000000-0000-0000-0000-000000000001)\n"
    );
    assert_eq!(server.lines().len(), 4);

    let (printed, server) = ran!(invoices_get, "a b", Some("Void1"), awaited);
    assert!(printed.contains("Invoice, Void, 16.53 USD"), "{printed}");
    assert_eq!(
        server.lines(),
        [
            "GET /providers/Microsoft.Billing/billingAccounts/a%20b/invoices/Void1?api-version=2020-05-01"
        ]
    );
}

#[test]
fn invoices_2017() {
    let (printed, server) = ran!(invoices_2017, invoices_2017::SUBSCRIPTION, None);
    let lines = server.lines();
    assert_eq!(
        printed,
        "listed 2017-02-01-100000002: https://example.com/2017-02-01-100000002.pdf\n\
         listed 2017-01-01-100000001: https://example.com/2017-01-01-100000001.pdf\n\
         got 2017-01-01-100000001: https://example.com/2017-01-01-100000001.pdf\n\
         latest 2017-02-01-100000002: https://example.com/2017-02-01-100000002.pdf\n"
    );
    assert!(lines[1].ends_with("$skiptoken=2%20of%202"), "{lines:?}");
}

#[test]
fn transactions() {
    let (printed, server) = ran!(transactions, "1234567", None, awaited);
    assert_eq!(
        printed,
        "41000000-0000-0000-0000-000000000000: 1 of Standard D1, US West 3\n\
         51000000-0000-0000-0000-000000000000: 1 of Standard Support\n\
         2 of a page, then None\n"
    );
    assert_eq!(server.lines().len(), 2);
}

#[test]
fn partner_center() {
    let (printed, server) = ran!(partner_center, "", None);
    assert_eq!(
        printed,
        "<invoice-id>: 3822.14 USD\n1 of 9 invoices\n1 without a size\nD070002EGD: 17383.43 USD\n\
         1 and 1 line items at /invoices/<invoice-id>/lineitems/Office/BillingLineItems\n"
    );
    assert_eq!(
        server.lines(),
        [
            "GET /v1/invoices/D070002EGD",
            "GET /v1/invoices?size=5&offset=0",
            "GET /v1/invoices",
            "GET /v1/invoices?size=5",
            "GET /v1/invoices?size=5&offset=1",
            "GET /v1/invoices/D070002EGD/lineitems/Office/BillingLineItems",
            "GET /v1/invoices/D070002EGD/lineitems/Office/BillingLineItems?size=10",
            "GET /v1/invoices/D070002EGD/lineitems/Office/BillingLineItems?size=10&offset=1",
        ]
    );
    for request in server.requests() {
        let id = request.header("ms-requestid").unwrap();
        assert_eq!(id.len(), 36);
        assert!(request.header("ms-correlationid").is_some());
    }
}

/// An example whose service refuses a request ends with an error.
#[test]
fn failures() {
    let server = Server::start(0, |_| Answer::json(403, r#"{"code":"Forbidden"}"#)).unwrap();
    let url = server.url();
    let failed = |result: Result<String, Box<dyn Error>>| {
        let text = result.unwrap_err().to_string();
        assert!(text.starts_with("403 Forbidden"), "{text}");
    };
    failed(partner_center::run(
        partner_center::arguments::Arguments::new(&url, "1").unwrap(),
    ));
    failed(invoices_2017::run(
        invoices_2017::arguments::Arguments::new(&url, "1").unwrap(),
    ));
    failed(awaited(invoices_get::run(
        invoices_get::arguments::Arguments::new(&url, "1").unwrap(),
    )));
    failed(awaited(transactions::run(
        transactions::arguments::Arguments::new(&url, "1").unwrap(),
    )));
}

/// A proxy would see the credential, which is not encrypted on loopback.
#[test]
fn a_proxy_is_not_used_for_loopback() {
    let proxy = "http://127.0.0.1:1";
    let mut command = std::process::Command::new(std::env::current_exe().unwrap());
    for name in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] {
        command.env(name, proxy);
    }
    command.env_remove("no_proxy").env_remove("NO_PROXY");
    let tests = ["examples::invoices_get", "examples::invoices_2017"];
    let output = command.arg("--exact").args(tests).output().unwrap();
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(printed.contains("2 passed"), "{printed}");
}

/// The lists, downloads and payments of the local server, which no example requests.
#[test]
fn other_samples() {
    use billing_api::azure::{
        v2020_05_01::operations::{InvoicesDownloadInvoice, InvoicesListByBillingAccount},
        v2024_08_01_preview::operations as preview,
        version::{V2020_05_01, V2024_08_01Preview},
    };
    use billing_api::client::blocking::Client;
    use std::time::Duration;

    let server = Server::start(0, samples::answer).unwrap();
    let old: Client<V2020_05_01> = Client::builder(server.url().parse().unwrap())
        .build()
        .unwrap();
    let list = InvoicesListByBillingAccount::new("1234567", "2021-04-01", "2021-06-30");
    let names: Vec<_> = old
        .pages(list)
        .items()
        .map(|invoice| invoice.unwrap().name)
        .collect();
    assert_eq!(
        names,
        [Some("G000000001".into()), Some("{invoiceName}".into())]
    );
    let download = InvoicesDownloadInvoice::new("1234567", "G000000001", "token");
    let link = old
        .start(&download)
        .unwrap()
        .wait_for(Duration::from_secs(60))
        .unwrap();
    assert_eq!(
        link.body.url.as_deref(),
        Some("https://example.com/invoice.pdf")
    );

    let new: Client<V2024_08_01Preview> = Client::builder(server.url().parse().unwrap())
        .build()
        .unwrap();
    let list = preview::InvoicesListByBillingAccount::new("1234567");
    assert_eq!(new.pages(list).items().count(), 1);
    let eligible = preview::InvoicesValidatePaynowEligibility::new("1234567", "b", "G000000002");
    let methods = new.send(&eligible).unwrap().body.payment_methods.unwrap();
    assert_eq!(methods.len(), 2);
    let pay = preview::InvoicesPaynow::new("1234567", "b", "G000000002", Default::default());
    let paid = new
        .start(&pay)
        .unwrap()
        .wait_for(Duration::from_secs(60))
        .unwrap();
    assert_eq!(paid.body.status, "Succeeded");
}
