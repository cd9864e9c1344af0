//! Handwritten types without a runtime: derives and other attributes are unchanged.

use std::fmt::Debug;

pub struct Elsewhere;

#[billing_macros::versioned(versions("v1", "v2"))]
#[allow(dead_code)]
pub mod definitions {
    use super::Elsewhere;
    use std::collections::{BTreeMap as Map, HashSet};
    use std::fmt;

    #[derive(Clone, Debug, PartialEq, Default)]
    #[must_use]
    pub struct Thing {
        #[doc(hidden)]
        pub name: Option<String>,
        #[versions("v2"..)]
        pub tags: Map<String, HashSet<u8>>,
        pub(crate) secret: [u8; 4],
    }

    pub struct Holder {
        pub other: Elsewhere,
        pub boxed: Box<dyn fmt::Debug>,
        pub call: fn(Thing) -> Option<&'static str>,
        pub other_way: Option<Box<dyn Iterator<Item = Thing>>>,
    }

    #[derive(Debug)]
    pub enum Either {
        Thing(Thing),
        Text(String),
    }
}

fn main() {
    fn is_debug<T: Debug + Clone + Default>() {}
    is_debug::<v1::Thing>();
    let thing = v2::Thing { name: None, ..v2::Thing::default() };
    assert!(thing.tags.is_empty());
    let _ = v1::Either::Thing(v1::Thing { name: None, secret: [0; 4] });
    let _ = v2::Either::Text(String::new());
    let _ = v1::Holder { other: Elsewhere, boxed: Box::new(1), call: |_| None, other_way: None };
}
