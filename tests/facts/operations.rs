//! Compares all operations with tables of facts: method, path, parameters, responses, error, paging and long-running
//! options.

use billing_codegen::model::{Location, Model, NextPage, Operation, Parameter, Response};

use crate::{
    models::{model, words},
    tables::{Entry, Table, assert_same, parse},
};

#[test]
fn azure_2017_02_27_preview() {
    check(
        "azure",
        "2017-02-27-preview",
        include_str!("operations/azure-2017-02-27-preview.txt"),
    );
}

#[test]
fn azure_2020_05_01() {
    check(
        "azure",
        "2020-05-01",
        include_str!("operations/azure-2020-05-01.txt"),
    );
}

#[test]
fn azure_2024_04_01() {
    check(
        "azure",
        "2024-04-01",
        include_str!("operations/azure-2024-04-01.txt"),
    );
}

#[test]
fn azure_2024_08_01_preview() {
    check(
        "azure",
        "2024-08-01-preview",
        include_str!("operations/azure-2024-08-01-preview.txt"),
    );
}

#[test]
fn partner_center_v1() {
    check(
        "partner-center",
        "v1",
        include_str!("operations/partner-center-v1.txt"),
    );
}

fn check(service: &str, api_version: &str, facts: &str) {
    let found = facts_of(&model(service, api_version));
    assert_same(&format!("{service} {api_version}"), &parse(facts), &found);
}

fn facts_of(model: &Model) -> Table {
    model
        .operations
        .iter()
        .map(|operation| (operation.id.clone(), entry(operation)))
        .collect()
}

fn entry(operation: &Operation) -> Entry {
    let api_version = operation
        .api_version_parameter
        .iter()
        .map(|name| format!("query {name}: string required"));
    let paging =
        operation
            .paging
            .iter()
            .map(|paging| match (&paging.next, paging.items.as_str()) {
                (NextPage::Link(next), "value") => format!("paged by {next}"),
                (next, items) => {
                    let by = match next {
                        NextPage::None => "nothing".to_owned(),
                        NextPage::Link(next) => next.clone(),
                        NextPage::Offset {
                            offset,
                            size,
                            total,
                        } => {
                            let named = |name: &Option<String>| name.clone().unwrap_or_default();
                            format!("{offset} and {} of {}", named(size), named(total))
                        }
                        other => format!("{other:?}"),
                    };
                    format!("paged by {by} with items in {items}")
                }
            });
    let long_running = operation
        .long_running
        .iter()
        .map(|via| format!("long-running, final state via {via}"));
    let lines = api_version
        .chain(operation.parameters.iter().map(parameter))
        .chain(operation.responses.iter().map(response))
        .chain(paging)
        .chain(long_running)
        .collect();
    Entry {
        head: format!("{} {}", operation.method, operation.path),
        lines,
    }
}

fn parameter(parameter: &Parameter) -> String {
    let location = match parameter.location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
        Location::Body => "body",
    };
    let required = if parameter.required {
        "required"
    } else {
        "optional"
    };
    format!(
        "{location} {}: {} {required}",
        parameter.wire,
        words(&parameter.ty)
    )
}

fn response(response: &Response) -> String {
    let body = response
        .body
        .as_ref()
        .map(|body| format!(" {}", words(body)))
        .unwrap_or_default();
    let header =
        |header: &billing_codegen::model::Header| format!("{}: {}", header.wire, words(&header.ty));
    let headers: Vec<String> = response.headers.iter().map(header).collect();
    let headers = if headers.is_empty() {
        String::new()
    } else {
        format!(" with {}", headers.join(", "))
    };
    format!("-> {}{body}{headers}", response.status)
}
