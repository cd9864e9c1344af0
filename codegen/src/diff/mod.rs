//! Changes between two documents, from the point of view of a client of the service.
//!
//! ```
//! use billing_codegen::{diff::{self, Class}, load::LoadOptions};
//!
//! # let folder = tempfile::tempdir()?;
//! # let root = folder.path();
//! let fragment = "
//! openapi: 3.0.3
//! info: { title: Shop, version: VERSION }
//! paths:
//!   /prices:
//!     get:
//!       operationId: Prices_Get
//!       responses:
//!         '200':
//!           description: The price.
//!           content: { application/json: { schema: { $ref: '#/components/schemas/Price' } } }
//! components:
//!   schemas:
//!     Price:
//!       type: object
//!       properties:
//!         value: { type: integer }
//! ";
//! std::fs::write(root.join("old.yaml"), fragment)?;
//! std::fs::write(root.join("new.yaml"), fragment.replace("integer", "number"))?;
//!
//! let report = diff::run(root.join("old.yaml"), root.join("new.yaml"), &LoadOptions::new())?;
//! let finding = report.findings().next().ok_or("nothing changed")?;
//! assert_eq!(finding.change.on_the_wire, Class::Breaking);
//! assert_eq!(finding.change.in_source(), Class::Breaking);
//! assert_eq!(finding.change.check.id(), "type-widened");
//! assert_eq!(finding.change.wire, "`value`: a number; it was a whole number");
//! assert_eq!(finding.change.rust, "`Price::value` is now `Option<Decimal>`; it was `Option<i64>`");
//! assert!(report.to_text(false).contains("type-widened"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # How documents are compared
//!
//! Operations are the same where method and path are, whatever names stand in the braces of the path; after that, where
//! `x-rust-was` says so. Types are compared where they stand in the same place of a request or response, members and
//! parameters by wire name and then by `x-rust-was`. So a renamed definition is only that, and a definition that is not
//! reached by any operation is not compared (a document without any operation is a library of types: there each is
//! reached by requests and responses).
//!
//! A change of a type is reported once, with the shortest way to it, and not once for each operation.
//!
//! Each change answers two questions. Whether it is breaking on the wire, for a client that runs, depends on how it is
//! reached: who sends is broken where fewer values are allowed than before, who reads where there are more. Whether it is
//! breaking to source code depends on what the generated crate makes of it: a type with another name is the same on the
//! wire, and code that names it no longer compiles. A change that leaves a Rust type as it is breaks no code.
//!
//! A document beside itself is silent, also where its paths, components, responses, keys or optional members are in
//! another order, its text has another layout, its schemas stand in another file, or its api-version has another name.
//! One thing follows from the order: equal inline schemas are one type, which is called after the first of them. Another
//! first one is another name in Rust, and `type-renamed` or `rust-name-changed` says so. Inline schemas are equal in
//! whatever order they list their members, values and required names.
//!
#![doc = include_str!("checks.md")]

mod aliases;
mod arguments;
mod bodies;
mod check;
mod compare;
mod comparison;
mod definitions;
mod format;
mod formats;
pub(crate) mod json;
mod limits;
pub(crate) mod markdown;
mod matching;
mod operations;
mod paging;
mod parameters;
mod reach;
mod release;
pub(crate) mod report;
mod run;
mod scalar;
mod security;
mod servers;
mod shapes;
mod source;
pub(crate) mod text;
mod tokens;
mod values;
pub(crate) mod words;

pub(crate) use self::operations::shape as path_shape;
pub(crate) use self::run::Sides;
pub use self::{
    check::{Check, Class, Effect},
    compare::compare,
    format::Format,
    json::JSON_VERSION,
    reach::{Reach, Route},
    release::Release,
    report::{Comparison, Finding, Position, Report},
    run::run,
    shapes::{ShapeChange, ShapePart, shape_changes, source_shape_changes},
    source::{SourceChange, source_changes},
};
use crate::diagnostic::Place;

/// The subject of a change.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// The document as a whole.
    Document,
    /// An operation, identified by method and path.
    Operation(String),
    /// A type, identified by its Rust name.
    Type(String),
}

/// A change between two documents.
#[derive(Clone, Debug)]
pub struct Change {
    /// The check that found it.
    pub check: Check,
    /// The effect on a running client.
    pub on_the_wire: Class,
    /// The part of a crate's version that rises with it.
    pub release: Release,
    /// The operation or type that changed.
    pub subject: Subject,
    /// The routes by which a client reaches it.
    pub reach: Reach,
    /// The effect on the wire.
    pub wire: String,
    /// The effect on the generated Rust code.
    pub rust: String,
    /// The other operations with the same change, because they refer to the same parameter or response.
    pub also: Vec<String>,
    /// The place in the old document. For an addition, the place where it would be.
    pub old: Option<Place>,
    /// The place in the new document. For a removal, the place where it was.
    pub new: Option<Place>,
}

impl Change {
    /// Returns the effect on code that uses the generated crate: it may no longer compile, or does something else.
    #[must_use]
    pub fn in_source(&self) -> Class {
        match self.release {
            Release::Major => Class::Breaking,
            Release::Minor | Release::Patch => Class::Compatible,
        }
    }

    /// Returns whether the change breaks either, a running client or code that uses the crate.
    #[must_use]
    pub fn class(&self) -> Class {
        self.on_the_wire.min(self.in_source())
    }
}
