//! What is known about the APIs, held against the model, the generated types and the documented payloads.

mod definitions;
mod json;
mod models;
mod operations;
mod payloads;
mod samples;
mod sharing;
mod tables;
mod traps;
