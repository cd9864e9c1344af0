//! Files under one root, and references between them.

mod given;
mod root;

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    files::{clean, no_file, percent_decoded, read, reason, too_much},
    fragment_name::is_fragment_name,
    reader::{self, Malformed},
};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, find_allowances, find_written_allowances},
    text::{Format, Node, Place, ResourceLimits, Sources, segments},
};

/// The name of a file of overrides beside the documents.
pub const OVERRIDES: &str = "overrides.yaml";

/// The name of the file in a folder of services that sets the levels of lints for them. It is the one file that is read although
/// nobody names it.
pub const LEVELS: &str = "billing-codegen.yaml";

/// The name of the file that lists the official documents of a service, beside its api-versions.
pub const UPSTREAM: &str = "upstream.yaml";

/// The tree of a file.
#[derive(Debug)]
pub struct File {
    /// The path that the user knows, with `/` as separator.
    pub name: Arc<str>,
    /// The path from the root.
    pub path: PathBuf,
    /// The value of the file.
    pub node: Node,
}

/// The files under one root. Each file is read once.
#[derive(Debug)]
pub struct Workspace {
    root: PathBuf,
    /// The root as the user knows it, if it is a copy of what the user named.
    shown_root: Option<ShownRoot>,
    /// True if the user can choose another root.
    is_widened: bool,
    limits: ResourceLimits,
    /// The number of bytes that were read.
    bytes: u64,
    sources: Sources,
    /// By canonical path, so that two paths of one file have one entry; none if the file cannot be read.
    files: HashMap<PathBuf, Option<Arc<File>>>,
    read: BTreeSet<PathBuf>,
    /// Texts that files have instead of their own, by path from the root.
    texts: BTreeMap<PathBuf, String>,
    /// A folder whose files do not count, by path from the root.
    removed: Option<PathBuf>,
    /// The documents without a file, by name; none if one cannot be read.
    given: HashMap<PathBuf, Option<Arc<File>>>,
}

/// Returns the reference within a file that a path without `#` probably means: a JSON pointer, or the name of a component.
fn reference_in(file: &File, reference: &str) -> Option<String> {
    let pointer = format!("/{reference}");
    if file.node.pointed(&pointer).is_some() {
        return Some(format!("#{pointer}"));
    }
    let containers = ["components/schemas", "definitions", "components/parameters"];
    let pointers = containers
        .iter()
        .map(|container| format!("/{container}/{reference}"));
    let mut found = pointers.filter(|pointer| file.node.pointed(pointer).is_some());
    found.next().map(|pointer| format!("#{pointer}"))
}

/// The root of a copy, as the user knows it.
#[derive(Clone, Debug)]
pub(crate) struct ShownRoot {
    /// The name in messages.
    pub(crate) name: PathBuf,
    /// The path that an option names.
    pub(crate) path: PathBuf,
}

/// The reason that a path cannot be read.
enum Refused {
    Outside,
    Missing(io::Error),
}

impl Workspace {
    /// Creates a workspace for the files under a root. Nothing outside of the root is read.
    #[must_use]
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self {
            root: root.into(),
            shown_root: None,
            is_widened: false,
            limits: ResourceLimits::default(),
            bytes: 0,
            sources: Sources::default(),
            files: HashMap::new(),
            read: BTreeSet::new(),
            texts: BTreeMap::new(),
            removed: None,
            given: HashMap::new(),
        }
    }

    /// Creates a workspace whose root the user can choose: a reference to a file outside of it gets a help that suggests a
    /// wider root.
    #[must_use]
    pub fn of_documents(root: impl Into<PathBuf>) -> Self {
        Self {
            is_widened: true,
            ..Self::new(root)
        }
    }

    /// Sets the root as the user knows it, for the files of a copy.
    #[must_use]
    pub(crate) fn shown_root(mut self, root: Option<&ShownRoot>) -> Self {
        self.shown_root = root.cloned();
        self
    }

    /// Sets the limits on the size of files.
    #[must_use]
    pub fn limits(mut self, limits: ResourceLimits) -> Self {
        self.limits = limits;
        self.sources.limits(limits);
        self
    }

    /// Sets texts that files have instead of their own, and a folder whose files do not count, by their paths from the root.
    #[cfg(feature = "checks")]
    #[must_use]
    pub(crate) fn edited(
        mut self,
        texts: BTreeMap<PathBuf, String>,
        removed: Option<PathBuf>,
    ) -> Self {
        (self.texts, self.removed) = (texts, removed);
        self
    }

    /// The root, as the user wrote it.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Returns the texts for diagnostics, after the last file was read.
    pub(crate) fn into_sources(self) -> Sources {
        self.sources
    }

    /// The texts that were read, for diagnostics.
    #[must_use]
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// The paths of files that were read or looked for, as the user knows them.
    pub fn files_read(&self) -> impl Iterator<Item = &Path> {
        self.read.iter().map(PathBuf::as_path)
    }

    /// Returns the path that diagnostics show for a path from the root.
    #[must_use]
    pub fn display_name(&self, path: &Path) -> Arc<str> {
        if let Some(name) = self.given_name(path) {
            return name;
        }
        let root = match &self.shown_root {
            Some(shown) => &shown.name,
            None => &self.root,
        };
        let shown = if path.as_os_str().is_empty() {
            root.clone()
        } else {
            root.join(path)
        };
        let text = match shown.as_os_str().is_empty() {
            true => ".".into(),
            false => shown.to_string_lossy(),
        };
        if std::path::MAIN_SEPARATOR == '/' {
            text.into()
        } else {
            text.replace(std::path::MAIN_SEPARATOR, "/").into()
        }
    }

    /// Reads a file by its path from the root.
    pub fn load(&mut self, path: &Path, diagnostics: &mut Diagnostics) -> Option<Arc<File>> {
        self.sources.name(&self.display_name(path));
        let file = self.load_document(path, diagnostics);
        if let Some(file) = &file {
            self.sources.name(&file.name);
        }
        file
    }

    fn load_document(&mut self, path: &Path, diagnostics: &mut Diagnostics) -> Option<Arc<File>> {
        match self.open(path, diagnostics) {
            Ok(file) => file,
            Err(refused) => {
                let name = self.display_name(path);
                let (code, message) = match refused {
                    Refused::Missing(error) => (
                        Code::UnreadableFile,
                        format!("cannot read `{name}`: {}", reason(&error)),
                    ),
                    Refused::Outside => (
                        Code::OutsideRoot,
                        format!(
                            "`{name}` lies outside of `{}`",
                            self.display_name(Path::new(""))
                        ),
                    ),
                };
                diagnostics.push(Diagnostic::new(code, message).at(Place::whole(&name)));
                None
            }
        }
    }

    /// Reads a file at any path, for files that the user names. It is no target of references.
    pub fn load_named(&mut self, path: &Path, diagnostics: &mut Diagnostics) -> Option<Arc<File>> {
        self.read.insert(path.to_owned());
        let name: Arc<str> = path.to_string_lossy().into();
        match read(self.limits, path, &mut self.bytes) {
            Ok(Ok(bytes)) => self.parse(path, name, bytes, diagnostics).map(Arc::new),
            Ok(Err(excess)) => {
                diagnostics.push(too_much(&name, excess));
                None
            }
            Err(error) => {
                let message = format!("cannot read `{name}`: {}", reason(&error));
                diagnostics
                    .push(Diagnostic::new(Code::UnreadableFile, message).at(Place::whole(&name)));
                None
            }
        }
    }

    /// Returns the files that were read, by name.
    pub(crate) fn files(&self) -> BTreeMap<Arc<str>, Arc<File>> {
        let files = self.files.values().chain(self.given.values()).flatten();
        files
            .map(|file| (Arc::clone(&file.name), Arc::clone(file)))
            .collect()
    }

    /// Replaces the tree of a file. Places are still looked up in its text.
    pub(crate) fn replace(&mut self, file: &Arc<File>, node: Node) {
        let changed = Arc::new(File {
            name: Arc::clone(&file.name),
            path: file.path.clone(),
            node,
        });
        find_allowances(&mut self.sources, &file.name, &changed.node);
        let files = self.files.values_mut().chain(self.given.values_mut());
        for known in files.flatten() {
            if known.name == file.name {
                *known = Arc::clone(&changed);
            }
        }
    }

    /// Frees the trees of all files after the last one was read. The texts stay for diagnostics.
    pub(crate) fn release(&mut self) {
        self.files.clear();
        self.given.clear();
    }

    /// Notes the places in the text of nodes that a change of the tree moved or added.
    pub(crate) fn moved(&mut self, file: &Arc<str>, places: Vec<(String, Place)>) {
        self.sources.moved(file, places);
    }

    /// Resolves a `$ref` to its file and the JSON pointer in it.
    pub fn resolve(
        &mut self,
        from: &Arc<File>,
        reference: &str,
        place: &Place,
        diagnostics: &mut Diagnostics,
    ) -> Option<(Arc<File>, String)> {
        let mut refuse = |code: Code, message: String, help: &str| {
            diagnostics.push(Diagnostic::new(code, message).at(place.clone()).help(help));
            None
        };
        let (path, pointer) = reference.split_once('#').unwrap_or((reference, ""));
        let (Some(path), Some(pointer)) = (percent_decoded(path), percent_decoded(pointer)) else {
            return refuse(
                Code::MalformedReference,
                format!("`{reference}` is not a reference: its percent escapes are broken"),
                HELP,
            );
        };
        if segments(&pointer).is_none() {
            return refuse(
                Code::MalformedReference,
                format!("`{reference}` is not a reference: what follows `#` must begin with `/`"),
                HELP,
            );
        }
        if path.is_empty() {
            self.sources.reach(&from.name, &pointer, place);
            return Some((Arc::clone(from), pointer));
        }
        let has_scheme = path
            .split_once(':')
            .is_some_and(|(scheme, _)| !scheme.contains('/'));
        if has_scheme || path.starts_with("//") {
            return refuse(
                Code::RemoteReference,
                format!("`{reference}` is not a path: only files under the root are read"),
                HELP,
            );
        }
        if path.starts_with('/') || path.contains('\\') || path.contains('\0') {
            return refuse(
                match path.starts_with('/') {
                    true => Code::ReferenceOutsideRoot,
                    false => Code::MalformedReference,
                },
                format!("`{reference}` is not a relative path with `/` between its parts"),
                HELP,
            );
        }
        let folder = from.path.parent().unwrap_or(Path::new(""));
        let Some(target) = clean(&folder.join(&path)) else {
            let help = match self.wider_root(&folder.join(&path)) {
                Some(root) => format!("name a folder that holds both as the root: `--root {root}`"),
                None => OUTSIDE.to_owned(),
            };
            return refuse(
                Code::ReferenceOutsideRoot,
                format!(
                    "`{reference}` leads out of `{}`",
                    self.display_name(Path::new(""))
                ),
                &help,
            );
        };
        self.sources
            .reach(&self.display_name(&target), &pointer, place);
        match self.open(&target, diagnostics) {
            Ok(file) => file.map(|file| (file, pointer)),
            Err(Refused::Outside) => {
                let message = format!(
                    "`{reference}` leads out of `{}`",
                    self.display_name(Path::new(""))
                );
                diagnostics.push(
                    Diagnostic::new(Code::ReferenceOutsideRoot, message)
                        .at(place.clone())
                        .help(OUTSIDE),
                );
                None
            }
            Err(Refused::Missing(error)) => {
                let name = self.display_name(&target);
                let message = format!("cannot read `{name}`: {}", reason(&error));
                let diagnostic = Diagnostic::new(Code::ReferenceToNoFile, message)
                    .at(place.clone())
                    .label("this file");
                let near = self.near_file(&target, diagnostics);
                diagnostics.push(match near {
                    Some(near) => {
                        let (folder, _) = path.rsplit_once('/').unwrap_or_default();
                        let slash = if folder.is_empty() { "" } else { "/" };
                        let rest = match reference.split_once('#') {
                            Some((_, pointer)) => format!("#{pointer}"),
                            None => String::new(),
                        };
                        diagnostic.help(format!("did you mean `{folder}{slash}{near}{rest}`?"))
                    }
                    None => match reference_in(from, reference) {
                        Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")),
                        None => diagnostic,
                    },
                });
                None
            }
        }
    }

    /// Returns the name of the file at a path relative to another file, and its tree if it was read already.
    pub(crate) fn known_file(
        &self,
        from: &File,
        path: &str,
    ) -> Option<(Arc<str>, Option<Arc<File>>)> {
        let folder = from.path.parent().unwrap_or(Path::new(""));
        let target = clean(&folder.join(percent_decoded(path)?))?;
        let canonical = self.root.join(&target).canonicalize();
        let known = canonical
            .ok()
            .and_then(|path| self.files.get(&path)?.clone());
        let name = match &known {
            Some(file) => Arc::clone(&file.name),
            None => self.display_name(&target),
        };
        Some((name, known))
    }

    /// Finds a file in the folder of a missing file whose name is similar.
    fn near_file(&self, path: &Path, diagnostics: &mut Diagnostics) -> Option<String> {
        let name = path.file_name()?.to_str()?;
        let folder = self.root.join(path.parent()?);
        let folder = match folder.as_os_str().is_empty() {
            true => self.whole_root().ok()?,
            false => folder.canonicalize().ok()?,
        };
        let root = self.whole_root().ok()?;
        if !folder.starts_with(root) {
            return None;
        }
        let entries = fs::read_dir(folder).ok()?.flatten();
        let mut names: Vec<String> = entries
            .filter_map(|entry| entry.file_name().into_string().ok())
            .filter(|name| is_fragment_name(name))
            .collect();
        names.sort();
        let near = diagnostics.nearest(name, names.iter().map(String::as_str));
        near.map(str::to_owned)
    }

    fn open(
        &mut self,
        path: &Path,
        diagnostics: &mut Diagnostics,
    ) -> Result<Option<Arc<File>>, Refused> {
        let path = clean(path).ok_or(Refused::Outside)?;
        if let Some(file) = self.given.get(&path) {
            return Ok(file.clone());
        }
        // A copy is nothing to watch.
        if self.shown_root.is_none() {
            self.read.insert(self.root.join(&path));
        }
        if self
            .removed
            .as_ref()
            .is_some_and(|folder| path.starts_with(folder))
        {
            return Err(Refused::Missing(io::ErrorKind::NotFound.into()));
        }
        let canonical = self
            .root
            .join(&path)
            .canonicalize()
            .map_err(Refused::Missing)?;
        let root = self.whole_root();
        if !canonical.starts_with(root.map_err(Refused::Missing)?) {
            return Err(Refused::Outside);
        }
        if let Some(file) = self.files.get(&canonical) {
            return Ok(file.clone());
        }
        if !canonical.is_file() {
            return Err(Refused::Missing(no_file()));
        }
        let name = self.display_name(&path);
        let read = match self.texts.remove(&path) {
            Some(text) => Ok(Ok(text.into_bytes())),
            None => read(self.limits, &canonical, &mut self.bytes),
        };
        let file = match read.map_err(Refused::Missing)? {
            Ok(bytes) => self.parse(&path, name, bytes, diagnostics).map(Arc::new),
            Err(excess) => {
                diagnostics.push(too_much(&name, excess));
                None
            }
        };
        self.files.insert(canonical, file.clone());
        Ok(file)
    }

    fn parse(
        &mut self,
        path: &Path,
        name: Arc<str>,
        bytes: Vec<u8>,
        diagnostics: &mut Diagnostics,
    ) -> Option<File> {
        let format = self.format(path, &bytes);
        let is_utf_16 = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
        let (text, bad_byte) = match String::from_utf8(bytes) {
            Ok(text) => (text, None),
            Err(error) => {
                let valid = error.utf8_error().valid_up_to();
                (
                    String::from_utf8_lossy(error.as_bytes()).into_owned(),
                    Some(valid),
                )
            }
        };
        let (text, bom) = match text.strip_prefix('\u{feff}') {
            Some(text) => (Arc::<str>::from(text), '\u{feff}'.len_utf8()),
            None => (Arc::<str>::from(text), 0),
        };
        self.sources
            .add(Arc::clone(&name), format, Arc::clone(&text));
        if let Some(offset) = bad_byte {
            let place = Place::offset(&name, offset.saturating_sub(bom));
            diagnostics.push(
                Diagnostic::new(Code::NotUtf8, "this file is not UTF-8")
                    .at(place)
                    .label("not a character of UTF-8")
                    .help(match is_utf_16 {
                        true => "it is UTF-16: save it as UTF-8",
                        false => "save it as UTF-8",
                    }),
            );
            return None;
        }
        match reader::read(&text, format, self.limits) {
            Ok(read) => {
                for (pointer, occurrence) in read.repeated {
                    let key = segments(&pointer)
                        .and_then(|mut segments| segments.pop())
                        .unwrap_or_default();
                    diagnostics.push(
                        Diagnostic::new(
                            Code::RepeatedKey,
                            format!("`{key}` stands twice in one mapping"),
                        )
                        .at(Place::repeated_key(&name, pointer.as_str(), occurrence))
                        .label("again here")
                        .also(Place::key(&name, pointer), "first here"),
                    );
                }
                find_written_allowances(&mut self.sources, &name, &read.node);
                Some(File {
                    name,
                    path: path.to_owned(),
                    node: read.node,
                })
            }
            Err(Malformed {
                code,
                message,
                offset,
                help,
            }) => {
                let language = match format {
                    Format::Json => "JSON",
                    Format::Yaml => "YAML",
                };
                let place = offset.map_or_else(
                    || Place::whole(&name),
                    |offset| Place::offset(&name, offset),
                );
                let message = format!("cannot read this as {language}: {message}");
                let mut diagnostic = Diagnostic::new(code, message).at(place);
                if let Some(help) = help {
                    diagnostic = diagnostic.help(help);
                }
                diagnostics.push(diagnostic);
                None
            }
        }
    }
}

const HELP: &str =
    "write a relative path and a JSON pointer: `./types.yaml#/components/schemas/Amount`";
const OUTSIDE: &str = "put the file under the root, beside those that refer to it";
