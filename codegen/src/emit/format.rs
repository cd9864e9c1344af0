//! Items as text, one after the other: an item that is written needs no memory any more.

use proc_macro2::{Delimiter, Ident, Spacing, Span, TokenStream, TokenTree};
use syn::{Item, ItemMacro, ItemMod, Macro, MacroDelimiter, Path, Token};

/// The text of a file, with a blank line between items but not within the imports.
pub(super) fn items(items: impl IntoIterator<Item = Item>) -> String {
    let mut file = FileText::default();
    for item in items {
        file.push(item);
    }
    file.text
}

/// The text of a file that is being written.
#[derive(Default)]
pub(super) struct FileText {
    pub(super) text: String,
    after_use: bool,
}

impl FileText {
    /// Adds an item.
    pub(super) fn push(&mut self, item: Item) {
        let is_use = matches!(item, Item::Use(_));
        let continues = is_use && self.after_use;
        if !self.text.is_empty() && !continues {
            self.text.push('\n');
        }
        self.after_use = is_use;
        self.text.push_str(&one(item));
    }
}

/// The text of a module with its content, with blank lines as in a file.
pub(super) fn module(mut module: ItemMod) -> String {
    if let Some((_, items)) = &mut module.content {
        *items = spaced(std::mem::take(items));
    }
    with_blanks(&unparse(Item::Mod(module)))
}

/// A blank line between items, but not within the imports.
fn spaced(items: Vec<Item>) -> Vec<Item> {
    let mut spaced = Vec::with_capacity(2 * items.len());
    for item in items {
        let follows = !spaced.is_empty()
            && !matches!((&item, spaced.last()), (Item::Use(_), Some(Item::Use(_))));
        if follows {
            spaced.push(blank());
        }
        spaced.push(item);
    }
    spaced
}

/// A line that stands for an empty one until the text is formatted.
fn blank() -> Item {
    Item::Macro(ItemMacro {
        attrs: Vec::new(),
        ident: None,
        mac: Macro {
            path: Path::from(Ident::new(BLANK, Span::call_site())),
            bang_token: Token![!](Span::call_site()),
            delimiter: MacroDelimiter::Paren(syn::token::Paren::default()),
            tokens: proc_macro2::TokenStream::new(),
        },
        semi_token: Some(Token![;](Span::call_site())),
    })
}

/// Formatted text with its blank lines.
fn with_blanks(text: &str) -> String {
    let marker = format!("{BLANK}!();");
    let line = |line: &str| {
        if line.trim_start() == marker {
            String::from("\n")
        } else {
            format!("{line}\n")
        }
    };
    text.lines().map(line).collect()
}

/// No document can bring this name in: model names have no double underscore at the front.
const BLANK: &str = "__blank_line";

fn one(item: Item) -> String {
    match item {
        Item::Macro(item) if is_list(&item) => list(&item),
        Item::Mod(item) => module(item),
        item => unparse(item),
    }
}

fn unparse(item: Item) -> String {
    prettyplease::unparse(&syn::File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: vec![item],
    })
}

/// Whether it is one of the lists that the runtime makes impls of.
fn is_list(item: &ItemMacro) -> bool {
    item.mac
        .path
        .segments
        .first()
        .is_some_and(|first| first.ident == "rt")
}

/// A list with a line for each of its entries.
fn list(item: &ItemMacro) -> String {
    let path: Vec<String> = item
        .mac
        .path
        .segments
        .iter()
        .map(|segment| segment.ident.to_string())
        .collect();
    let mut text = format!("{}! {{\n", path.join("::"));
    let mut head = Vec::new();
    for token in item.mac.tokens.clone() {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                text.push_str("    ");
                words(&std::mem::take(&mut head), &mut text);
                text.push_str(" {");
                entries(group.stream(), &mut text);
                text.push_str("}\n");
            }
            token => head.push(token),
        }
    }
    text.push_str("}\n");
    text
}

/// The entries of a list, each of which ends with a semicolon.
fn entries(tokens: TokenStream, text: &mut String) {
    let mut entry = Vec::new();
    let mut any = false;
    for token in tokens {
        match &token {
            TokenTree::Punct(punct) if punct.as_char() == ';' => {
                text.push_str(if any { "        " } else { "\n        " });
                any = true;
                words(&std::mem::take(&mut entry), text);
                text.push_str(";\n");
            }
            _ => entry.push(token),
        }
    }
    if any {
        text.push_str("    ");
    }
}

/// Tokens with spaces where a person would put them.
fn words(tokens: &[TokenTree], text: &mut String) {
    let mut after_word = false;
    let mut arrow = false;
    for token in tokens {
        match token {
            TokenTree::Punct(punct) => {
                let character = punct.as_char();
                let begins_arrow = character == '=' && punct.spacing() == Spacing::Joint;
                if begins_arrow {
                    text.push(' ');
                }
                text.push(character);
                if arrow || matches!(character, ',') {
                    text.push(' ');
                }
                arrow = begins_arrow;
                after_word = false;
                if character == ':' && punct.spacing() == Spacing::Alone && !text.ends_with("::") {
                    text.push(' ');
                }
            }
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::None => ("", ""),
                };
                text.push_str(open);
                words(&group.stream().into_iter().collect::<Vec<_>>(), text);
                text.push_str(close);
                after_word = true;
            }
            TokenTree::Ident(_) | TokenTree::Literal(_) => {
                if after_word {
                    text.push(' ');
                }
                text.push_str(&token.to_string());
                after_word = true;
            }
        }
    }
}
