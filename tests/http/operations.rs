//! Each operation of each api-version, as it arrives.

use billing_api::{
    azure::{
        v2017_02_27_preview as v2017, v2020_05_01 as v2020, v2024_04_01 as v2024,
        version::{V2017_02_27Preview, V2020_05_01, V2024_04_01},
    },
    client::Credential,
    partner_center::{v1, version::V1},
};
use billing_tests::server::{Answer, Received, Server};

use super::client;
use crate::clock::Clock;

/// A name that no URL holds as it is, and what it is there.
const NAME: &str = "a/b:c é%";
const SENT: &str = "a%2Fb%3Ac%20%C3%A9%25";

const ACCOUNTS: &str = "/providers/Microsoft.Billing/billingAccounts";
const OPTIONS: &str =
    "&filter=a%20eq%20%27b%26c%27&orderBy=d%20desc&top=5&skip=0&count=false&search=e%2Bf";

/// What arrives when a request is sent in an api-version.
macro_rules! arrives {
    ($version:ty, $call:expr) => {{
        let server = Server::scripted([Answer::with(400, &[], "")]).unwrap();
        let client = client::<$version>(&server, &Clock::new())
            .credential(Credential::bearer("abc"))
            .build()
            .unwrap();
        done!(client.send(&$call)).unwrap_err();
        let requests = server.requests();
        assert_eq!(requests.len(), 1);
        let request = requests.into_iter().next().unwrap();
        assert_eq!(
            request.header("accept"),
            Some("application/json"),
            "{request:?}"
        );
        assert_eq!(
            request.header("authorization"),
            Some("Bearer abc"),
            "{request:?}"
        );
        assert_eq!(
            request.header("host"),
            Some(&server.url()["http://".len()..]),
            "{request:?}"
        );
        request
    }};
}

/// A request without a body.
fn bare(request: &Received, method: &str, target: &str) {
    assert_eq!(request.line, format!("{method} {target}"));
    let length = (method == "POST").then_some("0");
    assert_eq!(request.header("content-length"), length, "{request:?}");
    assert_eq!(request.header("content-type"), None, "{request:?}");
}

/// A request with JSON.
fn with_json(request: &Received, target: &str, body: &str) {
    assert_eq!(request.line, format!("POST {target}"));
    assert_eq!(request.body, body);
    let length = body.len().to_string();
    assert_eq!(
        request.header("content-length"),
        Some(length.as_str()),
        "{request:?}"
    );
    assert_eq!(
        request.header("content-type"),
        Some("application/json"),
        "{request:?}"
    );
}

#[test]
fn those_of_2017_02_27_preview() {
    type V = V2017_02_27Preview;
    let version = "api-version=2017-02-27-preview";
    let provider = format!("/subscriptions/{SENT}/providers/Microsoft.Billing");

    bare(
        &arrives!(V, v2017::InvoicesList::new(NAME)),
        "GET",
        &format!("{provider}/invoices?{version}"),
    );
    let list = v2017::InvoicesList::new(NAME)
        .expand("downloadUrl")
        .filter("invoicePeriodEndDate ge 2017-01-01")
        .skiptoken("a+b/c=")
        .top(5);
    let query = "&$expand=downloadUrl&$filter=invoicePeriodEndDate%20ge%202017-01-01&$skiptoken=a%2Bb%2Fc%3D&$top=5";
    bare(
        &arrives!(V, list),
        "GET",
        &format!("{provider}/invoices?{version}{query}"),
    );
    bare(
        &arrives!(V, v2017::InvoicesGet::new(NAME, NAME)),
        "GET",
        &format!("{provider}/invoices/{SENT}?{version}"),
    );
    bare(
        &arrives!(V, v2017::InvoicesGetLatest::new(NAME)),
        "GET",
        &format!("{provider}/invoices/latest?{version}"),
    );
    bare(
        &arrives!(V, v2017::OperationsList::new()),
        "GET",
        &format!("/providers/Microsoft.Billing/operations?{version}"),
    );
}

#[test]
fn those_of_2020_05_01() {
    type V = V2020_05_01;
    let version = "api-version=2020-05-01";
    let subscription = format!("{ACCOUNTS}/default/billingSubscriptions/{SENT}");
    let period = "periodStartDate=2020-01-01%2000%3A00&periodEndDate=2020-12-31";
    let (from, to) = ("2020-01-01 00:00", "2020-12-31");

    bare(
        &arrives!(V, v2020::InvoicesListByBillingAccount::new(NAME, from, to)),
        "GET",
        &format!("{ACCOUNTS}/{SENT}/invoices?{version}&{period}"),
    );
    bare(
        &arrives!(
            V,
            v2020::InvoicesListByBillingProfile::new(NAME, NAME, from, to)
        ),
        "GET",
        &format!("{ACCOUNTS}/{SENT}/billingProfiles/{SENT}/invoices?{version}&{period}"),
    );
    bare(
        &arrives!(
            V,
            v2020::InvoicesListByBillingSubscription::new(NAME, from, to)
        ),
        "GET",
        &format!("{subscription}/invoices?{version}&{period}"),
    );
    bare(
        &arrives!(V, v2020::InvoicesGet::new(NAME, NAME)),
        "GET",
        &format!("{ACCOUNTS}/{SENT}/invoices/{SENT}?{version}"),
    );
    bare(
        &arrives!(V, v2020::InvoicesGetById::new(NAME)),
        "GET",
        &format!("{ACCOUNTS}/default/invoices/{SENT}?{version}"),
    );
    bare(
        &arrives!(
            V,
            v2020::InvoicesGetBySubscriptionAndInvoiceId::new(NAME, NAME)
        ),
        "GET",
        &format!("{subscription}/invoices/{SENT}?{version}"),
    );
    bare(
        &arrives!(V, v2020::InvoicesDownloadInvoice::new(NAME, NAME, NAME)),
        "POST",
        &format!("{ACCOUNTS}/{SENT}/invoices/{SENT}/download?{version}&downloadToken={SENT}"),
    );
    bare(
        &arrives!(
            V,
            v2020::InvoicesDownloadBillingSubscriptionInvoice::new(NAME, NAME, NAME)
        ),
        "POST",
        &format!("{subscription}/invoices/{SENT}/download?{version}&downloadToken={SENT}"),
    );
    let urls = || vec!["https://example.com/é".to_owned(), "b".to_owned()];
    let body = r#"["https://example.com/é","b"]"#;
    with_json(
        &arrives!(
            V,
            v2020::InvoicesDownloadMultipleBillingProfileInvoices::new(NAME, urls())
        ),
        &format!("{ACCOUNTS}/{SENT}/downloadDocuments?{version}"),
        body,
    );
    with_json(
        &arrives!(
            V,
            v2020::InvoicesDownloadMultipleBillingSubscriptionInvoices::new(NAME, urls())
        ),
        &format!("{subscription}/downloadDocuments?{version}"),
        body,
    );
    bare(
        &arrives!(V, v2020::TransactionsListByInvoice::new(NAME, NAME)),
        "GET",
        &format!("{ACCOUNTS}/{SENT}/invoices/{SENT}/transactions?{version}"),
    );
}

/// The options that the lists of 2024-04-01 share.
macro_rules! options {
    ($list:expr) => {
        $list
            .filter("a eq 'b&c'")
            .order_by("d desc")
            .top(5)
            .skip(0)
            .count(false)
            .search("e+f")
    };
}

#[test]
fn invoices_of_2024_04_01() {
    type V = V2024_04_01;
    let version = "api-version=2024-04-01";
    let subscription = format!("{ACCOUNTS}/default/billingSubscriptions/{SENT}");
    let invoice = format!("{ACCOUNTS}/{SENT}/invoices/{SENT}");
    let date = |text: &str| text.parse::<billing_api::Date>().unwrap();
    macro_rules! period {
        ($list:expr) => {
            options!(
                $list
                    .period_start_date(date("2024-01-01"))
                    .period_end_date(date("2024-12-31"))
            )
        };
    }
    let query = format!("{version}&periodStartDate=2024-01-01&periodEndDate=2024-12-31{OPTIONS}");

    bare(
        &arrives!(V, v2024::InvoicesListByBillingAccount::new(NAME)),
        "GET",
        &format!("{ACCOUNTS}/{SENT}/invoices?{version}"),
    );
    bare(
        &arrives!(V, period!(v2024::InvoicesListByBillingAccount::new(NAME))),
        "GET",
        &format!("{ACCOUNTS}/{SENT}/invoices?{query}"),
    );
    bare(
        &arrives!(
            V,
            period!(v2024::InvoicesListByBillingProfile::new(NAME, NAME))
        ),
        "GET",
        &format!("{ACCOUNTS}/{SENT}/billingProfiles/{SENT}/invoices?{query}"),
    );
    bare(
        &arrives!(
            V,
            period!(v2024::InvoicesListByBillingSubscription::new(NAME))
        ),
        "GET",
        &format!("{subscription}/invoices?{query}"),
    );
    bare(
        &arrives!(V, v2024::InvoicesGet::new(NAME)),
        "GET",
        &format!("{ACCOUNTS}/default/invoices/{SENT}?{version}"),
    );
    bare(
        &arrives!(V, v2024::InvoicesGetByBillingAccount::new(NAME, NAME)),
        "GET",
        &format!("{invoice}?{version}"),
    );
    bare(
        &arrives!(V, v2024::InvoicesGetByBillingSubscription::new(NAME, NAME)),
        "GET",
        &format!("{subscription}/invoices/{SENT}?{version}"),
    );
    bare(
        &arrives!(V, v2024::InvoicesAmend::new(NAME, NAME)),
        "POST",
        &format!("{invoice}/amend?{version}"),
    );
    bare(
        &arrives!(V, v2024::InvoicesDownloadByBillingAccount::new(NAME, NAME)),
        "POST",
        &format!("{invoice}/download?{version}"),
    );
    bare(
        &arrives!(
            V,
            v2024::InvoicesDownloadByBillingSubscription::new(NAME, NAME).document_name(NAME)
        ),
        "POST",
        &format!("{subscription}/invoices/{SENT}/download?{version}&documentName={SENT}"),
    );
    bare(
        &arrives!(
            V,
            v2024::InvoicesDownloadSummaryByBillingAccount::new(NAME, NAME)
        ),
        "POST",
        &format!("{invoice}/downloadSummary?{version}"),
    );
    let document = || {
        let mut document = v2024::DocumentDownloadRequest::default();
        document.invoice_name = Some(NAME.to_owned());
        vec![document]
    };
    let body = format!(r#"[{{"invoiceName":"{NAME}"}}]"#);
    with_json(
        &arrives!(
            V,
            v2024::InvoicesDownloadDocumentsByBillingAccount::new(NAME, document())
        ),
        &format!("{ACCOUNTS}/{SENT}/downloadDocuments?{version}"),
        &body,
    );
    with_json(
        &arrives!(
            V,
            v2024::InvoicesDownloadDocumentsByBillingSubscription::new(NAME, document())
        ),
        &format!("{subscription}/downloadDocuments?{version}"),
        &body,
    );
}

#[test]
fn transactions_of_2024_04_01() {
    type V = V2024_04_01;
    let version = "api-version=2024-04-01";
    let invoice = format!("{ACCOUNTS}/{SENT}/invoices/{SENT}");
    let profile = format!("{ACCOUNTS}/{SENT}/billingProfiles/{SENT}");
    let date = |text: &str| text.parse::<billing_api::Date>().unwrap();
    let (from, to) = (|| date("2024-01-01"), || date("2024-12-31"));
    let billed = || v2024::TransactionType::Billed;
    let query = format!(
        "{version}&periodStartDate=2024-01-01&periodEndDate=2024-12-31&type=Billed{OPTIONS}"
    );

    bare(
        &arrives!(
            V,
            options!(v2024::TransactionsListByCustomer::new(
                NAME,
                NAME,
                NAME,
                from(),
                to(),
                billed()
            ))
        ),
        "GET",
        &format!("{profile}/customers/{SENT}/transactions?{query}"),
    );
    bare(
        &arrives!(
            V,
            options!(v2024::TransactionsListByInvoiceSection::new(
                NAME,
                NAME,
                NAME,
                from(),
                to(),
                billed()
            ))
        ),
        "GET",
        &format!("{profile}/invoiceSections/{SENT}/transactions?{query}"),
    );
    bare(
        &arrives!(
            V,
            options!(v2024::TransactionsListByBillingProfile::new(
                NAME,
                NAME,
                from(),
                to(),
                billed()
            ))
        ),
        "GET",
        &format!("{profile}/transactions?{query}"),
    );
    bare(
        &arrives!(
            V,
            options!(v2024::TransactionsListByInvoice::new(NAME, NAME))
        ),
        "GET",
        &format!("{invoice}/transactions?{version}{OPTIONS}"),
    );
    bare(
        &arrives!(
            V,
            v2024::TransactionsTransactionsDownloadByInvoice::new(NAME, NAME)
        ),
        "POST",
        &format!("{invoice}/transactionsDownload?{version}"),
    );
    bare(
        &arrives!(
            V,
            v2024::TransactionsGetTransactionSummaryByInvoice::new(NAME, NAME)
                .filter("a")
                .search("b")
        ),
        "GET",
        &format!("{invoice}/transactionSummary?{version}&filter=a&search=b"),
    );
}

#[test]
fn those_of_partner_center() {
    let get = v1::InvoicesGet::new(NAME)
        .ms_request_id("r")
        .ms_correlation_id("c");
    let request = arrives!(V1, get);
    bare(&request, "GET", &format!("/v1/invoices/{SENT}"));
    assert_eq!(request.header("ms-requestid"), Some("r"));
    assert_eq!(request.header("ms-correlationid"), Some("c"));

    bare(
        &arrives!(V1, v1::InvoicesList::new()),
        "GET",
        "/v1/invoices",
    );
    let list = v1::InvoicesList::new().size(5).offset(0).filter("a=b");
    bare(
        &arrives!(V1, list),
        "GET",
        "/v1/invoices?size=5&offset=0&filter=a%3Db",
    );
    let lines = || {
        v1::InvoicesListLineItems::new(
            NAME,
            v1::BillingProviderSegment::Office,
            v1::InvoiceLineItemTypeSegment::BillingLineItems,
        )
    };
    let path = format!("/v1/invoices/{SENT}/lineitems/Office/BillingLineItems");
    bare(&arrives!(V1, lines()), "GET", &path);
    bare(
        &arrives!(V1, lines().size(2).offset(4)),
        "GET",
        &format!("{path}?size=2&offset=4"),
    );
}
