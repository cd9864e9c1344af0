//! What all parts of an expansion need to know.

use std::collections::HashSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::ext::IdentExt;
use syn::{Attribute, LitStr};

use crate::checked::{Checked, Resolved, ResolvedPart};
use crate::definitions::{Definition, Definitions};
use crate::imports;
pub(super) use crate::imports::Import;
use crate::range_name;
use crate::shape::{Module, Shape, Shapes};
use crate::tokens;
use crate::version::{version_module_name, version_type_name};

/// Names of the prelude that emitted code uses.
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

pub(super) struct Context<'a> {
    pub(super) checked: &'a Checked,
    pub(super) shapes: &'a Shapes,
    /// What emitted code calls the runtime, if there is one.
    pub(super) runtime: Option<TokenStream>,
    /// The `use` of the runtime that each module with such code starts with.
    pub(super) use_runtime: Option<TokenStream>,
    /// For each module of shapes: its name.
    pub(super) modules: Vec<Ident>,
    /// For each module of shapes: the trait of its versions.
    pub(super) markers: Vec<Ident>,
    /// For each api-version: its module.
    pub(super) version_modules: Vec<Ident>,
    /// For each api-version: its type.
    pub(super) version_types: Vec<Ident>,
    pub(super) imports: Vec<Import>,
    /// Attributes of the definitions module that each emitted module gets.
    pub(super) attrs: Vec<&'a Attribute>,
    /// `#[allow(deprecated)]` where something is: that is said to its users, not to the code around it.
    pub(super) allow_deprecated: Option<TokenStream>,
    /// `#[allow(missing_docs)]` where something has no docs: the documents have none, and users can't add any.
    pub(super) allow_missing_docs: Option<TokenStream>,
    /// Names of the prelude that mean something else here.
    shadowed: HashSet<&'static str>,
}

impl<'a> Context<'a> {
    pub(super) fn new(checked: &'a Checked, shapes: &'a Shapes) -> Self {
        let definitions = &checked.definitions;
        let imports = imports::names(&definitions.imports);
        let shadowed = PRELUDE
            .iter()
            .map(|(name, _)| *name)
            .filter(|name| {
                checked.names.contains_key(*name)
                    || imports
                        .iter()
                        .any(|import| import.name.as_ref().is_some_and(|one| one == name))
            })
            .collect();
        let versions = &checked.versions;
        let named = |name: String| Ident::new(&name, Span::call_site());
        Self {
            runtime: definitions.runtime.as_ref().map(|_| quote!(rt)),
            use_runtime: definitions
                .runtime
                .as_ref()
                .map(from_inside)
                .map(|path| quote!(use #path as rt;)),
            modules: shapes
                .modules
                .iter()
                .map(|module| named(range_name::module(&module.versions, versions)))
                .collect(),
            markers: shapes
                .modules
                .iter()
                .map(|module| named(range_name::marker(&module.versions, versions)))
                .collect(),
            version_modules: versions
                .iter()
                .map(|version| named(version_module_name(version)))
                .collect(),
            version_types: versions
                .iter()
                .map(|version| named(version_type_name(version)))
                .collect(),
            imports,
            attrs: definitions
                .attrs
                .iter()
                .filter(|attr| !attr.path().is_ident("doc"))
                .collect(),
            allow_deprecated: is_deprecated(definitions).then(|| quote!(#[allow(deprecated)])),
            allow_missing_docs: lacks_docs(definitions).then(|| quote!(#[allow(missing_docs)])),
            shadowed,
            checked,
            shapes,
        }
    }

    /// A name of the prelude, in full where it means something else here.
    pub(super) fn std(&self, name: &str) -> TokenStream {
        let ident = Ident::new(name, Span::call_site());
        match PRELUDE.iter().find(|(one, _)| *one == name) {
            Some((_, module)) if self.shadowed.contains(name) => {
                let module = Ident::new(module, Span::call_site());
                quote!(::std::#module::#ident)
            }
            _ => quote!(#ident),
        }
    }

    /// The condition under which something of these api-versions exists, if there are features.
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

    /// The condition under which the shapes of these api-versions are compiled: one of them is on, or one before and
    /// one behind, which shapes between them lead from the one to the other.
    pub(super) fn compiled(&self, versions: &[usize]) -> Option<TokenStream> {
        let any = |versions: &mut dyn Iterator<Item = usize>| {
            let features: Vec<LitStr> = versions.filter_map(|one| self.feature(one)).collect();
            match features.as_slice() {
                [] => None,
                [feature] => Some(quote!(feature = #feature)),
                features => Some(quote!(any(#(feature = #features),*))),
            }
        };
        let own = any(&mut versions.iter().copied())?;
        let between: Vec<TokenStream> = range_name::runs_of(versions)
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

    /// The same as an attribute.
    pub(super) fn compiled_if(&self, versions: &[usize]) -> Option<TokenStream> {
        self.compiled(versions)
            .map(|condition| quote!(#[cfg(#condition)]))
    }

    /// What allows shapes to be unused that are compiled only because they lie between others.
    pub(super) fn allow_unused(&self, versions: &[usize]) -> Option<TokenStream> {
        let is_between = range_name::runs_of(versions).any(|run| {
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

    /// Which run of neighbouring api-versions of a module one of them belongs to.
    pub(super) fn run(&self, module: usize, version: usize) -> usize {
        let versions = self
            .shapes
            .modules
            .get(module)
            .map(|module| module.versions.as_slice());
        range_name::runs_of(versions.unwrap_or_default())
            .position(|run| run.contains(&version))
            .unwrap_or_default()
    }

    /// A shape's path from an emitted module.
    pub(super) fn path(&self, end: &crate::succession::End) -> TokenStream {
        let module = self.modules.get(end.shape.module);
        let name = self
            .checked
            .definitions
            .items
            .get(end.item)
            .map(|item| &item.ident);
        quote!(super::#module::#name)
    }

    /// Whether there is more than one api-version, and a runtime to move between them.
    pub(super) fn moves(&self) -> Option<&TokenStream> {
        self.runtime
            .as_ref()
            .filter(|_| self.checked.versions.len() > 1)
    }

    /// The feature of an api-version.
    pub(super) fn feature(&self, version: usize) -> Option<LitStr> {
        let prefix = self.checked.definitions.features.as_ref()?;
        let name = self.checked.versions.get(version)?;
        Some(LitStr::new(
            &format!("{}{name}", prefix.value()),
            prefix.span(),
        ))
    }

    /// A shape with all that it needs to be emitted.
    pub(super) fn emitted(&'a self, module: &'a Module, shape: &'a Shape) -> Option<Emitted<'a>> {
        let definition = self.checked.definitions.items.get(shape.item)?;
        let resolved = self.checked.items.get(shape.item)?;
        Some(Emitted {
            context: self,
            definition,
            resolved,
            shape,
            module,
        })
    }
}

fn is_deprecated(definitions: &Definitions) -> bool {
    let has = |attrs: &[Attribute]| attrs.iter().any(|attr| attr.path().is_ident("deprecated"));
    definitions
        .items
        .iter()
        .any(|item| has(&item.attrs) || item.body.parts().iter().any(|part| has(part.attrs)))
}

/// Whether a type or part that reads and writes itself is emitted without docs.
fn lacks_docs(definitions: &Definitions) -> bool {
    let has = |attrs: &[Attribute]| attrs.iter().any(is_doc);
    let item = |item: &Definition| {
        let has_range = definitions.versions.len() > 1 || !item.notes.is_empty();
        let parts = item.body.parts();
        (has_range || has(&item.attrs)) && parts.iter().all(|part| has(part.attrs))
    };
    definitions.runtime.is_some() && !definitions.items.iter().all(item)
}

/// Whether an attribute is a text of the docs, and not a word about them such as `#[doc(hidden)]`.
pub(super) fn is_doc(attr: &Attribute) -> bool {
    attr.path().is_ident("doc") && matches!(attr.meta, syn::Meta::NameValue(_))
}

/// The path of an item that stands beside the emitted modules, as code in one of them writes it.
pub(super) fn beside(path: TokenStream) -> TokenStream {
    let parent = quote!(super);
    quote!(#parent::#path)
}

/// A path that is seen from the definitions' place, seen from a module in that place.
pub(super) fn from_inside(path: &syn::Path) -> TokenStream {
    let first = path
        .segments
        .first()
        .filter(|_| path.leading_colon.is_none());
    match first {
        Some(first) if first.ident == "super" => quote!(super::#path),
        Some(first) if first.ident == "self" => {
            let rest = path.segments.iter().skip(1);
            quote!(super #(::#rest)*)
        }
        _ => quote!(#path),
    }
}

/// A shape that is being emitted.
#[derive(Clone, Copy)]
pub(super) struct Emitted<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) definition: &'a Definition,
    pub(super) resolved: &'a Resolved,
    pub(super) shape: &'a Shape,
    pub(super) module: &'a Module,
}

impl<'a> Emitted<'a> {
    /// Those of a definition's parts that are alive here, with what is known of them.
    pub(super) fn alive<T>(
        &self,
        parts: &'a [T],
    ) -> impl Iterator<Item = (&'a T, &'a ResolvedPart)> + use<'a, T> {
        let newest = self.shape.newest;
        parts
            .iter()
            .zip(&self.resolved.parts)
            .filter(move |(_, part)| part.alive.contains(&newest))
    }

    /// The same, with their types as they are named here.
    pub(super) fn alive_with_types<T>(
        &self,
        fields: &'a [T],
    ) -> impl Iterator<Item = (&'a T, TokenStream)> {
        self.alive(fields)
            .map(|(field, resolved)| (field, self.ty(&resolved.ty, &resolved.references)))
    }

    /// A type as it is named in this shape's module.
    pub(super) fn ty(&self, ty: &TokenStream, references: &[usize]) -> TokenStream {
        let here = |group: &usize| self.module_of(*group) == Some(self.shape.module);
        if references.iter().all(here) {
            ty.clone()
        } else {
            self.qualified(ty)
        }
    }

    /// A type as it is named in this shape's module, without knowing what it refers to.
    pub(super) fn qualified(&self, ty: &TokenStream) -> TokenStream {
        tokens::qualify(ty, &mut |name| {
            let module = self.module_of(self.context.checked.group(name)?)?;
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

    /// Its name as text, for errors.
    pub(super) fn name(&self) -> String {
        self.definition.ident.unraw().to_string()
    }
}
