//! Servers: `servers` in OpenAPI 3; `schemes`, `host` and `basePath` in Swagger 2.0.

use std::collections::HashSet;

use indexmap::IndexSet;

use super::{ComponentKind, DocumentReader, NodeRef, operation::template_names};
use crate::{
    diagnostic::{Code, Diagnostic},
    openapi::{Server, ServerVariable},
    source::Node,
    words::excerpt,
};

impl DocumentReader<'_> {
    /// Adds a server unless its URL is known.
    pub(super) fn add_server(&mut self, server: Option<(Server, NodeRef<'_>)>) {
        let checked = server.and_then(|(server, at)| self.with_variables(server, &at));
        if let Some(server) = checked
            && self.server_urls.insert(server.url.clone())
        {
            self.document.servers.push(server);
        }
    }

    /// Reads the servers of a path or an operation.
    pub(super) fn own_servers(&mut self, at: &NodeRef<'_>) -> Vec<Server> {
        let mut servers = Vec::new();
        for listed in at.get_sequence("servers", self.diagnostics) {
            let server = self.server(&listed);
            servers.extend(server.and_then(|(server, at)| self.with_variables(server, &at)));
        }
        servers
    }

    /// Returns a server with a variable for each name in its URL.
    fn with_variables(&mut self, mut server: Server, at: &NodeRef<'_>) -> Option<Server> {
        let Some(names) = template_names(&server.url) else {
            let message = format!("unbalanced braces in server URL `{}`", server.url);
            self.report(Code::Server, message, at.value());
            return None;
        };
        let names: IndexSet<String> = names.into_iter().map(str::to_owned).collect();
        let url = excerpt(&server.url).into_owned();
        server.variables.retain(|variable| {
            let is_there = names.contains(&variable.name);
            if !is_there {
                let message = format!("server URL `{url}` has no `{{{}}}`", variable.name);
                self.diagnostics
                    .push(Diagnostic::new(Code::Server, message).at(at.key()));
            }
            is_there
        });
        let defined: HashSet<String> = server
            .variables
            .iter()
            .map(|variable| variable.name.clone())
            .collect();
        for name in names {
            if !defined.contains(&name) {
                let message = format!("server `{url}` does not define the variable `{{{name}}}`");
                self.report(Code::Server, message, at.key());
                server.variables.push(ServerVariable {
                    name,
                    ..ServerVariable::default()
                });
            }
        }
        for variable in &mut server.variables {
            if let Some(default) = &variable.default
                && !variable.values.is_empty()
                && !variable.values.contains(default)
            {
                let message = format!("the default `{default}` is not in `enum`; it is added");
                self.diagnostics
                    .push(Diagnostic::new(Code::Server, message).at(at.key()));
                variable.values.insert(0, default.clone());
            }
        }
        Some(server)
    }

    pub(super) fn server<'a>(&mut self, at: &NodeRef<'a>) -> Option<(Server, NodeRef<'a>)> {
        let url = at.get_required_text("url", "a server", self.diagnostics)?;
        let mut variables = Vec::new();
        for (name, variable) in at.get_mapping("variables", self.diagnostics) {
            let listed = variable.get_sequence("enum", self.diagnostics);
            if let Some(list) = variable.get("enum").filter(|_| listed.is_empty()) {
                let message = "this `enum` is empty; any string is accepted";
                self.report(Code::NothingListed, message, list.key());
            }
            let values = listed.iter().filter_map(|at| at.node.as_str());
            variables.push(ServerVariable {
                name: name.to_owned(),
                default: variable.get_text("default", self.diagnostics),
                values: values.map(str::to_owned).collect(),
            });
        }
        Some((Server { url, variables }, at.clone()))
    }

    pub(super) fn swagger_servers<'a>(&mut self, at: &NodeRef<'a>) -> Vec<(Server, NodeRef<'a>)> {
        let base = at
            .get_text("basePath", self.diagnostics)
            .unwrap_or_default();
        let base = base.trim_end_matches('/');
        let template = at.get("x-ms-parameterized-host");
        let host = match &template {
            Some(host) => host.get_text("hostTemplate", self.diagnostics),
            None => at.get_text("host", self.diagnostics),
        };
        let place = template.as_ref().unwrap_or(at);
        let variables = self.host_variables(template.as_ref());
        let server = |url: String| {
            let variables = variables.clone();
            (Server { url, variables }, place.clone())
        };
        let Some(host) = host.filter(|host| !host.is_empty()) else {
            let own = (!base.is_empty()).then(|| server(base.to_owned()));
            return own.into_iter().collect();
        };
        let has_scheme = template
            .as_ref()
            .and_then(|host| host.get("useSchemePrefix"))
            .is_some_and(|at| *at.node == Node::Bool(false));
        if has_scheme {
            return vec![server(format!("{}{base}", host.trim_end_matches('/')))];
        }
        let schemes = at.get_sequence("schemes", self.diagnostics);
        let mut schemes: Vec<&str> = schemes.iter().filter_map(|at| at.node.as_str()).collect();
        if schemes.is_empty() {
            schemes.push("https");
        }
        schemes
            .into_iter()
            .map(|scheme| server(format!("{scheme}://{host}{base}")))
            .collect()
    }

    /// Reads the parameters of `x-ms-parameterized-host` as variables.
    fn host_variables(&mut self, template: Option<&NodeRef<'_>>) -> Vec<ServerVariable> {
        let mut variables = Vec::new();
        let Some(template) = template else {
            return variables;
        };
        for parameter in template.get_sequence("parameters", self.diagnostics) {
            let Some((file, pointer)) = self.follow_ref(&parameter, ComponentKind::Parameter)
            else {
                continue;
            };
            let Some(at) = NodeRef::at(&file, &pointer) else {
                continue;
            };
            let Some(name) = at.get_required_text("name", "a parameter", self.diagnostics) else {
                continue;
            };
            let listed = at.get_sequence("enum", self.diagnostics);
            let values = listed.iter().filter_map(|at| at.node.as_str());
            variables.push(ServerVariable {
                name,
                default: at.get_text("default", self.diagnostics),
                values: values.map(str::to_owned).collect(),
            });
        }
        variables
    }
}
