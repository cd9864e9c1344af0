//! Conversion of a history to [`Definitions`], the input of the macro, without a detour through its syntax.

mod operation;
mod service;

use std::collections::HashMap;

use billing_macros_expand::{
    default_wire_name,
    definitions::{
        Alternative, Body, Definition, Definitions, DocVersions, Field, Initial, Operation,
        Parameter, Range, Target, ValueKind, Variant, VersionDoc, Versions, When,
    },
};
use proc_macro2::Span;
use syn::{Attribute, LitStr, Token, Type, Visibility};

use self::service::Service;
use super::{docs, rust};
use crate::{
    history::{
        self, AliasHistory, Choice, History, KindHistory, OperationHistory, Ranged, TypeHistory,
    },
    model,
};

/// The settings that tie the definitions of a service to the crate that contains them.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The prefix of the cargo features of api-versions; without it there are no features.
    pub features: Option<String>,
    /// The path of the runtime, relative to the module of the service.
    pub runtime: String,
    /// The path of the module of the service for users of the crate, for tested examples. Without it examples are JSON
    /// blocks.
    pub module: Option<String>,
}

/// Builds the definitions of a service.
#[must_use]
pub fn definitions(history: &History, settings: &Settings) -> Definitions {
    let service = Service::of(history);
    let names = rust::TypeNames::new(history, &settings.runtime);
    let context = Context {
        history,
        settings,
        service: &service,
        names: &names,
    };
    let types = history
        .types
        .iter()
        .map(|definition| context.definition(definition));
    let aliases = history.aliases.iter().map(|alias| context.alias(alias));
    let operations = history
        .operations
        .iter()
        .map(|operation| context.operation(operation));
    let mut definitions = Definitions {
        versions: history
            .api_versions
            .iter()
            .map(|version| text(version))
            .collect(),
        modules: history
            .version_modules
            .iter()
            .map(|(version, module)| (version.clone(), rust::ident(module)))
            .collect(),
        unversioned: history.is_unversioned,
        lacks_latest: history.latest().is_none(),
        features: settings
            .features
            .as_deref()
            .filter(|_| !history.is_unversioned)
            .map(text),
        runtime: Some(rust::path(&settings.runtime)),
        attrs: Vec::new(),
        vis: Visibility::Inherited,
        ident: rust::ident("definitions"),
        servers: service::servers(&history.servers),
        request_ids: history
            .request_id_headers
            .iter()
            .map(|name| text(name))
            .collect(),
        schemes: service::schemes(history),
        security: service.security.clone(),
        imports: Vec::new(),
        items: types.chain(aliases).chain(operations).collect(),
    };
    definitions.imports = rust::imports(history, &names);
    definitions
}

struct Context<'a> {
    history: &'a History,
    settings: &'a Settings,
    service: &'a Service,
    names: &'a rust::TypeNames<'a>,
}

impl Context<'_> {
    fn definition(&self, definition: &TypeHistory) -> Definition {
        let body = match &definition.kind {
            KindHistory::Struct(fields) => Body::Struct(
                fields
                    .iter()
                    .map(|field| self.field(field, definition.range))
                    .collect(),
            ),
            KindHistory::Enumeration(kind, variants) => Body::Enumeration(
                match kind {
                    model::ValueKind::Text => ValueKind::Text,
                    model::ValueKind::Integer => ValueKind::Integer,
                },
                variants
                    .iter()
                    .map(|variant| self.variant(*kind, variant, definition.range))
                    .collect(),
            ),
            KindHistory::Union(choices) => Body::Union(
                choices
                    .iter()
                    .map(|choice| self.alternative(choice, definition.range))
                    .collect(),
            ),
        };
        Definition {
            attrs: attributes(&definition.docs, &definition.name, &definition.attributes),
            versions: self.versions(definition.range, definition.was.as_deref(), None),
            version_docs: Vec::new(),
            vis: public(),
            ident: rust::ident(&definition.name),
            body,
        }
    }

    fn alias(&self, alias: &AliasHistory) -> Definition {
        let ident = rust::ident(&alias.name);
        let ty = alias.ty.as_declared(alias.declared.as_deref());
        let target = Target {
            ident: ident.clone(),
            ty: self.names.type_of(ty),
        };
        Definition {
            attrs: attributes(&alias.docs, &alias.name, &[]),
            versions: self.versions(alias.range, None, None),
            version_docs: Vec::new(),
            vis: public(),
            ident,
            body: Body::Alias(vec![target]),
        }
    }

    fn field(&self, field: &Ranged<model::Field>, parent: history::Range) -> Field {
        let Ranged { range, value } = field;
        let ident = rust::ident(&value.name);
        Field {
            attrs: attributes(&value.docs, &value.name, &value.attributes),
            versions: self.versions(*range, value.was.as_deref(), Some(parent)),
            wire: (default_wire_name(&ident) != value.wire).then(|| text(&value.wire)),
            vis: public(),
            ident,
            initial: initial(&value.presence),
            ty: match value.ty.as_declared(value.declared.as_deref()) {
                // `Option` alone says that it may be absent.
                model::Type::Nullable(inner) if !value.is_optional() => self
                    .names
                    .generic("Nullable", vec![self.names.type_of(inner)]),
                other => self.optional(other, !value.is_optional()),
            },
        }
    }

    fn variant(
        &self,
        kind: model::ValueKind,
        variant: &Ranged<model::Variant>,
        parent: history::Range,
    ) -> Variant {
        let is_integer = kind == model::ValueKind::Integer;
        let Ranged { range, value } = variant;
        Variant {
            attrs: attributes(&value.docs, &value.name, &value.attributes),
            versions: self.versions(*range, value.was.as_deref(), Some(parent)),
            wire: (is_integer || value.name != value.wire).then(|| text(&value.wire)),
            ident: rust::ident(&value.name),
        }
    }

    fn alternative(&self, choice: &Ranged<Choice>, parent: history::Range) -> Alternative {
        let Ranged { range, value } = choice;
        let conditions = |rule: &history::Rule| When {
            is_optional: rule.is_optional,
            conditions: rule
                .conditions
                .iter()
                .map(|(pointer, value)| (text(pointer), text(value)))
                .collect(),
        };
        Alternative {
            attrs: attributes(&value.alternative.docs, &value.alternative.name, &[]),
            versions: self.versions(*range, None, Some(parent)),
            when: value.when.iter().map(conditions).collect(),
            is_closed: value.alternative.is_closed,
            ident: rust::ident(&value.alternative.name),
            ty: {
                let one = &value.alternative;
                self.names
                    .type_of(one.ty.as_declared(one.declared.as_deref()))
            },
        }
    }

    fn operation(&self, operation: &OperationHistory) -> Definition {
        let newest = &operation.newest;
        let (responses, error) = operation::responses(newest, self.names);
        let body = Operation {
            method: rust::ident(&newest.method),
            path: text(&newest.path),
            id: text(&newest.id),
            responses,
            error,
            headers: operation::headers(newest, self.names),
            stream: operation::stream(newest, self.names),
            paging: newest.paging.as_ref().map(operation::paging),
            long_running: newest.long_running.as_deref().map(text),
            api_version: newest.api_version_parameter.as_deref().map(text),
            api_version_value: newest.api_version_value.as_deref().map(text),
            servers: service::servers(&newest.servers),
            security: self.service.own_security(&newest.security),
            parameters: operation
                .parameters
                .iter()
                .map(|parameter| self.parameter(parameter, operation.range))
                .collect(),
        };
        Definition {
            attrs: with_deprecation(doc_attributes(&docs::operation_lines(newest)), &newest.docs),
            versions: self.versions(operation.range, operation.was.as_deref(), None),
            version_docs: self.examples(operation),
            vis: public(),
            ident: rust::ident(&newest.name),
            body: Body::Operation(Box::new(body)),
        }
    }

    fn parameter(&self, parameter: &Ranged<model::Parameter>, parent: history::Range) -> Parameter {
        let Ranged { range, value } = parameter;
        let ident = rust::ident(&value.name);
        Parameter {
            attrs: attributes(&value.docs, &value.name, &[]),
            versions: self.versions(*range, value.was.as_deref(), Some(parent)),
            location: operation::location(value.location),
            style: operation::style(value.style).map(|style| (style, Span::call_site())),
            constraints: operation::constraints(value),
            contents: operation::contents(value),
            wire: operation::wire(value, &ident),
            initial: operation::initial(value),
            vis: public(),
            ident,
            ty: match value.ty.as_declared(value.declared.as_deref()) {
                // `new` asks for it.
                model::Type::Nullable(inner) if value.is_required_nullable() => self
                    .names
                    .generic("Nullable", vec![self.names.type_of(inner)]),
                ty => self.optional(ty, value.required),
            },
        }
    }

    /// Returns the type of a member or parameter.
    fn optional(&self, ty: &model::Type, required: bool) -> Type {
        let ty = self.names.type_of(ty);
        if required {
            ty
        } else {
            self.names.generic("Option", vec![ty])
        }
    }

    /// Returns the `#[versions]` of a part; none if it has the range of its parent.
    fn versions(
        &self,
        range: history::Range,
        was: Option<&str>,
        parent: Option<history::Range>,
    ) -> Option<Versions> {
        let parent = parent.unwrap_or(history::Range {
            first: 0,
            end: None,
        });
        if range == parent && was.is_none() {
            return None;
        }
        let name = |index: usize| self.history.api_versions.get(index).map(String::as_str);
        let start = if range.first == parent.first && was.is_none() {
            None
        } else {
            name(range.first)
        };
        let end = if range.end == parent.end {
            None
        } else {
            range.end.and_then(name)
        };
        Some(Versions {
            range: Range::new(start, end),
            was: was.map(text),
            upgrade_with: None,
            downgrade_with: None,
        })
    }

    /// Returns the documented bodies of the responses. A body that follows itself in the next api-version is one.
    fn examples(&self, operation: &OperationHistory) -> Vec<VersionDoc> {
        let mut ranges: Vec<(history::Range, String)> = Vec::new();
        // The index of the latest range of a text.
        let mut latest: HashMap<String, usize> = HashMap::new();
        for documented in &operation.examples {
            let version = documented.version;
            let note = self.example(documented);
            let known = latest.get(&note).and_then(|index| ranges.get_mut(*index));
            match known {
                Some((range, _)) if range.end.is_none_or(|end| end >= version) => {
                    range.end = Some(version + 1);
                }
                _ => {
                    latest.insert(note.clone(), ranges.len());
                    let range = history::Range {
                        first: version,
                        end: Some(version + 1),
                    };
                    ranges.push((range, note));
                }
            }
        }
        let alive = operation.range;
        let end = alive.end.unwrap_or(self.history.api_versions.len());
        ranges
            .into_iter()
            .map(|(range, note)| VersionDoc {
                versions: self.doc_versions(range, alive, end),
                text: rust::raw_text(&note),
            })
            .collect()
    }

    /// Returns the api-versions of docs of an operation that exists before `end`. Up to there, the range is open, so that it
    /// stays as it is when an api-version is added.
    fn doc_versions(
        &self,
        range: history::Range,
        alive: history::Range,
        end: usize,
    ) -> DocVersions {
        let (first, last) = (range.first, range.end.unwrap_or(end));
        let name = |index: usize| self.history.api_versions.get(index).map(String::as_str);
        match name(first) {
            Some(only) if last == first + 1 && last != end => DocVersions::One(text(only)),
            start => DocVersions::Range(Range::new(
                start.filter(|_| first != alive.first),
                name(last).filter(|_| last != end),
            )),
        }
    }

    /// Returns the documented body of a response, as a doc test if the name of the crate is known.
    fn example(&self, documented: &history::DocumentedResponse) -> String {
        let module = self.settings.module.as_ref();
        let module = module.map(|module| format!("{module}::{}", VersionDoc::VERSION_MODULE));
        docs::example(&documented.example, &documented.response, module.as_deref())
    }
}

/// Returns the value of a property in new values, if it is optional.
fn initial(presence: &model::Presence) -> Initial {
    match presence {
        model::Presence::Required | model::Presence::Optional => Initial::Absent,
        model::Presence::Requested => Initial::Argument,
        model::Presence::Others => Initial::Others,
        model::Presence::Constant(json) => constant(json),
    }
}

/// Returns a constant, given as JSON text.
fn constant(json: &str) -> Initial {
    match serde_json::from_str::<String>(json) {
        Ok(content) => Initial::Text(text(&content)),
        Err(_) => Initial::Literal(text(json)),
    }
}

fn text(text: &str) -> LitStr {
    LitStr::new(text, Span::call_site())
}

fn public() -> Visibility {
    Visibility::Public(Token![pub](Span::call_site()))
}

/// Returns the attributes of a part: docs, deprecation, and those of a customization.
fn attributes(docs: &model::Docs, name: &str, own: &[String]) -> Vec<Attribute> {
    let attributes = doc_attributes(&docs::lines(docs, name));
    let own: Vec<Attribute> = rust::attributes(own).collect();
    // It can be said only once, and the user's word counts.
    let is_said = own.iter().any(|one| one.path().is_ident("deprecated"));
    let mut all = match is_said {
        true => attributes,
        false => with_deprecation(attributes, docs),
    };
    all.extend(own);
    all
}

fn with_deprecation(mut attributes: Vec<Attribute>, docs: &model::Docs) -> Vec<Attribute> {
    attributes.extend(docs::deprecation(docs).map(|note| rust::deprecated(&note)));
    attributes
}

/// Returns one doc attribute for all lines.
fn doc_attributes(lines: &[String]) -> Vec<Attribute> {
    lines
        .first()
        .map(|_| rust::doc(lines))
        .into_iter()
        .collect()
}
