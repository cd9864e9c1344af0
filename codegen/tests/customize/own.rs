//! Types of the user that replace generated ones.

use rt::serde::{Deserialize, Serialize, Serializer};
use rt::{Fit, KeptPath, Source, Value};

/// A type that is read and written through serde's traits.
#[derive(Clone, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[serde(crate = "rt::serde")]
pub struct Money {
    pub currency: Option<String>,
    pub value: Option<Thousandths>,
}

/// A number that implements `Eq` and `Hash`, which `f64` does not.
#[derive(Clone, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[serde(crate = "rt::serde", from = "f64", into = "f64")]
pub struct Thousandths(i64);

impl From<f64> for Thousandths {
    fn from(value: f64) -> Self {
        Self((value * 1000.0).round() as i64)
    }
}

impl From<Thousandths> for f64 {
    fn from(value: Thousandths) -> Self {
        value.0 as f64 / 1000.0
    }
}

/// A type with its own `Value` implementation: the member `cents` of an object.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Fee {
    pub cents: i64,
}

impl Value for Fee {
    const EXPECTED: &'static str = "a fee";

    fn read<'de, S: Source<'de>>(source: S) -> Result<Fit<Self>, S::Error> {
        let members = std::collections::BTreeMap::<String, i64>::read(source)?;
        Ok(members.map(|members| Self {
            cents: members.get("cents").copied().unwrap_or_default(),
        }))
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map([("cents", self.cents)])
    }

    fn list_kept(&self, _: &mut KeptPath) {}
}
