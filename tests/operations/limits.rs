//! Requests are checked against documented limits before they are sent. Names that violate a pattern are not refused.

use billing_api::{
    Check, Endpoint, HttpCall, RequestError,
    azure::{
        v2017_02_27_preview as v2017, v2020_05_01 as v2020, v2024_04_01 as v2024,
        version::{V2017_02_27Preview, V2020_05_01, V2024_04_01},
    },
};

fn endpoint() -> Endpoint {
    "https://management.azure.com".parse().unwrap()
}

#[test]
fn a_page_has_1_to_100_invoices() {
    for (top, problem) in [
        (0, Some("`$top` is less than 1")),
        (1, None),
        (100, None),
        (101, Some("`$top` is more than 100")),
        (i32::MIN, Some("`$top` is less than 1")),
    ] {
        let list = v2017::operations::InvoicesList::new("s").top(top);
        let error = list.request::<V2017_02_27Preview>(&endpoint()).err();
        let expected =
            problem.map(|problem| format!("Invoices_List can't be requested: {problem}"));
        assert_eq!(error.map(|error| error.to_string()), expected, "{top}");
    }
}

#[test]
fn all_problems_are_reported_at_once() {
    let list = v2017::operations::InvoicesList::new("..").top(1000);
    let error = list.request::<V2017_02_27Preview>(&endpoint()).unwrap_err();
    let RequestError::InvalidParameters { parameters, .. } = &error else {
        panic!("{error}");
    };
    let names: Vec<_> = parameters.iter().map(|one| one.parameter).collect();
    assert_eq!(names, ["subscriptionId", "$top"]);
}

#[test]
fn values_that_change_the_path_are_refused() {
    for (name, problem) in [
        ("", "is empty, but it is a part of the path"),
        (".", "contains `.`, which would change the path"),
        ("..", "contains `..`, which would change the path"),
    ] {
        let get = v2020::operations::InvoicesGet::new("a", name);
        let error = get.request::<V2020_05_01>(&endpoint()).unwrap_err();
        let expected = format!("Invoices_Get can't be requested: `invoiceName` {problem}");
        assert_eq!(error.to_string(), expected);
    }
}

#[test]
fn patterns_are_checked_on_request() {
    let get = v2024::operations::InvoicesGet::new("I000001");
    get.request::<V2024_04_01>(&endpoint()).unwrap();
    let error = get.check().unwrap_err().to_string();
    assert!(
        error.starts_with(
            "Invoices_Get can't be requested: `invoiceName` does not match `^(H[0-9]-"
        ),
        "{error}"
    );
    assert_eq!(
        v2024::operations::InvoicesGet::new("G123456789").check(),
        Ok(())
    );
    assert!(v2024::operations::InvoicesGet::new("").check().is_err());
    // 2020-05-01 has no patterns.
    assert_eq!(
        v2020::operations::InvoicesGetById::new("I000001").check(),
        Ok(())
    );
    let list = v2024::operations::InvoicesListByBillingProfile::new("1234", "a-b_c");
    assert_eq!(list.check(), Ok(()));
}
