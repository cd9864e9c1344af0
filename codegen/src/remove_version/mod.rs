//! The removal of an api-version from a service: nothing that remains changes for users.
//!
//! [`run`] removes a folder of fragments. The names that the remaining api-versions have depend on the older ones, and so do their
//! predecessors: `x-rust-name` is added where a name would change, and `x-rust-was` is added, changed or removed where the predecessor
//! was in the removed api-version. These are edits of the texts, so that comments and layout stay. The result is read again before
//! anything is written. On an error nothing is written.

mod items;
mod lineage;
mod losses;
mod texts;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt, fs,
    path::{Path, PathBuf},
};

use billing_macros_expand::version::{newest_stable, version_module_name};

use self::{
    items::{Item, items},
    texts::{Keyword, NAME, WAS},
};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Place, Sources},
    emit,
    history::lineage as history_lineage,
    load::{Error, LoadOptions, ModelReader, Reading, service_without},
    manifest,
    model::Model,
    new_version,
    output::{self, Files},
    source::{UPSTREAM, reason},
    words::nearest,
};

/// The folder of services.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The folder of services.
    pub specs: PathBuf,
    /// Limits of sizes.
    pub load: LoadOptions,
}

/// The removal that was made.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The name of the service.
    pub service: String,
    /// The removed api-version.
    pub api_version: String,
    /// The number of files that were removed.
    pub files: usize,
    /// Edits of other files, in order: file, and what is new in it.
    pub edits: Vec<(PathBuf, String)>,
    /// Losses of users of the generated code.
    pub losses: Vec<Loss>,
    /// The api-version that `latest` and the default feature stand for, before and after, if it is another one.
    pub latest: Option<(String, String)>,
}

/// Items of one kind that only the removed api-version had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// The kind of item, in the plural.
    pub kind: &'static str,
    /// The names in Rust.
    pub names: Vec<String>,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (service, api_version) = (&self.service, &self.api_version);
        writeln!(f, "removed {service}/{api_version}: {} files", self.files)?;
        if !self.edits.is_empty() {
            writeln!(
                f,
                "\nEdited, so that the other api-versions stay as they are:"
            )?;
            for (file, what) in &self.edits {
                writeln!(f, "  {}: {what}", file.display())?;
            }
        }
        let module = version_module_name(api_version);
        writeln!(f, "\nUsers lose:")?;
        writeln!(f, "  module: {}::{module}", emit::service_module(service))?;
        writeln!(f, "  feature: {}", emit::feature(service, api_version))?;
        for loss in &self.losses {
            writeln!(f, "  {}: {}", loss.kind, loss.names.join(", "))?;
        }
        if let Some((old, new)) = &self.latest {
            writeln!(
                f,
                "\nnote: `latest` and the default feature were {old} and are {new} now"
            )?;
        }
        f.write_str(
            "
Next:
  1. billing-codegen generate
  2. Remove the feature and the module from code that names them.
",
        )
    }
}

/// Removes an api-version of a service.
///
/// # Errors
///
/// A service or an api-version that is not there, the only api-version of a service, and documents that cannot be read with or
/// without it or cannot be edited. Nothing is written then.
pub fn run(service: &str, api_version: &str, options: &Options) -> Result<Report, Error> {
    let folder = new_version::service_folder(service, &options.specs)?;
    for folder in [&options.specs, &folder] {
        output::complete(folder).map_err(unwritable)?;
    }
    let remover = Remover {
        service,
        api_version,
        options,
    };
    let (models, sources) = remover.read(None, BTreeMap::new())?;
    let removed = remover.position(&models)?;
    let names: Vec<&str> = models.iter().map(|one| one.api_version.as_str()).collect();
    let mut remaining = names.clone();
    remaining.remove(removed);
    let latest =
        |names: &[&str]| newest_stable(names).and_then(|at| Some(names.get(at)?.to_string()));
    let latest = latest(&names).zip(latest(&remaining));
    let mut report = Report {
        service: service.to_owned(),
        api_version: api_version.to_owned(),
        losses: losses::losses(&models, removed),
        latest: latest.filter(|(old, new)| old != new),
        ..Report::default()
    };
    let mut texts = BTreeMap::new();
    remover.forget_official(&mut texts, &mut report)?;
    remover.restate(&models, removed, &sources, &mut texts, &mut report)?;
    remover.keep_names(&models, removed, &mut texts, &mut report)?;
    remover.write(&texts, &mut report)?;
    Ok(report)
}

fn unwritable(error: impl fmt::Display) -> Error {
    Error::of(Diagnostic::new(Code::UnwritableVersion, error.to_string()))
}

struct Remover<'r> {
    service: &'r str,
    api_version: &'r str,
    options: &'r Options,
}

impl Remover<'_> {
    /// Reads the models of the service, oldest first, without an api-version and with other texts.
    fn read(
        &self,
        removed: Option<&str>,
        texts: BTreeMap<PathBuf, String>,
    ) -> Result<(Vec<Model>, Sources), Error> {
        let load = LoadOptions::new().limits(self.options.load.limits);
        let loaded = service_without(&self.options.specs, self.service, removed, texts, &load);
        let mut reading = Reading::new(&load);
        let services = reading.models(loaded, &load, &mut HistoryReader);
        if reading.has_errors() {
            return Err(reading.into_error());
        }
        let models = services.into_iter().flat_map(|service| service.models);
        Ok((models.collect(), reading.sources()))
    }

    fn position(&self, models: &[Model]) -> Result<usize, Error> {
        let (service, api_version) = (self.service, self.api_version);
        let names = || models.iter().map(|model| model.api_version.as_str());
        let fail = |message: String, help: String| {
            Err(Error::of(
                Diagnostic::new(Code::NothingThere, message).help(help),
            ))
        };
        let Some(position) = names().position(|name| name == api_version) else {
            return fail(
                format!("`{service}` has no api-version `{api_version}`"),
                match nearest(api_version, names()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("there is: {}", names().collect::<Vec<_>>().join(", ")),
                },
            );
        };
        if models.len() == 1 {
            return fail(
                format!("`{api_version}` is the only api-version of `{service}`"),
                "remove the folder of the service to remove all of it".to_owned(),
            );
        }
        Ok(position)
    }

    /// Removes the api-version from the list of official documents.
    fn forget_official(
        &self,
        texts: &mut BTreeMap<PathBuf, String>,
        report: &mut Report,
    ) -> Result<(), Error> {
        let path = Path::new(self.service).join(UPSTREAM);
        let full = self.options.specs.join(&path);
        if !full.is_file() {
            return Ok(());
        }
        let text = new_version::read(&full)?;
        let edited = manifest::without(&text, self.api_version).map_err(|refusal| {
            let message = format!("`{}` cannot be edited: {refusal}", full.display());
            let help = format!("remove `{}` from it, then run this again", self.api_version);
            Error::of(Diagnostic::new(Code::UnwritableVersion, message).help(help))
        })?;
        let Some(edited) = edited else { return Ok(()) };
        let what = format!("without `{}`", self.api_version);
        report.edits.push((full, what));
        texts.insert(path, edited);
        Ok(())
    }

    /// States the predecessors that were in the removed api-version.
    fn restate(
        &self,
        models: &[Model],
        removed: usize,
        sources: &Sources,
        texts: &mut BTreeMap<PathBuf, String>,
        report: &mut Report,
    ) -> Result<(), Error> {
        let mut keywords: Vec<Keyword> = Vec::new();
        for restated in lineage::restate(models, removed) {
            let keyword = Keyword {
                node: restated.node,
                key: WAS,
                value: restated.was,
            };
            let what = match &keyword.value {
                Some(was) => format!("`{WAS}: {was}` at {}", restated.item),
                None => format!("no `{WAS}` at {}", restated.item),
            };
            // A node that several items share has one of these.
            if keywords.iter().all(|known| known.node != keyword.node) {
                report.edits.push((keyword.node.file().into(), what));
                keywords.push(keyword);
            }
        }
        self.edit(&keywords, sources, texts)
    }

    /// Adds `x-rust-name` until all names are those of before.
    fn keep_names(
        &self,
        models: &[Model],
        removed: usize,
        texts: &mut BTreeMap<PathBuf, String>,
        report: &mut Report,
    ) -> Result<(), Error> {
        let mut before = models.to_vec();
        before.remove(removed);
        let mut named: BTreeSet<(String, String)> = BTreeSet::new();
        loop {
            let (after, sources) = self.read(Some(self.api_version), texts.clone())?;
            let renamed = renamed(&before, &after);
            if renamed.is_empty() {
                return Ok(());
            }
            let mut keywords = Vec::new();
            let mut diagnostics = Diagnostics::default();
            for (old, new) in &renamed {
                let keyword = Keyword {
                    node: old.node.unwrap_or(old.place).clone(),
                    key: NAME,
                    value: Some(old.name.to_owned()),
                };
                let node = (
                    keyword.node.file().to_owned(),
                    keyword.node.pointer().to_owned(),
                );
                if old.node.is_none() || !named.insert(node) {
                    diagnostics.push(unnamed(old, new, self.api_version));
                    continue;
                }
                let what = format!("`{NAME}: {}` at {}", old.name, old.full_name());
                report.edits.push((keyword.node.file().into(), what));
                keywords.push(keyword);
            }
            if diagnostics.has_errors() {
                return Err(Error::new(vec![(diagnostics, sources)]));
            }
            self.edit(&keywords, &sources, texts)?;
        }
    }

    fn edit(
        &self,
        keywords: &[Keyword],
        sources: &Sources,
        texts: &mut BTreeMap<PathBuf, String>,
    ) -> Result<(), Error> {
        let mut diagnostics = Diagnostics::default();
        let edited = texts::edited(keywords, sources, &self.options.specs, &mut diagnostics);
        if diagnostics.has_errors() {
            return Err(Error::new(vec![(diagnostics, sources.clone())]));
        }
        texts.extend(edited);
        Ok(())
    }

    /// Writes the texts and removes the folder, all or nothing.
    fn write(&self, texts: &BTreeMap<PathBuf, String>, report: &mut Report) -> Result<(), Error> {
        let slashes = |path: &Path| path.to_string_lossy().replace('\\', "/");
        let specs = &self.options.specs;
        let folder = Path::new(self.service).join(self.api_version);
        let mut paths = Vec::new();
        new_version::list(specs, &folder, &mut paths)?;
        let mut removed = Vec::new();
        for path in &paths {
            // A file that is no text could not be restored if the removal of another one fails.
            new_version::read(&specs.join(path))?;
            removed.push(slashes(path));
        }
        let mut files = Files::default();
        for (path, text) in texts {
            files.insert(slashes(path), text.as_str());
        }
        files.replace(specs, &removed).map_err(unwritable)?;
        report.files = removed.len();
        let folder = specs.join(folder);
        fs::remove_dir_all(&folder).map_err(|error| {
            unwritable(format!(
                "the files in `{}` are removed, but not the folder: {}",
                folder.display(),
                reason(&error)
            ))
        })
    }
}

/// The items that have another name now and need to be told theirs: of those with one old name the first, since later ones
/// follow; and not one that has the old name of another, since it gives way when that one has it back.
fn renamed<'m>(before: &'m [Model], after: &'m [Model]) -> Vec<(Item<'m>, Item<'m>)> {
    let mut found: Vec<(Item<'_>, Item<'_>)> = Vec::new();
    let mut names = BTreeSet::new();
    let mut nodes: BTreeSet<(&str, &str)> = BTreeSet::new();
    for (old, new) in before.iter().zip(after) {
        for (old, new) in items(old).into_iter().zip(items(new)) {
            let node: &Place = old.node.unwrap_or(old.place);
            if old.name != new.name
                && names.insert((old.kind, old.owner, old.name))
                && nodes.insert((node.file(), node.pointer()))
            {
                found.push((old, new));
            }
        }
    }
    let takes =
        |(old, new): &(Item<'_>, Item<'_>)| names.contains(&(old.kind, old.owner, new.name));
    let firm: Vec<_> = found.iter().filter(|pair| !takes(pair)).copied().collect();
    if firm.is_empty() { found } else { firm }
}

fn unnamed(old: &Item<'_>, new: &Item<'_>, api_version: &str) -> Diagnostic {
    let (kind, old_name) = (old.kind.as_str(), old.full_name());
    let message = format!(
        "without {api_version}, the {kind} `{old_name}` would be `{}`, and no `{NAME}` can keep its name",
        new.name
    );
    Diagnostic::new(Code::UnwritableVersion, message)
        .at(old.place.clone())
        .help(
            "write it as a named component with this name, or for a value, list it in `x-ms-enum`",
        )
}

struct HistoryReader;

impl ModelReader for HistoryReader {
    fn check(&mut self, models: &[Model], diagnostics: &mut Diagnostics) {
        history_lineage::check(models, diagnostics);
    }
}
