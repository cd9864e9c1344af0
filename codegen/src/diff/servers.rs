//! Comparison of servers.

use std::collections::HashSet;

use super::{
    Check,
    comparison::{Comparison, Site},
    operations::whole,
};
use crate::model::{Model, Operation, Server};

impl Comparison<'_> {
    /// Compares the base addresses of the documents.
    pub(super) fn servers(&mut self) {
        let (old, new) = (self.old, self.new);
        self.addresses(&whole(None, None), &old.servers, &new.servers);
    }

    /// Compares the base addresses of an operation, if one of both has addresses of its own.
    pub(super) fn own_servers(&mut self, old: &Operation, new: &Operation) {
        if old.servers.is_empty() && new.servers.is_empty() {
            return;
        }
        let (before, after) = (self.old, self.new);
        let used = |own: &'_ Operation, model: &'_ Model| match own.servers.is_empty() {
            true => model.servers.clone(),
            false => own.servers.clone(),
        };
        let site = whole(Some(old), Some(new));
        self.addresses(&site, &used(old, before), &used(new, after));
    }

    fn addresses(&mut self, site: &Site, old: &[Server], new: &[Server]) {
        let missing = |from: &[Server], other: &[Server]| {
            let others: HashSet<String> = other.iter().map(default_address).collect();
            let templates: HashSet<&str> = other.iter().map(|other| other.url.as_str()).collect();
            let missing = from.iter().filter_map(|server| {
                let default = default_address(server);
                match (
                    templates.contains(server.url.as_str()),
                    others.contains(&default),
                ) {
                    (true, true) => None,
                    // A variable has another default.
                    (true, false) => Some(default),
                    (false, is_known) => {
                        let is_same = is_known && server.variables.is_empty();
                        (!is_same).then(|| server.url.clone())
                    }
                }
            });
            missing.collect::<Vec<_>>()
        };
        let at = |url: &str| Site {
            wire: format!("`{url}`"),
            ..site.clone()
        };
        let none = "base addresses are given at run time".to_owned();
        for url in missing(new, old) {
            self.report_in_rust(
                Check::ServerAdded,
                &at(&url),
                "a new base address",
                none.clone(),
            );
        }
        for url in missing(old, new) {
            let what = "the base address is gone";
            self.report_in_rust(Check::ServerRemoved, &at(&url), what, none.clone());
        }
    }
}

/// Returns the address of a server with the defaults of its variables. Case makes no difference to a host, and a slash at
/// the end none to the addresses of operations.
fn default_address(server: &Server) -> String {
    let mut address = server.url.clone();
    for variable in &server.variables {
        if let Some(default) = &variable.default {
            address = address.replace(&format!("{{{}}}", variable.name), default);
        }
    }
    let end = address.find("://").map_or(0, |scheme| scheme + "://".len());
    let end = address
        .get(end..)
        .and_then(|rest| rest.find('/'))
        .map_or(address.len(), |slash| end + slash);
    if address.contains("://")
        && let Some(host) = address.get_mut(..end)
    {
        host.make_ascii_lowercase();
    }
    address.trim_end_matches('/').to_owned()
}
