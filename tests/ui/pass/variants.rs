//! An enumeration has the values of its api-version, and keeps unlisted ones.

use billing_runtime::Enumeration;

#[billing_macros::versioned(versions("2020-05-01", "2024-04-01"), runtime = billing_runtime)]
mod definitions {
    pub enum Kind {
        #[versions(.."2024-04-01")]
        AzureService,
        #[versions("2024-04-01".., was = "AzureService")]
        AzureServices,
        #[wire("Usage Charge")]
        UsageCharge,
    }
}

fn main() {
    use v2020_05_01::Kind as Old;
    use v2024_04_01::Kind as New;

    assert_eq!(Old::KNOWN.iter().map(Old::as_str).collect::<Vec<_>>(), ["AzureService", "Usage Charge"]);
    assert_eq!(New::KNOWN.iter().map(New::as_str).collect::<Vec<_>>(), ["AzureServices", "Usage Charge"]);
    assert_eq!(New::from("Usage Charge"), New::UsageCharge);
    assert_eq!(Old::from("AzureServices".to_owned()).to_string(), "AzureServices");
    assert!(matches!("AzureServices".parse(), Ok(Old::UnknownValue(_))));
    assert!(matches!(serde_json::from_str("\"AzureServices\""), Ok(New::AzureServices)));
    assert_eq!(serde_json::to_string(&New::UsageCharge).ok().as_deref(), Some("\"Usage Charge\""));
    match New::from("?") {
        New::AzureServices | New::UsageCharge => unreachable!(),
        New::UnknownValue(text) => assert_eq!(text.as_str(), "?"),
    }
}
