//! Services and api-versions by the names that users give them.

use super::Specs;
use crate::{source::ApiVersion, words::nearest};

/// Why a name stands for nothing: what is wrong, and what to write.
pub(crate) struct UnknownName(pub(crate) String);

/// The api-versions that a name stands for.
pub(crate) enum Found {
    One(ApiVersion),
    Service(Vec<ApiVersion>),
}

impl Found {
    /// A folder of one api-version is a service too; the fragments of one document are not.
    pub(crate) fn new(mut versions: Vec<ApiVersion>, is_document: bool) -> Self {
        match versions.pop() {
            Some(only) if is_document => Self::One(only),
            newest => {
                versions.extend(newest);
                Self::Service(versions)
            }
        }
    }
}

/// The api-versions of a service or an api-version that is named as users name them.
pub(crate) fn versions_in_specs(
    specs: &Specs,
    named: &str,
) -> Result<Vec<ApiVersion>, UnknownName> {
    Ok(match in_specs(specs, named)? {
        Found::One(version) => vec![version],
        Found::Service(versions) => versions,
    })
}

pub(crate) fn in_specs(specs: &Specs, named: &str) -> Result<Found, UnknownName> {
    let named = named.trim_end_matches('/');
    let mut all = Vec::new();
    for service in &specs.services {
        if service.name == named {
            return Ok(Found::Service(service.versions.clone()));
        }
        for version in &service.versions {
            all.push((format!("{}/{}", service.name, version.name), version));
        }
    }
    let is_named =
        |(path, version): &&(String, &ApiVersion)| path == named || version.name == named;
    let found: Vec<_> = all.iter().filter(is_named).collect();
    match found.as_slice() {
        [(_, version)] => Ok(Found::One((*version).clone())),
        [] => {
            let names = all.iter().map(|(path, version)| match named.contains('/') {
                true => path.as_str(),
                false => version.name.as_str(),
            });
            let help = match nearest(named, names) {
                Some(nearest) => format!("did you mean `{nearest}`?"),
                None => {
                    let known: Vec<_> = all.iter().map(|(path, _)| format!("`{path}`")).collect();
                    format!("there are {}", known.join(", "))
                }
            };
            Err(UnknownName(format!(
                "`{named}` is neither a file, nor a folder, nor an api-version of the specs: {help}"
            )))
        }
        several => {
            let paths: Vec<_> = several
                .iter()
                .map(|(path, _)| format!("`{path}`"))
                .collect();
            Err(UnknownName(format!(
                "several services have an api-version `{named}`: write {}",
                paths.join(" or ")
            )))
        }
    }
}
