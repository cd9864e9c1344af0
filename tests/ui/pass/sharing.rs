//! An unchanged type is one type, a changed type is two.

use std::any::TypeId;

#[billing_macros::versioned(versions("2017-02-27", "2020-05-01", "2024-04-01"))]
mod definitions {
    pub struct Amount {
        pub value: String,
    }

    pub struct Invoice {
        pub amount: Amount,
        pub lines: Vec<Line>,
    }

    pub struct Line {
        #[versions("2024-04-01"..)]
        pub text: String,
        pub next: Option<Box<Line>>,
    }

    pub struct Account {
        pub amount: Amount,
        #[versions("2020-05-01".."2024-04-01")]
        pub owner: String,
    }
}

fn same<A: 'static, B: 'static>() -> bool {
    TypeId::of::<A>() == TypeId::of::<B>()
}

fn unchanged(amount: v2017_02_27::Amount) -> v2024_04_01::Amount {
    amount
}

fn main() {
    assert_eq!(unchanged(v2020_05_01::Amount { value: String::new() }).value, "");
    assert!(same::<v2017_02_27::Amount, v2024_04_01::Amount>());
    assert!(same::<v2017_02_27::Invoice, v2020_05_01::Invoice>());
    assert!(same::<v2017_02_27::Line, v2020_05_01::Line>());
    assert!(!same::<v2020_05_01::Line, v2024_04_01::Line>());
    assert!(!same::<v2020_05_01::Invoice, v2024_04_01::Invoice>());
    // A shape that returns is the same type again.
    assert!(!same::<v2017_02_27::Account, v2020_05_01::Account>());
    assert!(same::<v2017_02_27::Account, v2024_04_01::Account>());
}
