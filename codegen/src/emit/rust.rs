//! Pieces of Rust syntax, built without a parser.

use std::collections::BTreeSet;

use billing_macros_expand::{is_hidden, text_literal};
use proc_macro2::Span;
use syn::{
    AngleBracketedGenericArguments, AttrStyle, Attribute, Expr, ExprLit, GenericArgument, Ident,
    ItemUse, Lit, LitStr, Meta, MetaNameValue, Path, PathArguments, PathSegment, Token, Type,
    TypePath, TypeTuple, UseGroup, UseName, UsePath, UseTree, Visibility, parse::Parser,
    punctuated::Punctuated, token::Paren,
};

use crate::{
    history::{History, KindHistory},
    model,
};

/// Returns a name as an identifier, which is raw if it is a keyword of any edition.
pub(super) fn ident(name: &str) -> Ident {
    if syn::parse_str::<Ident>(name).is_ok() && name != "gen" {
        Ident::new(name, Span::call_site())
    } else {
        Ident::new_raw(name, Span::call_site())
    }
}

/// Returns a path of plain names: `crate::runtime`.
pub(super) fn path(text: &str) -> Path {
    let segment = |name: &str| PathSegment::from(Ident::new(name, Span::call_site()));
    Path {
        leading_colon: None,
        segments: text.split("::").map(segment).collect(),
    }
}

/// Returns a path that is relative to a module as one relative to a module inside it.
pub(super) fn from_inside(path: &str) -> String {
    match path.strip_prefix("self::") {
        Some(rest) => format!("super::{rest}"),
        None if path.starts_with("super::") => format!("super::{path}"),
        None => path.to_owned(),
    }
}

/// Returns a type without arguments.
pub(super) fn named(name: &str) -> Type {
    let segment = PathSegment::from(ident(name));
    Type::Path(TypePath {
        attrs: Vec::new(),
        qself: None,
        path: Path::from(segment),
    })
}

/// Returns a type with type arguments: `Vec<T>`.
pub(super) fn generic(name: &str, arguments: Vec<Type>) -> Type {
    let arguments = AngleBracketedGenericArguments {
        colon2_token: None,
        lt_token: Token![<](Span::call_site()),
        args: arguments.into_iter().map(GenericArgument::Type).collect(),
        gt_token: Token![>](Span::call_site()),
    };
    let segment = PathSegment {
        ident: ident(name),
        arguments: PathArguments::AngleBracketed(arguments),
    };
    Type::Path(TypePath {
        attrs: Vec::new(),
        qself: None,
        path: Path::from(segment),
    })
}

/// Returns the Rust type of a member.
pub(super) fn type_of(ty: &model::Type) -> Type {
    match ty {
        model::Type::String => named("String"),
        model::Type::Boolean => named("bool"),
        model::Type::Integer(size) => named(size.as_str()),
        model::Type::Float => named("f64"),
        model::Type::Decimal => named("Decimal"),
        model::Type::DateTime => named("DateTime"),
        model::Type::LocalDateTime => named("LocalDateTime"),
        model::Type::Date => named("Date"),
        model::Type::Formatted(format) => named(format.as_str()),
        model::Type::Json => named("Json"),
        model::Type::Bytes => generic("Vec", vec![named("u8")]),
        model::Type::Named(name) => named(name),
        model::Type::Tuple(elements) => Type::Tuple(TypeTuple {
            attrs: Vec::new(),
            paren_token: Paren::default(),
            elems: tuple(elements),
        }),
        model::Type::Array(element) => generic("Vec", vec![type_of(element)]),
        model::Type::Map(value) => generic("BTreeMap", vec![named("String"), type_of(value)]),
        model::Type::Nullable(inner) => generic("Option", vec![type_of(inner)]),
        model::Type::Boxed(inner) => generic("Box", vec![type_of(inner)]),
        model::Type::Erased(inner) => generic("ErasedBox", vec![type_of(inner)]),
        model::Type::Foreign { path, stands_for } => {
            syn::parse_str(path).unwrap_or_else(|_| type_of(stands_for))
        }
    }
}

/// Parses attributes. Malformed ones were reported before.
pub(super) fn attributes(texts: &[String]) -> impl Iterator<Item = Attribute> {
    let parsed = |text: &String| Attribute::parse_outer.parse_str(text).unwrap_or_default();
    texts.iter().flat_map(parsed)
}

/// Returns the types of a tuple, with a trailing comma after a single one.
fn tuple(elements: &[model::Type]) -> Punctuated<Type, Token![,]> {
    let mut types: Punctuated<Type, Token![,]> = elements.iter().map(type_of).collect();
    if types.len() == 1 {
        types.push_punct(Token![,](Span::call_site()));
    }
    types
}

/// The names that types need from elsewhere.
#[derive(Default)]
struct Needed {
    values: BTreeSet<&'static str>,
    has_map: bool,
}

impl Needed {
    fn visit(&mut self, ty: &model::Type) {
        let value = match ty {
            model::Type::Map(inner) => {
                self.has_map = true;
                return self.visit(inner);
            }
            model::Type::Array(inner)
            | model::Type::Nullable(inner)
            | model::Type::Boxed(inner) => return self.visit(inner),
            model::Type::Erased(inner) => {
                self.values.insert("ErasedBox");
                return self.visit(inner);
            }
            model::Type::Tuple(elements) => {
                return elements.iter().for_each(|element| self.visit(element));
            }
            model::Type::Decimal => "Decimal",
            model::Type::DateTime => "DateTime",
            model::Type::LocalDateTime => "LocalDateTime",
            model::Type::Date => "Date",
            model::Type::Formatted(format) => format.as_str(),
            model::Type::Json => "Json",
            _ => return,
        };
        self.values.insert(value);
    }
}

/// Returns the imports that the types of a history need.
pub(super) fn imports(history: &History, runtime: &str) -> Vec<ItemUse> {
    let mut needed = Needed::default();
    for definition in &history.types {
        match &definition.kind {
            KindHistory::Struct(fields) => {
                for field in fields.iter().map(|field| &field.value) {
                    needed.visit(&field.ty);
                    if field.required && matches!(field.ty, model::Type::Nullable(_)) {
                        needed.values.insert("Nullable");
                    }
                }
            }
            KindHistory::Union(choices) => choices
                .iter()
                .for_each(|choice| needed.visit(&choice.value.alternative.ty)),
            KindHistory::Enumeration(_) => {}
        }
    }
    for operation in &history.operations {
        operation
            .parameters
            .iter()
            .for_each(|parameter| needed.visit(&parameter.value.ty));
        let bodies = operation
            .newest
            .responses
            .iter()
            .filter_map(|response| response.body.as_ref());
        bodies.for_each(|body| needed.visit(body));
    }
    let mut imports = Vec::new();
    let Needed { values, has_map } = needed;
    if has_map {
        imports.push(import("std::collections", &["BTreeMap"]));
    }
    if !values.is_empty() {
        imports.push(import(runtime, &values.into_iter().collect::<Vec<_>>()));
    }
    imports
}

/// Returns `use path::{names};`.
fn import(path: &str, names: &[&str]) -> ItemUse {
    let name = |name: &&str| {
        UseTree::Name(UseName {
            ident: Ident::new(name, Span::call_site()),
        })
    };
    let mut tree = match names {
        [only] => name(only),
        _ => UseTree::Group(UseGroup {
            brace_token: syn::token::Brace::default(),
            items: names.iter().map(name).collect::<Punctuated<_, _>>(),
        }),
    };
    for segment in path.rsplit("::") {
        tree = UseTree::Path(UsePath {
            ident: Ident::new(segment, Span::call_site()),
            colon2_token: Token![::](Span::call_site()),
            tree: Box::new(tree),
        });
    }
    ItemUse {
        attrs: Vec::new(),
        vis: Visibility::Inherited,
        use_token: Token![use](Span::call_site()),
        leading_colon: None,
        tree,
        semi_token: Token![;](Span::call_site()),
    }
}

/// Returns a text as a raw literal.
pub(super) fn raw_text(text: &str) -> LitStr {
    match Lit::new(text_literal(text)) {
        Lit::Str(literal) => literal,
        _ => LitStr::new(text, Span::call_site()),
    }
}

/// Returns the `#` signs that a raw string literal of a text needs.
pub(super) fn hashes(text: &str) -> String {
    let mut hashes = "#".to_owned();
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    hashes
}

/// Returns `#[rustfmt::skip]`.
pub(super) fn skip_formatting() -> Attribute {
    Attribute {
        pound_token: Token![#](Span::call_site()),
        style: AttrStyle::Outer,
        bracket_token: syn::token::Bracket::default(),
        meta: Meta::Path(path("rustfmt::skip")),
    }
}

/// Returns `#[deprecated]` with a note.
pub(super) fn deprecated(note: &str) -> Attribute {
    syn::parse_quote!(#[deprecated(note = #note)])
}

/// Returns one `#[doc = "..."]` for all lines, which is printed as a doc comment.
pub(super) fn doc(lines: &[String]) -> Attribute {
    let mut text = String::new();
    for (index, line) in lines.iter().enumerate() {
        if index > 0 {
            text.push('\n');
        }
        if !line.is_empty() {
            text.push(' ');
        }
        // Whatever the docs were made of, each stays a comment of one line.
        text.extend(line.chars().map(|character| match character {
            '\t' => character,
            hidden if is_hidden(hidden) => ' ',
            shown => shown,
        }));
    }
    let value = Expr::Lit(ExprLit {
        attrs: Vec::new(),
        lit: Lit::Str(raw_text(&text)),
    });
    Attribute {
        pound_token: Token![#](Span::call_site()),
        style: AttrStyle::Outer,
        bracket_token: syn::token::Bracket::default(),
        meta: Meta::NameValue(MetaNameValue {
            path: Path::from(Ident::new("doc", Span::call_site())),
            eq_token: Token![=](Span::call_site()),
            value,
        }),
    }
}
