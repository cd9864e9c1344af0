//! Copies the peer's sources from cargo's registry for repeated compilation: the whole crate, and only the types that
//! `specs/azure/2020-05-01` describes.
//!
//! ```sh
//! cd tests/benches/peer && cargo run --release --bin copy -- ../../../target/peer
//! cd ../../.. && cargo run --release -p billing-codegen --example compile_cost -- \
//!     --beside target/peer/same-types --beside target/peer/2020-05 --beside target/peer/2020-05-and-2024-04 specs/azure/2020-05-01/*.yaml
//! ```

use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    error::Error,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use quote::ToTokens;
use serde_json::Value;
use syn::{Item, Type};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// All other types of the fragments are reachable from these.
const ROOTS: [&str; 5] = [
    "DownloadUrl",
    "ErrorResponse",
    "InvoiceListResult",
    "OperationListResult",
    "TransactionListResult",
];

fn main() -> Result<()> {
    let folder = PathBuf::from(env::args().nth(1).ok_or("where to?")?);
    let source = source()?;
    let models = fs::read_to_string(source.join("package_2020_05/models.rs"))?;
    let (text, types) = reachable_items(&models)?;
    let target = folder.join("same-types");
    write_manifest(&target, "")?;
    fs::write(target.join("src/lib.rs"), text)?;
    println!("{}: {types} types", target.display());
    for (name, features) in [
        ("2020-05", r#""package-2020-05""#),
        (
            "2020-05-and-2024-04",
            r#""package-2020-05", "package-2024-04""#,
        ),
    ] {
        let target = folder.join(name);
        write_manifest(&target, features)?;
        copy(&source, &target.join("src"))?;
    }
    Ok(())
}

/// Returns the folder of the peer's sources in cargo's registry.
fn source() -> Result<PathBuf> {
    let output = Command::new("cargo")
        .args(["metadata", "--format-version", "1"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()?;
    let metadata: Value = serde_json::from_slice(&output.stdout)?;
    let packages = metadata["packages"].as_array().ok_or("no packages")?;
    let peer = packages
        .iter()
        .find(|package| package["name"] == "azure_mgmt_billing")
        .and_then(|package| package["manifest_path"].as_str());
    let folder = peer.and_then(|path| Path::new(path).parent());
    Ok(folder.ok_or("the peer is no dependency")?.join("src"))
}

/// Returns the items that are reachable from the roots, and the number of types among them.
fn reachable_items(models: &str) -> Result<(String, usize)> {
    let file = syn::parse_file(models)?;
    let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, item) in file.items.iter().enumerate() {
        if let Some(name) = name(item) {
            by_name.entry(name).or_default().push(index);
        }
    }
    let mut kept = BTreeSet::new();
    let mut next: Vec<String> = ROOTS.map(str::to_owned).to_vec();
    while let Some(name) = next.pop() {
        for index in by_name.remove(&name).into_iter().flatten() {
            kept.insert(index);
            let text = file.items[index].to_token_stream().to_string();
            let words = text.split(|sign: char| !sign.is_alphanumeric() && sign != '_');
            next.extend(words.map(str::to_owned));
        }
    }
    let items = file.items.into_iter().enumerate();
    let items: Vec<Item> = items
        .filter(|(index, item)| kept.contains(index) || matches!(item, Item::Use(_)))
        .map(|(_, item)| item)
        .collect();
    let types = items.iter().map(count).sum();
    let mut text = "#![allow(unused_imports, non_camel_case_types)]\n".to_owned();
    for item in items {
        text += &item.to_token_stream().to_string();
        text.push('\n');
    }
    Ok((text, types))
}

/// Returns the name of an item.
fn name(item: &Item) -> Option<String> {
    match item {
        Item::Struct(one) => Some(one.ident.to_string()),
        Item::Enum(one) => Some(one.ident.to_string()),
        Item::Type(one) => Some(one.ident.to_string()),
        Item::Mod(one) => Some(one.ident.to_string()),
        Item::Impl(one) => match &*one.self_ty {
            Type::Path(path) => path.path.segments.last().map(|last| last.ident.to_string()),
            _ => None,
        },
        _ => None,
    }
}

fn count(item: &Item) -> usize {
    match item {
        Item::Struct(_) | Item::Enum(_) => 1,
        Item::Mod(one) => one
            .content
            .iter()
            .flat_map(|(_, items)| items)
            .map(count)
            .sum(),
        _ => 0,
    }
}

/// Writes a manifest with the peer's dependencies, without a transport in `azure_core`.
fn write_manifest(folder: &Path, features: &str) -> Result<()> {
    fs::create_dir_all(folder.join("src"))?;
    let name = folder.file_name().ok_or("no name")?.to_string_lossy();
    let manifest = format!(
        "[package]\nname = \"peer-{name}\"\nversion = \"0.1.0\"\nedition = \"2021\"\n\n[dependencies]\n\
         azure_core = {{ version = \"0.21\", default-features = false }}\nbytes = \"1\"\nfutures = \"0.3\"\nlog = \"0.4\"\n\
         once_cell = \"1\"\nserde = {{ version = \"1\", features = [\"derive\"] }}\nserde_json = \"1\"\ntime = \"0.3\"\n\n\
         [features]\ndefault = [{features}]\ndefault_tag = []\npackage-2020-05 = []\npackage-2020-09-preview = []\n\
         package-2020-11-preview = []\npackage-2021-10 = []\npackage-2024-04 = []\n\n[workspace]\n"
    );
    Ok(fs::write(folder.join("Cargo.toml"), manifest)?)
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to)?;
        } else {
            fs::copy(entry.path(), to)?;
        }
    }
    Ok(())
}
