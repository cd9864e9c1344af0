//! A new api-version of a service, as a copy of an older one.
//!
//! [`run`] copies a folder of fragments and edits the texts, so that comments and layout stay: `info.version`, the values of the
//! parameter that carries the api-version and its description, and `x-rust-was`, which names the predecessors of the copied
//! api-version and does not apply to the copy. Places that still contain the old api-version are listed. On an error nothing
//! is written.

mod find;

use std::{
    cmp::Ordering,
    fmt, fs,
    path::{Path, PathBuf},
};

use billing_macros_expand::version::compare;

use self::find::Wanted;
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Place},
    edit::{self, Action, Change, Replacement},
    load::{Error, LoadOptions, Specs, is_version},
    output::{self, Files},
    source::{Service, Workspace, is_fragment_name, reason},
    words::nearest,
};

/// The folder of services, and the api-version to copy.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The folder of services.
    pub specs: PathBuf,
    /// The api-version to copy; none for the next older one.
    pub from: Option<String>,
    /// Limits and levels of lints.
    pub load: LoadOptions,
}

/// The copy that was written.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The name of the service.
    pub service: String,
    /// The new api-version.
    pub api_version: String,
    /// The api-version that was copied.
    pub from: String,
    /// The folder of the new api-version.
    pub folder: PathBuf,
    /// The number of files that were written.
    pub files: usize,
    /// The number of `x-rust-was` that were removed.
    pub removed: usize,
    /// Lines of the copy that still contain the copied api-version: file, line and text.
    pub remaining: Vec<(PathBuf, usize, String)>,
    /// The next newer api-version; none if the new one is the newest.
    pub next: Option<String>,
    /// True if the copied api-version is not the direct predecessor of the new one.
    pub is_older: bool,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let folder = self.folder.display();
        writeln!(
            f,
            "copied {}/{} to {folder}: {} files, {} `x-rust-was` removed",
            self.service, self.from, self.files, self.removed
        )?;
        if !self.remaining.is_empty() {
            writeln!(f, "\nThese lines still contain `{}`:", self.from)?;
            for (file, line, text) in &self.remaining {
                writeln!(f, "  {}:{line}: {text}", file.display())?;
            }
        }
        if self.is_older {
            writeln!(
                f,
                "\nnote: {} is not the direct predecessor: `x-rust-was` is needed where the api-version before {} has \
                 another name",
                self.from, self.api_version
            )?;
        }
        if let Some(next) = &self.next {
            writeln!(
                f,
                "\nnote: {next} follows {}: its `x-rust-was` name predecessors in {} from now on",
                self.api_version, self.api_version
            )?;
        }
        let (service, api_version) = (&self.service, &self.api_version);
        write!(
            f,
            "
Next:
  1. Edit the fragments until they agree with the sources. Write `x-rust-was` at everything that is only renamed.
     `billing-codegen import` adds what an official document has; `billing-codegen upstream` compares the fragments with it.
  2. billing-codegen diff {service}/{} {service}/{api_version}
  3. billing-codegen verify {service}/{api_version}
  4. billing-codegen generate
",
            self.from
        )
    }
}

/// Copies an api-version of a service to a new one.
///
/// # Errors
///
/// A service or an api-version that is not there, a new api-version that is there already or has no order among the others, and
/// fragments that cannot be read or edited. Nothing is written then.
pub fn run(service: &str, api_version: &str, options: &Options) -> Result<Report, Error> {
    let mut diagnostics = Diagnostics::with_levels(options.load.levels.clone());
    let folder = service_folder(service, &options.specs)?;
    let unwritable = |error: output::Error| {
        Error::of(Diagnostic::new(Code::UnwritableVersion, error.to_string()))
    };
    output::complete(&folder).map_err(unwritable)?;
    let mut workspace = Workspace::new(&folder).limits(options.load.limits);
    let found = Specs::discover_service(&workspace, service, &mut diagnostics);
    let found = match found {
        Some(found) if !diagnostics.has_errors() => found,
        _ => return Err(Error::new(vec![(diagnostics, workspace.into_sources())])),
    };
    let (from, next, is_older) = choose(&found, api_version, options)?;
    let mut report = Report {
        service: service.to_owned(),
        api_version: api_version.to_owned(),
        from: from.clone(),
        folder: folder.join(api_version),
        next,
        is_older,
        ..Report::default()
    };
    let mut paths = Vec::new();
    list(&folder, Path::new(&from), &mut paths)?;
    let mut files = Files::default();
    for path in paths {
        let text = read(&folder.join(&path))?;
        let text = match path.file_name().and_then(|name| name.to_str()) {
            Some(name) if is_fragment_name(name) => {
                edited(&path, text, &mut workspace, &mut report, &mut diagnostics)
            }
            _ => text,
        };
        let below = path.strip_prefix(&from).unwrap_or(&path);
        let target = Path::new(api_version).join(below);
        for (index, line) in text.lines().enumerate() {
            if mentions(line, &from) && !api_version.contains(&from) {
                let place = folder.join(&target);
                report
                    .remaining
                    .push((place, index + 1, line.trim().to_owned()));
            }
        }
        files.insert(target.to_string_lossy().replace('\\', "/"), text);
        report.files += 1;
    }
    if diagnostics.has_errors() {
        return Err(Error::new(vec![(diagnostics, workspace.into_sources())]));
    }
    files.write(&folder).map_err(unwritable)?;
    Ok(report)
}

/// Returns whether a line contains an api-version that is not a part of a longer one.
fn mentions(line: &str, version: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-';
    line.match_indices(version).any(|(start, _)| {
        let before = line.get(..start).and_then(|text| text.chars().next_back());
        let after = line.get(start + version.len()..);
        let after = after.and_then(|text| text.chars().next());
        !before.is_some_and(is_part) && !after.is_some_and(is_part)
    })
}

/// Returns the folder of a service.
pub(crate) fn service_folder(service: &str, specs: &Path) -> Result<PathBuf, Error> {
    let workspace = Workspace::new(specs);
    let mut muted = Diagnostics::default();
    let all = Specs::discover(&workspace, &mut muted).services;
    let names = || all.iter().map(|one| one.name.as_str());
    if names().any(|name| name == service) {
        return Ok(specs.join(service));
    }
    let is_name = !service.is_empty() && !service.contains(['/', '\\', '.']);
    if is_name && specs.join(service).is_dir() {
        // The service has problems, which are reported when its api-versions are listed.
        return Ok(specs.join(service));
    }
    let root = specs.display();
    let help = match nearest(service, names()) {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None => format!("there is: {}", names().collect::<Vec<_>>().join(", ")),
    };
    let message = format!("`{root}` contains no service `{service}`");
    Err(Error::of(
        Diagnostic::new(Code::NothingThere, message).help(help),
    ))
}

/// Chooses the api-version to copy. Returns it, the next newer one, and whether a newer predecessor exists.
fn choose(
    service: &Service,
    api_version: &str,
    options: &Options,
) -> Result<(String, Option<String>, bool), Error> {
    let fail = |code: Code, message: String, help: String| {
        Err(Error::of(Diagnostic::new(code, message).help(help)))
    };
    let is_name = |c: char| c.is_ascii_alphanumeric() || "-._+".contains(c);
    if !api_version.chars().all(is_name) || !is_version(api_version) {
        return fail(
            Code::FolderName,
            format!("`{api_version}` is not a valid name of an api-version"),
            "write one like `2024-04-01`, `2017-02-27-preview` or `v1`".to_owned(),
        );
    }
    let (mut older, mut next) = (Vec::new(), None);
    for one in &service.versions {
        match compare(&one.name, api_version) {
            Some(Ordering::Less) => older.push(one.name.as_str()),
            Some(Ordering::Greater) => next = next.or_else(|| Some(one.name.clone())),
            Some(Ordering::Equal) => {
                return fail(
                    Code::SameVersion,
                    format!("`{}/{}` is there already", service.name, one.name),
                    "name an api-version that is not there yet".to_owned(),
                );
            }
            None => {
                return fail(
                    Code::NoOrder,
                    format!(
                        "`{api_version}` and `{}` have no order: neither is older than the other",
                        one.name
                    ),
                    format!("name it like the others, such as `{}`", one.name),
                );
            }
        }
    }
    let Some(predecessor) = older.last() else {
        return fail(
            Code::NothingThere,
            format!("`{}` has no api-version before `{api_version}`", service.name),
            "a copy is made from an older api-version; write the fragments of the oldest one by hand".to_owned(),
        );
    };
    match &options.from {
        None => Ok(((*predecessor).to_owned(), next, false)),
        Some(from) if older.contains(&from.as_str()) => {
            Ok((from.clone(), next, from != predecessor))
        }
        Some(from) => fail(
            Code::NothingThere,
            format!(
                "`{}` has no api-version `{from}` before `{api_version}`",
                service.name
            ),
            format!("write one of: {}", older.join(", ")),
        ),
    }
}

/// Lists the files of a folder and those below it, by path. Hidden ones are left out.
pub(crate) fn list(root: &Path, folder: &Path, paths: &mut Vec<PathBuf>) -> Result<(), Error> {
    let here = root.join(folder);
    let fail = |path: &Path, what: &str| {
        let message = format!("cannot copy `{}`: {what}", path.display());
        Error::of(Diagnostic::new(Code::UnwritableVersion, message))
    };
    let entries = fs::read_dir(&here).map_err(|error| fail(&here, &reason(&error)))?;
    for entry in entries {
        let entry = entry.map_err(|error| fail(&here, &reason(&error)))?;
        let kind = entry
            .file_type()
            .map_err(|error| fail(&entry.path(), &reason(&error)))?;
        let name = entry.file_name();
        if name.to_string_lossy().starts_with('.') {
            continue;
        }
        let path = folder.join(name);
        if kind.is_dir() {
            list(root, &path, paths)?;
        } else if kind.is_file() {
            paths.push(path);
        } else {
            return Err(fail(&entry.path(), "it is not a file"));
        }
    }
    paths.sort();
    Ok(())
}

pub(crate) fn read(path: &Path) -> Result<String, Error> {
    fs::read_to_string(path).map_err(|error| {
        let message = format!("cannot read `{}`: {}", path.display(), reason(&error));
        Error::of(Diagnostic::new(Code::UnreadableFile, message))
    })
}

/// Returns the text of a fragment as one of the new api-version.
fn edited(
    path: &Path,
    text: String,
    workspace: &mut Workspace,
    report: &mut Report,
    diagnostics: &mut Diagnostics,
) -> String {
    let Some(file) = workspace.load(path, diagnostics) else {
        return text;
    };
    let mut old = vec![report.from.as_str()];
    let stated = file.node.pointed("/info/version");
    old.extend(stated.and_then(|version| version.as_str()));
    let wanted = find::find(&file.node, &old);
    let places: Vec<(Place, Place)> = wanted
        .iter()
        .map(|one| {
            let (Wanted::Set(pointer) | Wanted::Remove(pointer) | Wanted::Describe(pointer, _)) =
                one;
            (
                Place::key(&file.name, pointer.as_str()),
                Place::value(&file.name, pointer.as_str()),
            )
        })
        .collect();
    let sources = workspace.sources();
    let ranges = sources.ranges(places.iter().flat_map(|(key, value)| [key, value]));
    let source = sources.text(&file.name).unwrap_or_default();
    let mut changes = Vec::new();
    let mut removed = 0;
    for (one, (key, value)) in wanted.iter().zip(&places) {
        let (Some(key_range), Some(value_range)) = (ranges.get(key), ranges.get(value)) else {
            let message = format!("`{}` has no position in the text", key.pointer());
            diagnostics.push(unwritable(message, value.clone()));
            continue;
        };
        let written = source.get(value_range.clone()).unwrap_or_default();
        let (action, value_range) = match one {
            Wanted::Remove(_) => {
                removed += 1;
                (Action::Remove, value_range.clone())
            }
            Wanted::Set(_) => (
                Action::Replace(Replacement::like(written, &report.api_version)),
                value_range.clone(),
            ),
            Wanted::Describe(pointer, old) => {
                let description = file.node.pointed(pointer).and_then(|node| node.as_str());
                let rest = source.get(value_range.start..).unwrap_or_default();
                let line = rest.lines().next().unwrap_or_default();
                let description = description.unwrap_or_default();
                // A text of several lines is left to the reader of the report.
                if line.matches(old).count() != description.matches(old).count() {
                    continue;
                }
                let to = Replacement {
                    written: line.replace(old, &report.api_version),
                    read: description.replace(old, &report.api_version),
                };
                let range = value_range.start..value_range.start + line.len();
                (Action::Replace(to), range)
            }
        };
        changes.push(Change {
            pointer: key.pointer().to_owned(),
            key: key_range.clone(),
            value: value_range,
            action,
        });
    }
    match edit::change(source, &changes) {
        Ok(edited) => {
            report.removed += removed;
            edited
        }
        Err(refusal) => {
            let message = format!("`{}` cannot be edited: {refusal}", file.name);
            diagnostics.push(unwritable(message, Place::whole(&file.name)));
            text
        }
    }
}

fn unwritable(message: String, place: Place) -> Diagnostic {
    Diagnostic::new(Code::UnwritableVersion, message).at(place).help(
        "copy the folder by hand; set `info.version` and the parameter of the api-version, and delete `x-rust-was`",
    )
}
