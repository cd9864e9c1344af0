//! Examples that the documents show: examples and defaults.

use super::SchemaId;
use crate::{diagnostic::Place, source::Node};

/// All values that the fragments of an api-version show.
#[derive(Clone, Debug, Default)]
pub struct Examples {
    /// Those that stand beside what they are examples of.
    pub values: Vec<ExampleValue>,
    /// Requests and what comes back (`x-ms-examples`).
    pub operations: Vec<OperationExample>,
    /// How many there are of which nothing says what they should be.
    pub unreferenced: usize,
    /// What the documents say under a name, each with the node that says it.
    pub known_mismatches: Vec<KnownMismatch>,
}

/// A value, and the schema that it is an example or the default of.
#[derive(Clone, Debug)]
pub struct ExampleValue {
    /// The schema.
    pub schema: SchemaId,
    /// The value.
    pub value: Node,
    /// Where it stands.
    pub place: Place,
    /// Where it is referred to, if it stands elsewhere.
    pub via: Option<Place>,
    /// How it is sent.
    pub encoding: Encoding,
    /// Who sends it.
    pub direction: Direction,
    /// Whether it is the value of what is not sent.
    pub is_default: bool,
    /// Whether the schema is only a part of what the value is (`allOf`).
    pub is_part: bool,
}

/// How a value is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// As JSON.
    Json,
    /// As text, so that a number and a text of its digits are the same.
    Text,
}

/// Who sends a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// The client.
    Request,
    /// The service.
    Response,
    /// The document does not say.
    Either,
}

/// A request and what comes back.
#[derive(Clone, Debug)]
pub struct OperationExample {
    /// The index of its operation.
    pub operation: usize,
    /// Its name.
    pub name: String,
    /// Where the operation names it.
    pub via: Place,
    /// Where it stands.
    pub place: Place,
    /// What is sent; none if it does not say.
    pub parameters: Option<Vec<NamedValue>>,
    /// The name of the operation's body among what is sent.
    pub body: Option<String>,
    /// What comes back.
    pub responses: Vec<ExampleResponse>,
}

/// A named value of an [`OperationExample`].
#[derive(Clone, Debug)]
pub struct NamedValue {
    /// Its name.
    pub name: String,
    /// The value.
    pub value: Node,
    /// Where it stands.
    pub place: Place,
}

/// What comes back in an [`OperationExample`].
#[derive(Clone, Debug)]
pub struct ExampleResponse {
    /// The status, as the example writes it.
    pub status: String,
    /// Where it stands.
    pub place: Place,
    /// The body.
    pub body: Option<NamedValue>,
    /// The headers; none if it does not say.
    pub headers: Option<Vec<NamedValue>>,
}

/// What stands under [`KNOWN_MISMATCHES`] in a node.
#[derive(Clone, Debug)]
pub struct KnownMismatch {
    /// The node.
    pub holder: Place,
    /// Where it says it.
    pub place: Place,
    /// What it says.
    pub value: Node,
}

/// The name under which a node says which mismatches of the examples in it are known.
pub const KNOWN_MISMATCHES: &str = "x-known-mismatches";
