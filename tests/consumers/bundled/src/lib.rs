//! Selected operations of the Azure Billing API.

include!(concat!(env!("OUT_DIR"), "/azure.rs"));

#[cfg(test)]
mod tests {
    use super::azure::{ApiVersion, Call, v2024_04_01::operations::TransactionsListByInvoice};

    const TEXT: &str = include_str!(concat!(env!("OUT_DIR"), "/azure.rs"));

    #[test]
    fn only_reachable_types() {
        assert_eq!(TransactionsListByInvoice::METHOD, "GET");
        assert!(TEXT.contains("pub struct Transaction "));
        assert!(!TEXT.contains("pub struct Invoice "));
        assert!(!TEXT.contains("InvoicesGet"));
        let all: Vec<_> = ApiVersion::ALL.iter().map(|one| one.as_str()).collect();
        assert_eq!(all, ["2020-05-01", "2024-04-01"]);
    }
}
