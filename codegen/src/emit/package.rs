//! The crate of one API: it builds by itself, and its root is the API.

use std::{error::Error, fmt};

use billing_macros_expand::{
    Checked, check, definitions::Definitions, expand_in_pieces, version_module_name,
};
use syn::Item;

use super::{Files, MARK, Settings, definitions, docs, format, library, manifest, runtime, rust};
use crate::history::History;

/// How the types of an API are written down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// The types of each api-version as plain Rust: no macro, no support crate.
    #[default]
    Expanded,
    /// One definition of everything with its history on it, for `billing-macros` to expand.
    Definitions,
}

/// The files of a crate, and how much there is in it.
#[derive(Clone, Debug)]
pub struct Package {
    /// The files.
    pub files: Files,
    /// How many distinct forms the types and operations have over all api-versions; each is one Rust type.
    pub shapes: usize,
}

/// The definitions of an API cannot be expanded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpansionError {
    /// What is wrong, one message each.
    pub messages: Vec<String>,
}

impl fmt::Display for ExpansionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.messages.join("\n"))
    }
}

impl Error for ExpansionError {}

/// The definitions as the macro understands them: what it would refuse is refused before it is written.
pub(super) fn checked(definitions: Definitions) -> Result<Checked, ExpansionError> {
    let (checked, errors) = check(definitions);
    if errors.is_empty() {
        return Ok(checked);
    }
    let messages = errors.iter().map(ToString::to_string).collect();
    Err(ExpansionError { messages })
}

/// The files of the crate of one API.
///
/// `manifest` is the text of the `Cargo.toml` that is there already: its marked parts are brought up to date, and one
/// without marks is left alone.
///
/// # Errors
///
/// The definitions contradict each other, for instance where two api-versions would have one module.
pub fn package(
    history: &History,
    form: Form,
    crate_name: &str,
    manifest: Option<&str>,
) -> Result<Package, ExpansionError> {
    let settings = Settings {
        features: None,
        runtime: "crate::runtime".to_owned(),
        module: None,
    };
    let definitions = definitions(history, &settings);
    let printed = (form == Form::Definitions).then(|| billing_macros_expand::print(&definitions));
    let checked = checked(definitions)?;
    let shapes = billing_macros_expand::shapes(&checked).len();
    let mut files = Files::default();
    files.insert(
        "Cargo.toml",
        manifest::of_package(manifest, crate_name, form),
    );
    let items = match printed {
        Some(module) => vec![Item::Mod(module)],
        None => own_files(&checked, &mut files),
    };
    files.insert("src/lib.rs", root(history, items));
    for (path, text) in runtime::files(&[]) {
        files.insert(format!("src/runtime/{path}"), text);
    }
    Ok(Package { files, shapes })
}

/// Puts each module that holds more than names from elsewhere into a file of its own, and gives what is left.
fn own_files(checked: &Checked, files: &mut Files) -> Vec<Item> {
    let mut root = Vec::new();
    expand_in_pieces(checked, &mut |module, content| {
        let Some(mut module) = module else {
            root.extend(content);
            return;
        };
        let mut content = content.peekable();
        let mut uses = Vec::new();
        while let Some(item) = content.next_if(|item| matches!(item, Item::Use(_))) {
            uses.push(item);
        }
        if content.peek().is_some() {
            let text = format::items(uses.into_iter().chain(content));
            files.insert(
                format!("src/{}.rs", module.ident),
                format!("{MARK}\n{text}"),
            );
            module.content = None;
            module.semi = Some(syn::token::Semi::default());
        } else {
            module.content = Some((syn::token::Brace::default(), uses));
        }
        root.push(Item::Mod(module));
    });
    root
}

/// The text of `lib.rs`.
fn root(history: &History, mut items: Vec<Item>) -> String {
    for item in &mut items {
        if let Item::Mod(module) = item {
            // A formatter must not make the files differ from what is generated again.
            module.attrs.push(rust::skip_formatting());
        }
    }
    let title = history.title.as_deref().unwrap_or(&history.service);
    let mut out = format!(
        "{MARK}\n\
         //! Types and operations of {}, for every api-version.\n\
         //!\n\
         //! | api-version | module |\n\
         //! | --- | --- |\n",
        docs::title(title)
    );
    for api_version in &history.api_versions {
        out.push_str(&format!(
            "//! | {} | [`{module}`] |\n",
            docs::title(api_version).replace('|', "\\|"),
            module = version_module_name(api_version)
        ));
    }
    out.push_str(library::PROMISES);
    out.push_str("\n\npub mod runtime;\n\n");
    out.push_str(library::EXPORTS);
    out.push('\n');
    out.push_str(&format::items(items));
    out
}
