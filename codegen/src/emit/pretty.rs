//! Formatting of the definitions form, which people read: by prettyplease, with blank lines between items.
//!
//! There are two formatters, each for one form. Definitions are reviewed line by line, so they look as rustfmt would lay them
//! out, which takes a syntax tree; they are small, because each type stands in them once. Expanded code is for a compiler and
//! may be megabytes, so [`format`](super::format) lays out its tokens without a syntax tree: parsing it again would take as long
//! as the rest of generating.

use super::format;
use proc_macro2::{Delimiter, Group, Literal, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::{ToTokens as _, quote};
use syn::{File, Ident, Item, ItemMacro, ItemMod, LitStr, Macro, MacroDelimiter, Path, Token};

/// Formats a module with its content.
pub(super) fn module(module: &ItemMod) -> String {
    let tokens = module.to_token_stream();
    let Ok(mut module) = syn::parse2::<ItemMod>(by_line(tokens.clone())) else {
        return format::items(tokens);
    };
    if let Some((_, items)) = &mut module.content {
        *items = spaced(std::mem::take(items));
    }
    let text = prettyplease::unparse(&File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: vec![Item::Mod(module)],
    });
    with_blanks(&text)
}

/// Splits doc attributes into one for each line, which prettyplease prints as a doc comment.
fn by_line(tokens: TokenStream) -> TokenStream {
    let mut out = TokenStream::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) => match lines(&group) {
                Some(lines) => {
                    // The `#` before it is out already.
                    for (index, line) in lines.iter().enumerate() {
                        if index > 0 {
                            out.extend([TokenTree::Punct(Punct::new('#', Spacing::Alone))]);
                        }
                        let line = Literal::string(line);
                        out.extend(quote!([doc = #line]));
                    }
                }
                None => {
                    let mut same = Group::new(group.delimiter(), by_line(group.stream()));
                    same.set_span(group.span());
                    out.extend([TokenTree::Group(same)]);
                }
            },
            token => out.extend([token]),
        }
    }
    out
}

/// Returns the lines of a `#[doc = "..."]`, if there are several.
fn lines(group: &Group) -> Option<Vec<String>> {
    if group.delimiter() != Delimiter::Bracket {
        return None;
    }
    let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
    let [
        TokenTree::Ident(name),
        TokenTree::Punct(_),
        TokenTree::Literal(text),
    ] = &*tokens
    else {
        return None;
    };
    let text = syn::parse2::<LitStr>(text.to_token_stream()).ok()?.value();
    let is_comment = *name == "doc" && text.contains('\n');
    is_comment.then(|| text.split('\n').map(str::to_owned).collect())
}

/// Puts markers for blank lines between items, except between imports, and between those of modules inside.
fn spaced(items: Vec<Item>) -> Vec<Item> {
    let mut spaced = Vec::with_capacity(2 * items.len());
    for mut item in items {
        if let Item::Mod(ItemMod {
            content: Some((_, items)),
            ..
        }) = &mut item
        {
            *items = self::spaced(std::mem::take(items));
        }
        let follows = !spaced.is_empty()
            && !matches!((&item, spaced.last()), (Item::Use(_), Some(Item::Use(_))));
        if follows {
            spaced.push(blank());
        }
        spaced.push(item);
    }
    spaced
}

/// The name of the marker for a blank line. Names of a model never start with two underscores.
const BLANK: &str = "__blank_line";

/// Returns the marker for a blank line.
fn blank() -> Item {
    Item::Macro(ItemMacro {
        attrs: Vec::new(),
        ident: None,
        mac: Macro {
            path: Path::from(Ident::new(BLANK, Span::call_site())),
            bang_token: Token![!](Span::call_site()),
            delimiter: MacroDelimiter::Paren(syn::token::Paren::default()),
            tokens: TokenStream::new(),
        },
        semi_token: Some(Token![;](Span::call_site())),
    })
}

/// Replaces the markers in formatted text by blank lines.
fn with_blanks(text: &str) -> String {
    let marker = format!("{BLANK}!();");
    let line = |line: &str| match line.trim_start() == marker {
        true => "\n".to_owned(),
        false => format!("{line}\n"),
    };
    text.lines().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_have_a_line_each_and_items_stand_apart() {
        let definitions = quote! {
            mod definitions {
                use crate::runtime::Decimal;
                #[doc = " A price.\n\n In euros."]
                pub struct Price {
                    #[doc = " How much.\n More or less."]
                    pub value: Option<Decimal>,
                }
                #[doc = " A unit."]
                pub enum Unit { Hour }
                mod operations {
                    pub struct PricesGet {}
                    pub struct PricesList {}
                }
            }
        };
        let text = "\
mod definitions {
    use crate::runtime::Decimal;

    /// A price.
    ///
    /// In euros.
    pub struct Price {
        /// How much.
        /// More or less.
        pub value: Option<Decimal>,
    }

    /// A unit.
    pub enum Unit {
        Hour,
    }

    mod operations {
        pub struct PricesGet {}

        pub struct PricesList {}
    }
}
";
        assert_eq!(module(&syn::parse2(definitions).unwrap()), text);
    }
}
