//! `upstream.yaml`: the official files that the api-versions of a service follow.

mod declared;
mod sha256;

use std::{
    fs,
    path::{Component, Path, PathBuf},
    sync::Arc,
};

use indexmap::IndexMap;

pub use self::declared::DEVIATIONS;
pub(crate) use self::declared::{Declared, is_declared, of_fragment, unneeded};
pub(crate) use self::sha256::sha256;
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Place},
    edit::{self, Refusal},
    openapi::Floats,
    source::{ApiVersion, File, Members, Node, UPSTREAM, Workspace, push_segment},
    words::nearest,
};

/// The name of the file, in the folder of a service.
pub const FILE: &str = UPSTREAM;

/// What a new manifest begins with.
const HEADING: &str = "\
# The official files that the fragments follow, as paths in a checkout of their repository. `billing-codegen import` and
# `billing-codegen upstream --record` write this; `known-deviations` and comments are the maintainer's.
api-versions: {}
";

const VERSIONS: &str = "api-versions";
const KEYS: [&str; 2] = ["source", VERSIONS];
const VERSION_KEYS: [&str; 6] = [
    "documents",
    "references",
    "operations",
    "floats",
    "known-deviations",
    "descriptions",
];

/// The official files of the api-versions of a service.
#[derive(Clone, Debug, Default)]
pub struct Manifest {
    /// By api-version.
    pub versions: IndexMap<String, Follows>,
}

/// The official files that one api-version follows.
#[derive(Clone, Debug, Default)]
pub struct Follows {
    /// The documents that hold the operations.
    pub documents: Vec<Official>,
    /// The files that those refer to.
    pub references: Vec<Official>,
    /// Patterns for the operationIds that were imported; empty for all.
    pub operations: Vec<String>,
    /// Whether numbers of the documents are decimals in the fragments.
    pub floats: Floats,
    /// The hash of the descriptions of each operation and definition.
    pub descriptions: IndexMap<String, String>,
    /// Deviations that belong to no single place of the fragments.
    pub(crate) deviations: Vec<Declared>,
    /// The key of the api-version.
    pub(crate) place: Place,
}

/// An official file.
#[derive(Clone, Debug, Default)]
pub struct Official {
    /// The path from the root of the checkout, with `/` between its parts.
    pub path: String,
    /// The SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
    /// Where the hash is recorded.
    pub(crate) place: Place,
}

impl Follows {
    /// Records the documents and the files that were read with them.
    #[must_use]
    pub(crate) fn new(
        workspace: &Workspace,
        documents: &[PathBuf],
        operations: &[String],
        floats: Floats,
        descriptions: IndexMap<String, String>,
    ) -> Self {
        let official = |path: &Path| {
            let bytes = fs::read(workspace.root().join(path)).ok()?;
            Some(Official {
                path: slashes(path),
                sha256: sha256(&bytes),
                place: Place::default(),
            })
        };
        let files = workspace.files();
        let mut references: Vec<_> = files
            .values()
            .map(|file| file.path.as_path())
            .filter(|path| documents.iter().all(|document| document != path))
            .collect();
        references.sort();
        Self {
            documents: documents.iter().filter_map(|path| official(path)).collect(),
            references: references.into_iter().filter_map(official).collect(),
            operations: operations.to_vec(),
            floats,
            descriptions,
            ..Self::default()
        }
    }

    /// All files, those that hold operations first.
    pub fn files(&self) -> impl Iterator<Item = &Official> {
        self.documents.iter().chain(&self.references)
    }

    /// What is recorded, key by key.
    fn members(&self) -> Members {
        let list = |files: &[Official]| {
            let entry = |official: &Official| {
                let text = |text: &String| Node::String(text.clone());
                let members = [
                    ("path".to_owned(), text(&official.path)),
                    ("sha256".to_owned(), text(&official.sha256)),
                ];
                Node::Mapping(members.into_iter().collect())
            };
            Node::Sequence(files.iter().map(entry).collect())
        };
        let mut members = Members::new();
        let mut set = |name: &str, node: Node| members.insert(name.to_owned(), node);
        set("documents", list(&self.documents));
        if !self.references.is_empty() {
            set("references", list(&self.references));
        }
        if !self.operations.is_empty() {
            let patterns = self.operations.iter().cloned().map(Node::String);
            set("operations", Node::Sequence(patterns.collect()));
        }
        if self.floats == Floats::Decimal {
            set("floats", Node::String("decimal".to_owned()));
        }
        if !self.descriptions.is_empty() {
            let hashes = self.descriptions.iter();
            let hashes = hashes.map(|(name, hash)| (name.clone(), Node::String(hash.clone())));
            set("descriptions", Node::Mapping(hashes.collect()));
        }
        members
    }
}

/// A path with `/` between its parts.
fn slashes(path: &Path) -> String {
    let parts = path
        .components()
        .map(|part| part.as_os_str().to_string_lossy());
    parts.collect::<Vec<_>>().join("/")
}

/// The text of a manifest with what an api-version follows; everything else in it stays.
pub(crate) fn with(text: &str, api_version: &str, follows: &Follows) -> Result<String, Refusal> {
    let mut text = match text.trim().is_empty() {
        true => HEADING.to_owned(),
        false => text.to_owned(),
    };
    let outer = [VERSIONS.to_owned()];
    let path = [VERSIONS.to_owned(), api_version.to_owned()];
    let members = follows.members();
    if !edit::has(&text, &outer, api_version)? {
        return edit::set(&text, &outer, api_version, &Node::Mapping(members));
    }
    for name in VERSION_KEYS {
        match members.get(name) {
            Some(node) => text = edit::set(&text, &path, name, node)?,
            None if name == "known-deviations" => {}
            None => text = edit::remove(&text, &path, name)?,
        }
    }
    Ok(text)
}

/// Reads the manifest of a service whose folder is given from the root of a workspace; none if it has none.
pub(crate) fn read(
    workspace: &mut Workspace,
    folder: &Path,
    diagnostics: &mut Diagnostics,
) -> Option<Manifest> {
    let path = folder.join(FILE);
    if !workspace.root().join(&path).is_file() {
        return None;
    }
    let file = workspace.load(&path, diagnostics)?;
    Some(Reader { file, diagnostics }.manifest())
}

/// Checks that a manifest speaks of api-versions that there are.
pub(crate) fn check(manifest: &Manifest, versions: &[ApiVersion], diagnostics: &mut Diagnostics) {
    for (name, follows) in &manifest.versions {
        if versions.iter().any(|version| version.name == *name) {
            continue;
        }
        let names = versions.iter().map(|version| version.name.as_str());
        let message = format!("there is no api-version `{name}`");
        let diagnostic =
            Diagnostic::new(Code::MalformedManifest, message).at(follows.place.clone());
        diagnostics.push(match nearest(name, names) {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
            None => diagnostic,
        });
    }
}

struct Reader<'r> {
    file: Arc<File>,
    diagnostics: &'r mut Diagnostics,
}

impl Reader<'_> {
    fn wrong(&mut self, pointer: &str, message: impl Into<String>, help: &str) {
        let place = Place::value(&self.file.name, pointer);
        let diagnostic = Diagnostic::new(Code::MalformedManifest, message).at(place);
        self.diagnostics.push(match help {
            "" => diagnostic,
            help => diagnostic.help(help),
        });
    }

    /// The members of a mapping with their pointers; unknown keys are reported.
    fn members(
        &mut self,
        node: &Node,
        pointer: &str,
        known: &[&str],
    ) -> Vec<(String, Node, String)> {
        let Some(members) = node.as_mapping() else {
            let message = format!("a mapping belongs here, but this is {}", node.kind());
            self.wrong(pointer, message, "");
            return Vec::new();
        };
        let mut found = Vec::new();
        for (name, node) in members {
            let mut below = pointer.to_owned();
            push_segment(&mut below, name);
            if !known.is_empty() && !known.contains(&name.as_str()) {
                let help = nearest(name, known.iter().copied());
                let help = help.map(|near| format!("did you mean `{near}`?"));
                let message = format!("`{name}` means nothing in a manifest");
                self.wrong(&below, message, help.as_deref().unwrap_or_default());
                continue;
            }
            found.push((name.clone(), node.clone(), below));
        }
        found
    }

    fn manifest(mut self) -> Manifest {
        let mut manifest = Manifest::default();
        let root = self.file.node.clone();
        for (name, node, pointer) in self.members(&root, "", &KEYS) {
            if name != VERSIONS {
                _ = self.text(&node, &pointer);
                continue;
            }
            for (version, node, pointer) in self.members(&node, &pointer, &[]) {
                let follows = self.version(&node, &pointer);
                manifest.versions.insert(version, follows);
            }
        }
        if root.get(VERSIONS).is_none() && root.as_mapping().is_some() {
            self.wrong("", "a manifest lacks `api-versions`", "");
        }
        manifest
    }

    fn version(&mut self, node: &Node, pointer: &str) -> Follows {
        let mut follows = Follows {
            place: Place::key(&self.file.name, pointer),
            ..Follows::default()
        };
        for (name, node, pointer) in self.members(node, pointer, &VERSION_KEYS) {
            match name.as_str() {
                "documents" => follows.documents = self.files(&node, &pointer),
                "references" => follows.references = self.files(&node, &pointer),
                "operations" => {
                    for (node, pointer) in self.elements(&node, &pointer) {
                        follows.operations.extend(self.text(&node, &pointer));
                    }
                }
                "floats" => match node.as_str() {
                    Some("decimal") => follows.floats = Floats::Decimal,
                    _ => self.wrong(&pointer, "`floats` is `decimal`, or it is left out", ""),
                },
                "known-deviations" => {
                    let file = Arc::clone(&self.file);
                    let found = declared::entries(&file, &node, &pointer, self.diagnostics);
                    follows.deviations = found;
                }
                _ => {
                    for (name, node, pointer) in self.members(&node, &pointer, &[]) {
                        if let Some(hash) = self.text(&node, &pointer) {
                            follows.descriptions.insert(name, hash);
                        }
                    }
                }
            }
        }
        if follows.documents.is_empty() {
            let help = "list the files: `documents: [{ path: a/b.json, sha256: ... }]`";
            self.wrong(
                pointer,
                "an api-version of a manifest lacks `documents`",
                help,
            );
        }
        follows
    }

    fn elements(&mut self, node: &Node, pointer: &str) -> Vec<(Node, String)> {
        match node {
            Node::Sequence(elements) => elements
                .iter()
                .enumerate()
                .map(|(index, node)| (node.clone(), format!("{pointer}/{index}")))
                .collect(),
            other => {
                let message = format!("a list belongs here, but this is {}", other.kind());
                self.wrong(pointer, message, "");
                Vec::new()
            }
        }
    }

    fn text(&mut self, node: &Node, pointer: &str) -> Option<String> {
        let text = node.as_str().map(str::to_owned);
        if text.is_none() {
            let message = format!("text belongs here, but this is {}", node.kind());
            self.wrong(pointer, message, "");
        }
        text
    }

    fn files(&mut self, node: &Node, pointer: &str) -> Vec<Official> {
        let mut files = Vec::new();
        for (node, pointer) in self.elements(node, pointer) {
            let mut official = Official::default();
            let members = self.members(&node, &pointer, &["path", "sha256"]);
            if node.as_mapping().is_none() {
                continue;
            }
            for (name, node, pointer) in members {
                let text = self.text(&node, &pointer).unwrap_or_default();
                match name.as_str() {
                    "path" => official.path = text,
                    _ => {
                        official.sha256 = text;
                        official.place = Place::value(&self.file.name, pointer);
                    }
                }
            }
            let below = |name: &str| match node.get(name) {
                Some(_) => format!("{pointer}/{name}"),
                None => pointer.clone(),
            };
            if !is_inner(&official.path) {
                let help = "write a path from the root of the checkout, with `/` between its parts";
                self.wrong(&below("path"), "this is no path in a checkout", help);
                continue;
            }
            if official.sha256.len() != 64
                || !official.sha256.bytes().all(|byte| byte.is_ascii_hexdigit())
            {
                let help = "`sha256sum FILE` prints it";
                let at = below("sha256");
                self.wrong(&at, "a SHA-256 has 64 hexadecimal digits", help);
                continue;
            }
            files.push(official);
        }
        files
    }
}

/// Whether a path stays within the checkout.
fn is_inner(path: &str) -> bool {
    let is_normal = |part: Component<'_>| matches!(part, Component::Normal(_));
    !path.is_empty() && !path.contains(['\\', ':']) && Path::new(path).components().all(is_normal)
}
