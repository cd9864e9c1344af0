//! The module of one API, which can be included at any depth of modules.

use billing_macros_expand::{EmittedModule, Piece, expand_in_pieces};
use quote::quote;

use super::{
    Conversion, ExpansionError, Layer, MARK, Settings,
    clients::{self, Conditions},
    crate_names::{is_module_name, module_letters},
    definitions, docs, examples, format,
    format::FileText,
    library,
    package::checked,
    runtime,
};
use crate::history::History;

/// Options for the module of an API.
#[derive(Clone, Debug, Default)]
pub struct ModuleOptions {
    /// The place of the runtime.
    pub runtime: RuntimePlace,
    /// The layers on top of the types.
    pub layers: Vec<Layer>,
    /// The crates for which the runtime has conversions.
    pub conversions: Vec<Conversion>,
}

/// The place of the runtime of a module.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum RuntimePlace {
    /// The runtime is a module `runtime` inside it.
    #[default]
    Inside,
    /// The runtime is a module `runtime` beside it.
    Beside,
    /// The runtime is at a path such as `crate::wire`.
    At(String),
}

/// The text of the module of an API.
#[derive(Clone, Debug)]
pub struct Module {
    /// The text of a file that declares the module with its content.
    pub text: String,
}

/// Returns the name of the module of an API, which is also that of its file.
#[must_use]
pub fn module_name(service: &str) -> String {
    let name = module_letters(service);
    // The runtime has a name of its own.
    if name == "runtime" || !is_module_name(&name) {
        return format!("api_{name}").trim_end_matches('_').to_owned();
    }
    name
}

/// Emits the module of an API.
///
/// # Errors
///
/// The definitions contradict each other, for instance where two api-versions would have one module.
pub fn module(
    name: &str,
    history: &History,
    options: &ModuleOptions,
) -> Result<Module, ExpansionError> {
    let place = match &options.runtime {
        RuntimePlace::Inside => "self::runtime",
        RuntimePlace::Beside => "super::runtime",
        RuntimePlace::At(path) => path,
    };
    let settings = Settings {
        features: None,
        runtime: place.to_owned(),
        module: None,
    };
    let checked = checked(definitions(history, &settings))?;
    let mut content = docs(history, options);
    content.push_str(&exports(history, place, options));
    let is_tested = options.layers.contains(&Layer::Testing);
    if let Some(item) = is_tested.then(|| examples::item(history, place)).flatten() {
        content.push_str(&format!("\n{item}"));
    }
    expand_in_pieces(&checked, &mut |piece| {
        content.push('\n');
        match piece {
            Piece::Items(items) => content.push_str(&format::items(items)),
            Piece::Module(module) => content.push_str(&nested(module)),
        }
    });
    if options.runtime == RuntimePlace::Inside {
        let inner = runtime::content(&options.layers, &options.conversions, &history.foreign);
        content.push_str(&format!("\npub mod runtime {{\n{inner}}}\n"));
    }
    Ok(Module {
        text: wrapped(name, &content),
    })
}

/// Emits the runtime as a module that the modules of several APIs share.
#[must_use]
pub fn runtime_module(
    histories: &[History],
    layers: &[Layer],
    conversions: &[Conversion],
) -> String {
    let foreign = super::foreign(histories);
    wrapped("runtime", &runtime::content(layers, conversions, &foreign))
}

/// Returns the text of a file with one module.
fn wrapped(name: &str, content: &str) -> String {
    format!("{MARK}\n{ALLOW}pub mod {name} {{\n{content}}}\n")
}

/// Lints that the including crate may have enabled for its own code, and warnings about unused items.
const ALLOW: &str = "\
#[allow(
    unused,
    missing_copy_implementations,
    missing_debug_implementations,
    missing_docs,
    elided_lifetimes_in_paths,
    let_underscore_drop,
    single_use_lifetimes,
    trivial_casts,
    trivial_numeric_casts,
    unnameable_types,
    unreachable_pub,
    unused_lifetimes,
    unused_qualifications,
    unused_results,
    variant_size_differences,
    clippy::all,
    clippy::cargo,
    clippy::nursery,
    clippy::pedantic,
    clippy::restriction,
    reason = \"it is generated\"
)]
";

/// Formats a module with its content.
fn nested(module: EmittedModule<'_>) -> String {
    let EmittedModule {
        attrs,
        vis,
        name,
        uses,
        content,
    } = module;
    let head = format::items(quote!(#attrs #vis mod #name;));
    let mut inner = FileText::default();
    inner.push(uses);
    content.for_each(|(_, items)| inner.push(items));
    format!(
        "{} {{\n{}}}\n",
        head.trim_end().trim_end_matches(';'),
        inner.text
    )
}

/// The docs of the module.
fn docs(history: &History, options: &ModuleOptions) -> String {
    let title = history.title.as_deref().unwrap_or(&history.service);
    let mut out = format!("//! Types and operations of {}.\n", docs::title(title));
    if !history.is_unversioned {
        out.push_str(&library::version_modules(history));
    }
    out.push_str(&library::promises([history]));
    out.push_str(&library::conversions_of_module(&options.conversions));
    out.push_str("\n\n");
    out
}

/// The items for users beside the types: names of the runtime, and clients.
fn exports(history: &History, place: &str, options: &ModuleOptions) -> String {
    let has = |feature: &str| {
        let mut layers = options.layers.iter();
        layers.any(|layer| layer.features().contains(&feature))
    };
    let conditions = Conditions::Present {
        has_client: has("client"),
        has_blocking: has("blocking"),
    };
    let mut out = match &options.runtime {
        RuntimePlace::Inside => String::new(),
        RuntimePlace::At(path) if !path.ends_with("::runtime") => {
            format!("pub use {path} as runtime;\n")
        }
        RuntimePlace::Beside | RuntimePlace::At(_) => format!("pub use {place};\n"),
    };
    if history.is_unversioned {
        out.push_str(&format!("pub use {place}::{{{}}};\n", library::FUNCTIONS));
        out.push_str(&clients::of_document(place, conditions));
        return out;
    }
    out.push_str(&format!("pub use {place}::{{{}}};\n", library::NAMES));
    if has("patterns") {
        out.push_str(&format!("pub use {place}::Check;\n"));
    }
    if has("http") {
        out.push_str(&format!("pub use {place}::{{{}}};\n", library::HTTP_NAMES));
    }
    if has("client") || has("blocking") {
        out.push_str(&format!("pub use {place}::client;\n"));
    }
    out.push_str(&clients::of_versions(history, place, conditions));
    out
}
