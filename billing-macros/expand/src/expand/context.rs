//! The context that all parts of an expansion share.

use std::collections::HashSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::ext::IdentExt;
use syn::{Attribute, LitStr};

use super::renamed_operations::{self, OtherNames};
use crate::OPERATIONS;
use crate::checked::{Checked, Resolved, ResolvedPart};
use crate::definitions::{Body, Definition, Definitions};
use crate::imports;
pub(super) use crate::imports::Import;
use crate::range_name::{self, SetName};
use crate::shape::{Module, Shape, Shapes};
use crate::tokens::{self, from_inside};
use crate::version::{newest_stable, version_type_name};

/// The names of the prelude that emitted code uses, with their modules.
const PRELUDE: [(&str, &str); 8] = [
    ("Box", "boxed"),
    ("Default", "default"),
    ("From", "convert"),
    ("Into", "convert"),
    ("Option", "option"),
    ("Result", "result"),
    ("String", "string"),
    ("Vec", "vec"),
];

/// The context to emit the items of a definitions module.
pub(super) struct Context<'a> {
    pub(super) checked: &'a Checked,
    pub(super) shapes: &'a Shapes,
    /// The name of the runtime in emitted code.
    pub(super) runtime: Option<TokenStream>,
    /// The `use` item of the runtime, first in each module with code that needs it.
    pub(super) use_runtime: Option<TokenStream>,
    /// The name of each module of shapes. Where shapes stand in the modules of their oldest api-versions, several have the
    /// name of one of those.
    pub(super) modules: Vec<Ident>,
    /// The marker trait of each module of shapes.
    pub(super) markers: Vec<Ident>,
    /// The module of each api-version.
    pub(super) version_modules: Vec<Ident>,
    /// The type of each api-version.
    pub(super) version_types: Vec<Ident>,
    pub(super) imports: Vec<Import>,
    /// The attributes of the definitions module that each emitted module gets.
    pub(super) attrs: Vec<&'a Attribute>,
    /// `#[allow(deprecated)]` if anything is deprecated: the warning is for users, not for the code around it.
    pub(super) allow_deprecated: Option<TokenStream>,
    /// `#[allow(missing_docs)]` if anything has no docs, because the documents have none.
    pub(super) allow_missing_docs: Option<TokenStream>,
    /// The names of renamed operations in other api-versions.
    pub(super) other_names: OtherNames,
    /// The names of the prelude that the definitions or their imports redefine.
    shadowed: HashSet<&'static str>,
}

impl<'a> Context<'a> {
    pub(super) fn new(checked: &'a Checked, shapes: &'a Shapes) -> Self {
        let definitions = &checked.definitions;
        let imports = imports::split(&definitions.imports);
        let shadowed = PRELUDE
            .iter()
            .map(|(name, _)| *name)
            .filter(|name| {
                checked.types.contains_key(*name)
                    || checked.operations.contains_key(*name)
                    || imports
                        .iter()
                        .any(|import| import.name.as_ref().is_some_and(|one| one == name))
            })
            .collect();
        let versions = &checked.versions;
        let named = |name: &str| Ident::new(name, Span::call_site());
        let version_modules: Vec<Ident> = versions
            .iter()
            .map(|version| named(&definitions.version_module(version)))
            .collect();
        let names = match definitions.unversioned {
            true => name_modules_of_document(shapes),
            false => name_modules(shapes, versions),
        };
        let modules = shapes.modules.iter().zip(&names);
        let modules = modules.map(|(module, name)| {
            let oldest = module.versions.first();
            let oldest = oldest.filter(|_| has_public_shapes(definitions));
            let oldest = oldest.and_then(|oldest| version_modules.get(*oldest));
            oldest.cloned().unwrap_or_else(|| named(&name.module))
        });
        Self {
            runtime: definitions.runtime.as_ref().map(|_| quote!(rt)),
            use_runtime: definitions
                .runtime
                .as_ref()
                .map(from_inside)
                .map(|path| quote!(use #path::__private as rt;)),
            modules: modules.collect(),
            markers: names.iter().map(|name| named(&name.marker)).collect(),
            version_modules,
            version_types: versions
                .iter()
                .map(|version| named(&version_type_name(version)))
                .collect(),
            imports,
            attrs: definitions
                .attrs
                .iter()
                .filter(|attr| !attr.path().is_ident("doc"))
                .collect(),
            allow_deprecated: is_deprecated(definitions).then(|| quote!(#[allow(deprecated)])),
            allow_missing_docs: lacks_docs(definitions).then(|| quote!(#[allow(missing_docs)])),
            other_names: renamed_operations::find_other_names(checked),
            shadowed,
            checked,
            shapes,
        }
    }

    /// Returns a name of the prelude, as a full path if the module redefines it.
    pub(super) fn prelude_name(&self, name: &str) -> TokenStream {
        let ident = Ident::new(name, Span::call_site());
        match PRELUDE.iter().find(|(one, _)| *one == name) {
            Some((_, module)) if self.shadowed.contains(name) => {
                let module = Ident::new(module, Span::call_site());
                quote!(::std::#module::#ident)
            }
            _ => quote!(#ident),
        }
    }

    /// Returns the `cfg` of items that exist in these api-versions; `None` without features.
    pub(super) fn cfg(&self, versions: &[usize]) -> Option<TokenStream> {
        let mut features = versions
            .iter()
            .filter_map(|version| self.feature(*version))
            .map(|feature| quote!(feature = #feature));
        let first = features.next()?;
        Some(match features.next() {
            None => quote!(#[cfg(#first)]),
            Some(second) => quote!(#[cfg(any(#first, #second #(, #features)*))]),
        })
    }

    /// Returns the condition under which the shapes of these api-versions are compiled: one of the api-versions is on,
    /// or one before and one after them, because conversions between those lead through these shapes.
    pub(super) fn compile_condition(&self, versions: &[usize]) -> Option<TokenStream> {
        let any = |versions: &mut dyn Iterator<Item = usize>| {
            let features: Vec<LitStr> = versions.filter_map(|one| self.feature(one)).collect();
            match features.as_slice() {
                [] => None,
                [feature] => Some(quote!(feature = #feature)),
                features => Some(quote!(any(#(feature = #features),*))),
            }
        };
        let own = any(&mut versions.iter().copied())?;
        let between: Vec<TokenStream> = range_name::split_runs(versions)
            .filter_map(|run| {
                let before = any(&mut (0..*run.first()?))?;
                let behind = any(&mut (run.last()? + 1..self.checked.versions.len()))?;
                Some(quote!(all(#before, #behind)))
            })
            .collect();
        if between.is_empty() {
            return Some(own);
        }
        Some(quote!(any(#own #(, #between)*)))
    }

    /// Returns the same condition as an attribute.
    pub(super) fn compile_cfg(&self, versions: &[usize]) -> Option<TokenStream> {
        self.compile_condition(versions)
            .map(|condition| quote!(#[cfg(#condition)]))
    }

    /// Returns the lint levels for shapes that are compiled only for conversions between others.
    pub(super) fn allow_unused(&self, versions: &[usize]) -> Option<TokenStream> {
        let is_between = range_name::split_runs(versions).any(|run| {
            run.first() != Some(&0)
                && run
                    .last()
                    .is_some_and(|last| last + 1 < self.checked.versions.len())
        });
        let features: Vec<LitStr> = versions
            .iter()
            .filter_map(|one| self.feature(*one))
            .collect();
        (is_between && !features.is_empty()).then(
            || quote!(#[cfg_attr(not(any(#(feature = #features),*)), allow(dead_code, unreachable_pub))]),
        )
    }

    /// Returns the index of the run of a module's api-versions that contains an api-version.
    pub(super) fn run_index(&self, module: usize, version: usize) -> usize {
        let versions = self
            .shapes
            .modules
            .get(module)
            .map(|module| module.versions.as_slice());
        range_name::split_runs(versions.unwrap_or_default())
            .position(|run| run.contains(&version))
            .unwrap_or_default()
    }

    /// Returns whether shapes stand in the modules of their oldest api-versions, so that messages of the compiler show paths
    /// that can be written, and not in private modules.
    pub(super) fn has_public_shapes(&self) -> bool {
        has_public_shapes(&self.checked.definitions)
    }

    /// Returns the path of a shape from an emitted module.
    pub(super) fn path(&self, end: &crate::transitions::End) -> TokenStream {
        let module = self.modules.get(end.shape.module);
        let name = self
            .checked
            .definitions
            .items
            .get(end.item)
            .map(|item| &item.ident);
        quote!(super::#module::#name)
    }

    /// Returns the index of the newest stable api-version of the history.
    pub(super) fn latest(&self) -> Option<usize> {
        let versions = &self.checked.versions;
        newest_stable(versions).filter(|_| !self.checked.definitions.lacks_latest)
    }

    /// Returns the runtime if values can move between api-versions: if there are several.
    pub(super) fn conversion_runtime(&self) -> Option<&TokenStream> {
        self.runtime
            .as_ref()
            .filter(|_| self.checked.versions.len() > 1)
    }

    /// Returns whether there are too many api-versions to list them in each operation.
    pub(super) fn has_many_versions(&self) -> bool {
        const FEW: usize = 6;
        self.checked.versions.len() > FEW
    }

    /// Returns the path of an item in the module of api-versions, from inside another emitted module.
    pub(super) fn in_version_module(&self, item: TokenStream) -> TokenStream {
        let module = match self.checked.definitions.unversioned {
            true => DOCUMENT,
            false => VERSION,
        };
        let module = Ident::new(module, Span::call_site());
        beside(quote!(#module::#item))
    }

    /// Returns the cargo feature of an api-version.
    pub(super) fn feature(&self, version: usize) -> Option<LitStr> {
        let prefix = self.checked.definitions.features.as_ref()?;
        let name = self.checked.versions.get(version)?;
        Some(LitStr::new(
            &format!("{}{name}", prefix.value()),
            prefix.span(),
        ))
    }

    /// Collects everything that is needed to emit a shape.
    pub(super) fn emitted_shape(
        &'a self,
        module: &'a Module,
        shape: &'a Shape,
    ) -> Option<EmittedShape<'a>> {
        let definition = self.checked.definitions.items.get(shape.item)?;
        let resolved = self.checked.items.get(shape.item)?;
        Some(EmittedShape {
            context: self,
            definition,
            resolved,
            shape,
            module,
        })
    }
}

/// With features, a module may be off whose shapes another api-version has too. Generated definitions have a runtime, and
/// so many shapes that private modules keep each of them in one place.
fn has_public_shapes(definitions: &Definitions) -> bool {
    definitions.runtime.is_none() && definitions.features.is_none() && !definitions.unversioned
}

/// Names the modules of shapes. Those of operations stand beside those of types.
fn name_modules(shapes: &Shapes, versions: &[String]) -> Vec<SetName> {
    let names_of = |has_operations: bool| {
        let modules = shapes.modules.iter();
        let modules = modules.filter(|module| module.has_operations == has_operations);
        let sets: Vec<&[usize]> = modules.map(|module| module.versions.as_slice()).collect();
        range_name::name_sets(&sets, versions).into_iter()
    };
    let (mut of_types, mut of_operations) = (names_of(false), names_of(true));
    let name = |module: &Module| match module.has_operations {
        false => of_types.next(),
        true => of_operations.next().map(|name| SetName {
            module: format!("{OPERATIONS}_{}", name.module),
            marker: name.marker,
        }),
    };
    shapes.modules.iter().filter_map(name).collect()
}

/// Names the two modules of a document without a module for its api-version. Its operations have no marker trait.
fn name_modules_of_document(shapes: &Shapes) -> Vec<SetName> {
    let name = |module: &Module| match module.has_operations {
        true => OPERATIONS,
        false => TYPES,
    };
    let modules = shapes.modules.iter();
    let names = modules.map(|module| SetName {
        module: name(module).to_owned(),
        marker: DOCUMENT_TYPE.to_owned(),
    });
    names.collect()
}

/// The module of the api-versions as types.
pub(super) const VERSION: &str = "version";

/// The private module of the types of a document.
pub(super) const TYPES: &str = "types";

/// The hidden module of a document's api-version.
pub(super) const DOCUMENT: &str = "document";

/// The type in it.
pub(super) const DOCUMENT_TYPE: &str = "Document";

fn is_deprecated(definitions: &Definitions) -> bool {
    let has = |attrs: &[Attribute]| attrs.iter().any(|attr| attr.path().is_ident("deprecated"));
    definitions
        .items
        .iter()
        .any(|item| has(&item.attrs) || item.body.parts().iter().any(|part| has(part.attrs)))
}

/// Returns whether any type or part that the runtime serializes has no docs.
fn lacks_docs(definitions: &Definitions) -> bool {
    let has = |attrs: &[Attribute]| attrs.iter().any(is_doc);
    let item = |item: &Definition| {
        let has_range = definitions.versions.len() > 1 || !item.version_docs.is_empty();
        let parts = item.body.parts();
        let is_alias = matches!(item.body, Body::Alias(_));
        (has_range || has(&item.attrs)) && (is_alias || parts.iter().all(|part| has(part.attrs)))
    };
    definitions.runtime.is_some() && !definitions.items.iter().all(item)
}

/// Returns whether an attribute is a doc comment, not an option such as `#[doc(hidden)]`.
pub(super) fn is_doc(attr: &Attribute) -> bool {
    attr.path().is_ident("doc") && matches!(attr.meta, syn::Meta::NameValue(_))
}

/// Returns the path of an item beside the emitted modules, from inside one of them.
pub(super) fn beside(path: TokenStream) -> TokenStream {
    let parent = quote!(super);
    quote!(#parent::#path)
}

/// A shape to emit.
#[derive(Clone, Copy)]
pub(super) struct EmittedShape<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) definition: &'a Definition,
    pub(super) resolved: &'a Resolved,
    pub(super) shape: &'a Shape,
    pub(super) module: &'a Module,
}

impl<'a> EmittedShape<'a> {
    /// Returns the parts of the definition that this shape has.
    pub(super) fn live_parts<T>(
        &self,
        parts: &'a [T],
    ) -> impl Iterator<Item = (&'a T, &'a ResolvedPart)> + use<'a, T> {
        let newest = self.shape.newest;
        parts
            .iter()
            .zip(&self.resolved.parts)
            .filter(move |(_, part)| part.alive.contains(&newest))
    }

    /// Returns the same parts with their types, as paths from this shape's module.
    pub(super) fn typed_parts<T>(
        &self,
        fields: &'a [T],
    ) -> impl Iterator<Item = (&'a T, TokenStream)> {
        self.live_parts(fields)
            .map(|(field, resolved)| (field, self.declared_type(resolved)))
    }

    /// Returns the type of a part, as it is written, as a path from this shape's module.
    pub(super) fn declared_type(&self, part: &ResolvedPart) -> TokenStream {
        let here = |group: &usize| self.module_of(*group) == Some(self.shape.module);
        let ty = part.declared_tokens();
        if part.references.iter().all(here) {
            ty
        } else {
            self.qualify(&ty)
        }
    }

    /// Returns a type as a path from this shape's module, if its references are not resolved.
    pub(super) fn qualify(&self, ty: &TokenStream) -> TokenStream {
        tokens::qualify(ty, &mut |name| {
            let module = self.module_of(self.context.checked.find_type(name)?)?;
            if module == self.shape.module {
                return None;
            }
            let module = self.context.modules.get(module)?;
            Some(quote!(super::#module::))
        })
    }

    fn module_of(&self, group: usize) -> Option<usize> {
        self.context
            .shapes
            .module_of
            .get(group)?
            .get(self.shape.newest)
            .copied()
            .flatten()
    }

    /// The name of the shape as text.
    pub(super) fn name(&self) -> String {
        self.definition.ident.unraw().to_string()
    }
}
