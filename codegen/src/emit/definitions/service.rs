//! Servers, security schemes and security requirements of a service.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use billing_macros_expand::definitions::{
    Requirement, SchemeKind, Security, SecurityScheme, Server, ServerVariable,
};

use super::text;
use crate::{history::History, model};

/// The security requirements of an operation, as in the model.
type Demands = [BTreeMap<String, BTreeSet<String>>];

/// The security requirements that most operations share.
pub(super) struct Service {
    /// The names of the security schemes that are defined.
    schemes: BTreeSet<String>,
    /// The security requirements that most operations share.
    pub(super) security: Security,
    demanded: Vec<BTreeMap<String, BTreeSet<String>>>,
}

impl Service {
    pub(super) fn of(history: &History) -> Self {
        let mut counts: IndexMap<&Demands, usize> = IndexMap::new();
        for operation in &history.operations {
            *counts
                .entry(operation.newest.security.as_slice())
                .or_default() += 1;
        }
        // The first of those that are there most often.
        let most = counts.values().copied().max();
        let most = counts.iter().find(|(_, count)| Some(**count) == most);
        let mut service = Self {
            schemes: history.security_schemes.keys().cloned().collect(),
            security: Vec::new(),
            demanded: most
                .map(|(demanded, _)| demanded.to_vec())
                .unwrap_or_default(),
        };
        service.security = service.written(&service.demanded);
        service
    }

    /// Returns the security requirements of an operation, if they differ from the common ones.
    pub(super) fn own_security(&self, demanded: &Demands) -> Option<Security> {
        (demanded != self.demanded.as_slice()).then(|| self.written(demanded))
    }

    /// Converts security requirements without those of undefined schemes.
    fn written(&self, demanded: &Demands) -> Security {
        let is_known =
            |schemes: &&BTreeMap<_, _>| schemes.keys().all(|name| self.schemes.contains(name));
        let requirement = |(name, scopes): (&String, &BTreeSet<String>)| Requirement {
            scheme: text(name),
            scopes: scopes.iter().map(|scope| text(scope)).collect(),
        };
        let alternatives = demanded.iter().filter(is_known);
        alternatives
            .map(|schemes| schemes.iter().map(requirement).collect())
            .collect()
    }
}

pub(super) fn servers(servers: &[model::Server]) -> Vec<Server> {
    let variable = |variable: &model::ServerVariable| ServerVariable {
        name: text(&variable.name),
        default: variable.default.as_deref().map(text),
        values: variable.values.iter().map(|value| text(value)).collect(),
    };
    let server = |server: &model::Server| Server {
        url: text(&server.url),
        variables: server.variables.iter().map(variable).collect(),
    };
    servers.iter().map(server).collect()
}

pub(super) fn schemes(history: &History) -> Vec<SecurityScheme> {
    let scheme = |(name, scheme): (&String, &model::SecurityScheme)| SecurityScheme {
        name: text(name),
        kind: match scheme {
            model::SecurityScheme::Bearer => SchemeKind::Bearer,
            model::SecurityScheme::Basic => SchemeKind::Basic,
            model::SecurityScheme::Header(name) => SchemeKind::Header(text(name)),
            model::SecurityScheme::Query(name) => SchemeKind::Query(text(name)),
            model::SecurityScheme::Cookie(name) => SchemeKind::Cookie(text(name)),
            model::SecurityScheme::Other(name) => SchemeKind::Other(text(name)),
        },
    };
    history.security_schemes.iter().map(scheme).collect()
}
