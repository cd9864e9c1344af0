//! The runtime as one text of nested modules, without cargo features, since these would be the including crate's.

use std::{borrow::Cow, collections::BTreeSet};

use syn::{Attribute, Item, Meta, Token, punctuated::Punctuated};

use super::{Conversion, Layer, external, file, foreign, root_module};
use crate::history::Foreign;

/// Returns the content of the runtime's module, with these layers and conversions.
pub(in crate::emit) fn content(
    layers: &[Layer],
    conversions: &[Conversion],
    foreign: &Foreign,
) -> String {
    let conversions = foreign::converted(conversions, foreign);
    let conversions = conversions.iter().map(|one| one.conversion.name());
    let layers = layers.iter().flat_map(|layer| layer.features()).copied();
    let inliner = Inliner {
        features: layers.chain(conversions).collect(),
    };
    let mut out = inliner.text(&root_module(), "");
    if let Some(text) = external(foreign) {
        out.push_str(&format!("\nmod external {{\n{text}}}\n"));
    }
    out
}

struct Inliner {
    /// The enabled cargo features.
    features: BTreeSet<&'static str>,
}

impl Inliner {
    /// Returns the text of a module with its submodules, whose files are in a folder.
    fn text(&self, text: &str, folder: &str) -> String {
        let text = self.resolved(text);
        // A macro of an included text can be named by its path only where it is not exported.
        let text = text
            .replace("#[macro_export]\n", "")
            .replace("pub use __", "pub(crate) use __")
            .replace(
                "pub use super::implement",
                "pub(crate) use super::implement",
            )
            .replace("pub use super::served", "pub(crate) use super::served");
        self.nested(&text, folder)
    }

    /// Replaces module declarations by the content of their files.
    fn nested(&self, text: &str, folder: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for line in text.lines() {
            let name = line
                .strip_suffix(';')
                .and_then(|line| line.rsplit_once("mod "))
                .filter(|(before, _)| before.is_empty() || before.starts_with("pub"))
                .map(|(_, name)| name);
            if let Some(name) = name {
                let path = format!("{folder}{name}");
                let (_, content) = file(&format!("{path}.rs"));
                let content = self.text(content, &format!("{path}/"));
                out.push_str(line.trim_end_matches(';'));
                out.push_str(" {\n");
                out.push_str(&content);
                out.push_str("}\n");
            } else {
                out.push_str(line);
                out.push('\n');
            }
        }
        out
    }

    /// Removes the items of a text that depend on disabled features.
    fn resolved<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if !text.contains("#[cfg(") {
            return Cow::Borrowed(text);
        }
        let Ok(mut file) = syn::parse_file(text) else {
            return Cow::Borrowed(text);
        };
        file.items.retain_mut(|item| match attributes(item) {
            Some(attributes) => self.keeps(attributes),
            None => true,
        });
        Cow::Owned(prettyplease::unparse(&file))
    }

    /// Removes the conditions from attributes. Returns whether they hold.
    fn keeps(&self, attributes: &mut Vec<Attribute>) -> bool {
        let mut keeps = true;
        attributes.retain(|attribute| {
            let is_condition = attribute.path().is_ident("cfg");
            if is_condition {
                keeps &= attribute
                    .parse_args::<Meta>()
                    .is_ok_and(|condition| self.holds(&condition));
            }
            !is_condition
        });
        keeps
    }

    fn holds(&self, condition: &Meta) -> bool {
        match condition {
            Meta::Path(_) => false,
            Meta::NameValue(pair) => match &pair.value {
                syn::Expr::Lit(syn::ExprLit {
                    lit: syn::Lit::Str(feature),
                    ..
                }) => self.features.contains(feature.value().as_str()),
                _ => false,
            },
            Meta::List(list) => {
                let inner = list
                    .parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated)
                    .unwrap_or_default();
                let mut inner = inner.iter();
                if list.path.is_ident("not") {
                    !inner.any(|one| self.holds(one))
                } else if list.path.is_ident("any") {
                    inner.any(|one| self.holds(one))
                } else {
                    inner.all(|one| self.holds(one))
                }
            }
        }
    }
}

/// Returns the attributes of an item of a kind that has conditions in the runtime.
fn attributes(item: &mut Item) -> Option<&mut Vec<Attribute>> {
    Some(match item {
        Item::Mod(item) => &mut item.attrs,
        Item::Use(item) => &mut item.attrs,
        Item::Trait(item) => &mut item.attrs,
        Item::Struct(item) => &mut item.attrs,
        Item::Enum(item) => &mut item.attrs,
        Item::Fn(item) => &mut item.attrs,
        Item::Impl(item) => &mut item.attrs,
        Item::Const(item) => &mut item.attrs,
        Item::Type(item) => &mut item.attrs,
        Item::Macro(item) => &mut item.attrs,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every combination is one text without conditions and without missing modules.
    #[test]
    fn conditions_are_resolved() {
        let layers: Vec<&[Layer]> = vec![&[], &[Layer::Http], &[Layer::Client], &Layer::ALL];
        for layers in layers {
            let text = content(layers, &Conversion::ALL, &Foreign::default());
            let file = syn::parse_file(&text).unwrap();
            assert!(!text.contains("cfg("), "{layers:?}");
            assert!(!text.contains("macro_export"), "{layers:?}");
            let mut modules = vec![(String::new(), file.items)];
            while let Some((path, items)) = modules.pop() {
                for item in items {
                    if let Item::Mod(module) = item {
                        let path = format!("{path}/{}", module.ident);
                        let (_, content) = module.content.expect(&path);
                        assert!(!content.is_empty(), "{path}");
                        modules.push((path, content));
                    }
                }
            }
            let has = |name: &str| text.contains(&format!("mod {name} {{"));
            assert_eq!(has("http"), layers.contains(&Layer::Http) || has("client"));
            assert_eq!(has("testing"), layers.contains(&Layer::Testing));
            assert_eq!(has("blocking"), layers.contains(&Layer::Blocking));
            assert_eq!(has("asynchronous"), layers.contains(&Layer::Client));
        }
    }
}
