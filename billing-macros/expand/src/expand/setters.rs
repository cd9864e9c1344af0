//! Emits arguments of constructors, and setters.

use std::collections::HashSet;

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::ext::IdentExt;
use syn::{Attribute, Type, Visibility};

use super::context::EmittedShape;
use super::docs;
use crate::definitions::Body;
use crate::member::{is_boxed, is_nullable, is_optional, is_string};
use crate::tokens::Once;

/// Methods of every emitted type that setters must not shadow.
const METHODS: [&str; 14] = [
    "new",
    "default",
    "clone",
    "clone_from",
    "clone_into",
    "fmt",
    "eq",
    "ne",
    "into",
    "try_into",
    "to_owned",
    "borrow",
    "borrow_mut",
    "type_id",
];

/// An argument: its type, and the expression that converts it to the type of the field.
pub(super) struct Argument {
    pub(super) ty: TokenStream,
    pub(super) value: TokenStream,
}

impl Argument {
    /// Returns an argument of anything that converts into a type.
    pub(super) fn of_any_into(emitted: &EmittedShape<'_>, ident: &Ident, ty: &TokenStream) -> Self {
        let into = emitted.context.prelude_name("Into");
        Self {
            ty: quote!(impl #into<#ty>),
            value: quote!(#ident.into()),
        }
    }
}

impl EmittedShape<'_> {
    /// Returns the argument for a field.
    ///
    /// Strings, unions, boxes and values that may be null are converted. All other types are taken as they are, so that the
    /// compiler infers the type of `"2.00".parse()?` and of an empty list.
    /// It is shown as the document declares it, which may name an alias of `ty`.
    pub(super) fn argument(&self, ident: &Ident, ty: &Type, declared: &Type) -> Argument {
        let path = self.qualify(&declared.to_token_stream());
        let is_converted = match self.find_body(ty) {
            Some(body) => matches!(body, Body::Union(_)),
            None if is_string(declared) => {
                let string = self.context.prelude_name("String");
                return Argument::of_any_into(self, ident, &string);
            }
            None => is_string(ty) || is_boxed(ty) || is_nullable(ty) || is_optional(ty),
        };
        if is_converted {
            return Argument::of_any_into(self, ident, &path);
        }
        Argument {
            ty: path,
            value: quote!(#ident),
        }
    }

    /// Returns the body of the definition that a type names.
    fn find_body(&self, ty: &Type) -> Option<&Body> {
        let Type::Path(path) = ty else { return None };
        let checked = self.context.checked;
        let group = checked
            .groups
            .get(checked.find_type(path.path.get_ident()?)?)?;
        let item = group.at.get(self.shape.newest).copied().flatten()?;
        Some(&checked.definitions.items.get(item)?.body)
    }
}

/// A setter of an optional field.
pub(super) struct Setter<'a> {
    pub(super) attrs: &'a [Attribute],
    pub(super) vis: &'a Visibility,
    pub(super) ident: &'a Ident,
    pub(super) argument: Argument,
    /// The docs if the field has none.
    pub(super) otherwise: Option<String>,
}

/// Setters, and the lint that their names may need.
pub(super) struct EmittedSetters {
    pub(super) methods: TokenStream,
    /// The attribute of the `impl`, if Clippy expects a method of one of the names to have another signature.
    pub(super) allow: Option<TokenStream>,
}

/// Emits setters. One whose name is that of another method begins with `with_`.
pub(super) fn emit(setters: Vec<Setter<'_>>, own_methods: &[&str]) -> EmittedSetters {
    let fields: HashSet<String> = setters
        .iter()
        .map(|setter| setter.ident.unraw().to_string())
        .collect();
    let methods = METHODS.iter().chain(own_methods);
    let mut taken: HashSet<String> = methods.map(|name| (*name).to_owned()).collect();
    let mut is_conventional = false;
    let methods = setters.into_iter().map(|setter| {
        let mut name = setter.ident.unraw().to_string();
        let mut is_own = true;
        while taken.contains(&name) || (!is_own && fields.contains(&name)) {
            name = format!("with_{name}");
            is_own = false;
        }
        is_conventional |= has_conventional_name(&name);
        let method = match is_own {
            true => setter.ident.clone(),
            false => format_ident!("{name}"),
        };
        taken.insert(name);
        setter.emit(&method)
    });
    let methods = methods.collect();
    EmittedSetters {
        methods,
        allow: is_conventional.then(
            || quote!(#[allow(clippy::wrong_self_convention, clippy::should_implement_trait)]),
        ),
    }
}

impl Setter<'_> {
    fn emit(self, method: &Ident) -> TokenStream {
        let (vis, ident) = (self.vis, self.ident);
        let Argument { ty, value } = self.argument;
        let (ty, value) = (Once::new(ty), Once::new(value));
        let docs = docs::first_line(self.attrs).or_else(|| {
            let text = self.otherwise.as_ref()?;
            Some(quote!(#[doc = #text]))
        });
        let docs = docs.map(Once::new);
        let deprecated = self
            .attrs
            .iter()
            .filter(|attr| attr.path().is_ident("deprecated"));
        quote! {
            #docs
            #(#deprecated)*
            #[inline]
            #vis fn #method(mut self, #ident: #ty) -> Self {
                self.#ident = Some(#value);
                self
            }
        }
    }
}

/// Returns whether Clippy expects a method of this name to have another signature.
fn has_conventional_name(name: &str) -> bool {
    const TRAITS: [&str; 24] = [
        "add",
        "as_mut",
        "as_ref",
        "bitand",
        "bitor",
        "bitxor",
        "borrow",
        "borrow_mut",
        "cmp",
        "default",
        "deref",
        "div",
        "drop",
        "eq",
        "from_str",
        "hash",
        "index",
        "mul",
        "neg",
        "next",
        "not",
        "rem",
        "shl",
        "sub",
    ];
    TRAITS.contains(&name)
        || name.starts_with("shr")
        || ["as_", "from_", "into_", "is_", "to_"]
            .iter()
            .any(|prefix| name.starts_with(prefix))
}
