//! A generated module, three modules deep.

/// One.
pub mod one {
    /// Two.
    pub mod two {
        /// Three.
        pub mod three {
            include!(concat!(env!("OUT_DIR"), "/things.rs"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::one::two::three::things::{self, Thing};

    #[test]
    fn values_of_other_crates() {
        let text = br#"{"name":"a","price":2.50,"since":"2024-02-29"}"#;
        let thing: Thing = things::decode(text).unwrap();
        let price = rust_decimal::Decimal::try_from(thing.price.as_ref().unwrap()).unwrap();
        assert_eq!(price, rust_decimal::Decimal::new(250, 2));
        let since = time::Date::try_from(thing.since.as_ref().unwrap()).unwrap();
        assert_eq!(since.ordinal(), 60);
    }
}
