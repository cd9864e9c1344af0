//! Emits the modules of shapes and the modules of api-versions.

use std::collections::HashSet;

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::Attribute;
use syn::ext::IdentExt;

use super::context::{Context, EmittedShape};
use super::piece::{EmittedModule, Piece, PieceSink};
use super::{alias, enumeration, operation, structure, union, version};
use crate::OPERATIONS;
use crate::definitions::Body;
use crate::tokens;
use crate::version::is_preview;

/// Emits a public module for each api-version, with the shapes that begin there and exports of its other ones.
pub(super) fn emit_version_modules_with_shapes(context: &Context<'_>, sink: &mut PieceSink<'_>) {
    let (attrs, allow_deprecated) = (&context.attrs, &context.allow_deprecated);
    for (version, name) in context.version_modules.iter().enumerate() {
        let Some(version_name) = context.checked.versions.get(version) else {
            continue;
        };
        let holding = context.shapes.modules.iter().zip(&context.modules);
        let (own, others): (Vec<_>, Vec<_>) = holding
            .filter(|(module, _)| module.versions.contains(&version))
            .partition(|(module, _)| module.versions.first() == Some(&version));
        let exports = others.iter().map(|(module, name)| {
            let items = module.shapes.iter();
            let items = items.filter_map(|shape| context.checked.definitions.items.get(shape.item));
            let names = items.map(|item| &item.ident);
            quote!(#[doc(inline)] pub use super::#name::{#(#names),*};)
        });
        let shapes = || {
            own.iter().flat_map(|(module, _)| {
                let shapes = module.shapes.iter();
                shapes.filter_map(|shape| context.emitted_shape(module, shape))
            })
        };
        let imports = imports_of(context, shapes());
        let text = format!(" The types of api-version {version_name}.");
        sink(Piece::Module(EmittedModule {
            attrs: quote!(#[doc = #text] #(#attrs)* #allow_deprecated),
            vis: quote!(pub),
            name,
            uses: quote!(#(#imports)* #(#exports)*),
            content: &mut shapes()
                .map(|emitted| (Some(&emitted.definition.ident), emit_shape(&emitted))),
        }));
    }
    emit_latest(context, sink);
}

/// Emits a public module for each api-version, which re-exports its shapes.
pub(super) fn emit_version_modules(context: &Context<'_>, sink: &mut PieceSink<'_>) {
    let attrs = &context.attrs;
    for (version, name) in context.version_modules.iter().enumerate() {
        let cfg = context.cfg(&[version]);
        let Some(version_name) = context.checked.versions.get(version) else {
            continue;
        };
        let holding = context
            .shapes
            .modules
            .iter()
            .zip(&context.modules)
            .filter(|(module, _)| module.versions.contains(&version));
        let (operations, types): (Vec<_>, Vec<_>) =
            holding.partition(|(module, _)| module.has_operations);
        let (operations, types) = (
            operations.into_iter().map(|(_, name)| name),
            types.into_iter().map(|(_, name)| name),
        );
        let operations = (operations.len() > 0).then(|| {
            let exports = emit_exports(&quote!(super::super), operations);
            let text = format!(" The operations of api-version {version_name}.");
            let operations_module = Ident::new(OPERATIONS, Span::call_site());
            quote! {
                #[doc = #text]
                pub mod #operations_module { #exports }
            }
        });
        let exports = emit_exports(&quote!(super), types);
        let text = format!(" The types of api-version {version_name}.");
        sink(Piece::Module(EmittedModule {
            attrs: quote!(#[doc = #text] #(#attrs)* #cfg),
            vis: quote!(pub),
            name,
            uses: quote!(#exports #operations),
            content: &mut std::iter::empty(),
        }));
    }
    emit_latest(context, sink);
}

/// Emits exports of modules beside the parent of an emitted one: an item each if they are few, otherwise one for all.
fn emit_exports<'a>(
    parent: &TokenStream,
    modules: impl ExactSizeIterator<Item = &'a Ident>,
) -> TokenStream {
    const FEW: usize = 4;
    match modules.len() {
        ..=FEW => quote!(#(pub use #parent::#modules::*;)*),
        _ => quote!(pub use #parent::{#(#modules::*),*};),
    }
}

/// Emits the export of the types of a document.
pub(super) fn emit_export(context: &Context<'_>, sink: &mut PieceSink<'_>) {
    let mut modules = context.shapes.modules.iter().zip(&context.modules);
    if let Some((_, types)) = modules.find(|(module, _)| !module.has_operations) {
        // Names of other items win over those of a glob.
        sink(Piece::Items(quote!(pub use #types::*;)));
    }
}

/// Emits the module `latest`, which re-exports the module of the newest stable api-version.
fn emit_latest(context: &Context<'_>, sink: &mut PieceSink<'_>) {
    let versions = &context.checked.versions;
    let Some(latest) = context.latest() else {
        return;
    };
    let (Some(version), Some(module)) = (versions.get(latest), context.version_modules.get(latest))
    else {
        return;
    };
    let (attrs, cfg) = (&context.attrs, context.cfg(&[latest]));
    let kind = match is_preview(version) {
        true => "newest",
        false => "newest stable",
    };
    let text = format!(
        " The {kind} api-version, {version}. It is another one when the crate gets a newer one."
    );
    sink(Piece::Module(EmittedModule {
        attrs: quote!(#[doc = #text] #(#attrs)* #cfg),
        vis: quote!(pub),
        name: &Ident::new("latest", Span::call_site()),
        uses: quote!(pub use super::#module::*;),
        content: &mut std::iter::empty(),
    }));
}

/// Emits a private module for each set of api-versions, with the shapes that exist in exactly these.
pub(super) fn emit_shape_modules(context: &Context<'_>, sink: &mut PieceSink<'_>) {
    let (attrs, use_runtime) = (&context.attrs, &context.use_runtime);
    let (allow_deprecated, allow_missing_docs) =
        (&context.allow_deprecated, &context.allow_missing_docs);
    for (module, name) in context.shapes.modules.iter().zip(&context.modules) {
        let shapes = || {
            let shapes = module.shapes.iter();
            shapes.filter_map(|shape| context.emitted_shape(module, shape))
        };
        let imports = imports_of(context, shapes());
        // An alias names nothing of the runtime's own.
        let is_alias =
            |emitted: EmittedShape<'_>| matches!(emitted.definition.body, Body::Alias(_));
        let use_runtime = use_runtime.as_ref().filter(|_| !shapes().all(is_alias));
        let allow = context.allow_unused(&module.versions);
        let cfg = context
            .compile_condition(&module.versions)
            .map(|condition| quote!(#[cfg(#condition)] #allow));
        let is_public = context.checked.definitions.unversioned && module.has_operations;
        let (vis, docs) = match is_public {
            true => (Some(quote!(pub)), Some(quote!(#[doc = " The operations."]))),
            false => (None, None),
        };
        sink(Piece::Module(EmittedModule {
            attrs: quote!(#docs #(#attrs)* #cfg #allow_deprecated #allow_missing_docs),
            vis: quote!(#vis),
            name,
            uses: quote!(#use_runtime #(#imports)*),
            content: &mut shapes()
                .map(|emitted| (Some(&emitted.definition.ident), emit_shape(&emitted))),
        }));
    }
}

/// Returns the imports that the shapes of a module use.
fn imports_of<'a>(
    context: &'a Context<'_>,
    shapes: impl Iterator<Item = EmittedShape<'a>>,
) -> Vec<&'a TokenStream> {
    let mut used = UsedNames::default();
    shapes.for_each(|emitted| used.add(&emitted));
    let imports = context.imports.iter().filter(|import| match &import.name {
        Some(name) => used.names.contains(&name.unraw().to_string()),
        None => used.has_unknown(context),
    });
    imports.map(|import| &import.item).collect()
}

/// Emits a shape with its implementations.
fn emit_shape(emitted: &EmittedShape<'_>) -> TokenStream {
    let mut items = TokenStream::new();
    match &emitted.definition.body {
        Body::Struct(fields) => structure::emit(emitted, fields, &mut items),
        Body::Enumeration(kind, variants) => {
            enumeration::emit(emitted, *kind, variants, &mut items);
        }
        Body::Union(alternatives) => union::emit(emitted, alternatives, &mut items),
        Body::Alias(targets) => {
            alias::emit(emitted, targets, &mut items);
            return items;
        }
        Body::Operation(one) => operation::emit(emitted, one, &mut items),
    }
    version::emit_conversion_methods(emitted, &mut items);
    items
}

/// The names that a module of shapes uses but does not define.
#[derive(Default)]
struct UsedNames {
    names: HashSet<String>,
    /// The subset of names that types use.
    in_types: HashSet<String>,
}

/// Names that need no `use` item.
const ALWAYS_KNOWN: [&str; 33] = [
    "Box", "Option", "Result", "Self", "String", "Vec", "alloc", "bool", "char", "core", "crate",
    "dyn", "f32", "f64", "fn", "for", "i128", "i16", "i32", "i64", "i8", "impl", "isize", "self",
    "std", "str", "super", "u128", "u16", "u32", "u64", "u8", "usize",
];

impl UsedNames {
    fn add(&mut self, emitted: &EmittedShape<'_>) {
        for attr in &emitted.definition.attrs {
            self.attribute(attr);
        }
        let newest = emitted.shape.newest;
        let parts = emitted.definition.body.parts();
        for (part, resolved) in parts
            .iter()
            .zip(&emitted.resolved.parts)
            .filter(|(_, part)| part.alive.contains(&newest))
        {
            for attr in part.attrs {
                self.attribute(attr);
            }
            self.ty(&resolved.declared_tokens());
            // The methods of a request have arguments of the types behind aliases.
            if matches!(emitted.definition.body, Body::Operation(_)) {
                self.ty(&resolved.ty);
            }
        }
        if let Body::Operation(operation) = &emitted.definition.body {
            let headers = operation.headers.iter().map(|header| &header.ty);
            let stream = operation.stream.iter();
            let items = stream.filter_map(|stream| stream.item.as_ref());
            let types = operation.decoded_types().into_iter();
            for ty in types.chain(headers).chain(items) {
                self.ty(&ty.to_token_stream());
            }
            if let Some(item) = operation::page_item(emitted, operation) {
                self.ty(&item.to_token_stream());
            }
        }
    }

    fn ty(&mut self, ty: &TokenStream) {
        tokens::visit_names(ty, &mut |name, _| {
            let name = name.unraw().to_string();
            self.in_types.insert(name.clone());
            self.names.insert(name);
        });
    }

    fn attribute(&mut self, attr: &Attribute) {
        if !attr.path().is_ident("doc") {
            self.tokens(attr.meta.to_token_stream());
        }
    }

    /// Collects every possible name in an attribute, including those in strings: `#[serde(with = "text")]`.
    fn tokens(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => {
                    self.names.insert(ident.unraw().to_string());
                }
                TokenTree::Group(group) => self.tokens(group.stream()),
                TokenTree::Literal(literal) => {
                    let text = literal.to_string();
                    self.names.extend(
                        text.split(|c: char| !c.is_alphanumeric() && c != '_')
                            .map(str::to_owned),
                    );
                }
                TokenTree::Punct(_) => {}
            }
        }
    }

    /// Returns whether any type uses a name that is neither defined nor imported by name.
    fn has_unknown(&self, context: &Context<'_>) -> bool {
        let imported = |name: &str| {
            context
                .imports
                .iter()
                .any(|import| import.name.as_ref().is_some_and(|one| one.unraw() == name))
        };
        self.in_types.iter().any(|name| {
            !context.checked.types.contains_key(name)
                && !ALWAYS_KNOWN.contains(&name.as_str())
                && !imported(name)
        })
    }
}
