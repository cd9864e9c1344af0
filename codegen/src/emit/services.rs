//! Emission of the crate of all services, in definitions form.

mod round_trips;

use std::collections::BTreeMap;

use super::{
    Conversion, CrateError, ExpansionError, ManifestOptions, OutputForm, Package, Settings,
    clients::{self, Conditions},
    definitions, docs, examples, feature, library,
    manifest::{self, VersionFeatures},
    package, pretty,
    program::Program,
    runtime::{self, Origin, Runtime},
    service_module,
};
use crate::{
    history::{Foreign, History},
    output::{Files, MARK},
    words::listed,
};

/// Returns the Rust module of a history's service.
fn module_of(history: &History) -> String {
    let own = history.module.clone();
    own.unwrap_or_else(|| service_module(&history.service))
}

/// Returns the cargo features of the api-versions of each service, oldest first.
fn features(histories: &[History]) -> Vec<VersionFeatures> {
    let of_service = |history: &History| {
        VersionFeatures::new(history, |version| feature(&history.service, version))
    };
    histories.iter().map(of_service).collect()
}

/// Options for the crate of all services.
#[derive(Clone, Debug, Default)]
pub struct CrateOptions {
    /// The runtime. By default the crate depends on `billing-runtime`.
    pub runtime: Option<Runtime>,
    /// The options for a new `Cargo.toml`.
    pub manifest: ManifestOptions,
}

impl CrateOptions {
    fn origin(&self, foreign: &Foreign, manifest: Option<&str>) -> Result<Origin, CrateError> {
        let runtime = self.runtime.as_ref();
        let origin = Origin::new(runtime, OutputForm::Definitions, foreign, manifest);
        origin.map_err(CrateError::Runtime)
    }
}

/// Creates the manifest of a new crate of these services, with a block for its features.
///
/// # Errors
///
/// The crate cannot use the chosen runtime.
pub fn new_manifest(histories: &[History], options: &CrateOptions) -> Result<String, CrateError> {
    let origin = options.origin(&super::foreign(histories), None)?;
    Ok(manifest::of_services(&options.manifest, &origin))
}

/// Emits the files of the crate of all services, in definitions form.
///
/// `manifest` is the text of its `Cargo.toml`, whose block of generated features is brought up to date.
///
/// # Errors
///
/// The manifest lacks the marks of that block, the definitions contradict each other, or the crate cannot use the chosen
/// runtime.
pub fn crate_files(
    histories: &[History],
    crate_name: &str,
    manifest: &str,
    options: &CrateOptions,
) -> Result<Package, CrateError> {
    let mut files = Files::default();
    check_modules(histories).map_err(CrateError::Expansion)?;
    let foreign = super::foreign(histories);
    let origin = options.origin(&foreign, Some(manifest))?;
    let missing_dependency =
        manifest::missing_dependency(manifest, &origin, &options.manifest, &foreign);
    let manifest = manifest::with_features(manifest, &features(histories), &origin);
    let manifest = manifest.map_err(CrateError::Manifest)?;
    files.insert("Cargo.toml", manifest);
    files.insert("src/lib.rs", root(histories, crate_name, &origin));
    for history in histories {
        let module = module_of(history);
        let mut text = service_text(history, crate_name, &module).map_err(CrateError::Expansion)?;
        if let Some(table) = examples::file(history, "crate::runtime") {
            text.push_str(&examples::include(&format!("{module}/examples.rs")));
            files.insert(format!("src/{module}/examples.rs"), table);
        }
        files.insert(format!("src/{module}.rs"), text);
    }
    if origin == Origin::Copy {
        for (path, text) in runtime::files(&Conversion::ALL, &foreign) {
            files.insert(format!("src/runtime/{path}"), text);
        }
    }
    for (path, text) in round_trips::files(histories, crate_name) {
        files.insert(path, text);
    }
    Ok(Package {
        files,
        missing_dependency,
        missing_blocks: Vec::new(),
    })
}

/// Refuses modules that cannot be beside each other in files.
fn check_modules(histories: &[History]) -> Result<(), ExpansionError> {
    let mut taken: BTreeMap<String, &str> = BTreeMap::new();
    let mut messages = Vec::new();
    for history in histories {
        let (module, service) = (module_of(history), &history.service);
        if service_module(&module) != module {
            messages.push(format!("`{module}` cannot be the module of `{service}`"));
        }
        if let Some(other) = taken.insert(module.clone(), service) {
            messages.push(format!(
                "`{other}` and `{service}` would both be the module `{module}`"
            ));
        }
    }
    match messages.is_empty() {
        true => Ok(()),
        false => Err(ExpansionError { messages }),
    }
}

/// Returns the text of `lib.rs`.
fn root(histories: &[History], crate_name: &str, origin: &Origin) -> String {
    let titles: Vec<_> = histories
        .iter()
        .map(|history| docs::title(history.title.as_deref().unwrap_or(&history.service)))
        .collect();
    let mut out = format!(
        "{MARK}\n\
         #![cfg_attr(docsrs, feature(doc_cfg))]\n\
         \n\
         //! Types and operations of {}.\n\
         //!\n\
         //! | api-version | module | cargo feature |\n\
         //! | --- | --- | --- |\n",
        listed(&titles)
    );
    for history in histories {
        let module = module_of(history);
        let on_by_default = history.latest();
        for (index, api_version) in history.api_versions.iter().enumerate() {
            let default = if on_by_default == Some(index) {
                ", on by default"
            } else {
                ""
            };
            out.push_str(&format!(
                "//! | {} {api_version} | `{crate_name}::{module}::{}` | `{}`{default} |\n",
                history.service,
                history.version_module(api_version),
                feature(&history.service, api_version),
            ));
        }
    }
    out.push_str(&library::promises(histories));
    out.push_str(CONVERSIONS);
    let mut programs = histories.iter().map(|history| {
        let module = module_of(history);
        let latest = history.latest.as_ref();
        let program = Program {
            library: crate_name,
            module: Some(&module),
            feature: latest.map(|latest| feature(&history.service, latest)),
        };
        program.docs(history)
    });
    let program = programs.find(|program| !program.is_empty());
    out.push_str(&program.unwrap_or_default());
    out.push_str(&format!("\n{}", origin.item()));
    for history in histories {
        // A formatter of the workspace must not touch what `check` compares.
        out.push_str(&format!(
            "\n#[rustfmt::skip]\npub mod {};\n",
            module_of(history)
        ));
    }
    out.push('\n');
    out.push_str(&library::exports());
    out
}

/// Returns the module of a service, in definitions form.
fn service_text(
    history: &History,
    crate_name: &str,
    module: &str,
) -> Result<String, ExpansionError> {
    let settings = Settings {
        features: Some(format!("{}-", history.service)),
        runtime: "crate::runtime".to_owned(),
        module: Some(format!("{crate_name}::{module}")),
    };
    let title = history
        .title
        .clone()
        .unwrap_or_else(|| history.service.clone());
    let definitions = definitions(history, &settings);
    let module = billing_macros_expand::print(&definitions);
    package::checked(definitions)?;
    let clients = clients::of_versions(history, "crate::runtime", Conditions::Features);
    Ok(format!(
        "{MARK}\n//! {}, {} {}.\n\n{}{clients}",
        docs::title(&title),
        match history.api_versions.len() {
            1 => "api-version",
            _ => "api-versions",
        },
        listed(&history.api_versions),
        pretty::module(&module)
    ))
}

/// The sentence on conversions of these values.
const CONVERSIONS: &str = "\n//!   The cargo features `rust_decimal`, `time`, `chrono` and `jiff` convert them; the first two are on by default.\n";
