//! Command line of the examples.

use std::{env, error::Error};

use billing_api::{Endpoint, client::Credential};

/// Returns the endpoint of the option `--endpoint URL`, with `service` as the default, and the credential from the
/// environment variable `ACCESS_TOKEN`.
///
/// # Errors
///
/// Returns an error for any other argument and for an invalid URL.
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
