//! Finds the documents of one API: files, or a folder of api-versions.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    candidate::{Candidate, InputOptions},
    fragments::are_one_document,
    names::{is_version, stem, version_in_name},
    order::Sorter,
    specs::Finder,
};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Place},
    source::{ApiVersion, Node, OVERRIDES, Service, UPSTREAM, Workspace, is_fragment_name},
};

/// The documents of one API.
#[derive(Debug)]
pub(super) struct Input {
    /// The files that the documents may refer to.
    pub(super) workspace: Workspace,
    /// The API, named after its folder or file, with its api-versions, oldest first.
    pub(super) service: Service,
    /// The path of the overrides beside the documents, from the root of the workspace.
    pub(super) overrides: Option<PathBuf>,
    /// True if there is one document, from files or from a folder of fragments, and not a set of api-versions.
    pub(super) is_document: bool,
    /// True if nothing but its content names the one document an api-version: neither the name of a folder nor of a file in a
    /// folder.
    pub(super) is_unversioned: bool,
}

impl Input {
    /// Finds the documents. A text is a document. One file is a document, and several files are fragments of one document. A folder has a folder or
    /// file for each api-version, or the fragments of one document.
    pub(super) fn discover(
        specs: &[PathBuf],
        options: InputOptions<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        match specs {
            _ if options.text.is_some() => Self::text(options, diagnostics),
            [folder] if folder.is_dir() => Self::folder(folder, options, diagnostics),
            files => Self::fragments(files, options, diagnostics),
        }
    }

    fn text(options: InputOptions<'_>, diagnostics: &mut Diagnostics) -> Self {
        let mut workspace =
            Workspace::of_documents(options.root.unwrap_or(Path::new(""))).limits(options.limits);
        let mut files = Vec::new();
        if let Some(text) = options.text {
            refuse_order(options, &text.name, diagnostics);
            files.push(workspace.add_text(&text.name, text.bytes.to_vec(), diagnostics));
        }
        let name = "api".to_owned();
        let versions = version_of_fragments(&mut workspace, &files, &name, diagnostics);
        Self {
            workspace,
            service: Service {
                name,
                versions: versions.into_iter().collect(),
            },
            overrides: None,
            is_document: true,
            is_unversioned: true,
        }
    }

    fn fragments(
        files: &[PathBuf],
        options: InputOptions<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let root = options.root;
        if let Some(first) = files.first() {
            refuse_order(options, &first.to_string_lossy(), diagnostics);
        }
        let folder = common_folder(files);
        let mut workspace = Workspace::of_documents(root.unwrap_or(&folder))
            .shown_root(options.shown_root)
            .limits(options.limits);
        let name = match files {
            [only] => stem(&file_name(only)).to_owned(),
            _ => file_name(&folder),
        };
        for folder in files.iter().filter(|path| path.is_dir()) {
            let name: Arc<str> = folder.to_string_lossy().into();
            diagnostics.push(
                Diagnostic::new(
                    Code::FolderAmongFiles,
                    format!("`{name}` is a folder among several inputs"),
                )
                .at(Place::whole(&name))
                .help("name one folder of api-versions, or the files of one document"),
            );
        }
        let files: Vec<PathBuf> = files
            .iter()
            .filter(|path| !path.is_dir())
            .filter_map(|path| match root {
                // A missing file is reported when it is read.
                Some(root) if path.exists() => relative_to_root(root, path, diagnostics),
                _ => Some(path.strip_prefix(&folder).ok()?.to_owned()),
            })
            .collect();
        let versions = version_of_fragments(&mut workspace, &files, &name, diagnostics);
        Self {
            workspace,
            service: Service {
                name,
                versions: versions.into_iter().collect(),
            },
            overrides: None,
            is_document: true,
            is_unversioned: true,
        }
    }

    fn folder(folder: &Path, options: InputOptions<'_>, diagnostics: &mut Diagnostics) -> Self {
        let InputOptions { order, root, .. } = options;
        let mut workspace = Workspace::of_documents(root.unwrap_or(folder))
            .shown_root(options.shown_root)
            .limits(options.limits);
        let base = match root {
            Some(root) => relative_to_root(root, folder, diagnostics),
            None => Some(PathBuf::new()),
        };
        let name = folder
            .canonicalize()
            .map_or_else(|_| file_name(folder), |path| file_name(&path));
        let Some(base) = base else {
            return Self {
                workspace,
                service: Service {
                    name,
                    versions: Vec::new(),
                },
                overrides: None,
                is_document: false,
                is_unversioned: false,
            };
        };
        let mut finder = Finder::new(&workspace, diagnostics);
        let (folders, files): (Vec<_>, Vec<_>) = finder
            .entries(&base)
            .into_iter()
            .partition(|entry| entry.is_folder);
        let overrides = files
            .iter()
            .find(|entry| entry.name == OVERRIDES)
            .map(|entry| entry.path.clone());
        let files: Vec<_> = files
            .into_iter()
            .filter(|entry| {
                is_fragment_name(&entry.name)
                    && ![OVERRIDES, UPSTREAM].contains(&entry.name.as_str())
            })
            .collect();
        // Files beside the folders of api-versions are targets of their references.
        let by_folder = files.is_empty() || folders.iter().any(|entry| is_version(&entry.name));
        let mut is_unversioned = false;
        let versions = if by_folder {
            let candidates: Vec<_> = folders
                .iter()
                .filter_map(|entry| {
                    // Folders that the order omits may have errors.
                    let is_named = order.is_empty() || order.contains(&entry.name);
                    Some(Candidate {
                        file: entry.name.clone(),
                        info_version: None,
                        files: match is_named {
                            true => finder.version(entry)?.files,
                            false => Vec::new(),
                        },
                    })
                })
                .collect();
            if folders.is_empty() {
                let name = workspace.display_name(&base);
                diagnostics.push(
                    Diagnostic::new(Code::NothingThere, format!("`{name}` contains no document"))
                        .at(Place::whole(&name))
                        .help(
                            "name a file, or a folder with a file or folder for each api-version",
                        ),
                );
            }
            Sorter {
                folder: workspace.display_name(&base),
                options,
                diagnostics,
            }
            .versions(candidates)
        } else {
            let candidates: Vec<_> = files
                .into_iter()
                .filter_map(|entry| {
                    let file = workspace.load(&entry.path, diagnostics)?;
                    Some(Candidate {
                        info_version: info_version(&file.node),
                        file: entry.name,
                        files: vec![entry.path],
                    })
                })
                .collect();
            // Other api-versions join a file that is named after its own.
            let mut is_one = || match candidates.as_slice() {
                [only] => version_in_name(stem(&only.file)).is_none(),
                several => are_one_document(several, &mut workspace, diagnostics),
            };
            is_unversioned = order.is_empty() && is_one();
            if is_unversioned {
                let files: Vec<_> = candidates.into_iter().flat_map(|one| one.files).collect();
                version_of_fragments(&mut workspace, &files, &name, diagnostics)
                    .into_iter()
                    .collect()
            } else {
                Sorter {
                    folder: workspace.display_name(&base),
                    options,
                    diagnostics,
                }
                .versions(candidates)
            }
        };
        Self {
            is_document: !by_folder && versions.len() == 1,
            is_unversioned,
            workspace,
            service: Service { name, versions },
            overrides,
        }
    }
}

/// Reports an order of api-versions for one document.
fn refuse_order(options: InputOptions<'_>, name: &str, diagnostics: &mut Diagnostics) {
    if options.order.is_empty() || options.is_shared {
        return;
    }
    let message = "`--order` lists api-versions, but this is one document";
    diagnostics.push(
        Diagnostic::new(Code::Order, message)
            .at(Place::whole(&name.into()))
            .help("name the folder of the api-versions, or omit `--order`"),
    );
}

/// Returns the `info.version` of a document as the name of an api-version: characters that no such name has become a `-`.
fn info_version(document: &Node) -> Option<String> {
    let (Node::String(text) | Node::Number(text)) = document.get("info")?.get("version")? else {
        return None;
    };
    let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || ".-_+".contains(c)));
    let words: Vec<_> = words
        .map(|word| word.trim_matches(|c: char| !c.is_ascii_alphanumeric()))
        .filter(|word| !word.is_empty())
        .collect();
    let name: String = words.join("-").chars().take(MAX_NAME_LENGTH).collect();
    (!name.is_empty()).then_some(name)
}

/// Maximum length of the name of an api-version, which becomes the name of a file.
const MAX_NAME_LENGTH: usize = 60;

/// Returns the api-version of a document that is split into fragments.
fn version_of_fragments(
    workspace: &mut Workspace,
    files: &[PathBuf],
    name: &str,
    diagnostics: &mut Diagnostics,
) -> Option<ApiVersion> {
    let mut versions: BTreeMap<String, Place> = BTreeMap::new();
    let mut first = None;
    for path in files {
        let Some(file) = workspace.load(path, diagnostics) else {
            continue;
        };
        if let Some(version) = info_version(&file.node) {
            first.get_or_insert_with(|| version.clone());
            versions
                .entry(version)
                .or_insert_with(|| Place::value(&file.name, "/info/version"));
        }
    }
    if let [(one, one_place), (other, other_place), ..] =
        versions.iter().collect::<Vec<_>>().as_slice()
    {
        diagnostics.push(
            Diagnostic::new(Code::SeveralVersions, format!(
                "these files are fragments of one document, but have the versions `{one}` and `{other}`"
            ))
            .at((*one_place).clone())
            .also((*other_place).clone(), "the other one")
            .help("if each file is an api-version, name the folder that contains them"),
        );
    }
    let name = first.or_else(|| version_in_name(name).map(str::to_owned));
    (!files.is_empty()).then(|| ApiVersion {
        name: name.unwrap_or_else(|| "unversioned".to_owned()),
        files: files.to_vec(),
    })
}

fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(
        || "api".to_owned(),
        |name| name.to_string_lossy().into_owned(),
    )
}

/// Returns the innermost folder that contains all files.
fn common_folder(files: &[PathBuf]) -> PathBuf {
    let mut folders = files
        .iter()
        .map(|path| path.parent().unwrap_or(Path::new("")));
    let Some(first) = folders.next() else {
        return PathBuf::new();
    };
    folders.fold(first.to_owned(), |common, folder| {
        common
            .components()
            .zip(folder.components())
            .take_while(|(a, b)| a == b)
            .map(|(a, _)| a)
            .collect()
    })
}

/// Returns the path of a document from the root; none, and a diagnostic, if it lies elsewhere.
fn relative_to_root(root: &Path, path: &Path, diagnostics: &mut Diagnostics) -> Option<PathBuf> {
    let here = |path: &Path| match path.as_os_str().is_empty() {
        true => Path::new(".").canonicalize(),
        false => path.canonicalize(),
    };
    let name: Arc<str> = path.to_string_lossy().into();
    let root_name = root.to_string_lossy();
    let mut refuse = |code: Code, message: String, help: &str| {
        diagnostics.push(
            Diagnostic::new(code, message)
                .at(Place::whole(&name))
                .help(help),
        );
        None
    };
    let help = "name a folder that contains it: `--root DIR`";
    let (Ok(whole), Ok(full)) = (here(root), here(path)) else {
        return refuse(
            Code::UnreadableFile,
            format!("there is no folder `{root_name}`"),
            help,
        );
    };
    match full.strip_prefix(&whole) {
        Ok(relative) => Some(relative.to_owned()),
        Err(_) => refuse(
            Code::OutsideRoot,
            format!("`{name}` is not in `{root_name}`"),
            help,
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn api_versions_in_names() {
        let cases = [
            ("gateway-1.0.0", Some("1.0.0")),
            ("gateway-1.0.0-12d926", Some("1.0.0-12d926")),
            ("billing_2017-02-27-preview", Some("2017-02-27-preview")),
            ("2020-05-01", Some("2020-05-01")),
            ("openapi.v2", Some("v2")),
            ("ghes-3.10", Some("3.10")),
            ("api-v1beta1", Some("v1beta1")),
            ("report-12d926", None),
            ("api.github.com", None),
            ("latest", None),
        ];
        for (name, expected) in cases {
            assert_eq!(version_in_name(name), expected, "{name}");
        }
    }

    #[test]
    fn the_folder_of_several_files() {
        let folder =
            |files: &[&str]| common_folder(&files.iter().map(PathBuf::from).collect::<Vec<_>>());
        assert_eq!(folder(&["a/b/x.yaml", "a/c/y.yaml"]), Path::new("a"));
        assert_eq!(folder(&["a/x.yaml", "y.yaml"]), Path::new(""));
        assert_eq!(folder(&["/a/x.yaml", "/a/y.yaml"]), Path::new("/a"));
    }
}
