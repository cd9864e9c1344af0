//! From OpenAPI fragments to one definition of every api-version.

pub mod diagnostic;
pub mod model;
pub mod openapi;
pub mod runtime;
pub mod source;
