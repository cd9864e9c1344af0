//! Operations as requests and responses, without anything being sent.

mod endpoint;
mod golden;
mod limits;
mod parameters;
mod requests;
mod responses;
mod retry_after;
