//! The program in the docs of a crate: it sends one of the crate's own operations and handles an error of the service.

use std::collections::HashSet;

use super::rust;
use crate::{
    history::{History, KindHistory, OperationHistory},
    model::{Location, Operation, Parameter, SecurityScheme, Server, Type},
};

/// The place of an API in a crate.
pub(super) struct Program<'a> {
    /// The name of the crate's library.
    pub(super) library: &'a str,
    /// The module of the API; none if it is the root.
    pub(super) module: Option<&'a str>,
    /// The cargo feature of the newest stable api-version, if it has one.
    pub(super) feature: Option<String>,
}

impl Program<'_> {
    /// Returns the part of the crate's docs with the program; empty if no operation can be called with plain arguments.
    ///
    /// The example is compiled as a test where the features that it needs are on.
    pub(super) fn docs(&self, history: &History) -> String {
        let Some(code) = self.write(history) else {
            return String::new();
        };
        let code: String = code
            .lines()
            .map(|line| format!("//! {line}").trim_end().to_owned() + "\n")
            .collect();
        let condition = match &self.feature {
            Some(feature) => format!("all(feature = \"blocking\", feature = {feature:?})"),
            None => "feature = \"blocking\"".to_owned(),
        };
        let present = fence(&condition, "```no_run");
        let absent = fence(&format!("not({condition})"), "```ignore");
        format!(
            "//!\n//! # A program\n//!\n//! It needs the feature `blocking`; the client of the feature `client` has the same methods, with `.await`.\n//!\n\
             {present}{absent}\
             {code}//! ```\n"
        )
    }

    fn write(&self, history: &History) -> Option<String> {
        let latest = match history.is_unversioned {
            true => 0,
            false => history.latest()?,
        };
        let is_struct = |kind: &KindHistory| matches!(kind, KindHistory::Struct(_));
        let structs = history.types.iter().filter(|one| is_struct(&one.kind));
        let structs: HashSet<&str> = structs.map(|one| one.name.as_str()).collect();
        let alive = history
            .operations
            .iter()
            .filter(|one| one.range.contains(latest));
        let calls = alive.filter_map(|one| Some((one, arguments(one, latest, &structs)?)));
        let (call, arguments) = calls.min_by_key(|(one, arguments)| {
            let Operation {
                docs,
                method,
                paging,
                ..
            } = &one.newest;
            let is_other = method != "GET";
            (docs.deprecated, is_other, paging.is_none(), arguments.len())
        })?;
        let operation = &call.newest;
        let (endpoint, has_servers) = endpoint(history.servers.first());
        let credential = credential(history, operation);
        let name = rust::ident(&operation.name);
        let has_decode = arguments.iter().any(|one| one.starts_with("decode"));
        let imports = self.imports(
            history.is_unversioned,
            &Imports {
                has_servers,
                has_credential: !credential.is_empty(),
                has_decode,
                operation: name.to_string(),
            },
        );
        let arguments = arguments.join(", ");
        let send = match operation.paging {
            Some(_) => format!(
                "    for item in client.pages({name}::new({arguments})).items() {{
        match item {{
            Ok(item) => println!(\"{{item:?}}\"),
            // For instance `404 Not Found`, with the code and the message of the service.
            Err(error) if error.service().is_some() => eprintln!(\"{{error}}\"),
            Err(error) => return Err(error.into()),
        }}
    }}
"
            ),
            None => format!(
                "    match client.send(&{name}::new({arguments})) {{
        Ok(reply) => println!(\"{{:?}}\", reply.body),
        // For instance `404 Not Found`, with the code and the message of the service.
        Err(error) if error.service().is_some() => eprintln!(\"{{error}}\"),
        Err(error) => return Err(error.into()),
    }}
"
            ),
        };
        Some(format!(
            "{imports}
fn main() -> Result<(), Box<dyn std::error::Error>> {{
    let client = Client::builder({endpoint})
        {credential}.build()?;
{send}    Ok(())
}}
"
        ))
    }

    /// Returns the `use` item of the program.
    fn imports(&self, is_unversioned: bool, used: &Imports) -> String {
        let (mut of_api, mut of_root) = (Vec::new(), Vec::new());
        if used.has_servers {
            of_api.push("SERVERS".to_owned());
        }
        let of_client = match (is_unversioned, used.has_credential) {
            (true, true) => "client::{Credential, blocking::Client}",
            (true, false) => "client::blocking::Client",
            (false, _) => "blocking::Client",
        };
        of_api.push(of_client.to_owned());
        let operations = match is_unversioned {
            true => "operations",
            false => "latest::operations",
        };
        of_api.push(format!("{operations}::{}", used.operation));
        if used.has_credential && !is_unversioned {
            of_root.push("client::Credential".to_owned());
        }
        if used.has_decode {
            of_root.push("decode".to_owned());
        }
        let mut all = match self.module {
            Some(module) => vec![format!("{module}::{{{}}}", of_api.join(", "))],
            None => of_api,
        };
        all.append(&mut of_root);
        let library = self.library;
        match all.as_slice() {
            [only] => format!("use {library}::{only};\n"),
            _ => format!("use {library}::{{{}}};\n", all.join(", ")),
        }
    }
}

/// Returns the attribute that begins the example under a condition, as rustfmt writes it.
fn fence(condition: &str, fence: &str) -> String {
    const MAX_WIDTH: usize = 70;
    let doc = format!("doc = {fence:?}");
    match condition.len() + ", ".len() + doc.len() > MAX_WIDTH {
        true => format!("#![cfg_attr(\n    {condition},\n    {doc}\n)]\n"),
        false => format!("#![cfg_attr({condition}, {doc})]\n"),
    }
}

/// The names that the program imports.
struct Imports {
    has_servers: bool,
    has_credential: bool,
    has_decode: bool,
    operation: String,
}

/// Returns the expression for the address of a server, and whether it uses the constant with the servers.
fn endpoint(server: Option<&Server>) -> (&'static str, bool) {
    match server {
        Some(server) if server.variables.iter().any(|one| one.default.is_none()) => {
            ("\"https://api.example.com\".parse()?", false)
        }
        Some(server) if server.url.contains("://") => ("SERVERS[0].endpoint()?", true),
        Some(_) => ("SERVERS[0].endpoint_on(\"https://api.example.com\")?", true),
        None => ("\"https://api.example.com\".parse()?", false),
    }
}

/// Returns the call that adds a credential of the first security scheme of an operation; empty without one.
fn credential(history: &History, operation: &Operation) -> String {
    let schemes = operation.security.iter().flat_map(|one| one.keys());
    let mut schemes = schemes.filter_map(|name| history.security_schemes.get(name));
    let is_plain = |name: &str| {
        name.chars()
            .all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
    };
    let credential = match schemes.next() {
        Some(SecurityScheme::Bearer) => "bearer(\"eyJ0...\")".to_owned(),
        Some(SecurityScheme::Basic) => "basic(\"user\", \"password\")".to_owned(),
        Some(SecurityScheme::Header(name)) if is_plain(name) => {
            format!(
                "header(\"{}\".parse()?, \"key\")",
                name.to_ascii_lowercase()
            )
        }
        Some(SecurityScheme::Query(name)) if is_plain(name) => {
            format!("query(\"{name}\", \"key\")")
        }
        Some(SecurityScheme::Cookie(name)) if is_plain(name) => {
            format!("cookie(\"{name}\", \"key\")")
        }
        _ => return String::new(),
    };
    format!(".credential(Credential::{credential})\n        ")
}

/// Returns the arguments of `new` of a request; `None` if one of them has no plain value.
fn arguments(
    operation: &OperationHistory,
    version: usize,
    structs: &HashSet<&str>,
) -> Option<Vec<String>> {
    let alive = operation
        .parameters
        .iter()
        .filter(|one| one.range.contains(version));
    let required = alive
        .map(|one| &one.value)
        .filter(|one| one.required && one.constant.is_none());
    required
        .map(|parameter| argument(parameter, structs))
        .collect()
}

fn argument(parameter: &Parameter, structs: &HashSet<&str>) -> Option<String> {
    let text = match &parameter.ty {
        Type::String => format!("{:?}", parameter.name),
        Type::Boolean => "true".to_owned(),
        Type::Integer(_) => "1".to_owned(),
        Type::DateTime => "\"2024-04-01T00:00:00Z\".parse()?".to_owned(),
        Type::Date => "\"2024-04-01\".parse()?".to_owned(),
        Type::Named(name)
            if parameter.location == Location::Body
                && parameter.contents.is_empty()
                && structs.contains(name.as_str()) =>
        {
            "decode(b\"{}\")?".to_owned()
        }
        _ => return None,
    };
    Some(text)
}
