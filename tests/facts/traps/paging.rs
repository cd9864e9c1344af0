//! Paging and queries.

use billing_api::{
    Call,
    azure::{
        v2017_02_27_preview as v2017, v2020_05_01 as v2020, v2024_04_01 as v2024,
        version::{V2017_02_27Preview, V2020_05_01, V2024_04_01},
    },
    partner_center::{v1, version::V1},
    runtime::{Next, Paged, Paging, decode},
};

use super::{parameters, query};
use crate::payloads::{read_kept, read_typed};

#[test]
fn next_links_are_relative_and_contain_spaces() {
    let links = [
        "/providers/Microsoft.Billing/billingAccounts/1/invoices?$skiptoken=1&$top=50&api-version=2020-05-01&periodStartDate=2000-01-01 00:00:00Z",
        "https://management.azure.com/providers/Microsoft.Billing/billingAccounts/1/invoices?$skiptoken=a%2Fb",
    ];
    for link in links {
        let payload = format!(r#"{{"value":[],"nextLink":"{link}"}}"#);
        assert_eq!(
            read_typed::<v2020::InvoiceListResult>(&payload)
                .next_link
                .as_deref(),
            Some(link)
        );
        assert_eq!(
            read_typed::<v2024::TransactionListResult>(&payload)
                .next_link
                .as_deref(),
            Some(link)
        );
    }
}

#[test]
fn an_undocumented_total_count() {
    let payload = r#"{"totalCount":163,"value":[{"name":"G1"}]}"#;
    let list: v2020::InvoiceListResult = read_typed(payload);
    assert_eq!(list.total_count, Some(163));
    let list: v2024::InvoiceListResult = read_kept(payload, &["totalCount = 163"]);
    assert_eq!(
        list.kept
            .get("totalCount")
            .unwrap()
            .decode::<i64>()
            .unwrap(),
        163
    );
}

#[test]
fn query_parameters_with_and_without_a_dollar() {
    assert_eq!(
        query::<V2017_02_27Preview, v2017::operations::InvoicesList>(),
        ["$expand", "$filter", "$skiptoken", "$top"]
    );
    assert_eq!(
        query::<V2020_05_01, v2020::operations::InvoicesListByBillingAccount>(),
        ["periodStartDate", "periodEndDate"]
    );
    assert_eq!(
        query::<V2020_05_01, v2020::operations::TransactionsListByInvoice>(),
        [""; 0]
    );
    let options = ["filter", "orderBy", "top", "skip", "count", "search"];
    assert_eq!(
        query::<V2024_04_01, v2024::operations::TransactionsListByInvoice>(),
        options
    );
    let mut invoices = query::<V2024_04_01, v2024::operations::InvoicesListByBillingAccount>();
    invoices.retain(|name| !name.starts_with("period"));
    assert_eq!(invoices, options);

    let request = v2017::operations::InvoicesList {
        top: Some(100),
        expand: Some("downloadUrl".to_owned()),
        ..v2017::operations::InvoicesList::new("s".to_owned())
    };
    assert_eq!(request.top, Some(100));
    let all = parameters::<V2017_02_27Preview, v2017::operations::InvoicesList>();
    assert!(all.iter().all(|(name, ..)| *name != "api-version"));
    assert_eq!(
        v2017::operations::InvoicesList::API_VERSION,
        Some("api-version")
    );
}

#[test]
fn a_page_without_items_or_link() {
    assert_eq!(
        v2024::operations::InvoicesListByBillingAccount::PAGING,
        Some(Paging::Link {
            next: "nextLink",
            items: "value"
        })
    );
    let list = v2024::operations::InvoicesListByBillingAccount::new("a");
    for payload in [
        "{}",
        r#"{"value":[],"nextLink":""}"#,
        r#"{"nextLink":null}"#,
    ] {
        let page = list.page(decode(payload.as_bytes()).unwrap());
        assert_eq!((page.items, page.next), (Vec::new(), None), "{payload}");
    }
    let absent: v2024::InvoiceListResult = read_typed("{}");
    assert_eq!((absent.value, absent.next_link), (None, None));
    let empty: v2024::InvoiceListResult = read_typed(r#"{"value":[],"nextLink":""}"#);
    assert_eq!(
        (empty.value, empty.next_link),
        (Some(Vec::new()), Some(String::new()))
    );
    let kept = ["nextLink = null", "value = null"];
    let null: v2024::InvoiceListResult = read_kept(r#"{"value":null,"nextLink":null}"#, &kept);
    assert_eq!((null.value, null.next_link), (None, None));
}

#[test]
fn partner_center_pages_by_size_and_offset() {
    let by_number = Some(Paging::Offset {
        offset: "offset",
        size: Some("size"),
        items: "items",
        total: Some("totalCount"),
    });
    assert_eq!(v1::operations::InvoicesList::PAGING, by_number);
    assert_eq!(v1::operations::InvoicesListLineItems::PAGING, by_number);
    assert_eq!(
        query::<V1, v1::operations::InvoicesListLineItems>(),
        ["size", "offset"]
    );
    let all =
        v1::operations::InvoicesListLineItems::new("i", "Office".into(), "BillingLineItems".into());
    assert_eq!((all.size, all.offset), (None, None));
    let page = r#"{"totalCount":45,"items":[{"attributes":{"objectType":"LicenseBasedLineItem"}}],
        "links":{"self":{"uri":"/invoices/i/lineitems/Office/BillingLineItems?size=1&offset=0"},"next":{"uri":"/invoices/i"}}}"#;
    let page: v1::InvoiceLineItemCollection = read_typed(page);
    assert_eq!(page.total_count, Some(45));
    assert_eq!(page.items.unwrap().len(), 1);
    let links = page.links.unwrap();
    assert!(links.next.is_some() && links.previous.is_none());

    // The next page begins after the received items. The last page and an empty page have no next page.
    let list = v1::operations::InvoicesList::new().size(2);
    for (offset, items, total, next) in [
        (None, 2, Some(5), Some(2)),
        (Some(2), 2, Some(5), Some(4)),
        (Some(4), 1, Some(5), None),
        (Some(4), 0, Some(5), None),
        (Some(0), 2, None, None),
    ] {
        let request = v1::operations::InvoicesList {
            offset,
            ..list.clone()
        };
        let page = request.page(v1::InvoiceCollection {
            items: Some(vec![v1::Invoice::default(); items]),
            total_count: total,
            ..v1::InvoiceCollection::default()
        });
        assert_eq!(page.items.len(), items);
        assert_eq!(
            page.next,
            next.map(Next::Offset),
            "{offset:?} {items} {total:?}"
        );
    }
    assert_eq!(list.at(7).unwrap().offset, Some(7));
    // The parameter has 32 bits.
    assert!(list.at(u64::MAX).is_err());
}
