//! Tests of the workspace as its users see it.
