//! Where a service is reached.

use std::fmt;
use std::str::FromStr;

/// Where a service is reached: `https://management.azure.com`, with a path below which its own begin if it has one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Endpoint {
    /// All of it, without a slash at the end.
    text: String,
    /// Where the authority begins and ends in it.
    authority: (usize, usize),
}

impl Endpoint {
    /// Reads the URL of an endpoint.
    ///
    /// # Errors
    ///
    /// If it is not `http` or `https`, has no host, or has user, query or fragment.
    pub fn new(url: &str) -> Result<Self, ParseEndpointError> {
        let refuse = |reason| ParseEndpointError {
            url: url.to_owned(),
            reason,
        };
        let is_wrong = |c: &char| !c.is_ascii_graphic() || "{}\\<>\"|^`".contains(*c);
        if let Some(wrong) = url.chars().find(is_wrong) {
            return Err(refuse(Reason::Character(wrong)));
        }
        let (scheme, rest) = url.split_once("://").ok_or(refuse(Reason::Relative))?;
        let scheme = scheme.to_ascii_lowercase();
        if scheme != "http" && scheme != "https" {
            return Err(refuse(Reason::Scheme));
        }
        if rest.contains(['?', '#']) {
            return Err(refuse(Reason::Query));
        }
        let (authority, path) = match rest.find('/') {
            Some(at) => rest.split_at(at),
            None => (rest, ""),
        };
        if authority.contains('@') {
            return Err(refuse(Reason::User));
        }
        let host = match authority.rsplit_once(':') {
            Some((host, port)) if !port.contains(']') => {
                if port.parse::<u16>().is_err() {
                    return Err(refuse(Reason::Port));
                }
                host
            }
            _ => authority,
        };
        if host.is_empty() {
            return Err(refuse(Reason::Host));
        }
        let start = scheme.len() + "://".len();
        Ok(Self {
            authority: (start, start + authority.len()),
            text: format!(
                "{scheme}://{}{}",
                authority.to_ascii_lowercase(),
                path.trim_end_matches('/')
            ),
        })
    }

    /// All of it, without a slash at the end.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Scheme, host and port: `https://management.azure.com`. A port that the scheme has anyway is left out.
    #[must_use]
    pub fn origin(&self) -> &str {
        let (start, end) = self.authority;
        let origin = self.text.get(..end).unwrap_or(&self.text);
        let usual = if start == "http://".len() {
            ":80"
        } else {
            ":443"
        };
        origin.strip_suffix(usual).unwrap_or(origin)
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.text)
    }
}

impl FromStr for Endpoint {
    type Err = ParseEndpointError;

    fn from_str(url: &str) -> Result<Self, Self::Err> {
        Self::new(url)
    }
}

/// A text that is no [`Endpoint`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseEndpointError {
    url: String,
    reason: Reason,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reason {
    Character(char),
    Relative,
    Scheme,
    User,
    Host,
    Port,
    Query,
}

impl fmt::Display for ParseEndpointError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { url, reason } = self;
        write!(formatter, "{url:?} is no endpoint: ")?;
        match reason {
            Reason::Character(c) => write!(formatter, "a URL does not hold {c:?}"),
            Reason::Relative => formatter.write_str("it does not begin with `https://`"),
            Reason::Scheme => formatter.write_str("its scheme is neither `https` nor `http`"),
            Reason::User => formatter.write_str("a name or password does not belong in it"),
            Reason::Host => formatter.write_str("it has no host"),
            Reason::Port => formatter.write_str("its port is no number up to 65535"),
            Reason::Query => formatter.write_str("a query or fragment does not belong in it"),
        }
    }
}

impl std::error::Error for ParseEndpointError {}

/// A documented server, with places for what differs between its users.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Server {
    /// Its URL: `https://{region}.example.com`.
    pub url: &'static str,
    /// What stands between the braces.
    pub variables: &'static [ServerVariable],
}

/// What differs between the users of a [`Server`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServerVariable {
    /// The name between the braces.
    pub name: &'static str,
    /// What stands there if nothing else is said.
    pub default: Option<&'static str>,
    /// What may stand there; empty: anything.
    pub values: &'static [&'static str],
}

impl Server {
    /// The endpoint, each variable as the document has it by default.
    ///
    /// # Errors
    ///
    /// If a variable has no default, or what comes out is no endpoint.
    pub fn endpoint(&self) -> Result<Endpoint, ServerError> {
        self.endpoint_with(&[])
    }

    /// The endpoint with these variables, by name.
    ///
    /// # Errors
    ///
    /// If a variable is unknown, missing or not a documented value, or what comes out is no endpoint.
    pub fn endpoint_with(&self, given: &[(&str, &str)]) -> Result<Endpoint, ServerError> {
        if let Some((name, _)) = given
            .iter()
            .find(|(name, _)| self.variables.iter().all(|variable| variable.name != *name))
        {
            return Err(ServerError::Unknown {
                name: (*name).to_owned(),
                names: self
                    .variables
                    .iter()
                    .map(|variable| variable.name)
                    .collect(),
            });
        }
        let mut url = String::new();
        let mut rest = self.url;
        while let Some((literal, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            url.push_str(literal);
            url.push_str(self.value(name, given)?);
            rest = after;
        }
        url.push_str(rest);
        Ok(Endpoint::new(&url)?)
    }

    /// What a variable is: what is given, or else its default.
    fn value<'v>(&self, name: &str, given: &[(&str, &'v str)]) -> Result<&'v str, ServerError> {
        let Some(variable) = self.variables.iter().find(|known| known.name == name) else {
            return Err(ServerError::Unknown {
                name: name.to_owned(),
                names: self
                    .variables
                    .iter()
                    .map(|variable| variable.name)
                    .collect(),
            });
        };
        let own = given.iter().find(|(own, _)| *own == name);
        let Some((_, value)) = own else {
            return variable.default.ok_or(ServerError::Missing {
                name: variable.name,
            });
        };
        if !variable.values.is_empty() && !variable.values.contains(value) {
            return Err(ServerError::Unlisted {
                name: variable.name,
                values: variable.values,
            });
        }
        Ok(value)
    }
}

/// A [`Server`] that gives no endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ServerError {
    /// No variable has this name.
    Unknown {
        /// The name that was given.
        name: String,
        /// The variables that there are.
        names: Vec<&'static str>,
    },
    /// A variable has no default and was not given.
    Missing {
        /// Its name.
        name: &'static str,
    },
    /// A variable may not be this.
    Unlisted {
        /// Its name.
        name: &'static str,
        /// What it may be.
        values: &'static [&'static str],
    },
    /// What comes out is no endpoint.
    Endpoint(ParseEndpointError),
}

impl fmt::Display for ServerError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { name, names } if names.is_empty() => write!(
                formatter,
                "the server's URL has no variable {name:?}, and no other"
            ),
            Self::Unknown { name, names } => write!(
                formatter,
                "the server's URL has no variable {name:?}, but {}",
                names.join(", ")
            ),
            Self::Missing { name } => {
                write!(formatter, "the server's URL needs a value for `{name}`")
            }
            Self::Unlisted { name, values } => write!(
                formatter,
                "`{name}` in the server's URL is one of {}",
                values.join(", ")
            ),
            Self::Endpoint(error) => error.fmt(formatter),
        }
    }
}

impl std::error::Error for ServerError {}

impl From<ParseEndpointError> for ServerError {
    fn from(error: ParseEndpointError) -> Self {
        Self::Endpoint(error)
    }
}
