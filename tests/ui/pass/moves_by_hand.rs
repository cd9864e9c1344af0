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

    /// An added variant has no place in the target: the upgrade is a `From`, the downgrade a `TryFrom`.
    #[derive(Debug, PartialEq)]
    pub enum Grows {
        One,
        #[versions("v3"..)]
        Two,
        #[versions("v3"..)]
        r#Else,
    }

    /// A removed variant, likewise.
    #[derive(Debug, PartialEq)]
    pub enum Shrinks {
        One,
        #[versions(.."v2")]
        Two,
    }

    /// All variants are replaced, so no value can be converted.
    #[derive(Debug, PartialEq)]
    pub enum Replaced {
        #[versions(.."v2")]
        One,
        #[versions("v2"..)]
        Two,
    }

    #[derive(Debug, PartialEq)]
    pub struct Holder {
        pub grows: Vec<Grows>,
        pub maybe: Option<Grows>,
        pub choice: Choice,
    }

    /// The alternatives are moved, converted, or lost.
    #[derive(Debug, PartialEq)]
    pub enum Choice {
        Text(String),
        Grows(Grows),
        #[versions("v3"..)]
        Number(i64),
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
    assert_eq!(v2::Grows::try_from(v3::Grows::One).unwrap(), v1::Grows::One);
    // A value without a path has the name of its variant.
    let error = v2::Grows::try_from(v3::Grows::Two).unwrap_err();
    assert_eq!(error.lost(), ["Two"]);
    assert_eq!(error.into_inner(), v3::Grows::Two);
    assert_eq!(v2::Grows::try_from(v3::Grows::Else).unwrap_err().lost(), ["Else"]);

    assert_eq!(v2::Shrinks::try_from(v1::Shrinks::One).unwrap(), v2::Shrinks::One);
    assert_eq!(v2::Shrinks::try_from(v1::Shrinks::Two).unwrap_err().lost(), ["Two"]);
    assert_eq!(v1::Shrinks::from(v2::Shrinks::One), v1::Shrinks::One);
    assert!(v2::Replaced::try_from(v1::Replaced::One).is_err());
    assert!(v1::Replaced::try_from(v2::Replaced::Two).is_err());

    let held = |grows, choice| v3::Holder { grows: vec![v3::Grows::One, grows], maybe: Some(v3::Grows::One), choice };
    let fits = v2::Holder::try_from(held(v3::Grows::One, v3::Choice::Text("a".into()))).unwrap();
    assert_eq!(fits.choice, v2::Choice::Text("a".into()));
    let error = v2::Holder::try_from(held(v3::Grows::Two, v3::Choice::Number(1))).unwrap_err();
    assert_eq!(error.lost(), ["grows[1]", "choice"]);
    let error = v2::Holder::try_from(held(v3::Grows::One, v3::Choice::Grows(v3::Grows::Two))).unwrap_err();
    assert_eq!(error.to_string(), "values would be lost: choice");
    assert_eq!(v3::Holder::from(fits).grows.len(), 2);

    // A type is in the module of the oldest api-version that has it, so that messages show a path that can be written.
    assert!(std::any::type_name::<v2::Grows>().ends_with("::v1::Grows"));
    assert!(std::any::type_name::<v3::Grows>().ends_with("::v3::Grows"));
    assert!(std::any::type_name::<v3::Line>().ends_with("::v2::Line"));

    let line = v2::Line::from(line);
    assert_eq!(v2::Either::from(v1::Either::State(v1::State::Paid)), v2::Either::State(v2::State::Paid));
    assert!(v1::Either::try_from(v2::Either::Line(line)).is_ok());
}
