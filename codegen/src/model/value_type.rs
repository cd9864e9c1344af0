//! Types of values.

use super::{Format, Integer};

/// Type of a property, parameter, element or body.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// A string.
    String,
    /// `true` or `false`.
    Boolean,
    /// An integer.
    Integer(Integer),
    /// A binary float (`format: float` and `double`).
    Float,
    /// An exact decimal number.
    Decimal,
    /// An instant (`format: date-time`).
    DateTime,
    /// A date and time without a zone (`format: date-time-local`).
    LocalDateTime,
    /// A date (`format: date`).
    Date,
    /// A string or number whose format has a type in the runtime.
    Formatted(Format),
    /// Any JSON value.
    Json,
    /// Bytes, as the whole body of a request or response.
    Bytes,
    /// Bytes with their media type, as the whole body of a request.
    Content,
    /// A file, as a member of a form.
    File,
    /// The body of a request or response in one of several media types, with a type for each.
    OneOf(Vec<Type>),
    /// A type of [`Model::types`](super::Model::types), by Rust name.
    Named(String),
    /// An array.
    Array(Box<Type>),
    /// An array with a type for each position (`prefixItems`).
    Tuple(Vec<Type>),
    /// An object whose properties have one type.
    Map(Box<Type>),
    /// A value or null.
    Nullable(Box<Type>),
    /// A boxed value; breaks the recursion of a type that contains itself.
    Boxed(Box<Type>),
    /// A boxed value whose type the compiler does not look into; breaks long chains of types.
    Erased(Box<Type>),
    /// Another name of a type, only in the types that a document declares.
    Alias {
        /// Rust name.
        name: String,
        /// Type that it means.
        target: Box<Type>,
    },
    /// A type that is not generated, named by a customization.
    Foreign {
        /// Path of the type.
        path: String,
        /// Type that it replaces.
        stands_for: Box<Type>,
    },
}

impl Type {
    /// Returns the names of the defined types that the type is or contains.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        match self {
            Self::Named(name) => vec![name],
            Self::Array(inner)
            | Self::Map(inner)
            | Self::Nullable(inner)
            | Self::Boxed(inner)
            | Self::Erased(inner) => inner.names(),
            Self::Tuple(types) | Self::OneOf(types) => types.iter().flat_map(Self::names).collect(),
            Self::Alias { target, .. } => target.names(),
            _ => Vec::new(),
        }
    }
}

impl Type {
    /// Returns the element types of a tuple, nested ones flattened; for another type, the type itself.
    #[must_use]
    pub fn elements(&self) -> Vec<&Self> {
        match self {
            Self::Tuple(types) => types.iter().flat_map(Self::elements).collect(),
            Self::Nullable(inner) if matches!(**inner, Self::Tuple(_)) => inner.elements(),
            other => vec![other],
        }
    }
}

impl Type {
    /// Returns the type with each alias replaced by the type that it means.
    #[must_use]
    pub fn without_aliases(&self) -> Self {
        let inner = |inner: &Self| Box::new(inner.without_aliases());
        let all = |types: &[Self]| types.iter().map(Self::without_aliases).collect();
        match self {
            Self::Alias { target, .. } => target.without_aliases(),
            Self::Array(one) => Self::Array(inner(one)),
            Self::Map(one) => Self::Map(inner(one)),
            Self::Nullable(one) => Self::Nullable(inner(one)),
            Self::Boxed(one) => Self::Boxed(inner(one)),
            Self::Erased(one) => Self::Erased(inner(one)),
            Self::Tuple(types) => Self::Tuple(all(types)),
            Self::OneOf(types) => Self::OneOf(all(types)),
            other => other.clone(),
        }
    }

    /// Returns the type that an alias means; for another type, the type itself.
    #[must_use]
    pub fn alias_target(&self) -> &Self {
        match self {
            Self::Alias { target, .. } => target,
            other => other,
        }
    }

    /// Returns the names of the aliases in the type, without those in their targets.
    #[must_use]
    pub fn alias_names(&self) -> Vec<&str> {
        match self {
            Self::Alias { name, .. } => vec![name],
            Self::Array(inner)
            | Self::Map(inner)
            | Self::Nullable(inner)
            | Self::Boxed(inner)
            | Self::Erased(inner) => inner.alias_names(),
            Self::Tuple(types) | Self::OneOf(types) => {
                types.iter().flat_map(Self::alias_names).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Returns the type as the document declares it, or the type itself if it has become another one since.
    #[must_use]
    pub fn as_declared<'t>(&'t self, declared: Option<&'t Self>) -> &'t Self {
        let declared = declared.filter(|declared| declared.without_aliases() == *self);
        declared.unwrap_or(self)
    }
}
