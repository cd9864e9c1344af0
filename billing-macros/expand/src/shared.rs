use syn::ext::IdentExt;

use crate::{checked::Checked, shape::Shapes};

/// A name and the api-versions in which it is one type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedType {
    /// The name of the type or operation.
    pub name: String,
    /// The api-versions, oldest first.
    pub versions: Vec<String>,
}

/// Which api-versions share a type: all the distinct types that definitions expand to.
///
/// That is public API, since a value of one type is none of another: what was one type in two api-versions and is two
/// types later breaks whoever passes values from one to the other.
///
/// ```
/// use billing_macros_expand::{check, parse, shapes};
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
/// let versions: Vec<_> = shapes(&checked).into_iter().map(|shape| shape.versions).collect();
/// assert_eq!(versions, [vec!["v1", "v2"], vec!["v3"]]);
/// ```
#[must_use]
pub fn shapes(checked: &Checked) -> Vec<SharedType> {
    let mut shared = Vec::new();
    for module in Shapes::of(checked).modules {
        for shape in module.shapes {
            let Some(item) = checked.definitions.items.get(shape.item) else {
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
