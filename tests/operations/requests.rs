//! A request of every operation of every api-version, for tests that build or send it.

use std::fmt::Debug;

use billing_api::{
    Operation, Version,
    azure::{
        v2017_02_27_preview as v2017, v2020_05_01 as v2020, v2024_04_01 as v2024,
        v2024_08_01_preview as v2024_08,
        version::{V2017_02_27Preview, V2020_05_01, V2024_04_01, V2024_08_01Preview},
    },
    partner_center::{v1, version::V1},
    runtime::testing::ServedCall,
};

/// Name of a billing account in the form of the service.
const ACCOUNT: &str =
    "00000000-0000-0000-0000-000000000000:00000000-0000-0000-0000-000000000000_2019-05-31";
const SUBSCRIPTION: &str = "11111111-1111-1111-1111-111111111111";

/// A receiver of requests.
pub(crate) trait Requests {
    /// Adds a request.
    fn add<V: Version, C: Operation<V> + ServedCall + PartialEq + Debug>(
        &mut self,
        call: &C,
    ) -> &mut Self;
}

fn day(text: &str) -> billing_api::Date {
    text.parse().unwrap()
}

/// Names a document. The type is the same in both api-versions that have it.
fn document() -> v2024::DocumentDownloadRequest {
    v2024::DocumentDownloadRequest {
        document_name: Some("D1".to_owned()),
        invoice_name: Some("G1".to_owned()),
        ..v2024::DocumentDownloadRequest::default()
    }
}

/// Adds every operation of 2024-04-01, in an api-version that has them.
macro_rules! requests_of_2024 {
    ($requests:ident, $version:ty, $module:ident) => {
        $requests
            .add::<$version, _>(&$module::operations::InvoicesListByBillingAccount::new(
                ACCOUNT,
            ))
            .add::<$version, _>(
                &$module::operations::InvoicesListByBillingAccount::new("a")
                    .period_start_date(day("2024-01-01"))
                    .period_end_date(day("2024-02-29"))
                    .filter("status eq 'Due'")
                    .order_by("invoiceDate desc")
                    .top(50)
                    .skip(100)
                    .count(true)
                    .search("a&b=c"),
            )
            .add::<$version, _>(
                &$module::operations::InvoicesListByBillingProfile::new("a", "b").count(false),
            )
            .add::<$version, _>(
                &$module::operations::InvoicesListByBillingSubscription::new(SUBSCRIPTION).top(1),
            )
            .add::<$version, _>(&$module::operations::InvoicesGet::new("G123456789"))
            .add::<$version, _>(&$module::operations::InvoicesGetByBillingAccount::new(
                "a",
                "G123456789",
            ))
            .add::<$version, _>(&$module::operations::InvoicesGetByBillingSubscription::new(
                SUBSCRIPTION,
                "E1",
            ))
            .add::<$version, _>(&$module::operations::InvoicesAmend::new("a", "G1"))
            .add::<$version, _>(&$module::operations::InvoicesDownloadByBillingAccount::new(
                "a", "G1",
            ))
            .add::<$version, _>(
                &$module::operations::InvoicesDownloadByBillingAccount::new("a", "G1")
                    .document_name("tax receipt"),
            )
            .add::<$version, _>(
                &$module::operations::InvoicesDownloadByBillingSubscription::new(
                    SUBSCRIPTION,
                    "E1",
                ),
            )
            .add::<$version, _>(
                &$module::operations::InvoicesDownloadSummaryByBillingAccount::new("a", "G1"),
            )
            .add::<$version, _>(
                &$module::operations::InvoicesDownloadDocumentsByBillingAccount::new(
                    "a",
                    vec![document()],
                ),
            )
            .add::<$version, _>(
                &$module::operations::InvoicesDownloadDocumentsByBillingSubscription::new(
                    SUBSCRIPTION,
                    vec![document(), v2024::DocumentDownloadRequest::default()],
                ),
            )
            .add::<$version, _>(&$module::operations::TransactionsListByInvoice::new(
                "a", "G1",
            ))
            .add::<$version, _>(
                &$module::operations::TransactionsListByInvoice::new("a", "G1")
                    .filter("x")
                    .order_by("y")
                    .top(50)
                    .skip(0)
                    .count(true)
                    .search("z"),
            )
            .add::<$version, _>(&$module::operations::TransactionsListByBillingProfile::new(
                "a",
                "b",
                day("2024-01-01"),
                day("2024-01-31"),
                "Billed".into(),
            ))
            .add::<$version, _>(&$module::operations::TransactionsListByCustomer::new(
                "a",
                "b",
                "c",
                day("2024-01-01"),
                day("2024-01-31"),
                "Unbilled".into(),
            ))
            .add::<$version, _>(&$module::operations::TransactionsListByInvoiceSection::new(
                "a",
                "b",
                "c",
                day("2024-01-01"),
                day("2024-01-31"),
                "NotYetKnown".into(),
            ))
            .add::<$version, _>(
                &$module::operations::TransactionsTransactionsDownloadByInvoice::new("a", "G1"),
            )
            .add::<$version, _>(
                &$module::operations::TransactionsGetTransactionSummaryByInvoice::new("a", "G1"),
            );
    };
}

/// Adds every operation of each api-version of Azure.
pub(crate) fn azure(requests: &mut impl Requests) {
    requests
        .add::<V2017_02_27Preview, _>(&v2017::operations::InvoicesList::new(SUBSCRIPTION))
        .add::<V2017_02_27Preview, _>(
            &v2017::operations::InvoicesList::new(SUBSCRIPTION)
                .expand("downloadUrl")
                .filter("invoicePeriodEndDate ge 2017-01-01 and invoicePeriodEndDate lt 2018-01-01")
                .skiptoken("a+b/c==")
                .top(100),
        )
        .add::<V2017_02_27Preview, _>(&v2017::operations::InvoicesGet::new(
            SUBSCRIPTION,
            "2017-02-a",
        ))
        .add::<V2017_02_27Preview, _>(&v2017::operations::InvoicesGetLatest::new(SUBSCRIPTION))
        .add::<V2017_02_27Preview, _>(&v2017::operations::OperationsList::new());

    requests
        .add::<V2020_05_01, _>(&v2020::operations::InvoicesListByBillingAccount::new(
            ACCOUNT,
            "2020-01-01",
            "2020-02-01",
        ))
        .add::<V2020_05_01, _>(&v2020::operations::InvoicesListByBillingProfile::new(
            "a",
            "b",
            "2020-01-01",
            "2020-02-01",
        ))
        .add::<V2020_05_01, _>(&v2020::operations::InvoicesListByBillingSubscription::new(
            SUBSCRIPTION,
            "2020-01-01",
            "2020-02-01",
        ))
        .add::<V2020_05_01, _>(&v2020::operations::InvoicesGet::new(
            "{billingAccountName}",
            "{invoiceName}",
        ))
        .add::<V2020_05_01, _>(&v2020::operations::InvoicesGetById::new("G123456789"))
        .add::<V2020_05_01, _>(
            &v2020::operations::InvoicesGetBySubscriptionAndInvoiceId::new(
                SUBSCRIPTION,
                "E123456789",
            ),
        )
        .add::<V2020_05_01, _>(&v2020::operations::InvoicesDownloadInvoice::new(
            "a",
            "G1",
            "DRS_12345",
        ))
        .add::<V2020_05_01, _>(
            &v2020::operations::InvoicesDownloadMultipleBillingProfileInvoices::new(
                "a",
                vec!["https://management.azure.com/a%3Ab?x=1".to_owned()],
            ),
        )
        .add::<V2020_05_01, _>(
            &v2020::operations::InvoicesDownloadBillingSubscriptionInvoice::new(
                SUBSCRIPTION,
                "E1",
                "DRS_12345",
            ),
        )
        .add::<V2020_05_01, _>(
            &v2020::operations::InvoicesDownloadMultipleBillingSubscriptionInvoices::new(
                SUBSCRIPTION,
                Vec::new(),
            ),
        )
        .add::<V2020_05_01, _>(&v2020::operations::TransactionsListByInvoice::new(
            "a", "G1",
        ));

    // The preview has all operations of 2024-04-01.
    requests_of_2024!(requests, V2024_04_01, v2024);
    requests_of_2024!(requests, V2024_08_01Preview, v2024_08);
    let payment = v2024_08::InvoicePaynowRequest {
        amount: Some("120.50".parse().unwrap()),
        payment_method_name: Some("ABCDABCDABC0".to_owned()),
        ..Default::default()
    };
    requests
        .add::<V2024_08_01Preview, _>(&v2024_08::operations::InvoicesPaynow::new(
            ACCOUNT, "b", "G1", payment,
        ))
        .add::<V2024_08_01Preview, _>(
            &v2024_08::operations::InvoicesValidatePaynowEligibility::new(ACCOUNT, "b", "G1"),
        );
}

/// Adds every operation of Partner Center.
pub(crate) fn partner_center(requests: &mut impl Requests) {
    requests
        .add::<V1, _>(&v1::operations::InvoicesList::new())
        .add::<V1, _>(
            &v1::operations::InvoicesList::new()
                .size(5)
                .offset(0)
                .filter(r#"{"Field":"InvoiceDate"}"#)
                .ms_request_id("6a2b3b6e-3d29-4c5b-9f0c-1d6a6c6e8b5a".parse().unwrap())
                .ms_correlation_id("b7d1b3b2-6c5e-4a0d-8f5e-2f5f2f3f4f5f".parse().unwrap()),
        )
        .add::<V1, _>(&v1::operations::InvoicesGet::new("D020001IVK"))
        .add::<V1, _>(&v1::operations::InvoicesListLineItems::new(
            "D020001IVK",
            "Office".into(),
            "BillingLineItems".into(),
        ))
        .add::<V1, _>(
            &v1::operations::InvoicesListLineItems::new(
                "D020001IVK",
                "Azure".into(),
                "UsageLineItems".into(),
            )
            .size(2000)
            .offset(4000),
        );
}
