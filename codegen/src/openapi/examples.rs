//! Examples that the documents show: examples and defaults.

use super::SchemaId;
use crate::{diagnostic::Place, source::Node};

/// All examples and defaults in the fragments of an api-version.
#[derive(Clone, Debug, Default)]
pub struct Examples {
    /// Examples and defaults that belong to a schema.
    pub values: Vec<ExampleValue>,
    /// Examples of whole operations (`x-ms-examples`).
    pub operations: Vec<OperationExample>,
    /// Number of examples under `components` that nothing refers to.
    pub unreferenced: usize,
    /// Declarations of known mismatches.
    pub known_mismatches: Vec<KnownMismatch>,
}

/// An example or the default of a schema.
#[derive(Clone, Debug)]
pub struct ExampleValue {
    /// Schema of the value.
    pub schema: SchemaId,
    /// Value.
    pub value: Node,
    /// Location of the value.
    pub place: Place,
    /// Location of the reference to it, if the value is defined elsewhere.
    pub via: Option<Place>,
    /// Encoding on the wire.
    pub encoding: Encoding,
    /// Sender.
    pub direction: Direction,
    /// True for a `default`, false for an example.
    pub is_default: bool,
    /// True if the schema is a part of an `allOf`, so that the value has more properties than the schema.
    pub is_part: bool,
}

/// Encoding of a value on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// JSON.
    Json,
    /// Text, as in a header or query: a number equals the string of its digits.
    Text,
}

/// Sender of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Client.
    Request,
    /// Service.
    Response,
    /// Not specified by the document.
    Either,
}

/// An example of an operation: a request and its responses.
#[derive(Clone, Debug)]
pub struct OperationExample {
    /// Index of the operation in the document.
    pub operation: usize,
    /// Name.
    pub name: String,
    /// Location in the operation.
    pub via: Place,
    /// Location of the value.
    pub place: Place,
    /// Parameters of the request; `None` if the example has none.
    pub parameters: Option<Vec<NamedValue>>,
    /// Name of the request body among the parameters.
    pub body: Option<String>,
    /// Responses.
    pub responses: Vec<ExampleResponse>,
}

/// A named value of an [`OperationExample`].
#[derive(Clone, Debug)]
pub struct NamedValue {
    /// Name.
    pub name: String,
    /// Value.
    pub value: Node,
    /// Location of the value.
    pub place: Place,
}

/// A response of an [`OperationExample`].
#[derive(Clone, Debug)]
pub struct ExampleResponse {
    /// Status, normalized if it is one.
    pub status: String,
    /// Location of the value.
    pub place: Place,
    /// Body.
    pub body: Option<NamedValue>,
    /// Headers; `None` if the example has none.
    pub headers: Option<Vec<NamedValue>>,
}

/// A declaration of mismatches between examples and schemas that are intentional.
#[derive(Clone, Debug)]
pub struct KnownMismatch {
    /// Node whose examples the declaration covers.
    pub holder: Place,
    /// Location of the declaration.
    pub place: Place,
    /// Value of the declaration.
    pub value: Node,
}

/// Key of the extension that declares known mismatches.
pub const KNOWN_MISMATCHES: &str = "x-known-mismatches";
