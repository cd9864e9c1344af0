//! Models are made from their required fields and setters, or with `..`.
#![deny(warnings, missing_docs)]

use std::collections::BTreeMap;

use billing_runtime::encode;

#[billing_macros::versioned(versions("1", "2"), runtime = billing_runtime)]
mod definitions {
    use std::collections::BTreeMap;

    use billing_runtime::{Decimal, Nullable};

    /// An invoice.
    pub struct Invoice {
        /// Its id.
        pub id: String,
        /// Who has to pay it; nobody yet.
        pub customer: Nullable<String>,
        #[constant("invoice")]
        pub kind: Option<String>,
        /// A short text.
        pub note: Option<String>,
        pub lines: Option<Vec<Line>>,
        pub next: Option<Box<Invoice>>,
        pub payment: Option<Payment>,
        /// Absent, null or a value.
        pub paid_on: Option<Option<String>>,
        pub tags: Option<BTreeMap<String, String>>,
        #[versions("2"..)]
        pub is_draft: Option<bool>,
    }

    pub struct Line {
        pub amount: Option<Decimal>,
        #[deprecated]
        pub tax: Option<Decimal>,
        #[others]
        pub more: Option<BTreeMap<String, i64>>,
    }

    pub enum Payment {
        Card(Card),
        #[closed]
        Transfer(Box<Transfer>),
    }

    pub struct Card {
        pub number: String,
        #[argument]
        pub code: Option<String>,
    }

    pub struct Transfer {
        pub iban: String,
    }

    /// Fields with the names of methods and traits of every model.
    pub struct Odd {
        pub new: Option<String>,
        pub default: Option<String>,
        pub clone: Option<String>,
        pub from: Option<String>,
        pub into: Option<String>,
        pub upgrade: Option<String>,
        pub serialize: Option<String>,
        pub with_new: Option<String>,
        pub r#type: Option<String>,
        pub to_text: Option<String>,
        #[versions("2"..)]
        pub add: Option<String>,
    }
}

fn main() {
    // A setter takes the value, without its `Option`.
    let invoice = v2::Invoice::new("G1", None)
        .note("due")
        .lines(vec![v2::Line::default().amount("2.00".parse().expect("a number"))])
        .next(v2::Invoice::new("G0", "Contoso".to_owned()).is_draft(true))
        .payment(v2::Transfer::new("DE1"))
        .paid_on(None)
        .tags(BTreeMap::from([("team".into(), "blue".into())]));
    assert_eq!(
        String::from_utf8(encode(&invoice).expect("text")).expect("UTF-8"),
        concat!(
            r#"{"id":"G1","customer":null,"kind":"invoice","note":"due","lines":[{"amount":2.00}],"#,
            r#""next":{"id":"G0","customer":"Contoso","kind":"invoice","isDraft":true},"payment":{"iban":"DE1"},"#,
            r#""paidOn":null,"tags":{"team":"blue"}}"#
        )
    );
    assert_eq!(invoice.clone().paid_on("2024-02-29".to_owned()).paid_on, Some(Some("2024-02-29".to_owned())));
    assert_eq!(v2::Card::new("1", "2").code.as_deref(), Some("2"));

    // `..` works with required fields too.
    let same = v2::Invoice { note: Some("due".into()), ..v2::Invoice::new("G1", None) };
    assert_eq!(same, v2::Invoice::new("G1", None).note("due"));
    let line = v2::Line { more: Some(BTreeMap::from([("a".into(), 1)])), ..Default::default() };
    assert_eq!(line, v2::Line::default().more(BTreeMap::from([("a".into(), 1)])));

    // The setters of `Odd` hide no method.
    let odd = v1::Odd::default().r#type("a").with_with_new("b").with_from("c").to_text("d");
    let odd = odd.with_default("f").with_clone("g").with_into("h").with_upgrade("i").with_serialize("j");
    assert_eq!((odd.with_new.as_deref(), odd.new.as_deref()), (None, Some("b")));
    assert!(odd.kept().is_empty());
    let odd = v2::Odd::from(odd).add("k");
    assert_eq!(odd.clone().upgrade::<version::V2>(), odd);
}
