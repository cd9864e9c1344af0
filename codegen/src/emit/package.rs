//! The standalone crate of one API, whose root module is the API.

use std::{
    collections::{BTreeMap, BTreeSet},
    error::Error,
    fmt,
};

use billing_macros_expand::{
    Checked, EmittedModule, OPERATIONS, Piece, check, definitions::Definitions, expand_in_pieces,
};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::{
    CrateError, MARK, ManifestOptions, Settings, definitions,
    dependency::library_name,
    docs, examples,
    format::{self, FileText},
    groups::{self, Groups, Part},
    library,
    manifest::{self, VersionFeatures},
    operations_by_tag, pretty,
    program::Program,
    runtime::{self, Origin, Runtime},
    rust,
};
use crate::{history::History, output::Files};

/// The form of the generated code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OutputForm {
    /// Plain Rust types for each api-version, without a macro or a support crate.
    #[default]
    Expanded,
    /// One definition of everything with its history, which `billing-macros` expands.
    Definitions,
}

/// A crate with conversions to and from the numbers and dates of the runtime.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
#[cfg_attr(feature = "cli", value(rename_all = "snake_case"))]
pub enum Conversion {
    /// Conversions of decimals.
    RustDecimal,
    /// Conversions of instants, dates and zone-less date-times.
    Time,
    /// Conversions of instants, dates and zone-less date-times.
    Chrono,
    /// Conversions of instants, dates and zone-less date-times.
    Jiff,
}

impl Conversion {
    /// All conversions.
    pub const ALL: [Self; 4] = [Self::RustDecimal, Self::Time, Self::Chrono, Self::Jiff];

    /// Returns the name of the crate, which is also that of the cargo feature.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::RustDecimal => "rust_decimal",
            Self::Time => "time",
            Self::Chrono => "chrono",
            Self::Jiff => "jiff",
        }
    }

    /// Returns the oldest supported version of the crate.
    pub(super) fn version(self) -> &'static str {
        match self {
            Self::RustDecimal => "1.43",
            Self::Time => "0.3",
            Self::Chrono => "0.4",
            Self::Jiff => "0.2",
        }
    }
}

/// Options for a standalone crate.
#[derive(Clone, Debug, Default)]
pub struct PackageOptions {
    /// The form of the generated code.
    pub form: OutputForm,
    /// The prefix of the cargo features of api-versions. Without it all api-versions are always compiled.
    pub features: Option<String>,
    /// The crates for which the runtime has conversions.
    pub conversions: Vec<Conversion>,
    /// The runtime. By default a crate of plain Rust has a copy, and one in definitions form depends on
    /// `billing-runtime`.
    pub runtime: Option<Runtime>,
    /// The options for its `Cargo.toml`.
    pub manifest: ManifestOptions,
}

/// The files of a crate.
#[derive(Clone, Debug, Default)]
pub struct Package {
    /// The files.
    pub files: Files,
    /// The line that `[dependencies]` of its `Cargo.toml` lacks for the chosen runtime; none if nothing is missing.
    pub missing_dependency: Option<String>,
    /// Sentences about the generated blocks that a `Cargo.toml` of the user lacks, and with them dependencies or features.
    pub missing_blocks: Vec<String>,
}

/// An error for definitions that cannot be expanded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpansionError {
    /// The messages, one for each problem.
    pub messages: Vec<String>,
}

impl fmt::Display for ExpansionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.messages.join("\n"))
    }
}

impl Error for ExpansionError {}

/// Runs the checks of the macro, so that definitions that it would refuse are never written.
pub(super) fn checked(definitions: Definitions) -> Result<Checked, ExpansionError> {
    let (checked, errors) = check(definitions);
    if errors.is_empty() {
        return Ok(checked);
    }
    let messages = errors.iter().map(ToString::to_string).collect();
    Err(ExpansionError { messages })
}

/// Emits the files of the crate of one API.
///
/// `manifest` is the text of the `Cargo.toml` that is there already: its marked parts are brought up to date, and one
/// without marks is left alone.
///
/// # Errors
///
/// The definitions contradict each other, for instance where two api-versions would have one module; or the manifest has no
/// place for features; or the crate cannot use the chosen runtime.
pub fn package(
    history: &History,
    options: &PackageOptions,
    manifest: Option<&str>,
) -> Result<Package, CrateError> {
    let PackageOptions { form, features, .. } = options;
    let form = *form;
    let settings = Settings {
        features: features.clone(),
        runtime: "crate::runtime".to_owned(),
        module: None,
    };
    let definitions = definitions(history, &settings);
    let printed =
        (form == OutputForm::Definitions).then(|| billing_macros_expand::print(&definitions));
    let checked = checked(definitions).map_err(CrateError::Expansion)?;
    let mut files = Files::default();
    let runtime = options.runtime.as_ref();
    let origin = Origin::new(runtime, form, &history.foreign, manifest);
    let origin = origin.map_err(CrateError::Runtime)?;
    let offers = manifest::Offers {
        form,
        origin: &origin,
        features: options.version_features(history),
        conversions: &options.conversions,
        foreign: &history.foreign,
    };
    let manifest = manifest::of_package(manifest, &options.manifest, &offers);
    let manifest = manifest.map_err(CrateError::Manifest)?;
    let manifest::PackageManifest {
        text: manifest,
        missing_blocks,
    } = manifest;
    let missing_dependency =
        manifest::missing_dependency(&manifest, &origin, &options.manifest, &history.foreign)
            .filter(|_| missing_blocks.is_empty());
    let library = library_name(&manifest);
    files.insert("Cargo.toml", manifest);
    let items = match printed {
        Some(mut module) => {
            module.attrs.push(rust::skip_formatting());
            pretty::module(&module)
        }
        None => {
            let groups = Groups::of(history);
            format::items(own_files(&checked, groups.as_ref(), &mut files))
        }
    };
    let table = examples::file(history, "crate::runtime");
    let mut items = items;
    if table.is_some() {
        items.push_str(&examples::include(EXAMPLES.trim_start_matches("src/")));
    }
    files.insert(
        "src/lib.rs",
        root(history, options, &origin, library.as_deref()) + "\n" + &items,
    );
    if let Some(table) = table {
        files.insert(EXAMPLES, table);
    }
    if origin == Origin::Copy {
        for (path, text) in runtime::files(&options.conversions, &history.foreign) {
            files.insert(format!("src/runtime/{path}"), text);
        }
    }
    Ok(Package {
        files,
        missing_dependency,
        missing_blocks,
    })
}

impl PackageOptions {
    /// Returns the cargo features of the api-versions, oldest first; none without a prefix.
    fn version_features(&self, history: &History) -> Option<VersionFeatures> {
        let prefix = self.features.as_ref().filter(|_| !history.is_unversioned)?;
        let name = |version: &String| format!("{prefix}{version}");
        Some(VersionFeatures::new(history, name))
    }
}

/// Puts each module that has more than re-exports into a file of its own, and returns the rest.
fn own_files(checked: &Checked, groups: Option<&Groups>, files: &mut Files) -> TokenStream {
    let mut root = TokenStream::new();
    let skip = rust::skip_formatting();
    let mut written = Vec::new();
    expand_in_pieces(checked, &mut |piece| {
        let module = match piece {
            Piece::Items(items) => return root.extend(items),
            Piece::Module(module) => module,
        };
        let EmittedModule {
            attrs,
            vis,
            name,
            uses,
            content,
        } = module;
        let mut content = content.peekable();
        // A formatter must not make the files differ from what is generated again.
        root.extend(if content.peek().is_none() {
            quote!(#attrs #skip #vis mod #name { #uses })
        } else {
            let groups = groups.filter(|_| content.peek().is_some_and(|(name, _)| name.is_some()));
            let name = name.to_string();
            let text = file(&name, uses, content, (groups, &written), files);
            files.insert(format!("src/{name}.rs"), text);
            let name = Ident::new(&name, Span::call_site());
            written.push(name.to_string());
            quote!(#attrs #skip #vis mod #name;)
        });
    });
    root
}

/// Returns the text of the file of a module. Each group of its content gets a file of its own, which refers to the modules
/// that are written already as the module itself does.
fn file<'n>(
    module: &str,
    uses: TokenStream,
    content: impl Iterator<Item = (Option<&'n Ident>, TokenStream)>,
    (groups, siblings): (Option<&Groups>, &[String]),
    files: &mut Files,
) -> String {
    let mut file = FileText::new(&format!("{MARK}\n"));
    file.push(uses);
    let Some(groups) = groups else {
        content.for_each(|(_, items)| file.push(items));
        return file.text;
    };
    let is_operations = module.starts_with(OPERATIONS);
    let mut texts: BTreeMap<&str, (FileText, Vec<Part>)> = BTreeMap::new();
    for (name, items) in content {
        let name = name.map(Ident::to_string).unwrap_or_default();
        let group = groups.group(&name, is_operations);
        let (text, parts) = texts.entry(group).or_default();
        let start = text.text.len();
        parts.push(Part { name, start });
        text.push(items);
    }
    let names: Vec<&str> = texts.keys().copied().collect();
    let mut written = Vec::new();
    // A module is in the scope of the others, so it must not have the name of a crate that they name.
    let mut segments = BTreeSet::new();
    for (content, _) in texts.values() {
        groups::add_first_segments(&content.text, &mut segments);
    }
    let segments: BTreeSet<String> = segments.into_iter().map(str::to_owned).collect();
    let mut used = vec![false; siblings.len()];
    for (group, (content, parts)) in texts {
        for (sibling, used) in siblings.iter().zip(&mut used) {
            *used |= content.text.contains(&format!("super::{sibling}::"));
        }
        for (mut name, ranges) in groups::split(group, &parts, content.text.len()) {
            if segments.contains(&name) {
                name = format!("of_{name}");
            }
            while written.contains(&name) || (name != group && names.contains(&name.as_str())) {
                name.push_str("_more");
            }
            let mut text = format!("{MARK}\nuse super::*;\n");
            for part in ranges {
                let part = content.text.get(part).unwrap_or_default();
                text.push('\n');
                text.push_str(part.trim_start_matches('\n'));
            }
            files.insert(format!("src/{module}/{name}.rs"), text);
            written.push(name);
        }
    }
    let mut text = file.text;
    let used = siblings.iter().zip(used).filter(|(_, used)| *used);
    for (sibling, _) in used {
        text.push_str(&format!("use super::{sibling};\n"));
    }
    text.push('\n');
    for name in &written {
        text.push_str(&format!("mod {name};\n"));
    }
    text.push('\n');
    for name in &written {
        text.push_str(&format!("pub use self::{name}::*;\n"));
    }
    text
}

/// The part of the docs that names the modules of the api-versions and their cargo features.
fn features_of_versions(history: &History, features: &VersionFeatures) -> String {
    let mut out =
        "//!\n//! | api-version | module | cargo feature |\n//! | --- | --- | --- |\n".to_owned();
    let versions = history.api_versions.iter().zip(&features.names);
    for (index, (api_version, feature)) in versions.enumerate() {
        let module = history.version_module(api_version);
        let name = docs::title(api_version).replace('|', "\\|");
        let default = match Some(index) == features.default {
            true => ", on by default",
            false => "",
        };
        // A link to a module that is not compiled would be broken.
        out.push_str(&format!(
            "//! | {name} | `{module}` | `{feature}`{default} |\n"
        ));
    }
    out
}

/// The file of the documented examples. No module has its name.
const EXAMPLES: &str = "src/testing/examples.rs";

/// Returns the text of `lib.rs`.
fn root(
    history: &History,
    options: &PackageOptions,
    origin: &Origin,
    library: Option<&str>,
) -> String {
    let title = history.title.as_deref().unwrap_or(&history.service);
    let mut out = format!(
        "{MARK}\n//! Types and operations of {}.\n",
        docs::title(title)
    );
    let features = options.version_features(history);
    match &features {
        _ if history.is_unversioned => {}
        None => out.push_str(&library::version_modules(history)),
        Some(features) => out.push_str(&features_of_versions(history, features)),
    }
    out.push_str(&library::promises([history]));
    out.push_str(&library::conversions(&options.conversions));
    out.push('\n');
    if let Some(library) = library {
        let latest = history.latest.as_ref().filter(|_| features.is_some());
        let prefix = options.features.as_deref().unwrap_or_default();
        let program = Program {
            library,
            module: None,
            feature: latest.map(|latest| format!("{prefix}{latest}")),
        };
        out.push_str(&program.docs(history));
    }
    out.push_str(&operations_by_tag::list(history, features.is_none()));
    out.push_str(library::ALLOW);
    out.push_str(&format!("\n{}\n", origin.item()));
    out.push_str(&library::exports_of(history));
    out
}
