//! Differences between two generated modules in definitions form, as users of the crate meet them.

use std::collections::{BTreeMap, HashMap};

use billing_macros_expand::{
    definitions::{Body, Definition, Definitions},
    parse, write_out_aliases,
};
use quote::ToTokens as _;
use syn::{Attribute, Item, LitStr, Meta, Type, ext::IdentExt as _};

use super::{
    Release,
    arguments::Constructors,
    tokens::{range, text},
};

/// A difference between two states of a generated module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceChange {
    /// The part of the crate's version that rises with it.
    pub release: Release,
    /// The difference in words.
    pub what: String,
    /// The api-versions where it is.
    pub versions: Vec<String>,
}

/// The differences between two texts of a generated module, what raises the version most first; none where one of them is
/// not in definitions form. Descriptions are not compared.
#[must_use]
pub fn source_changes(old: &str, new: &str) -> Option<Vec<SourceChange>> {
    let (mut old, mut new) = (source_definitions(old)?, source_definitions(new)?);
    write_out_aliases(&mut old);
    write_out_aliases(&mut new);
    let orders = Constructors::new(&old).reordered(&Constructors::new(&new));
    let orders = orders.into_iter().map(|(_, what, versions)| SourceChange {
        release: Release::Major,
        what,
        versions,
    });
    let mut found = changes(&Surface::new(&old), &Surface::new(&new));
    found.extend(orders);
    found.sort_by_key(|change| std::cmp::Reverse(change.release));
    Some(found)
}

/// The definitions in a text of a generated module.
pub(super) fn source_definitions(text: &str) -> Option<Definitions> {
    let file = syn::parse_file(text).ok()?;
    file.items.into_iter().find_map(|item| {
        let Item::Mod(mut module) = item else {
            return None;
        };
        let is_versioned = |path: &syn::Path| {
            path.segments
                .last()
                .is_some_and(|last| last.ident == "versioned")
        };
        let index = module
            .attrs
            .iter()
            .position(|attr| is_versioned(attr.path()))?;
        let Meta::List(list) = module.attrs.remove(index).meta else {
            return None;
        };
        Some(parse(list.tokens, module.into_token_stream()).definitions)
    })
}

/// Everything that code which uses a module can name, by path: `Invoice`, `Invoice::due_date`.
struct Surface {
    versions: Vec<String>,
    items: BTreeMap<String, Vec<Span>>,
}

/// A form of something in a span of api-versions.
struct Span {
    first: usize,
    end: usize,
    form: Form,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Form {
    kind: Kind,
    /// The Rust type; empty where there is none.
    ty: String,
    /// Presence: a value must be given, and `new` asks for it.
    is_required: bool,
    /// Everything that the code sends and reads beside the type: wire names, places, statuses, limits.
    wire: String,
    /// The types that code gets from it: bodies of responses.
    output: String,
    is_deprecated: bool,
    /// Derives and the like.
    attributes: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Struct,
    Enumeration,
    Union,
    Alias,
    Operation,
    Field,
    Variant,
}

impl Surface {
    fn new(definitions: &Definitions) -> Self {
        let versions: Vec<String> = definitions.versions.iter().map(LitStr::value).collect();
        let index: HashMap<&str, usize> = versions
            .iter()
            .enumerate()
            .map(|(index, name)| (name.as_str(), index))
            .collect();
        let mut surface = Self {
            items: BTreeMap::new(),
            versions: versions.clone(),
        };
        for item in &definitions.items {
            surface.definition(item, &index);
        }
        surface
    }

    fn definition(&mut self, item: &Definition, index: &HashMap<&str, usize>) {
        let whole = range(item.versions.as_ref(), (0, self.versions.len()), index);
        let name = item.ident.unraw().to_string();
        let mut form = Form::new(Kind::Struct, &item.attrs);
        match &item.body {
            Body::Struct(fields) => {
                for field in fields {
                    let mut form = Form::new(Kind::Field, &field.attrs);
                    form.holds(&field.ty);
                    form.wire = field.wire.as_ref().map(LitStr::value).unwrap_or_default();
                    let range = range(field.versions.as_ref(), whole, index);
                    self.add(format!("{name}::{}", field.ident.unraw()), range, form);
                }
            }
            Body::Enumeration(_, variants) => {
                form.kind = Kind::Enumeration;
                for variant in variants {
                    let mut form = Form::new(Kind::Variant, &variant.attrs);
                    form.wire = variant.wire.as_ref().map(LitStr::value).unwrap_or_default();
                    let range = range(variant.versions.as_ref(), whole, index);
                    self.add(format!("{name}::{}", variant.ident.unraw()), range, form);
                }
            }
            Body::Union(alternatives) => {
                form.kind = Kind::Union;
                for alternative in alternatives {
                    let mut form = Form::new(Kind::Variant, &alternative.attrs);
                    form.ty = text(&alternative.ty);
                    let rules = alternative.when.iter().flat_map(|when| {
                        let conditions = when.conditions.iter();
                        conditions.map(|condition| (condition, when.is_optional))
                    });
                    let rules = rules.map(|((pointer, value), is_optional)| {
                        let optional = if is_optional { " optional" } else { "" };
                        format!("{} {}{optional}", pointer.value(), value.value())
                    });
                    form.wire = rules.collect::<Vec<_>>().join(", ");
                    let range = range(alternative.versions.as_ref(), whole, index);
                    self.add(
                        format!("{name}::{}", alternative.ident.unraw()),
                        range,
                        form,
                    );
                }
            }
            Body::Alias(targets) => {
                form.kind = Kind::Alias;
                let targets = targets.iter().map(|target| text(&target.ty));
                form.ty = targets.collect::<Vec<_>>().join(", ");
            }
            Body::Operation(operation) => {
                form.kind = Kind::Operation;
                form.wire = format!("{} {}", operation.method, operation.path.value());
                let responses = operation.responses.iter().map(|response| {
                    let ty = response.ty.as_ref().map(text).unwrap_or_default();
                    format!("{} {ty}", response.status.value())
                });
                let error = operation.error.as_ref().map(text);
                let stream = operation.stream.iter().map(|stream| {
                    let item = stream.item.as_ref().map(text).unwrap_or_default();
                    format!("stream {} {item}", stream.media_type.value())
                });
                let output = responses.chain(error).chain(stream);
                let output: Vec<String> = output.collect();
                form.output = output.join(", ");
                for parameter in &operation.parameters {
                    let mut form = Form::new(Kind::Field, &parameter.attrs);
                    form.holds(&parameter.ty);
                    let limits = parameter.constraints.iter();
                    let limits = limits
                        .map(|limit| format!("{} {}", limit.kind.as_str(), limit.bound.value()));
                    form.wire = format!(
                        "{} {} {:?} {}",
                        parameter.location.as_str(),
                        parameter
                            .wire
                            .as_ref()
                            .map(LitStr::value)
                            .unwrap_or_default(),
                        parameter.style.map(|(style, _)| style),
                        limits.collect::<Vec<_>>().join(", ")
                    );
                    let range = range(parameter.versions.as_ref(), whole, index);
                    self.add(format!("{name}::{}", parameter.ident.unraw()), range, form);
                }
            }
        }
        self.add(name, whole, form);
    }

    fn add(&mut self, path: String, (first, end): (usize, usize), form: Form) {
        let spans = self.items.entry(path).or_default();
        spans.push(Span { first, end, form });
    }

    fn form(&self, path: &str, version: usize) -> Option<&Form> {
        let mut spans = self.items.get(path)?.iter();
        let span = spans.find(|span| (span.first..span.end).contains(&version))?;
        Some(&span.form)
    }
}

impl Form {
    fn new(kind: Kind, attributes: &[Attribute]) -> Self {
        let is = |attribute: &&Attribute, name: &str| attribute.path().is_ident(name);
        let others = attributes
            .iter()
            .filter(|one| !is(one, "doc") && !is(one, "deprecated"));
        Self {
            kind,
            ty: String::new(),
            is_required: false,
            wire: String::new(),
            output: String::new(),
            is_deprecated: attributes.iter().any(|one| is(&one, "deprecated")),
            attributes: others.map(text).collect::<Vec<_>>().join(" "),
        }
    }

    fn holds(&mut self, ty: &Type) {
        self.ty = text(ty);
        self.is_required = !self.ty.starts_with("Option<");
    }
}

fn changes(old: &Surface, new: &Surface) -> Vec<SourceChange> {
    let before: HashMap<&str, usize> = numbered(old);
    let after: HashMap<&str, usize> = numbered(new);
    let mut found: BTreeMap<(std::cmp::Reverse<Release>, String), Vec<String>> = BTreeMap::new();
    let mut add = |release: Release, what: String, version: Option<&str>| {
        let versions = found.entry((std::cmp::Reverse(release), what)).or_default();
        versions.extend(version.map(str::to_owned));
    };
    for version in &new.versions {
        if !before.contains_key(version.as_str()) {
            add(
                Release::Minor,
                format!("api-version {version} is new"),
                None,
            );
        }
    }
    for version in &old.versions {
        if !after.contains_key(version.as_str()) {
            add(
                Release::Major,
                format!("api-version {version} is gone"),
                None,
            );
        }
    }
    let shared = old.versions.iter().filter_map(|version| {
        let (was, is) = (before.get(version.as_str())?, after.get(version.as_str())?);
        Some((version.as_str(), *was, *is))
    });
    let shared: Vec<(&str, usize, usize)> = shared.collect();
    let gone = old
        .items
        .keys()
        .filter(|path| !new.items.contains_key(*path));
    for path in new.items.keys().chain(gone) {
        let owner = path.split_once("::").map(|(owner, _)| owner);
        for (version, was, is) in &shared {
            // What a definition holds comes and goes with it.
            let is_owned = owner.is_none_or(|owner| {
                old.form(owner, *was).is_some() && new.form(owner, *is).is_some()
            });
            if !is_owned {
                continue;
            }
            for (release, what) in compare(path, old.form(path, *was), new.form(path, *is)) {
                add(release, what, Some(version));
            }
        }
    }
    let change =
        |((release, what), versions): ((std::cmp::Reverse<Release>, String), _)| SourceChange {
            release: release.0,
            what,
            versions,
        };
    found.into_iter().map(change).collect()
}

fn numbered(surface: &Surface) -> HashMap<&str, usize> {
    let names = surface.versions.iter().enumerate();
    names.map(|(index, name)| (name.as_str(), index)).collect()
}

/// The differences between two forms of one thing.
fn compare(path: &str, old: Option<&Form>, new: Option<&Form>) -> Vec<(Release, String)> {
    let (was, is) = match (old, new) {
        (Some(was), Some(is)) => (was, is),
        (None, Some(is)) if is.is_required => {
            return vec![(
                Release::Major,
                format!("`{path}` is new, and `new` asks for it"),
            )];
        }
        (None, Some(_)) => return vec![(Release::Minor, format!("`{path}` is new"))],
        (Some(_), None) => return vec![(Release::Major, format!("`{path}` is gone"))],
        (None, None) => return Vec::new(),
    };
    if was == is {
        return Vec::new();
    }
    let mut found = Vec::new();
    if was.kind != is.kind {
        found.push((
            Release::Major,
            format!("`{path}` is another kind of definition"),
        ));
        return found;
    }
    if was.ty != is.ty {
        let what = format!("`{path}` is `{}`; it was `{}`", is.ty, was.ty);
        found.push((Release::Major, what));
    }
    if was.output != is.output {
        let what = format!("`{path}` has other results or errors");
        found.push((Release::Major, what));
    }
    if was.attributes != is.attributes {
        found.push((Release::Major, format!("`{path}` has other attributes")));
    }
    if was.wire != is.wire {
        let what = format!("`{path}` is sent or read otherwise");
        found.push((Release::Minor, what));
    }
    match (was.is_deprecated, is.is_deprecated) {
        (false, true) => found.push((Release::Minor, format!("`{path}` is deprecated"))),
        (true, false) => found.push((Release::Minor, format!("`{path}` is no longer deprecated"))),
        _ => {}
    }
    found
}
