//! The examples of `billing-api`, run against the documented samples.

use std::error::Error;

use billing_api::{Endpoint, client::Credential};
use billing_tests::{samples, server::Server};

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

fn ran(
    run: impl FnOnce(Endpoint, Credential) -> Result<String, Box<dyn Error>>,
) -> (String, Vec<String>) {
    let server = Server::start(0, samples::answer).unwrap();
    let printed = run(server.url().parse().unwrap(), Credential::bearer("abc")).unwrap();
    let requests = server.requests();
    assert!(
        requests
            .iter()
            .all(|request| request.header("authorization") == Some("Bearer abc"))
    );
    (printed, server.lines())
}

fn awaited<F: Future>(future: F) -> F::Output {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.enable_all().build().unwrap().block_on(future)
}

#[test]
fn invoices_get() {
    let (printed, lines) =
        ran(|endpoint, credential| awaited(invoices_get::run(endpoint, credential)));
    assert_eq!(
        printed,
        "{invoiceName}: CreditNote, Paid, 16.53 USD (request 00000000-0000-0000-0000-000000000001)\n\
         {invoiceName}: Invoice, Due, 16.53 USD (request 00000000-0000-0000-0000-000000000001)\n\
         {invoiceName}: Invoice, Due, 16.53 USD (request 00000000-0000-0000-0000-000000000001)\n\
         {invoiceName}: Invoice, Void, 16.53 USD (request 00000000-0000-0000-0000-000000000001)\n"
    );
    assert_eq!(lines.len(), 4);
}

#[test]
fn invoices_2017() {
    let (printed, lines) = ran(invoices_2017::run);
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
    let (printed, lines) =
        ran(|endpoint, credential| awaited(transactions::run(endpoint, credential)));
    assert_eq!(
        printed,
        "41000000-0000-0000-0000-000000000000: 1 of Standard D1, US West 3\n\
         51000000-0000-0000-0000-000000000000: 1 of Standard Support\n\
         2 of a page, then None\n"
    );
    assert_eq!(lines.len(), 2);
}

#[test]
fn partner_center() {
    let (printed, lines) = ran(partner_center::run);
    assert_eq!(
        printed,
        "<invoice-id>: 3822.14 USD\n1 of 9 invoices\nD070002EGD: 17383.43 USD\n\
         1 line items at /invoices/<invoice-id>/lineitems/Office/BillingLineItems\n"
    );
    assert_eq!(
        lines,
        [
            "GET /v1/invoices/D070002EGD",
            "GET /v1/invoices?size=5&offset=0",
            "GET /v1/invoices?size=5",
            "GET /v1/invoices?size=5&offset=1",
            "GET /v1/invoices/D070002EGD/lineitems/Office/BillingLineItems?size=10",
            "GET /v1/invoices/D070002EGD/lineitems/Office/BillingLineItems?size=10&offset=1",
        ]
    );
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
