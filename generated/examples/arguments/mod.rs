//! Command line of the examples.

use std::{env, error::Error};

use billing_api::{Endpoint, client::Credential};

/// The service that an example calls, and the account and invoice that it asks for.
pub(crate) struct Arguments {
    /// `--endpoint URL`.
    pub(crate) endpoint: Endpoint,
    /// The token in the environment variable `ACCESS_TOKEN`.
    pub(crate) credential: Credential,
    /// `--account NAME`: a billing account, or a subscription.
    pub(crate) account: String,
    /// `--invoice NAME`.
    pub(crate) invoice: Option<String>,
}

impl Arguments {
    /// Creates the arguments of the documented sample.
    ///
    /// # Errors
    ///
    /// The endpoint is not a URL.
    pub(crate) fn new(endpoint: &str, account: &str) -> Result<Self, Box<dyn Error>> {
        Ok(Self {
            endpoint: endpoint.parse()?,
            credential: Credential::none(),
            account: account.to_owned(),
            invoice: None,
        })
    }

    /// Reads the command line, with the documented sample as the default.
    ///
    /// # Errors
    ///
    /// An argument is unknown, or the endpoint is not a URL.
    pub(crate) fn read(endpoint: &str, account: &str) -> Result<Self, Box<dyn Error>> {
        let mut read = Self::new(endpoint, account)?;
        let mut words = env::args().skip(1);
        while let Some(word) = words.next() {
            match (word.as_str(), words.next()) {
                ("--endpoint", Some(url)) => read.endpoint = url.parse()?,
                ("--account", Some(name)) => read.account = name,
                ("--invoice", Some(name)) => read.invoice = Some(name),
                _ => return Err("usage: [--endpoint URL] [--account NAME] [--invoice NAME]".into()),
            }
        }
        if let Ok(token) = env::var("ACCESS_TOKEN") {
            read.credential = Credential::bearer(&token);
        }
        Ok(read)
    }
}
