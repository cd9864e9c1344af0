//! Checks servers and security.

use std::collections::BTreeSet;

use syn::Error;

use crate::definitions::{Body, Definitions, Security, Server};
use crate::nearest;
use crate::uri_template::variable_names;

pub(super) fn check(definitions: &Definitions, errors: &mut Vec<Error>) {
    for server in &definitions.servers {
        check_variables(server, errors);
    }
    let mut known = BTreeSet::new();
    for scheme in &definitions.schemes {
        let name = scheme.name.value();
        if known.contains(&name) {
            let text = format!("duplicate security scheme `{name}`: write it once");
            errors.push(Error::new(scheme.name.span(), text));
        }
        known.insert(name);
    }
    check_requirements(&definitions.security, &known, errors);
    for item in &definitions.items {
        if let Body::Operation(operation) = &item.body
            && let Some(security) = &operation.security
        {
            check_requirements(security, &known, errors);
        }
    }
}

/// Checks that the variables of a server and those in its URL match.
fn check_variables(server: &Server, errors: &mut Vec<Error>) {
    let url = server.url.value();
    let names: BTreeSet<&str> = variable_names(&url).into_iter().collect();
    let defined: BTreeSet<String> = server
        .variables
        .iter()
        .map(|one| one.name.value())
        .collect();
    for name in variable_names(&url) {
        if !defined.contains(name) {
            let text = format!(
                "the server variable `{{{name}}}` is not defined: write `(\"{name}\" = \"default\")` after the URL"
            );
            errors.push(Error::new(server.url.span(), text));
        }
    }
    for variable in &server.variables {
        let name = variable.name.value();
        if !names.contains(name.as_str()) {
            let text = format!(
                "the URL has no server variable `{{{name}}}`: write it there, or remove this definition"
            );
            errors.push(Error::new(variable.name.span(), text));
        }
    }
}

fn check_requirements(security: &Security, known: &BTreeSet<String>, errors: &mut Vec<Error>) {
    for requirement in security.iter().flatten() {
        let name = requirement.scheme.value();
        if !known.contains(&name) {
            let nearest = nearest::suggestion(&name, known.iter().map(String::as_str));
            let text = format!(
                "unknown security scheme `{name}`{nearest}: define it in `schemes(...)` of `#[versioned(...)]`"
            );
            errors.push(Error::new(requirement.scheme.span(), text));
        }
    }
}
