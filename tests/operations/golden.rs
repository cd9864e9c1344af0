//! The exact request of every operation of every api-version.
//!
//! `BLESS=1` writes what is found; read the difference against the documents then.

use std::{collections::BTreeSet, fmt::Write as _, path::Path};

use billing_api::{
    Call, Endpoint, HttpCall, Operation, Version,
    azure::{
        self, v2017_02_27_preview as v2017, v2020_05_01 as v2020, v2024_04_01 as v2024,
        version::{V2017_02_27Preview, V2020_05_01, V2024_04_01},
    },
    partner_center::{self, v1, version::V1},
};

/// A name as accounts really have it.
const ACCOUNT: &str =
    "00000000-0000-0000-0000-000000000000:00000000-0000-0000-0000-000000000000_2019-05-31";
const SUBSCRIPTION: &str = "11111111-1111-1111-1111-111111111111";

/// What was requested, and of which operations.
struct Requests {
    endpoint: Endpoint,
    text: String,
    seen: BTreeSet<(String, String)>,
}

impl Requests {
    fn new(endpoint: Endpoint) -> Self {
        Self {
            endpoint,
            text: String::new(),
            seen: BTreeSet::new(),
        }
    }

    /// One request, whose URL and headers must be the same when its api-version is chosen at run time.
    fn add<V: Version, C: Operation<V>>(&mut self, call: &C) -> &mut Self {
        let request = call.request(&self.endpoint).expect(C::ID);
        let at = call
            .request_at(&self.endpoint, V::API_VERSION)
            .expect(C::ID);
        assert_eq!((request.uri(), request.headers()), (at.uri(), at.headers()));
        self.seen
            .insert((V::API_VERSION.to_owned(), C::ID.to_owned()));
        let (head, body) = request.into_parts();
        let text = &mut self.text;
        writeln!(text, "{} {}", C::ID, V::API_VERSION).unwrap();
        writeln!(text, "{} {}", head.method, head.uri).unwrap();
        for (name, value) in &head.headers {
            writeln!(text, "{name}: {}", value.to_str().unwrap()).unwrap();
        }
        if !body.is_empty() {
            writeln!(text, "\n{}", String::from_utf8(body).unwrap()).unwrap();
        }
        writeln!(text).unwrap();
        self
    }

    fn check(&self, service: &str) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        let golden = folder.join(format!("operations/{service}.txt"));
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&golden, &self.text).unwrap();
        }
        let expected = std::fs::read_to_string(&golden).unwrap();
        for (found, expected) in self.text.split("\n\n").zip(expected.split("\n\n")) {
            assert_eq!(found, expected);
        }
        assert_eq!(self.text, expected);
        assert_eq!(
            self.seen,
            documented(service),
            "an operation has no request here"
        );
    }
}

/// The operations that the fragments of a service document, by api-version.
fn documented(service: &str) -> BTreeSet<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../specs")
        .join(service);
    let mut found = BTreeSet::new();
    for version in std::fs::read_dir(root).unwrap().flatten() {
        let api_version = version.file_name().into_string().unwrap();
        for fragment in std::fs::read_dir(version.path()).unwrap().flatten() {
            let text = std::fs::read_to_string(fragment.path()).unwrap();
            let ids = text
                .lines()
                .filter_map(|line| line.trim().strip_prefix("operationId: "));
            found.extend(ids.map(|id| (api_version.clone(), id.to_owned())));
        }
    }
    found
}

#[test]
fn azure() {
    let server = azure::SERVERS.first().expect("a server");
    let mut requests = Requests::new(server.endpoint().unwrap());
    requests
        .add::<V2017_02_27Preview, _>(&v2017::InvoicesList::new(SUBSCRIPTION))
        .add::<V2017_02_27Preview, _>(
            &v2017::InvoicesList::new(SUBSCRIPTION)
                .expand("downloadUrl")
                .filter("invoicePeriodEndDate ge 2017-01-01 and invoicePeriodEndDate lt 2018-01-01")
                .skiptoken("a+b/c==")
                .top(100),
        )
        .add::<V2017_02_27Preview, _>(&v2017::InvoicesGet::new(SUBSCRIPTION, "2017-02-a"))
        .add::<V2017_02_27Preview, _>(&v2017::InvoicesGetLatest::new(SUBSCRIPTION))
        .add::<V2017_02_27Preview, _>(&v2017::OperationsList::new());

    requests
        .add::<V2020_05_01, _>(&v2020::InvoicesListByBillingAccount::new(
            ACCOUNT,
            "2020-01-01",
            "2020-02-01",
        ))
        .add::<V2020_05_01, _>(&v2020::InvoicesListByBillingProfile::new(
            "a",
            "b",
            "2020-01-01",
            "2020-02-01",
        ))
        .add::<V2020_05_01, _>(&v2020::InvoicesListByBillingSubscription::new(
            SUBSCRIPTION,
            "2020-01-01",
            "2020-02-01",
        ))
        .add::<V2020_05_01, _>(&v2020::InvoicesGet::new(
            "{billingAccountName}",
            "{invoiceName}",
        ))
        .add::<V2020_05_01, _>(&v2020::InvoicesGetById::new("G123456789"))
        .add::<V2020_05_01, _>(&v2020::InvoicesGetBySubscriptionAndInvoiceId::new(
            SUBSCRIPTION,
            "E123456789",
        ))
        .add::<V2020_05_01, _>(&v2020::InvoicesDownloadInvoice::new("a", "G1", "DRS_12345"))
        .add::<V2020_05_01, _>(&v2020::InvoicesDownloadMultipleBillingProfileInvoices::new(
            "a",
            vec!["https://management.azure.com/a%3Ab?x=1".to_owned()],
        ))
        .add::<V2020_05_01, _>(&v2020::InvoicesDownloadBillingSubscriptionInvoice::new(
            SUBSCRIPTION,
            "E1",
            "DRS_12345",
        ))
        .add::<V2020_05_01, _>(
            &v2020::InvoicesDownloadMultipleBillingSubscriptionInvoices::new(
                SUBSCRIPTION,
                Vec::new(),
            ),
        )
        .add::<V2020_05_01, _>(&v2020::TransactionsListByInvoice::new("a", "G1"));

    let day = |text: &str| -> billing_api::Date { text.parse().unwrap() };
    let document = || v2024::DocumentDownloadRequest {
        document_name: Some("D1".to_owned()),
        invoice_name: Some("G1".to_owned()),
        ..v2024::DocumentDownloadRequest::default()
    };
    requests
        .add::<V2024_04_01, _>(&v2024::InvoicesListByBillingAccount::new(ACCOUNT))
        .add::<V2024_04_01, _>(
            &v2024::InvoicesListByBillingAccount::new("a")
                .period_start_date(day("2024-01-01"))
                .period_end_date(day("2024-02-29"))
                .filter("status eq 'Due'")
                .order_by("invoiceDate desc")
                .top(50)
                .skip(100)
                .count(true)
                .search("a&b=c"),
        )
        .add::<V2024_04_01, _>(&v2024::InvoicesListByBillingProfile::new("a", "b").count(false))
        .add::<V2024_04_01, _>(&v2024::InvoicesListByBillingSubscription::new(SUBSCRIPTION).top(1))
        .add::<V2024_04_01, _>(&v2024::InvoicesGet::new("G123456789"))
        .add::<V2024_04_01, _>(&v2024::InvoicesGetByBillingAccount::new("a", "G123456789"))
        .add::<V2024_04_01, _>(&v2024::InvoicesGetByBillingSubscription::new(
            SUBSCRIPTION,
            "E1",
        ))
        .add::<V2024_04_01, _>(&v2024::InvoicesAmend::new("a", "G1"))
        .add::<V2024_04_01, _>(&v2024::InvoicesDownloadByBillingAccount::new("a", "G1"))
        .add::<V2024_04_01, _>(
            &v2024::InvoicesDownloadByBillingAccount::new("a", "G1").document_name("tax receipt"),
        )
        .add::<V2024_04_01, _>(&v2024::InvoicesDownloadByBillingSubscription::new(
            SUBSCRIPTION,
            "E1",
        ))
        .add::<V2024_04_01, _>(&v2024::InvoicesDownloadSummaryByBillingAccount::new(
            "a", "G1",
        ))
        .add::<V2024_04_01, _>(&v2024::InvoicesDownloadDocumentsByBillingAccount::new(
            "a",
            vec![document()],
        ))
        .add::<V2024_04_01, _>(&v2024::InvoicesDownloadDocumentsByBillingSubscription::new(
            SUBSCRIPTION,
            vec![document(), v2024::DocumentDownloadRequest::default()],
        ))
        .add::<V2024_04_01, _>(&v2024::TransactionsListByInvoice::new("a", "G1"))
        .add::<V2024_04_01, _>(
            &v2024::TransactionsListByInvoice::new("a", "G1")
                .filter("x")
                .order_by("y")
                .top(50)
                .skip(0)
                .count(true)
                .search("z"),
        )
        .add::<V2024_04_01, _>(&v2024::TransactionsListByBillingProfile::new(
            "a",
            "b",
            day("2024-01-01"),
            day("2024-01-31"),
            "Billed".into(),
        ))
        .add::<V2024_04_01, _>(&v2024::TransactionsListByCustomer::new(
            "a",
            "b",
            "c",
            day("2024-01-01"),
            day("2024-01-31"),
            "Unbilled".into(),
        ))
        .add::<V2024_04_01, _>(&v2024::TransactionsListByInvoiceSection::new(
            "a",
            "b",
            "c",
            day("2024-01-01"),
            day("2024-01-31"),
            "NotYetKnown".into(),
        ))
        .add::<V2024_04_01, _>(&v2024::TransactionsTransactionsDownloadByInvoice::new(
            "a", "G1",
        ))
        .add::<V2024_04_01, _>(&v2024::TransactionsGetTransactionSummaryByInvoice::new(
            "a", "G1",
        ));
    requests.check("azure");
}

#[test]
fn partner_center() {
    let server = partner_center::SERVERS.first().expect("a server");
    let mut requests = Requests::new(server.endpoint().unwrap());
    requests
        .add::<V1, _>(&v1::InvoicesList::new())
        .add::<V1, _>(
            &v1::InvoicesList::new()
                .size(5)
                .offset(0)
                .filter(r#"{"Field":"InvoiceDate"}"#)
                .ms_request_id("6a2b3b6e-3d29-4c5b-9f0c-1d6a6c6e8b5a")
                .ms_correlation_id("b7d1b3b2-6c5e-4a0d-8f5e-2f5f2f3f4f5f"),
        )
        .add::<V1, _>(&v1::InvoicesGet::new("D020001IVK"))
        .add::<V1, _>(&v1::InvoicesListLineItems::new(
            "D020001IVK",
            "Office".into(),
            "BillingLineItems".into(),
        ))
        .add::<V1, _>(
            &v1::InvoicesListLineItems::new("D020001IVK", "Azure".into(), "UsageLineItems".into())
                .size(2000)
                .offset(4000),
        );
    requests.check("partner-center");
}

#[test]
fn an_api_version_of_run_time_that_lacks_the_operation() {
    let endpoint: Endpoint = "https://management.azure.com".parse().unwrap();
    let amend = v2024::InvoicesAmend::new("a", "G1");
    let error = amend.request_at(&endpoint, "2020-05-01").unwrap_err();
    assert_eq!(
        error.to_string(),
        "Invoices_Amend does not exist in this form in api-version 2020-05-01, but in 2024-04-01"
    );
    assert_eq!(v2024::InvoicesAmend::VERSIONS, ["2024-04-01"]);
}

#[test]
fn what_a_caller_has_to_show() {
    use billing_api::runtime::{Requirement, Scheme, SecurityScheme};
    let user = Requirement {
        scheme: "azure_auth",
        scopes: &["user_impersonation"],
    };
    assert_eq!(v2020::InvoicesGet::SECURITY, [[user].as_slice()]);
    let azure = SecurityScheme {
        name: "azure_auth",
        scheme: Scheme::Bearer,
    };
    assert_eq!(azure::SECURITY, [azure]);
    assert_eq!(partner_center::SECURITY.len(), 1);
    let hosts = [azure::SERVERS, partner_center::SERVERS].map(|servers| servers[0].url);
    assert_eq!(
        hosts,
        [
            "https://management.azure.com",
            "https://api.partnercenter.microsoft.com"
        ]
    );
}
