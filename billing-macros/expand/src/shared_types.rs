use syn::ext::IdentExt;

use crate::{checked::Checked, definitions::Body, shape::Shapes};

/// A type or operation, and the api-versions that share it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedType {
    /// The name of the type or operation.
    pub name: String,
    /// The api-versions, oldest first.
    pub versions: Vec<String>,
}

/// Lists all distinct types of definitions that are no aliases, each with the api-versions that share it.
///
/// The list is part of a crate's public API: if two api-versions shared a type and no longer do, code that passes its
/// values from one to the other no longer compiles.
///
/// ```
/// use billing_macros_expand::{check, parse, shared_types};
/// use quote::quote;
///
/// let parsed = parse(
///     quote!(versions("v1", "v2", "v3")),
///     quote! {
///         mod definitions {
///             pub struct Amount {
///                 pub value: String,
///                 #[versions("v3"..)]
///                 pub currency: String,
///             }
///         }
///     },
/// );
/// let (checked, _) = check(parsed.definitions);
/// let versions: Vec<_> = shared_types(&checked).into_iter().map(|shape| shape.versions).collect();
/// assert_eq!(versions, [vec!["v1", "v2"], vec!["v3"]]);
/// ```
#[must_use]
pub fn shared_types(checked: &Checked) -> Vec<SharedType> {
    let mut shared = Vec::new();
    for module in Shapes::compute(checked).modules {
        for shape in module.shapes {
            let item = checked.definitions.items.get(shape.item);
            let Some(item) = item.filter(|item| !matches!(item.body, Body::Alias(_))) else {
                continue;
            };
            let versions = module.versions.iter();
            shared.push(SharedType {
                name: item.ident.unraw().to_string(),
                versions: versions
                    .filter_map(|version| checked.versions.get(*version).cloned())
                    .collect(),
            });
        }
    }
    shared
}
