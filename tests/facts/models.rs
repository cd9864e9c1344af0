//! The models of the fragments in the repository.

use std::path::Path;

use billing_codegen::{
    diagnostic::{Diagnostics, Style},
    load::Specs,
    model::{Field, Model, Operation, Parameter, Type, TypeDefinition, TypeKind},
    openapi::Document,
    source::Workspace,
};

/// Returns the model of an api-version of a service in `specs/`.
pub(crate) fn model(service: &str, api_version: &str) -> Model {
    read(
        Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../specs")),
        service,
        api_version,
    )
}

/// Returns the model of an api-version of a service in a folder of specs.
pub(crate) fn read(root: &Path, service: &str, api_version: &str) -> Model {
    let mut diagnostics = Diagnostics::default();
    let mut workspace = Workspace::new(root);
    let specs = Specs::discover(&workspace, &mut diagnostics);
    let service = specs
        .services
        .iter()
        .find(|found| found.name == service)
        .expect("the service has a folder");
    let version = service
        .versions
        .iter()
        .find(|found| found.name == api_version)
        .expect("the api-version has a folder");
    let document = Document::read(&mut workspace, version, &mut diagnostics);
    let model = Model::from_document(&document, &mut diagnostics);
    assert!(
        !diagnostics.has_errors(),
        "{}",
        diagnostics.render(workspace.sources(), Style::Plain)
    );
    model
}

/// Returns an operation by its operationId.
pub(crate) fn operation<'a>(model: &'a Model, id: &str) -> &'a Operation {
    let found = model.operations.iter().find(|operation| operation.id == id);
    found.unwrap_or_else(|| panic!("{} has no operation {id}", model.api_version))
}

/// Returns a parameter by its wire name.
pub(crate) fn parameter<'a>(operation: &'a Operation, wire: &str) -> &'a Parameter {
    let found = operation
        .parameters
        .iter()
        .find(|parameter| parameter.wire == wire);
    found.unwrap_or_else(|| panic!("{} has no parameter {wire}", operation.id))
}

/// Returns the members of an object by its Rust name.
pub(crate) fn fields<'a>(model: &'a Model, name: &str) -> &'a [Field] {
    match model.types.get(name) {
        Some(TypeDefinition {
            kind: TypeKind::Struct(fields),
            ..
        }) => fields,
        other => panic!("{name} is no object of {}: {other:?}", model.api_version),
    }
}

/// Returns a member by its wire name.
pub(crate) fn field<'a>(model: &'a Model, name: &str, wire: &str) -> &'a Field {
    let found = fields(model, name).iter().find(|field| field.wire == wire);
    found.unwrap_or_else(|| panic!("{name} has no member {wire}"))
}

/// Returns the listed values of an enumeration, in document order.
pub(crate) fn values<'a>(model: &'a Model, name: &str) -> Vec<&'a str> {
    match model.types.get(name) {
        Some(TypeDefinition {
            kind: TypeKind::Enumeration(_, variants),
            ..
        }) => variants
            .iter()
            .map(|variant| variant.wire.as_str())
            .collect(),
        other => panic!(
            "{name} is no enumeration of {}: {other:?}",
            model.api_version
        ),
    }
}

/// Formats a type in the notation of the tables, without boxes.
pub(crate) fn words(ty: &Type) -> String {
    match ty {
        Type::String => "string".to_owned(),
        Type::Boolean => "boolean".to_owned(),
        Type::Integer(size) => size.as_str().replace('i', "int"),
        Type::Float => "float".to_owned(),
        Type::Decimal => "decimal".to_owned(),
        Type::DateTime => "date-time".to_owned(),
        Type::LocalDateTime => "date-time-local".to_owned(),
        Type::Date => "date".to_owned(),
        Type::Formatted(format) => format.as_str().to_lowercase(),
        Type::Json => "any".to_owned(),
        Type::Tuple(elements) => {
            let elements: Vec<String> = elements.iter().map(words).collect();
            format!("tuple of {}", elements.join(", "))
        }
        Type::Bytes => "bytes".to_owned(),
        Type::Content => "bytes with a media type".to_owned(),
        Type::File => "file".to_owned(),
        Type::OneOf(bodies) => {
            let bodies: Vec<String> = bodies.iter().map(words).collect();
            bodies.join(" or ")
        }
        Type::Named(name) => name.clone(),
        Type::Array(element) => format!("array of {}", words(element)),
        Type::Map(element) => format!("map of {}", words(element)),
        Type::Nullable(inner) => format!("{} or null", words(inner)),
        Type::Boxed(inner) | Type::Erased(inner) => words(inner),
        Type::Alias { target, .. } => words(target),
        Type::Foreign { path, .. } => path.clone(),
    }
}
