//! What the types of one api-version cost to compile beside the same types with serde's derives: CPU time of
//! `cargo check` and `cargo build`.
//!
//! ```sh
//! cargo run --release -p billing-codegen --example compile_cost                 # 400 structs with ten optional members
//! cargo run --release -p billing-codegen --example compile_cost -- DOCUMENT...  # the schemas of a document
//! cargo run --release -p billing-codegen --example compile_cost -- --beside FOLDER DOCUMENT...  # and other crates
//! ```
//!
//! | row | what is compiled |
//! | --- | --- |
//! | derives | the twin: `Serialize` and `Deserialize` derived, absent members left out, unknown members and values kept |
//! | definitions | the definitions, expanded by the macro as a debug build has it |
//! | ... optimized | the same with `[profile.dev.build-override] opt-level = 3` |
//! | expanded | the definitions expanded before |
//! | runtime | what the three others stand on, a crate of its own here |
//!
//! Operations are left out. Times are those of the crate itself, after its dependencies were built; the best of five, or of
//! `--turns`. Linux only.
#![allow(clippy::print_stdout, reason = "that is what it is for")]

mod measure;

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use billing_codegen::{CrateGenerator, Spec, emit::OutputForm};
use measure::{Result, Timed};
use quote::ToTokens;
use syn::{Attribute, Item, ItemEnum, ItemMod, ItemStruct, LitStr, Type, parse_quote};

fn main() -> Result<()> {
    let (mut documents, mut beside, mut turns) = (Vec::new(), Vec::new(), 5);
    let mut args = env::args().skip(1);
    while let Some(arg) = args.next() {
        if arg == "--beside" {
            beside.push(PathBuf::from(args.next().ok_or("beside what?")?));
        } else if arg == "--turns" {
            turns = args.next().ok_or("how many turns?")?.parse()?;
        } else {
            documents.push(PathBuf::from(arg));
        }
    }
    let scratch = tempfile::tempdir()?;
    let folder = scratch.path();
    let documents = if documents.is_empty() {
        let path = folder.join("document.json");
        fs::write(&path, document())?;
        vec![path]
    } else {
        documents
    };
    let source = folder.join("source");
    CrateGenerator::of_documents(Spec::fragments(&documents), &source)
        .form(OutputForm::Definitions)
        .generate()?;
    let definitions = definitions(&source.join("src/lib.rs"))?;
    let copied = folder.join("copied");
    CrateGenerator::of_documents(Spec::fragments(&documents), &copied).generate()?;
    write(
        folder,
        "wire",
        "",
        "#![allow(missing_docs)]\npub mod runtime;",
    )?;
    copy(
        &copied.join("src/runtime"),
        &folder.join("wire/src/runtime"),
    )?;
    let wire = "wire = { path = \"../wire\" }\n";
    let macros = concat!(env!("CARGO_MANIFEST_DIR"), "/../billing-macros");
    let with_macro = format!("{wire}billing-macros = {{ path = {macros:?} }}\n");
    write(folder, "definitions", &with_macro, &text(&definitions))?;
    write(folder, "expanded", wire, &expanded(&definitions)?)?;
    let derive = format!("{wire}serde_derive = \"1\"\n");
    write(folder, "derives", &derive, &twin(&definitions))?;

    let target = folder.join("target");
    println!(
        "{:<24}{:>10}{:>8}{:>10}{:>8}",
        "CPU seconds", "check", "ratio", "build", "ratio"
    );
    let tasks = ["check", "build"];
    let timed =
        |crates: &[PathBuf], target: &Path, settings: &[(&str, &str)]| -> Result<Vec<Timed>> {
            let mut timed: Vec<Timed> = crates
                .iter()
                .flat_map(|path| tasks.map(|task| Timed::new(path, task)))
                .collect();
            measure::by_turns(&mut timed, turns, target, settings)?;
            Ok(timed)
        };
    let mut crates: Vec<PathBuf> = ["derives", "definitions", "expanded", "wire"]
        .map(|name| folder.join(name))
        .to_vec();
    crates.extend(beside.iter().cloned());
    let plain = timed(&crates, &target, &[])?;
    let setting = ("CARGO_PROFILE_DEV_BUILD_OVERRIDE_OPT_LEVEL", "3");
    let definitions = [folder.join("definitions")];
    let optimized = timed(&definitions, &folder.join("optimized"), &[setting])?;
    let mut labels: Vec<String> = ["derives", "definitions", "expanded", "runtime"]
        .map(str::to_owned)
        .to_vec();
    labels.extend(beside.iter().map(|folder| folder.display().to_string()));
    labels.push("definitions, optimized".to_owned());
    let seconds: Vec<f64> = plain
        .iter()
        .chain(&optimized)
        .map(|one| one.seconds)
        .collect();
    let [derive_check, derive_build, ..] = seconds.as_slice() else {
        return Ok(());
    };
    for (label, seconds) in labels.iter().zip(seconds.chunks_exact(2)) {
        if let [check, build] = seconds {
            let (of_check, of_build) = (check / derive_check, build / derive_build);
            println!("{label:<24}{check:>10.2}{of_check:>8.2}{build:>10.2}{of_build:>8.2}");
        }
    }
    Ok(())
}

/// 400 schemas of ten optional members each.
fn document() -> String {
    let types = [
        r#"{"type":"string"}"#,
        r#"{"type":"integer"}"#,
        r#"{"type":"string"}"#,
        r#"{"type":"boolean"}"#,
        r#"{"type":"string"}"#,
        r#"{"type":"array","items":{"type":"string"}}"#,
        r#"{"type":"number","format":"double"}"#,
        r#"{"type":"string"}"#,
        r#"{"type":"integer"}"#,
    ];
    let schema = |index: usize| {
        let plain = types.iter().enumerate();
        let mut members: Vec<String> = plain
            .map(|(member, ty)| format!(r#""memberNumber{member}":{ty}"#))
            .collect();
        // Each refers to one before it.
        let other = index / 2;
        members.push(format!(
            r##""other":{{"$ref":"#/components/schemas/Thing{other}x"}}"##
        ));
        let members = members.join(",");
        format!(r#""Thing{index}x":{{"type":"object","properties":{{{members}}}}}"#)
    };
    let schemas: Vec<String> = (0..400).map(schema).collect();
    let schemas = schemas.join(",");
    format!(
        r#"{{"openapi":"3.0.3","info":{{"title":"Things","version":"1.0.0"}},"paths":{{}},"components":{{"schemas":{{{schemas}}}}}}}"#
    )
}

/// The types of a generated crate, one api-version, without operations; the runtime is a crate.
fn definitions(file: &Path) -> Result<ItemMod> {
    let text = fs::read_to_string(file)?.replace("crate::runtime", "wire::runtime");
    let items = syn::parse_file(&text)?.items;
    let found = items.into_iter().find_map(|item| match item {
        Item::Mod(module) if module.ident == "definitions" => Some(module),
        _ => None,
    });
    let mut module = found.ok_or("no definitions")?;
    if let Some((_, items)) = &mut module.content {
        items.retain(|item| match item {
            Item::Struct(one) => !one
                .attrs
                .iter()
                .any(|attr| attr.path().is_ident("operation")),
            _ => true,
        });
    }
    Ok(module)
}

fn text(module: &ItemMod) -> String {
    prettyplease::unparse(&syn::File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: vec![Item::Mod(module.clone())],
    })
}

/// The expansion by the macro.
fn expanded(module: &ItemMod) -> Result<String> {
    let mut module = module.clone();
    let is_ours = |attr: &Attribute| {
        attr.path()
            .to_token_stream()
            .to_string()
            .contains("versioned")
    };
    let header = module.attrs.iter().find(|attr| is_ours(attr));
    let header = match header.map(|attr| &attr.meta) {
        Some(syn::Meta::List(list)) => list.tokens.clone(),
        _ => return Err("no header".into()),
    };
    module.attrs.retain(|attr| !is_ours(attr));
    let items = billing_macros_expand::versioned(header, module.into_token_stream());
    Ok(prettyplease::unparse(&syn::parse2(items)?))
}

/// The same types as one writes them for serde's derives.
fn twin(module: &ItemMod) -> String {
    let items = module.content.iter().flat_map(|(_, items)| items);
    let items = items.cloned().map(|item| match item {
        Item::Struct(one) => Item::Struct(structure(one)),
        Item::Enum(one) => Item::Enum(enumeration(one)),
        other => other,
    });
    prettyplease::unparse(&syn::File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: items.collect(),
    })
}

fn structure(mut one: ItemStruct) -> ItemStruct {
    let mut all_optional = true;
    one.attrs.retain(is_doc);
    for field in &mut one.fields {
        rename(&mut field.attrs);
        if is_optional(&field.ty) {
            let attr = parse_quote!(#[serde(default, skip_serializing_if = "Option::is_none")]);
            field.attrs.push(attr);
        } else {
            all_optional = false;
        }
    }
    if all_optional {
        one.attrs.push(parse_quote!(#[derive(Default)]));
    }
    one.attrs.push(parse_quote!(#[derive(Clone, Debug, PartialEq, serde_derive::Serialize, serde_derive::Deserialize)]));
    one.attrs
        .push(parse_quote!(#[serde(rename_all = "camelCase")]));
    if let syn::Fields::Named(fields) = &mut one.fields {
        fields.named.push(parse_quote! {
            /// What was read and has no place here.
            #[serde(flatten)]
            pub kept: std::collections::BTreeMap<String, serde_json::Value>
        });
    }
    one
}

fn enumeration(mut one: ItemEnum) -> ItemEnum {
    let is_union = one
        .variants
        .iter()
        .any(|variant| !variant.fields.is_empty());
    one.attrs.retain(is_doc);
    one.attrs.push(parse_quote!(#[derive(Clone, Debug, PartialEq, serde_derive::Serialize, serde_derive::Deserialize)]));
    for variant in &mut one.variants {
        rename(&mut variant.attrs);
    }
    if is_union {
        one.attrs.push(parse_quote!(#[serde(untagged)]));
        one.variants
            .push(parse_quote!(UnknownValue(serde_json::Value)));
    } else {
        one.variants.push(parse_quote!(
            #[serde(untagged)]
            UnknownValue(String)
        ));
    }
    one
}

fn is_doc(attr: &Attribute) -> bool {
    attr.path().is_ident("doc")
}

/// The name on the wire, as serde's derives want it.
fn rename(attrs: &mut Vec<Attribute>) {
    let wire = attrs.iter().find(|attr| attr.path().is_ident("wire"));
    let wire: Option<LitStr> = wire.and_then(|attr| attr.parse_args().ok());
    attrs.retain(is_doc);
    attrs.extend(wire.map(|wire| parse_quote!(#[serde(rename = #wire)])));
}

fn is_optional(ty: &Type) -> bool {
    ty.to_token_stream().to_string().starts_with("Option <")
}

/// A crate of one file.
fn write(folder: &Path, name: &str, dependencies: &str, text: &str) -> Result<()> {
    let folder = folder.join(name);
    fs::create_dir_all(folder.join("src"))?;
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\nserde = \"1\"\n\
         serde_json = {{ version = \"1\", features = [\"raw_value\"] }}\n{dependencies}\n\
         # The layers on top of the types are not compiled here.\n[lints.rust]\nunexpected_cfgs = \"allow\"\n"
    );
    fs::write(folder.join("Cargo.toml"), manifest)?;
    fs::write(folder.join("src/lib.rs"), text)?;
    Ok(())
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
