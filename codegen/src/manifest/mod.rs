//! `upstream.yaml`: the official files that the api-versions of a service follow.

mod deviation;
mod sha256;

use std::path::{Component, Path, PathBuf};

use indexmap::IndexMap;

pub use self::deviation::DEVIATIONS;
pub(crate) use self::deviation::{Deviation, of_fragment};
pub(crate) use self::sha256::sha256;
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Place},
    edit::{self, Refusal},
    openapi::Floats,
    source::{Members, Node, NodeRef, Service, UPSTREAM, Workspace},
    words::nearest,
};

/// The name of the file, in the folder of a service.
pub const FILE: &str = UPSTREAM;

/// The heading of a new manifest.
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
    /// The type that the numbers of the documents have in the fragments.
    pub floats: Floats,
    /// The hash of the descriptions of each operation and definition.
    pub descriptions: IndexMap<String, String>,
    /// Deviations that belong to no single place of the fragments.
    pub(crate) deviations: Vec<Deviation>,
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
    /// The place of the hash in the manifest.
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
            let bytes = workspace.bytes(path).ok()?;
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

    /// The recorded members, key by key.
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

/// The text of a manifest without an api-version; none if it does not list it.
pub(crate) fn without(text: &str, api_version: &str) -> Result<Option<String>, Refusal> {
    let outer = [VERSIONS.to_owned()];
    if !edit::has(text, &outer, api_version)? {
        return Ok(None);
    }
    let edited = match edit::count(text, &outer)? {
        1 => edit::set(text, &[], VERSIONS, &Node::Mapping(Members::new())),
        _ => edit::remove(text, &outer, api_version),
    };
    edited.map(Some)
}

/// Reads the manifest of a service whose folder is given from the root of a workspace, and checks that it speaks of
/// api-versions that there are. Without a manifest, there is nothing to report.
pub(crate) fn read(
    workspace: &mut Workspace,
    folder: &Path,
    service: &Service,
    diagnostics: &mut Diagnostics,
) -> Option<Manifest> {
    let path = folder.join(FILE);
    if !workspace.root().join(&path).is_file() {
        return None;
    }
    let file = workspace.load(&path, diagnostics)?;
    let manifest = Reader { diagnostics }.manifest(&NodeRef::root(&file));
    for (name, follows) in &manifest.versions {
        let mut names = service.versions.iter().map(|version| version.name.as_str());
        if names.clone().any(|known| known == name) {
            continue;
        }
        let message = format!("there is no api-version `{name}`");
        let diagnostic =
            Diagnostic::new(Code::MalformedManifest, message).at(follows.place.clone());
        diagnostics.push(match nearest(name, names.by_ref()) {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
            None => diagnostic,
        });
    }
    Some(manifest)
}

/// Checks the form of the manifests of services in the root of a workspace.
pub(crate) fn check_services(
    services: &[Service],
    workspace: &mut Workspace,
    diagnostics: &mut Diagnostics,
) {
    for service in services {
        _ = read(workspace, Path::new(&service.name), service, diagnostics);
    }
}

struct Reader<'r> {
    diagnostics: &'r mut Diagnostics,
}

impl Reader<'_> {
    fn wrong(&mut self, place: Place, message: impl Into<String>, help: &str) {
        let diagnostic = Diagnostic::new(Code::MalformedManifest, message).at(place);
        self.diagnostics.push(match help {
            "" => diagnostic,
            help => diagnostic.help(help),
        });
    }

    fn wrong_kind(&mut self, at: &NodeRef<'_>, expected: &str) {
        let message = format!("{expected} belongs here, but this is {}", at.node.kind());
        self.wrong(at.value(), message, "");
    }

    /// Returns the members of a mapping. Unknown keys are reported; without known ones, all keys are names.
    fn members<'f>(&mut self, at: &NodeRef<'f>, known: &[&str]) -> Vec<(&'f str, NodeRef<'f>)> {
        if at.node.as_mapping().is_none() {
            self.wrong_kind(at, "a mapping");
        }
        let mut found = at.entries();
        if known.is_empty() {
            return found;
        }
        found.retain(|(name, value)| {
            let is_known = known.contains(name);
            if !is_known {
                let help = nearest(name, known.iter().copied());
                let help = help.map(|near| format!("did you mean `{near}`?"));
                let message = format!("`{name}` means nothing in a manifest");
                self.wrong(value.key(), message, help.as_deref().unwrap_or_default());
            }
            is_known
        });
        found
    }

    fn elements<'f>(&mut self, at: &NodeRef<'f>) -> Vec<NodeRef<'f>> {
        if !matches!(at.node, Node::Sequence(_)) {
            self.wrong_kind(at, "a list");
        }
        at.elements()
    }

    fn text(&mut self, at: &NodeRef<'_>) -> Option<String> {
        let text = at.node.as_str().map(str::to_owned);
        if text.is_none() {
            self.wrong_kind(at, "text");
        }
        text
    }

    fn manifest(mut self, root: &NodeRef<'_>) -> Manifest {
        let mut manifest = Manifest::default();
        for (name, at) in self.members(root, &KEYS) {
            if name != VERSIONS {
                _ = self.text(&at);
                continue;
            }
            for (version, at) in self.members(&at, &[]) {
                let follows = self.version(&at);
                manifest.versions.insert(version.to_owned(), follows);
            }
        }
        if root.get(VERSIONS).is_none() && root.node.as_mapping().is_some() {
            self.wrong(root.value(), "a manifest lacks `api-versions`", "");
        }
        manifest
    }

    fn version(&mut self, at: &NodeRef<'_>) -> Follows {
        let mut follows = Follows {
            place: at.key(),
            ..Follows::default()
        };
        for (name, at) in self.members(at, &VERSION_KEYS) {
            match name {
                "documents" => follows.documents = self.files(&at),
                "references" => follows.references = self.files(&at),
                "operations" => {
                    for at in self.elements(&at) {
                        follows.operations.extend(self.text(&at));
                    }
                }
                "floats" => match at.node.as_str() {
                    Some("decimal") => follows.floats = Floats::Decimal,
                    _ => {
                        let message = "`floats` is `decimal`, or it is left out";
                        self.wrong(at.value(), message, "");
                    }
                },
                "known-deviations" => {
                    follows.deviations = deviation::entries(&at, self.diagnostics);
                }
                _ => {
                    for (name, at) in self.members(&at, &[]) {
                        if let Some(hash) = self.text(&at) {
                            follows.descriptions.insert(name.to_owned(), hash);
                        }
                    }
                }
            }
        }
        if follows.documents.is_empty() {
            let help = "list the files: `documents: [{ path: a/b.json, sha256: ... }]`";
            let message = "an api-version of a manifest lacks `documents`";
            self.wrong(at.value(), message, help);
        }
        follows
    }

    fn files(&mut self, at: &NodeRef<'_>) -> Vec<Official> {
        let mut files = Vec::new();
        for at in self.elements(at) {
            let members = self.members(&at, &["path", "sha256"]);
            if at.node.as_mapping().is_none() {
                continue;
            }
            let mut official = Official::default();
            for (name, at) in members {
                let text = self.text(&at).unwrap_or_default();
                match name {
                    "path" => official.path = text,
                    _ => {
                        official.sha256 = text;
                        official.place = at.value();
                    }
                }
            }
            let below = |name: &str| at.get(name).unwrap_or_else(|| at.clone()).value();
            if !is_inner(&official.path) {
                let help = "write a path from the root of the checkout, with `/` between its parts";
                self.wrong(below("path"), "this is no path in a checkout", help);
                continue;
            }
            if official.sha256.len() != 64
                || !official.sha256.bytes().all(|byte| byte.is_ascii_hexdigit())
            {
                let help = "`sha256sum FILE` prints it";
                self.wrong(below("sha256"), "a SHA-256 has 64 hexadecimal digits", help);
                continue;
            }
            files.push(official);
        }
        files
    }
}

/// Returns true if a path stays within the checkout.
fn is_inner(path: &str) -> bool {
    let is_normal = |part: Component<'_>| matches!(part, Component::Normal(_));
    !path.is_empty() && !path.contains(['\\', ':']) && Path::new(path).components().all(is_normal)
}
