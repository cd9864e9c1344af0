//! A struct reads, keeps and writes members.

use billing_runtime::{decode, encode};

#[billing_macros::versioned(versions("1", "2"), runtime = billing_runtime)]
mod definitions {
    use billing_runtime::Decimal;

    pub struct Amount {
        pub currency: String,
        pub value: Decimal,
        #[versions("2"..)]
        pub text: Option<String>,
    }

    pub struct Invoice {
        pub amount: Option<Amount>,
        pub next: Option<Box<Invoice>>,
    }
}

fn main() {
    let text = br#"{"amount":{"currency":"EUR","value":2.00,"text":"two"},"next":{"other":[1]}}"#;
    let old: v1::Invoice = decode(text).expect("an invoice");
    let kept: Vec<String> = old.kept().iter().map(|item| item.path.clone()).collect();
    assert_eq!(kept, ["amount.text", "next.other"]);
    assert_eq!(encode(&old).expect("text"), text);

    let new: v2::Invoice = decode(text).expect("an invoice");
    assert_eq!(new.amount.as_ref().and_then(|amount| amount.text.as_deref()), Some("two"));
    assert_eq!(encode(&new).expect("text"), text);

    let error = decode::<v2::Invoice>(br#"{"amount":{"currency":"EUR"}}"#).expect_err("no value");
    assert!(error.to_string().contains("amount"), "{error}");
    let amount = v2::Amount::new("EUR".to_owned(), 1.into());
    assert!(amount.text.is_none() && amount.kept().is_empty());
}
