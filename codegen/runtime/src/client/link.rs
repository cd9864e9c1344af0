//! Resolution of the links that a service sends.

use std::borrow::Cow;

use http::Uri;

use super::error::CallFailure;

/// Returns scheme, host and port of a URL in lower case, without the default port of the scheme.
pub(super) fn origin(url: &Uri) -> String {
    let scheme = url.scheme_str().unwrap_or_default().to_ascii_lowercase();
    let host = url.host().unwrap_or_default().to_ascii_lowercase();
    match (url.port_u16(), scheme.as_str()) {
        (None, _) | (Some(80), "http") | (Some(443), "https") => format!("{scheme}://{host}"),
        (Some(port), _) => format!("{scheme}://{host}:{port}"),
    }
}

/// Resolves a link in the response to a request of `base`.
///
/// The link stays as it is, except that characters that are not allowed in a URL (spaces, `"<>\^`{|}`, everything
/// outside ASCII) are percent-encoded, and that the fragment is removed. A link to another origin is an error.
pub(super) fn resolve(base: &Uri, link: &str) -> Result<Uri, CallFailure> {
    let own = origin(base);
    let refuse = |reason| CallFailure::Link { reason };
    let link = link.split('#').next().unwrap_or_default().trim();
    let link = encode(link, |byte| {
        byte.is_ascii_graphic() && !br#""<>\^`{|}"#.contains(&byte)
    });
    let scheme = link
        .split_once(':')
        .filter(|(scheme, _)| is_scheme(scheme))
        .map(|(scheme, rest)| (scheme.to_ascii_lowercase(), rest));
    let network = match &scheme {
        Some((scheme, rest)) => {
            if scheme != "http" && scheme != "https" {
                return Err(CallFailure::Origin {
                    endpoint: own,
                    link: format!("{scheme}:"),
                });
            }
            let rest = rest.strip_prefix("//");
            Some((scheme.as_str(), rest.ok_or(refuse("it has no host"))?))
        }
        None => link
            .strip_prefix("//")
            .map(|rest| (base.scheme_str().unwrap_or_default(), rest)),
    };
    let url = if let Some((scheme, rest)) = network {
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at(end);
        if authority.contains(['@', '%']) {
            return Err(refuse("its host is not plain"));
        }
        let slash = if path.starts_with('/') { "" } else { "/" };
        format!("{scheme}://{authority}{slash}{path}")
    } else {
        format!("{}{}", root(base), relative(base, &link))
    };
    let url: Uri = url.parse().map_err(|_| refuse("it is not a URL"))?;
    let target = origin(&url);
    if target != own {
        return Err(CallFailure::Origin {
            endpoint: own,
            link: target,
        });
    }
    Ok(url)
}

/// Returns scheme and authority as they are written.
fn root(url: &Uri) -> String {
    let scheme = url.scheme_str().unwrap_or_default();
    let authority = url.authority().map(ToString::to_string);
    format!("{scheme}://{}", authority.unwrap_or_default())
}

/// Returns path and query of a link without scheme and host.
fn relative(base: &Uri, link: &str) -> String {
    if link.starts_with('/') {
        return link.to_owned();
    }
    if link.is_empty() {
        return base
            .path_and_query()
            .map(ToString::to_string)
            .unwrap_or_default();
    }
    if link.starts_with('?') {
        return format!("{}{link}", base.path());
    }
    let folder = base
        .path()
        .rsplit_once('/')
        .map_or("", |(folder, _)| folder);
    let (path, query) = match link.find('?') {
        Some(at) => link.split_at(at),
        None => (link, ""),
    };
    let mut segments: Vec<&str> = folder.split('/').skip(1).collect();
    let mut own = path.split('/').peekable();
    while let Some(segment) = own.next() {
        let last = own.peek().is_none();
        match segment {
            ".." => {
                segments.pop();
                if last {
                    segments.push("");
                }
            }
            "." if !last => {}
            "." => segments.push(""),
            _ => segments.push(segment),
        }
    }
    format!("/{}{query}", segments.join("/"))
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
}

/// Percent-encodes the bytes that are not `plain`.
pub(super) fn encode(text: &str, plain: impl Fn(u8) -> bool) -> Cow<'_, str> {
    if text.bytes().all(&plain) {
        return Cow::Borrowed(text);
    }
    let mut encoded = String::with_capacity(text.len() + 16);
    for byte in text.bytes() {
        if plain(byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    Cow::Owned(encoded)
}

/// Returns a URL with this parameter in place of others of its name.
pub(super) fn set_query(url: &Uri, name: &str, value: &str) -> Option<Uri> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let (name, value) = (encode(name, plain), encode(value, plain));
    let url = url.to_string();
    let (path, query) = url.split_once('?').unwrap_or((&url, ""));
    let is_other = |pair: &&str| {
        let other = pair.split('=').next().unwrap_or_default();
        !pair.is_empty() && other != name
    };
    let own = format!("{name}={value}");
    let pairs: Vec<&str> = query
        .split('&')
        .filter(is_other)
        .chain([own.as_str()])
        .collect();
    format!("{path}?{}", pairs.join("&")).parse().ok()
}
