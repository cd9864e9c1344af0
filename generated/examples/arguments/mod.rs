//! What the examples are told on the command line.

use std::{env, error::Error};

use billing_api::{Endpoint, client::Credential};

/// Where to send, and as whom: `--endpoint URL` (the service itself without it) and the token in the environment
/// variable `ACCESS_TOKEN`, if there is one.
pub(crate) fn read(service: &str) -> Result<(Endpoint, Credential), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let mut endpoint = service.to_owned();
    while let Some(argument) = arguments.next() {
        match (argument.as_str(), arguments.next()) {
            ("--endpoint", Some(url)) => endpoint = url,
            _ => return Err("usage: --endpoint URL".into()),
        }
    }
    let token = env::var("ACCESS_TOKEN").ok();
    let credential = token.map_or_else(Credential::none, |token| Credential::bearer(&token));
    Ok((endpoint.parse()?, credential))
}
