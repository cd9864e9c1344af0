//! A folder of api-versions.

/// The shop's API.
pub mod api {
    include!(concat!(env!("OUT_DIR"), "/shop.rs"));
}

#[cfg(test)]
mod tests {
    use super::api::shop::{
        self, ApiVersion, v2023_01_01, v2024_01_01, v2025_01_01, version::V2025_01_01,
    };

    #[test]
    fn an_unchanged_type_is_one_type() {
        let text = br#"{"total":{"value":"2.00"},"discount":1}"#;
        let old: v2023_01_01::Order = shop::decode(text).unwrap();
        // An override changes the type of the value to a string.
        let total: Option<v2025_01_01::Amount> = old.total.clone();
        assert_eq!(total.unwrap().value.as_deref(), Some("2.00"));
        // The kept member has a typed place in the next api-version, which shares its type with the one after.
        let new: v2024_01_01::Order = old.upgrade::<V2025_01_01>();
        assert_eq!(new.discount.unwrap().as_str(), "1");
        assert_eq!(ApiVersion::LATEST.as_str(), "2025-01-01");
    }
}
