//! A server on loopback for tests and examples: [`server`] answers requests, [`samples`] has the documented answers.

pub mod samples;
pub mod server;
