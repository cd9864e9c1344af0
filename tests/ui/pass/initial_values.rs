//! New values have their constants, and `new` asks for arguments.

use billing_runtime::{decode, encode};

#[billing_macros::versioned(versions("1", "2"), runtime = billing_runtime)]
mod definitions {
    use billing_runtime::Decimal;

    pub struct Card {
        #[constant("card")]
        pub kind: Option<String>,
        #[constant(-1.50)]
        pub fee: Option<Decimal>,
        pub number: String,
        #[argument]
        pub code: Option<Option<i64>>,
    }

    pub struct Cash {
        #[constant("cash")]
        pub kind: Option<String>,
        #[versions("2"..)]
        #[constant(true)]
        pub exact: Option<bool>,
    }

    pub struct Flag {
        #[versions(.."2")]
        #[constant(1)]
        pub value: Option<i64>,
        #[versions("2"..)]
        #[constant(2)]
        pub value: Option<i64>,
    }

    pub enum Payment {
        #[when("/kind" = "card")]
        Card(Card),
        #[when("/kind" = "cash")]
        Cash(Cash),
    }
}

fn main() {
    let written = |value: &v2::Payment| String::from_utf8(encode(value).expect("text")).expect("text");
    let card = v2::Card::new("1".to_owned(), Some(2));
    assert_eq!(written(&card.into()), r#"{"kind":"card","fee":-1.50,"number":"1","code":2}"#);
    assert_eq!(written(&v2::Cash::default().into()), r#"{"kind":"cash","exact":true}"#);

    // What was read without a constant is written without it.
    let read: v2::Cash = decode(b"{}").expect("cash");
    assert_eq!(encode(&read).expect("text"), b"{}");
    let read: v2::Card = decode(br#"{"number":"1"}"#).expect("a card");
    assert_eq!(encode(&read).expect("text"), br#"{"number":"1"}"#);

    // Another constant is another shape.
    assert_eq!(v1::Flag::default().value, Some(1));
    assert_eq!(v2::Flag::default().value, Some(2));
}
