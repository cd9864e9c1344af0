//! One name can be defined twice in disjoint ranges.

#[billing_macros::versioned(versions("2020-05-01", "2024-04-01"))]
mod definitions {
    #[versions(.."2024-04-01")]
    pub enum Amount {
        None,
    }

    #[versions("2024-04-01"..)]
    pub struct Amount {
        #[versions("2024-04-01"..)]
        pub value: String,
    }

    pub struct Invoice {
        #[versions(.."2024-04-01")]
        pub due: Option<Amount>,
        #[versions("2024-04-01"..)]
        pub due: Vec<Amount>,
    }
}

fn main() {
    let old = v2020_05_01::Invoice { due: Some(v2020_05_01::Amount::None) };
    let new = v2024_04_01::Invoice { due: vec![v2024_04_01::Amount { value: "1.00".to_owned() }] };
    assert!(old.due.is_some());
    assert_eq!(new.due.first().map(|amount| amount.value.as_str()), Some("1.00"));
}
