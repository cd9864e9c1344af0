//! Every invoice survives conversion and return.

use billing_api::azure::version::{V2017_02_27Preview, V2020_05_01, V2024_04_01};
use billing_api::azure::{v2017_02_27_preview, v2020_05_01, v2024_04_01};
use billing_api::decode;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::json;

/// Members of invoices of all api-versions, some of which have no typed place.
const MEMBERS: &[&str] = &[
    r#""name":"G1""#,
    r#""systemData":{"createdBy":"me","createdByType":"Robot"}"#,
    r#""tags":{"a":"b"}"#,
    r#""tags":{"a":5}"#,
    r#""etag":[1.0,{"b":null}]"#,
    r#""type":null"#,
];

/// Members of the properties.
const PROPERTIES: &[&str] = &[
    r#""dueDate":"2018-02-30T00:00:00Z""#,
    r#""invoicePeriodStartDate":"2017-02-01""#,
    r#""invoicePeriodEndDate":"2017-02-28T00:00:00.1234567+00:00""#,
    r#""status":"Locked""#,
    r#""status":"Void""#,
    r#""status":7"#,
    r#""invoiceType":"AzureMarketplace""#,
    r#""invoiceType":"Somewhere""#,
    r#""documents":[{"kind":"Summary","source":"Other","name":"n"},{"kind":"VoidNote","url":"u","odd":1}]"#,
    r#""documents":[]"#,
    r#""payments":[{"paymentType":"debited","amount":{"value":1.50,"unit":"x"}},{"paymentMethodId":"m"}]"#,
    r#""rebillDetails":{"invoiceDocumentId":"a","rebillDetails":{"odd":1.00,"rebillDetails":{}}}"#,
    r#""downloadUrl":{"expiryTime":"soon","url":"u"}"#,
    r#""failedPayments":[{"date":"2024-01-01T00:00:00Z"}]"#,
    r#""specialTaxationType":"InvoiceLevel""#,
    r#""subscriptionDisplayName":"s""#,
    r#""amountDue":{"currency":"USD","value":99999999999999.99}"#,
    r#""isMonthlyInvoice":"yes""#,
];

/// Returns an object of these members without repeated names.
fn object(members: Vec<&'static str>) -> String {
    let name = |member: &str| member.split(':').next().map(str::to_owned);
    let mut seen = std::collections::HashSet::new();
    let members: Vec<&str> = members
        .into_iter()
        .filter(|member| seen.insert(name(member)))
        .collect();
    format!("{{{}}}", members.join(","))
}

fn invoices() -> impl Strategy<Value = String> {
    let outer = subsequence(MEMBERS, 0..=MEMBERS.len()).prop_map(object);
    let inner = subsequence(PROPERTIES, 0..=PROPERTIES.len())
        .prop_shuffle()
        .prop_map(object);
    (outer, inner, select(&[true, false][..])).prop_map(|(outer, inner, has_inner)| {
        let rest = outer.trim_start_matches('{');
        match (has_inner, rest) {
            (false, _) => outer,
            (true, "}") => format!("{{\"properties\":{inner}}}"),
            (true, rest) => format!("{{\"properties\":{inner},{rest}"),
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn upgrade_and_downgrade_restore_the_value(text in invoices()) {
        let old: v2020_05_01::Invoice = decode(text.as_bytes()).unwrap();
        let new = old.clone().upgrade::<V2024_04_01>();
        prop_assert_eq!(json(&new), json(&old));
        prop_assert_eq!(&new.clone().downgrade_keeping::<V2020_05_01>(), &old);
        match new.clone().downgrade::<V2020_05_01>() {
            Ok(back) => prop_assert_eq!(back, old),
            Err(error) => {
                prop_assert!(!error.lost().is_empty());
                prop_assert_eq!(error.into_inner(), new);
            }
        }
    }

    #[test]
    fn downgrade_and_upgrade_restore_the_value(text in invoices()) {
        let new: v2024_04_01::Invoice = decode(text.as_bytes()).unwrap();
        for there in [
            new.clone().downgrade_keeping::<V2020_05_01>().upgrade::<V2024_04_01>(),
            new.clone().downgrade_keeping::<V2017_02_27Preview>().upgrade::<V2024_04_01>(),
        ] {
            prop_assert_eq!(&there, &new);
        }
        match new.clone().downgrade::<V2017_02_27Preview>() {
            Ok(old) => prop_assert_eq!(old.upgrade::<V2024_04_01>(), new),
            Err(error) => prop_assert_eq!(error.into_inner(), new),
        }
    }

    #[test]
    fn newly_kept_parts_are_the_lost_ones(text in invoices()) {
        let new: v2024_04_01::Invoice = decode(text.as_bytes()).unwrap();
        let keeping = new.clone().downgrade_keeping::<V2020_05_01>();
        match new.clone().downgrade::<V2020_05_01>() {
            Ok(old) => prop_assert_eq!(old, keeping),
            Err(error) => for lost in error.lost() {
                prop_assert!(keeping.kept().contains(lost), "{}", lost);
                prop_assert!(!new.kept().contains(lost), "{}", lost);
            }
        }
    }

    #[test]
    fn the_oldest_api_version_is_restored(text in invoices()) {
        let old: v2017_02_27_preview::Invoice = decode(text.as_bytes()).unwrap();
        let new = old.clone().upgrade::<V2024_04_01>();
        prop_assert_eq!(json(&new), json(&old));
        // A member kept as a whole can have its members in another order.
        prop_assert_eq!(json(&new.downgrade_keeping::<V2017_02_27Preview>()), json(&old));
    }
}
