//! Whether what is said of servers and security fits together.

use syn::Error;

use crate::definitions::{Body, Definitions, Security, Server};
use crate::nearest;
use crate::uri_template::template_names;

pub(super) fn check(definitions: &Definitions, errors: &mut Vec<Error>) {
    for server in &definitions.servers {
        variables(server, errors);
    }
    for (index, scheme) in definitions.schemes.iter().enumerate() {
        let before = definitions.schemes.iter().take(index);
        let name = scheme.name.value();
        if before.into_iter().any(|other| other.name.value() == name) {
            let text = format!("duplicate security scheme `{name}`: write it once");
            errors.push(Error::new(scheme.name.span(), text));
        }
    }
    let known: Vec<String> = definitions
        .schemes
        .iter()
        .map(|scheme| scheme.name.value())
        .collect();
    demands(&definitions.security, &known, errors);
    for item in &definitions.items {
        if let Body::Operation(operation) = &item.body
            && let Some(security) = &operation.security
        {
            demands(security, &known, errors);
        }
    }
}

/// Each name in a server's URL has a variable, and the other way round.
fn variables(server: &Server, errors: &mut Vec<Error>) {
    let url = server.url.value();
    let names = template_names(&url);
    for name in &names {
        if server.variables.iter().all(|one| one.name.value() != *name) {
            let text = format!(
                "the server variable `{{{name}}}` is not defined: write `(\"{name}\" = \"default\")` after the URL"
            );
            errors.push(Error::new(server.url.span(), text));
        }
    }
    for variable in &server.variables {
        let name = variable.name.value();
        if !names.contains(&name.as_str()) {
            let text = format!(
                "the URL has no server variable `{{{name}}}`: write it there, or remove this definition"
            );
            errors.push(Error::new(variable.name.span(), text));
        }
    }
}

fn demands(security: &Security, known: &[String], errors: &mut Vec<Error>) {
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
