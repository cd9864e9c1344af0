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

use super::crate_names::is_identifier;
use crate::{
    history::{History, KindHistory},
    model,
};

/// Returns a name as an identifier, which is raw if it is a keyword of any edition.
pub(super) fn ident(name: &str) -> Ident {
    if is_identifier(name) {
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

/// The names of types as definitions write them: a name that a definition has too is a full path where it means another
/// type.
pub(super) struct TypeNames<'h> {
    /// The names of definitions that are also names of other types.
    shadowed: BTreeSet<&'h str>,
    /// The path of the runtime from inside the definitions.
    runtime: String,
}

/// The types of the standard library that definitions use, with their modules.
const STD: [(&str, &str); 5] = [
    ("Box", "std::boxed"),
    ("BTreeMap", "std::collections"),
    ("Option", "std::option"),
    ("String", "std::string"),
    ("Vec", "std::vec"),
];

impl<'h> TypeNames<'h> {
    /// Collects the names of the definitions of a history.
    pub(super) fn new(history: &'h History, runtime: &str) -> Self {
        let types = history.types.iter().map(|one| one.name.as_str());
        let aliases = history.aliases.iter().map(|one| one.name.as_str());
        let names = types.chain(aliases);
        Self {
            shadowed: names.collect(),
            runtime: from_inside(runtime),
        }
    }

    /// Returns the names for a text in which no definition means another type.
    pub(super) fn plain() -> Self {
        Self {
            shadowed: BTreeSet::new(),
            runtime: String::new(),
        }
    }

    fn has(&self, name: &str) -> bool {
        !self.shadowed.contains(name)
    }

    /// Returns a type that is no definition, without arguments.
    fn value(&self, name: &str) -> Type {
        self.generic(name, Vec::new())
    }

    /// Returns a type that is no definition, with its arguments: `Vec<T>`.
    pub(super) fn generic(&self, name: &str, arguments: Vec<Type>) -> Type {
        let std = STD.iter().find(|(one, _)| *one == name);
        let (leading_colon, module) = match std {
            _ if self.has(name) => (None, ""),
            Some((_, module)) => (Some(Token![::](Span::call_site())), *module),
            None => (None, self.runtime.as_str()),
        };
        let mut segments: Punctuated<PathSegment, Token![::]> = match module {
            "" => Punctuated::new(),
            module => path(module).segments,
        };
        segments.push(segment(name, arguments));
        Type::Path(TypePath {
            attrs: Vec::new(),
            qself: None,
            path: Path {
                leading_colon,
                segments,
            },
        })
    }

    /// Returns the Rust type of a member.
    pub(super) fn type_of(&self, ty: &model::Type) -> Type {
        match ty {
            model::Type::String => self.value("String"),
            model::Type::Boolean => named("bool"),
            model::Type::Integer(size) => named(size.as_str()),
            model::Type::Float => named("f64"),
            model::Type::Decimal => self.value("Decimal"),
            model::Type::DateTime => self.value("DateTime"),
            model::Type::LocalDateTime => self.value("LocalDateTime"),
            model::Type::Date => self.value("Date"),
            model::Type::Formatted(format) => self.value(format.as_str()),
            model::Type::Json => self.value("Json"),
            model::Type::Bytes => self.generic("Vec", vec![named("u8")]),
            model::Type::Content => self.value("Content"),
            model::Type::File => self.value("File"),
            model::Type::OneOf(types) => {
                let types = types.iter().map(|ty| self.type_of(ty));
                self.generic("OneOf", types.collect())
            }
            model::Type::Named(name) | model::Type::Alias { name, .. } => named(name),
            model::Type::Tuple(elements) => Type::Tuple(TypeTuple {
                attrs: Vec::new(),
                paren_token: Paren::default(),
                elems: self.tuple(elements),
            }),
            model::Type::Array(element) => self.generic("Vec", vec![self.type_of(element)]),
            model::Type::Map(value) => {
                self.generic("BTreeMap", vec![self.value("String"), self.type_of(value)])
            }
            model::Type::Nullable(inner) => self.generic("Option", vec![self.type_of(inner)]),
            model::Type::Boxed(inner) => self.generic("Box", vec![self.type_of(inner)]),
            model::Type::Erased(inner) => self.generic("ErasedBox", vec![self.type_of(inner)]),
            // A type of the standard library or of the runtime is named without a path.
            model::Type::Foreign { path, .. } if !self.has(path) => self.value(path),
            model::Type::Foreign { path, stands_for } => {
                syn::parse_str(path).unwrap_or_else(|_| self.type_of(stands_for))
            }
        }
    }

    /// Returns the types of a tuple, with a trailing comma after a single one.
    fn tuple(&self, elements: &[model::Type]) -> Punctuated<Type, Token![,]> {
        let types = elements.iter().map(|element| self.type_of(element));
        let mut types: Punctuated<Type, Token![,]> = types.collect();
        if types.len() == 1 {
            types.push_punct(Token![,](Span::call_site()));
        }
        types
    }
}

fn segment(name: &str, arguments: Vec<Type>) -> PathSegment {
    if arguments.is_empty() {
        return PathSegment::from(ident(name));
    }
    let arguments = AngleBracketedGenericArguments {
        colon2_token: None,
        lt_token: Token![<](Span::call_site()),
        args: arguments.into_iter().map(GenericArgument::Type).collect(),
        gt_token: Token![>](Span::call_site()),
    };
    PathSegment {
        ident: ident(name),
        arguments: PathArguments::AngleBracketed(arguments),
    }
}

/// Parses attributes. Malformed ones were reported before.
pub(super) fn attributes(texts: &[String]) -> impl Iterator<Item = Attribute> {
    let parsed = |text: &String| Attribute::parse_outer.parse_str(text).unwrap_or_default();
    texts.iter().flat_map(parsed)
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
            model::Type::Tuple(elements) | model::Type::OneOf(elements) => {
                return elements.iter().for_each(|element| self.visit(element));
            }
            model::Type::Decimal => "Decimal",
            model::Type::DateTime => "DateTime",
            model::Type::LocalDateTime => "LocalDateTime",
            model::Type::Date => "Date",
            model::Type::Formatted(format) => format.as_str(),
            model::Type::Json => "Json",
            model::Type::Content => "Content",
            model::Type::File => "File",
            _ => return,
        };
        self.values.insert(value);
    }
}

/// Returns the imports that the types of a history need.
pub(super) fn imports(history: &History, names: &TypeNames<'_>) -> Vec<ItemUse> {
    let mut needed = Needed::default();
    for definition in &history.types {
        match &definition.kind {
            KindHistory::Struct(fields) => {
                for field in fields.iter().map(|field| &field.value) {
                    needed.visit(&field.ty);
                    if !field.is_optional() && matches!(field.ty, model::Type::Nullable(_)) {
                        needed.values.insert("Nullable");
                    }
                }
            }
            KindHistory::Union(choices) => choices
                .iter()
                .for_each(|choice| needed.visit(&choice.value.alternative.ty)),
            KindHistory::Enumeration(..) => {}
        }
    }
    history
        .aliases
        .iter()
        .for_each(|alias| needed.visit(&alias.ty));
    for operation in &history.operations {
        for parameter in operation
            .parameters
            .iter()
            .map(|parameter| &parameter.value)
        {
            needed.visit(&parameter.ty);
            if parameter.is_required_nullable() {
                needed.values.insert("Nullable");
            }
        }
        let bodies = operation
            .newest
            .responses
            .iter()
            .filter_map(|response| response.body.as_ref());
        bodies.for_each(|body| needed.visit(body));
        let responses = operation.newest.responses.iter();
        let streams = responses.clone().flat_map(|response| &response.stream);
        let items = streams.flat_map(|stream| &stream.item);
        items.for_each(|item| needed.visit(item));
        let headers = responses.flat_map(|response| &response.headers);
        headers.for_each(|header| needed.visit(&header.ty));
    }
    let mut imports = Vec::new();
    let Needed {
        mut values,
        has_map,
    } = needed;
    values.retain(|name| names.has(name));
    if has_map && names.has("BTreeMap") {
        imports.push(import("std::collections", &["BTreeMap"]));
    }
    if !values.is_empty() {
        imports.push(import(
            &names.runtime,
            &values.into_iter().collect::<Vec<_>>(),
        ));
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
