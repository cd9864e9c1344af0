use std::sync::Arc;

use super::{
    ComponentKind, Dialect, DocumentReader, NodeRef,
    equality::{component_name, equal_schemas, is_mere_reference},
};
use crate::{
    diagnostic::{Code, Diagnostic, Place},
    openapi::SchemaId,
    source::File,
};

impl DocumentReader<'_> {
    /// Reserves ids for the component schemas of a fragment, so that ids are in the order of the fragments.
    pub(super) fn reserve_components(&mut self, file: &Arc<File>) {
        if self.dialect(file) == Dialect::Swagger2 {
            for (name, schema) in NodeRef::root(file).get_mapping("definitions", self.diagnostics) {
                self.component(name, &schema);
            }
            return;
        }
        let Some(components) = NodeRef::root(file).get("components") else {
            return;
        };
        if components.expect_mapping("`components`", self.diagnostics) {
            for (name, schema) in components.get_mapping("schemas", self.diagnostics) {
                self.component(name, &schema);
            }
        }
    }

    /// Reads the components of a fragment other than schemas.
    pub(super) fn read_components(&mut self, file: &Arc<File>) {
        if self.dialect(file) == Dialect::Swagger2 {
            self.read_swagger_components(file);
            return;
        }
        const KNOWN: [&str; 11] = [
            "schemas",
            "parameters",
            "requestBodies",
            "responses",
            "headers",
            "examples",
            "securitySchemes",
            "links",
            "callbacks",
            "pathItems",
            "mediaTypes",
        ];
        let Some(components) = NodeRef::root(file)
            .get("components")
            .filter(|at| at.node.as_mapping().is_some())
        else {
            return;
        };
        components.expect_keys(&KNOWN, "`components`", self.diagnostics);
        self.lint_component_names(&components);
        for (_, parameter) in components.get_mapping("parameters", self.diagnostics) {
            self.parameter(&parameter);
        }
        for (_, body) in components.get_mapping("requestBodies", self.diagnostics) {
            self.body(&body);
        }
        for (_, header) in components.get_mapping("headers", self.diagnostics) {
            self.header(&header);
        }
        for (_, response) in components.get_mapping("responses", self.diagnostics) {
            self.response(&response, &response);
        }
    }

    /// Returns the id of a component schema. Several files may define the same name if the definitions are equal.
    fn component(&mut self, name: &str, at: &NodeRef<'_>) -> SchemaId {
        let (id, is_new) = match (self.document.components.get(name), self.origins.get(name)) {
            (Some(id), Some((file, pointer))) => {
                let id = *id;
                let first = file.node.pointed(pointer);
                if is_mere_reference(at.node, name) {
                    // It only forwards to the definition. It is read anyway, to find its errors.
                    let copy = self.document.schemas.reserve();
                    self.queue
                        .push_back((copy, Arc::clone(at.file), at.pointer.clone()));
                } else if first.is_some_and(|first| is_mere_reference(first, name)) {
                    self.origins
                        .insert(name.to_owned(), (Arc::clone(at.file), at.pointer.clone()));
                    self.queue
                        .push_back((id, Arc::clone(at.file), at.pointer.clone()));
                } else if first.is_some_and(|first| !equal_schemas(first, at.node)) {
                    let other = self.unique_name(name, at.file);
                    self.diagnostics.push(
                        Diagnostic::new(
                            Code::TwoDefinitions,
                            format!("two different schemas have the name `{name}`"),
                        )
                        .at(at.key())
                        .label("differs from the first one")
                        .also(
                            Place::key(&file.name, pointer.as_str()),
                            "first defined here",
                        )
                        .note(format!("the second one gets the name `{other}`"))
                        .help("make them equal (descriptions may differ), or rename one"),
                    );
                    let id = self.document.schemas.reserve();
                    self.document.components.insert(other, id);
                    self.queue
                        .push_back((id, Arc::clone(at.file), at.pointer.clone()));
                    self.schemas
                        .insert((Arc::clone(&at.file.name), at.pointer.clone()), id);
                    return id;
                }
                (id, false)
            }
            _ => (self.document.schemas.reserve(), true),
        };
        self.schemas
            .insert((Arc::clone(&at.file.name), at.pointer.clone()), id);
        if is_new {
            self.document.components.insert(name.to_owned(), id);
            self.origins
                .insert(name.to_owned(), (Arc::clone(at.file), at.pointer.clone()));
            self.queue
                .push_back((id, Arc::clone(at.file), at.pointer.clone()));
        }
        id
    }

    /// Returns another name for a component whose name is taken: the name with that of its file.
    fn unique_name(&self, name: &str, file: &File) -> String {
        let stem = file.path.file_stem().unwrap_or_default();
        let first = format!("{name}-{}", stem.to_string_lossy());
        let mut other = first.clone();
        let mut number = 1;
        while self.document.components.contains_key(&other) {
            number += 1;
            other = format!("{first}-{number}");
        }
        other
    }

    /// Returns the id of the schema that a `$ref` leads to.
    pub(super) fn resolve_schema_ref(
        &mut self,
        from: &Arc<File>,
        reference: &str,
        place: Place,
    ) -> Option<SchemaId> {
        let (file, pointer) = self.resolve_target(from, reference, place, ComponentKind::Schema)?;
        if let Some(id) = self.schemas.get(&(Arc::clone(&file.name), pointer.clone())) {
            return Some(*id);
        }
        let at = NodeRef::at(&file, &pointer)?;
        if let Some(name) = component_name(&pointer) {
            return Some(self.component(&name, &at));
        }
        let id = self.document.schemas.reserve();
        self.schemas
            .insert((Arc::clone(&file.name), pointer.clone()), id);
        self.queue.push_back((id, Arc::clone(&file), pointer));
        Some(id)
    }

    /// Reads the schemas that have an id but were not read yet.
    pub(super) fn read_pending_schemas(&mut self) {
        while let Some((id, file, pointer)) = self.queue.pop_front() {
            if let Some(at) = NodeRef::at(&file, &pointer) {
                let schema = self.read_schema(&at);
                let schema = self.apply_schema_file_refs(id, schema);
                self.document.schemas.set(id, schema);
            }
        }
    }
}
