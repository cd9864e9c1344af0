//! Handwritten types without a runtime convert between api-versions field by field.

use std::collections::BTreeMap;

#[billing_macros::versioned(versions("v1", "v2", "v3"))]
mod definitions {
    use std::collections::BTreeMap;

    #[derive(Clone, Debug, PartialEq)]
    pub struct Line {
        pub text: String,
        #[versions(.."v2")]
        pub cents: i64,
        #[versions("v2".., was = "cents", upgrade_with = cents_to_text, downgrade_with = text_to_cents)]
        pub price: String,
        #[versions("v2"..)]
        pub note: Option<String>,
    }

    #[derive(Clone, Debug, PartialEq)]
    pub struct Invoice {
        pub lines: Vec<Line>,
        pub by_name: BTreeMap<String, Box<Line>>,
        pub state: State,
        pub rest: Option<Box<Invoice>>,
        /// Only some strings are dates.
        #[versions(.."v3")]
        pub day: Option<String>,
        #[versions("v3".., upgrade_with = to_day, downgrade_with = elsewhere::to_text)]
        pub day: Option<u8>,
    }

    #[derive(Clone, Copy, Debug, PartialEq)]
    pub enum State {
        #[versions(.."v2")]
        Open,
        #[versions("v2".., was = "Open")]
        Due,
        Paid,
    }

    /// A removed field has no place in the target: the upgrade exists, the downgrade does not.
    #[derive(Debug, PartialEq)]
    pub enum Grows {
        One,
        #[versions("v3"..)]
        Two,
    }

    #[derive(Debug, PartialEq)]
    pub enum Either {
        Line(Line),
        State(State),
    }
}

fn cents_to_text(cents: &i64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

fn text_to_cents(price: &str) -> i64 {
    price.replace('.', "").parse().unwrap_or_default()
}

fn to_day(text: &str) -> Option<u8> {
    text.parse().ok()
}

mod elsewhere {
    pub fn to_text(day: &u8) -> String {
        day.to_string()
    }
}

fn main() {
    let line = v1::Line { text: "a".into(), cents: 1205 };
    let old = v1::Invoice {
        lines: vec![line.clone()],
        by_name: BTreeMap::from([("k".into(), Box::new(line.clone()))]),
        state: v1::State::Open,
        rest: None,
        day: Some("31".into()),
    };
    let old = v1::Invoice { rest: Some(Box::new(old.clone())), ..old };
    let new: v3::Invoice = v2::Invoice::from(old.clone()).into();
    assert_eq!(new.lines[0].price, "12.05");
    assert_eq!(new.state, v3::State::Due);
    assert_eq!(new.day, Some(31));

    let middle = v2::Invoice::try_from(new).unwrap();
    let back = v1::Invoice::try_from(middle.clone()).unwrap();
    assert_eq!(back, old);

    // The error names the path of a part that would be lost, and the value is returned.
    let mut noted = middle;
    noted.rest.as_mut().unwrap().lines[0].note = Some("n".into());
    let error = v1::Invoice::try_from(noted.clone()).unwrap_err();
    assert_eq!(error.lost(), ["rest.lines[0].note"]);
    assert_eq!(error.to_string(), "values would be lost: rest.lines[0].note");
    assert_eq!(error.into_inner(), noted);

    assert_eq!(v3::Grows::from(v1::Grows::One), v3::Grows::One);
    let line = v2::Line::from(line);
    assert_eq!(v2::Either::from(v1::Either::State(v1::State::Paid)), v2::Either::State(v2::State::Paid));
    assert!(v1::Either::try_from(v2::Either::Line(line)).is_ok());
}
