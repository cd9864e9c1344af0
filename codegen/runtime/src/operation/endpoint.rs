//! Endpoints and documented servers.

use std::fmt;
use std::str::FromStr;

/// The base URL of a service: `https://management.azure.com`, with a path if those of the operations start below one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Endpoint {
    /// The URL, without a slash at the end.
    text: String,
    /// The start and the end of the authority in the text.
    authority: (usize, usize),
    /// True if operations with servers of their own are sent to this one.
    takes_all: bool,
}

impl Endpoint {
    /// Parses the URL of an endpoint.
    ///
    /// # Errors
    ///
    /// The scheme is neither `http` nor `https`, there is no host, or there is a user, a query or a fragment.
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
            takes_all: false,
            text: format!(
                "{scheme}://{}{}",
                authority.to_ascii_lowercase(),
                path.trim_end_matches('/')
            ),
        })
    }

    /// Takes the operations too for which the documents name servers of their own, as a gateway does.
    #[must_use]
    pub fn for_all_operations(self) -> Self {
        Self {
            takes_all: true,
            ..self
        }
    }

    /// The URL, without a slash at the end.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The path, without a slash at its end; empty if there is none.
    #[must_use]
    pub fn path(&self) -> &str {
        self.text.get(self.authority.1..).unwrap_or_default()
    }

    /// Returns true if the host is this machine.
    fn is_loopback(&self) -> bool {
        let (start, end) = self.authority;
        let authority = self.text.get(start..end).unwrap_or_default();
        let has_host = |host: &str| {
            let port = authority.strip_prefix(host);
            port.is_some_and(|port| port.is_empty() || port.starts_with(':'))
        };
        ["localhost", "127.0.0.1", "[::1]"]
            .into_iter()
            .any(has_host)
    }

    /// Returns the endpoint of an operation, by its [`SERVERS`](super::Call::SERVERS): this one if there are none or it takes all operations, else that of the first.
    /// A relative server is on the host of this endpoint; so is every one if that host is this machine, so that a local server
    /// gets all requests.
    ///
    /// # Errors
    ///
    /// A variable of the server has no default, or the result is not an endpoint.
    pub fn of_operation(&self, servers: &[Server]) -> Result<Self, ServerError> {
        let Some(server) = servers.first().filter(|_| !self.takes_all) else {
            return Ok(self.clone());
        };
        let url = server.url_with(&[])?;
        let path = match url.split_once("://") {
            Some(_) if !self.is_loopback() => return Ok(Self::new(&url)?),
            Some((_, rest)) => rest
                .find('/')
                .and_then(|at| rest.get(at..))
                .unwrap_or_default(),
            None => &url,
        };
        Ok(Self::new(&join(self.origin(), path))?)
    }

    /// Scheme, host and port, without the default port of the scheme: `https://management.azure.com`.
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

#[cfg(all(feature = "testing", any(feature = "client", feature = "blocking")))]
impl Endpoint {
    /// Returns the endpoint of a test, whose host does not matter.
    pub(in super::super) fn local() -> Self {
        let (scheme, host) = ("http://", "localhost");
        Self {
            text: format!("{scheme}{host}"),
            authority: (scheme.len(), scheme.len() + host.len()),
            takes_all: false,
        }
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

/// Error of parsing an [`Endpoint`].
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
        write!(formatter, "{url:?} is not an endpoint: ")?;
        match reason {
            Reason::Character(c) => write!(formatter, "a URL does not contain {c:?}"),
            Reason::Relative => formatter.write_str("it does not start with `https://`"),
            Reason::Scheme => formatter.write_str("its scheme is neither `https` nor `http`"),
            Reason::User => formatter.write_str("it contains a user name or password"),
            Reason::Host => formatter.write_str("it has no host"),
            Reason::Port => formatter.write_str("its port is not a number up to 65535"),
            Reason::Query => formatter.write_str("it contains a query or fragment"),
        }
    }
}

impl std::error::Error for ParseEndpointError {}

/// A documented server, whose URL may contain variables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Server {
    /// The URL: `https://{region}.example.com`.
    pub url: &'static str,
    /// The variables in braces.
    pub variables: &'static [ServerVariable],
}

/// A variable in the URL of a [`Server`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServerVariable {
    /// The name in the braces.
    pub name: &'static str,
    /// The default value.
    pub default: Option<&'static str>,
    /// The allowed values; empty if any value is allowed.
    pub values: &'static [&'static str],
}

impl Server {
    /// Returns the endpoint with the default value of each variable.
    ///
    /// # Errors
    ///
    /// A variable has no default, or the result is not an endpoint.
    pub fn endpoint(&self) -> Result<Endpoint, ServerError> {
        self.endpoint_with(&[])
    }

    /// Returns the endpoint of a server whose URL is relative, such as `/api/v3`, on a host: `https://api.example.com`. Of a server with
    /// an absolute URL, it returns the endpoint of that URL.
    ///
    /// # Errors
    ///
    /// A variable has no default, or the result is not an endpoint.
    pub fn endpoint_on(&self, host: &str) -> Result<Endpoint, ServerError> {
        let url = self.url_with(&[])?;
        match url.contains("://") {
            true => Ok(Endpoint::new(&url)?),
            false => Ok(Endpoint::new(&join(Endpoint::new(host)?.as_str(), &url))?),
        }
    }

    /// Returns the endpoint with these values of variables, by name.
    ///
    /// # Errors
    ///
    /// A variable is unknown or missing, a value is not allowed, or the result is not an endpoint.
    pub fn endpoint_with(&self, given: &[(&str, &str)]) -> Result<Endpoint, ServerError> {
        Ok(Endpoint::new(&self.url_with(given)?)?)
    }

    fn url_with(&self, given: &[(&str, &str)]) -> Result<String, ServerError> {
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
        Ok(url)
    }

    /// Returns the value of a variable: the given one, or else its default.
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

/// Joins a URL without a slash at its end and a path, which may be relative to it: `/api`, `./api`, `api`.
fn join(url: &str, path: &str) -> String {
    let path = path.strip_prefix('.').unwrap_or(path);
    format!("{url}/{}", path.trim_start_matches('/'))
}

/// Error of making an endpoint from a [`Server`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ServerError {
    /// No variable has this name.
    Unknown {
        /// The name that was given.
        name: String,
        /// The variables of the server.
        names: Vec<&'static str>,
    },
    /// A variable has no default and no given value.
    Missing {
        /// The name of the variable.
        name: &'static str,
    },
    /// The value of a variable is not allowed.
    Unlisted {
        /// The name of the variable.
        name: &'static str,
        /// The allowed values.
        values: &'static [&'static str],
    },
    /// The result is not an endpoint.
    Endpoint(ParseEndpointError),
}

impl fmt::Display for ServerError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { name, names } if names.is_empty() => write!(
                formatter,
                "the URL of the server has no variables, so {name:?} is unknown"
            ),
            Self::Unknown { name, names } => write!(
                formatter,
                "the URL of the server has no variable {name:?}; it has {}",
                names.join(", ")
            ),
            Self::Missing { name } => {
                write!(
                    formatter,
                    "the URL of the server needs a value for `{name}`"
                )
            }
            Self::Unlisted { name, values } => write!(
                formatter,
                "`{name}` in the URL of the server has to be one of {}",
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
