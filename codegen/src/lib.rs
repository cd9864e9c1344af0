//! Generates Rust types and operations from OpenAPI documents: one definition for all api-versions of an API.
//!
//! A `build.rs` calls the [`Generator`]. The package is a build dependency with `default-features = false`, which leaves out
//! the command line:
//!
//! ```
//! # let folder = tempfile::tempdir()?;
//! let built = billing_codegen::Generator::new()
//!     .bundled("azure") // or `.spec("api/things.yaml")`, or the folder of its api-versions
//!     .api_versions(["2020-05-01", "2024-04-01"])
//!     .operations(["Transactions_*"])
//! #   .out_dir(folder.path())
//!     .build()?;
//!
//! // One file with one module. A type that did not change from one api-version to the next is the same type in both.
//! assert!(built.files[0].ends_with("azure.rs"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The crate includes the module anywhere: `include!(concat!(env!("OUT_DIR"), "/azure.rs"));`. It depends on `serde`, and on
//! `serde_json` with its feature `raw_value`.
//!
//! # Stages
//!
//! ```text
//! specs/<service>/<api-version>/*.yaml
//!    load       finds the documents that a user names
//!    source     reads text into ordered trees; resolves $ref across files
//!    overrides  corrects errors of documents in their trees
//!    openapi    lowers Swagger 2.0, OpenAPI 3.0 and 3.1 to one normal form
//!    model      builds types and operations of one api-version; chooses names
//!    history    merges all api-versions; every part has its range
//!    customize  applies the rules of the user
//!    emit       writes the definitions as Rust
//! generated/src/<service>.rs
//! ```
//!
//! Each stage has its own type, and data flows in one direction:
//!
//! ```
//! use billing_codegen::{
//!     diagnostic::Diagnostics,
//!     emit::CrateOptions,
//!     history::History,
//!     load::Specs,
//!     model::{Model, PastNames},
//!     openapi::Document,
//!     source::Workspace,
//! };
//!
//! # let folder = tempfile::tempdir()?;
//! # let root = folder.path();
//! // Two api-versions of a service; the second one adds a member.
//! let fragment = "
//! openapi: 3.0.3
//! info: { title: Shop, version: VERSION }
//! paths: {}
//! components:
//!   schemas:
//!     Price:
//!       description: What a thing costs.
//!       properties:
//!         value: { type: number, format: decimal }
//! ";
//! let member = "        currency: { type: string }\n";
//! for (version, more) in [("2020-05-01", ""), ("2024-04-01", member)] {
//!     let folder = root.join("shop").join(version);
//!     std::fs::create_dir_all(&folder)?;
//!     std::fs::write(folder.join("prices.yaml"), fragment.replace("VERSION", version) + more)?;
//! }
//!
//! let mut diagnostics = Diagnostics::default();
//! let mut workspace = Workspace::new(root);
//! let specs = Specs::discover(&workspace, &mut diagnostics);
//! for service in &specs.services {
//!     let mut models = Vec::new();
//!     // The names of the older api-versions, which the next one keeps.
//!     let mut past = PastNames::default();
//!     for version in &service.versions {
//!         let document = Document::read(&mut workspace, version, &mut diagnostics);
//!         models.push(Model::in_history(&document, &mut past, &mut diagnostics));
//!     }
//!     assert!(!diagnostics.has_errors());
//!
//!     let history = History::merge(&service.name, &models);
//!     assert_eq!(history.api_versions, ["2020-05-01", "2024-04-01"]);
//!     let files = billing_codegen::emit::crate_files(
//!         &[history],
//!         "shop_api",
//!         "[features]\n# generated: api-versions\n# end of generated\n",
//!         &CrateOptions::default(),
//!     )?
//!     .files;
//!     let (_, text) = files.iter().find(|(path, _)| *path == "src/shop.rs").ok_or("no module")?;
//!     let price = &text[text.find("pub struct Price").ok_or("no type")?..];
//!     assert!(price.starts_with(
//!         "pub struct Price {
//!         pub value: Option<Decimal>,
//!         #[versions(\"2024-04-01\"..)]
//!         pub currency: Option<String>,
//!     }"
//!     ));
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`diff`] compares models, and [`verify`] checks the examples of documents against them. [`Generator`] runs all stages for a
//! `build.rs`, and [`CrateGenerator`] for a whole crate: the crate of all services in a folder, or a crate of one API that
//! builds by itself.

#![cfg_attr(docsrs, feature(doc_cfg))]

mod case;
#[cfg(feature = "cli")]
pub mod cli;
pub mod configuration;
pub mod customize;
pub mod diagnostic;
#[cfg(feature = "checks")]
pub mod diff;
#[cfg(feature = "checks")]
mod edit;
pub mod emit;
mod generator;
pub mod guide;
pub mod history;
#[cfg(feature = "checks")]
pub mod import;
pub mod load;
#[cfg(feature = "checks")]
pub mod manifest;
pub mod model;
#[cfg(feature = "checks")]
pub mod new_version;
pub mod openapi;
pub mod output;
pub mod overrides;
mod pattern;
#[cfg(feature = "checks")]
pub mod remove_version;
pub mod selection;
mod settings;
pub mod source;
mod text;
#[cfg(feature = "checks")]
pub mod timeline;
#[cfg(feature = "checks")]
pub mod upstream;
#[cfg(feature = "checks")]
pub mod verify;
mod words;

pub use generator::{BuildError, Built, CrateGenerator, Error, Generated, Generator, statistics};
pub use load::Spec;
