//! The crate `billing-api` as the only dependency.

#[cfg(test)]
mod tests {
    use billing_api::azure::{v2024_04_01::Invoice, version::V2024_04_01};
    use billing_api::{HttpCall, azure};

    #[test]
    fn types_and_requests() {
        let invoice: Invoice = billing_api::decode(br#"{"name":"G1","x":2.00}"#).unwrap();
        assert_eq!(invoice.name.as_deref(), Some("G1"));
        assert_eq!(invoice.kept()[0].path, "x");
        let endpoint = azure::SERVERS[0].endpoint().unwrap();
        let request = azure::v2024_04_01::operations::InvoicesGet::new("G1")
            .request::<V2024_04_01>(&endpoint)
            .unwrap();
        assert_eq!(request.method(), "GET");
    }
}
