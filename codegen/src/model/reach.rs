//! The types that operations reach.

use std::collections::HashSet;

use super::{Model, Operation, Type, TypeKind};

/// Returns the names of the types that operations of a model refer to, directly or through other types.
pub(crate) fn reached_types<'m>(
    model: &'m Model,
    operations: impl Iterator<Item = &'m Operation>,
) -> HashSet<&'m str> {
    let mut left: Vec<&str> = operations.flat_map(named_types).collect();
    let mut reached: HashSet<&str> = HashSet::new();
    while let Some(name) = left.pop() {
        if !reached.insert(name) {
            continue;
        }
        match model.types.get(name).map(|definition| &definition.kind) {
            Some(TypeKind::Struct(fields)) => {
                left.extend(fields.iter().flat_map(|field| field.ty.names()));
            }
            Some(TypeKind::Union(union)) => {
                left.extend(union.alternatives.iter().flat_map(|one| one.ty.names()));
            }
            Some(TypeKind::Enumeration(..)) | None => {}
        }
    }
    reached
}

/// Removes the types and aliases that no operation reaches.
pub(crate) fn keep_reached(model: &mut Model) {
    let reached = reached_types(model, model.operations.iter());
    let reached: HashSet<String> = reached.into_iter().map(str::to_owned).collect();
    model.types.retain(|name, _| reached.contains(name));
    let aliases = declared_aliases(model);
    model.aliases.retain(|name, _| aliases.contains(name));
}

/// Returns the names of the aliases in the types and operations of a model.
pub(crate) fn declared_aliases(model: &Model) -> HashSet<String> {
    let parts = model.types.values().flat_map(|definition| {
        let declared: Vec<&Option<Box<Type>>> = match &definition.kind {
            TypeKind::Struct(fields) => fields.iter().map(|field| &field.declared).collect(),
            TypeKind::Union(union) => union.alternatives.iter().map(|one| &one.declared).collect(),
            TypeKind::Enumeration(..) => Vec::new(),
        };
        declared
    });
    let responses = model.operations.iter().flat_map(|one| &one.responses);
    let headers = responses.clone().flat_map(|response| &response.headers);
    let headers = headers.map(|header| &header.declared);
    let responses = responses.map(|response| &response.declared);
    let parameters = model
        .operations
        .iter()
        .flat_map(|operation| &operation.parameters);
    let parameters = parameters.map(|parameter| &parameter.declared);
    let names = |ty: &Type| {
        ty.alias_names()
            .into_iter()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let declared = parts
        .chain(parameters)
        .chain(responses)
        .chain(headers)
        .flatten();
    let mut left: Vec<String> = declared.flat_map(|ty| names(ty)).collect();
    let mut found = HashSet::new();
    while let Some(name) = left.pop() {
        let declared = model
            .aliases
            .get(&name)
            .and_then(|alias| alias.declared.as_deref());
        if found.insert(name) {
            left.extend(declared.into_iter().flat_map(names));
        }
    }
    found
}

/// Returns the names of the types in the parameters, bodies, streams and response headers of an operation.
pub(crate) fn named_types(operation: &Operation) -> impl Iterator<Item = &str> {
    let parameters = operation.parameters.iter().map(|one| &one.ty);
    let bodies = operation.responses.iter().flat_map(|one| &one.body);
    let streams = operation.responses.iter().flat_map(|one| &one.stream);
    let items = streams.flat_map(|stream| &stream.item);
    let headers = operation.responses.iter().flat_map(|one| &one.headers);
    parameters
        .chain(bodies)
        .chain(items)
        .chain(headers.map(|header| &header.ty))
        .flat_map(Type::names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        diagnostic::Place,
        model::{AdditionalProperties, Constraints, Docs, Header, Response, TypeDefinition},
    };

    #[test]
    fn response_headers_use_types() {
        let header = Header {
            wire: "Retry-Mode".to_owned(),
            ty: Type::Nullable(Box::new(Type::Named("RetryMode".to_owned()))),
            declared: None,
            required: false,
            constraints: Constraints::default(),
            docs: Docs::default(),
            place: Place::default(),
        };
        let response = Response {
            status: "200".to_owned(),
            body: Some(Type::Array(Box::new(Type::Named("Item".to_owned())))),
            declared: None,
            contents: Vec::new(),
            constraints: Constraints::default(),
            media_types: Vec::new(),
            stream: None,
            headers: vec![header],
            docs: Docs::default(),
            examples: Vec::new(),
            place: Place::default(),
        };
        let operation = Operation {
            id: "Items_List".to_owned(),
            name: "ItemsList".to_owned(),
            was: None,
            tag: None,
            method: "GET".to_owned(),
            path: "/items".to_owned(),
            api_version_parameter: None,
            api_version_value: None,
            parameters: Vec::new(),
            responses: vec![response],
            paging: None,
            long_running: None,
            servers: Vec::new(),
            security: Vec::new(),
            replies: Vec::new(),
            docs: Docs::default(),
            place: Place::default(),
        };
        assert_eq!(
            named_types(&operation).collect::<Vec<_>>(),
            ["Item", "RetryMode"]
        );
        let definition = |name: &str| TypeDefinition {
            name: name.to_owned(),
            was: None,
            docs: Docs::default(),
            place: Place::default(),
            kind: TypeKind::Enumeration(crate::model::ValueKind::Text, Vec::new()),
            extensible: false,
            additional_properties: AdditionalProperties::default(),
        };
        let names = ["Item", "RetryMode", "Unused"];
        let mut model = Model {
            types: names
                .map(|name| (name.to_owned(), definition(name)))
                .into_iter()
                .collect(),
            operations: vec![operation],
            ..Model::default()
        };
        keep_reached(&mut model);
        assert_eq!(
            model.types.keys().collect::<Vec<_>>(),
            ["Item", "RetryMode"]
        );
    }
}
