//! Documents of a commit, read by the `git` that is installed.

use std::{
    env, fs, io,
    io::Write as _,
    path::{Component, Path, PathBuf},
    process::{self, Command, Stdio},
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use crate::{
    diagnostic::{Code, Diagnostic},
    source::{ResourceLimits, ShownRoot, is_fragment_name},
};

/// Documents of a commit, as a user names them: `REV:PATH`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Revision<'n> {
    /// The commit: a hash, a branch, a tag, or whatever else `git rev-parse` understands.
    pub(super) rev: &'n str,
    /// The file or folder, from the current folder.
    pub(super) path: &'n str,
}

impl<'n> Revision<'n> {
    /// Splits a name at its first `:`. Paths of Windows (`C:\specs`) and addresses (`https://`) name no commit.
    pub(super) fn parse(name: &'n str) -> Option<Self> {
        let (rev, path) = name.split_once(':')?;
        let is_drive = rev.len() == 1 && path.starts_with(['/', '\\']);
        let is_revision = !rev.is_empty() && !path.is_empty() && !path.starts_with("//");
        (is_revision && !is_drive).then_some(Self { rev, path })
    }
}

/// A copy of the YAML and JSON files of a folder of a commit. The copy is removed with this value.
#[derive(Debug)]
pub(crate) struct Checkout {
    folder: PathBuf,
    /// The file or folder that the user named.
    pub(super) path: PathBuf,
    /// The folder whose files the documents may refer to.
    pub(super) root: PathBuf,
    /// The same folder as the user knows it: `v1.0:specs/azure`.
    pub(super) shown_root: ShownRoot,
}

impl Drop for Checkout {
    fn drop(&mut self) {
        // What the system does not let go is in its folder for temporary files.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// A file of a commit.
struct Entry {
    mode: String,
    id: String,
    size: u64,
    /// From the root of the repository.
    path: PathBuf,
}

impl Checkout {
    /// Copies what a name stands for: a folder, or the folder of a file; with a root, all of the root.
    pub(super) fn new(
        revision: Revision<'_>,
        root: Option<&Path>,
        limits: ResourceLimits,
    ) -> Result<Self, Refusal> {
        let Revision { rev, path } = revision;
        let commit = resolve(rev)?;
        let prefix = text(git(&["rev-parse", "--show-prefix"], None)?);
        let prefix = Path::new(prefix.trim_end_matches(['\n', '\r']));
        let named = in_repository(prefix, Path::new(path), revision)?;
        let is_file = is_file(&commit, &named, revision)?;
        let (base, shown) = match root {
            Some(root) => (in_repository(prefix, root, revision)?, root.to_owned()),
            None => {
                let folder = |path: &Path| path.parent().unwrap_or(Path::new("")).to_owned();
                match is_file {
                    true => (folder(&named), folder(Path::new(path))),
                    false => (named.clone(), PathBuf::from(path)),
                }
            }
        };
        if !named.starts_with(&base) {
            let message = format!("`{path}` is not in `{}`", shown.display());
            return Err(problem(Code::OutsideRoot, message)
                .help("name a folder that contains it: `--root DIR`"));
        }
        let entries = list(&commit, &base)?;
        let size: u64 = entries.iter().map(|entry| entry.size).sum();
        if size > limits.total_bytes() {
            let message = format!(
                "the files of `{rev}:{}` have {size} bytes; the limit is {}",
                shown.display(),
                limits.total_bytes()
            );
            return Err(
                problem(Code::Limit, message).help(ResourceLimits::help("total-bytes", size))
            );
        }
        let folder = temporary_folder().map_err(|error| unwritable(&error))?;
        let files = folder.join(repository_name());
        let checkout = Self {
            path: files.join(&named),
            root: files.join(&base),
            shown_root: ShownRoot {
                name: PathBuf::from(format!("{rev}:{}", shown.display())),
                path: shown,
            },
            folder,
        };
        fs::create_dir_all(&checkout.root).map_err(|error| unwritable(&error))?;
        write(&files, &entries)?;
        Ok(checkout)
    }
}

/// Writes the files of a commit into a folder.
fn write(files: &Path, entries: &[Entry]) -> Result<(), Refusal> {
    let ids: String = entries
        .iter()
        .map(|entry| format!("{}\n", entry.id))
        .collect();
    let blobs = git(&["cat-file", "--batch"], Some(ids))?;
    let mut rest = blobs.as_slice();
    for entry in entries {
        let content = blob(&mut rest).ok_or_else(|| {
            let message = format!("`git` has no content of `{}`", entry.path.display());
            problem(Code::UnreadableFile, message)
        })?;
        let path = files.join(&entry.path);
        let folder = path.parent().unwrap_or(files);
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(&path, content))
            .map_err(|error| unwritable(&error))?;
    }
    Ok(())
}

/// The name of the folder of the repository, which an API in its root is named after.
fn repository_name() -> String {
    let root = git(&["rev-parse", "--show-toplevel"], None).map(text);
    let name = root.ok().and_then(|root| {
        let name = Path::new(root.trim_end()).file_name()?;
        Some(name.to_string_lossy().into_owned())
    });
    name.unwrap_or_else(|| "repository".to_owned())
}

/// The reason that a commit is not read.
pub(super) struct Refusal {
    code: Code,
    message: String,
    help: String,
}

fn problem(code: Code, message: String) -> Refusal {
    Refusal {
        code,
        message,
        help: String::new(),
    }
}

impl Refusal {
    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    pub(super) fn into_diagnostic(self) -> Diagnostic {
        let diagnostic = Diagnostic::new(self.code, self.message);
        match self.help.as_str() {
            "" => diagnostic,
            help => diagnostic.help(help),
        }
    }
}

fn unwritable(error: &io::Error) -> Refusal {
    let folder = env::temp_dir();
    let message = format!("cannot write into `{}`: {error}", folder.display());
    problem(Code::UnreadableFile, message).help("`TMPDIR` names another folder for temporary files")
}

/// Creates a folder that nobody else has.
fn temporary_folder() -> io::Result<PathBuf> {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    loop {
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("billing-codegen-{}-{count}", process::id());
        let folder = env::temp_dir().join(name);
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        match builder.create(&folder) {
            // Left over by a run that was stopped, or put there by somebody else.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
            Ok(()) => return Ok(folder),
        }
    }
}

/// The hash of a commit.
fn resolve(rev: &str) -> Result<String, Refusal> {
    // No name of a commit begins with `-`; an option does.
    let is_name = !rev.starts_with('-') && !rev.chars().any(char::is_control);
    let found = match is_name {
        true => Some(git(
            &[
                "rev-parse",
                "--verify",
                "--quiet",
                &format!("{rev}^{{commit}}"),
            ],
            None,
        )),
        false => None,
    };
    let hash = match found {
        Some(Ok(output)) => Some(text(output).trim().to_owned()),
        Some(Err(Failure::Refused(message))) if message.is_empty() => None,
        Some(Err(failure)) => return Err(failure.into()),
        None => None,
    };
    let is_hash = |hash: &String| {
        hash.len() >= 40 && hash.chars().all(|character| character.is_ascii_hexdigit())
    };
    hash.filter(is_hash).ok_or_else(|| {
        let message = format!("`{}` is no commit of this repository", rev.escape_debug());
        problem(Code::UnreadableFile, message)
            .help("write a hash, branch or tag before the `:`, as in `v1.0:specs/azure`")
    })
}

/// A path from the root of the repository, of one from the current folder.
fn in_repository(prefix: &Path, path: &Path, revision: Revision<'_>) -> Result<PathBuf, Refusal> {
    let mut clean = PathBuf::new();
    for component in prefix.join(path).components() {
        let is_inside = match component {
            Component::CurDir => true,
            Component::ParentDir => clean.pop(),
            Component::Normal(name) => {
                clean.push(name);
                true
            }
            Component::RootDir | Component::Prefix(_) => false,
        };
        if !is_inside {
            let message = format!("`{}` leads out of the repository", path.display());
            return Err(problem(Code::OutsideRoot, message).help(format!(
                "write the path from the current folder: `{}:specs/azure`",
                revision.rev
            )));
        }
    }
    Ok(clean)
}

/// A path as git writes it.
fn slashes(path: &Path) -> String {
    let parts = path
        .components()
        .map(|part| part.as_os_str().to_string_lossy());
    parts.collect::<Vec<_>>().join("/")
}

fn is_file(commit: &str, path: &Path, revision: Revision<'_>) -> Result<bool, Refusal> {
    let kind = git(
        &["cat-file", "-t", &format!("{commit}:{}", slashes(path))],
        None,
    );
    match kind {
        Ok(kind) => Ok(text(kind).trim() == "blob"),
        Err(Failure::Refused(_)) => {
            let Revision { rev, path } = revision;
            let message = format!("there is no `{path}` in the commit `{rev}`");
            Err(problem(Code::UnreadableFile, message)
                .help("the path starts at the current folder, as in `v1.0:specs/azure`"))
        }
        Err(failure) => Err(failure.into()),
    }
}

/// The YAML and JSON files in a folder of a commit.
fn list(commit: &str, folder: &Path) -> Result<Vec<Entry>, Refusal> {
    let folder = slashes(folder);
    let mut arguments = vec!["ls-tree", "-r", "-z", "-l", "--full-tree", commit];
    if !folder.is_empty() {
        arguments.extend(["--", &folder]);
    }
    let listed = git(&arguments, None)?;
    let mut entries = Vec::new();
    for line in listed
        .split(|byte| *byte == 0)
        .filter(|line| !line.is_empty())
    {
        let Some(entry) = entry(line) else { continue };
        let is_inside = entry
            .path
            .components()
            .all(|part| matches!(part, Component::Normal(_)));
        if !is_inside {
            continue;
        }
        // A link leads anywhere, also out of the commit.
        if entry.mode == "120000" {
            let message = format!(
                "`{}` is a symbolic link in the commit",
                entry.path.display()
            );
            return Err(problem(Code::UnreadableFile, message)
                .help("only files of a commit are read; name the folder that has them"));
        }
        entries.push(entry);
    }
    Ok(entries)
}

/// Reads `MODE blob ID SIZE<tab>PATH`. Other files than fragments, and what is no file, are left out.
fn entry(line: &[u8]) -> Option<Entry> {
    let line = str::from_utf8(line).ok()?;
    let (head, path) = line.split_once('\t')?;
    let mut words = head.split_ascii_whitespace();
    let (mode, kind, id, size) = (words.next()?, words.next()?, words.next()?, words.next()?);
    (kind == "blob" && is_fragment_name(path)).then(|| Entry {
        mode: mode.to_owned(),
        id: id.to_owned(),
        size: size.parse().unwrap_or(0),
        path: PathBuf::from(path),
    })
}

/// Takes one answer of `git cat-file --batch`: `ID blob SIZE`, a line's end, the content and another line's end.
fn blob<'b>(rest: &mut &'b [u8]) -> Option<&'b [u8]> {
    let end = rest.iter().position(|byte| *byte == b'\n')?;
    let head = str::from_utf8(rest.get(..end)?).ok()?;
    let mut words = head.split(' ').skip(1);
    let size: usize = match (words.next()?, words.next()?) {
        ("blob", size) => size.parse().ok()?,
        _ => return None,
    };
    let start = end + 1;
    let content = rest.get(start..start.checked_add(size)?)?;
    *rest = rest.get(start + size + 1..)?;
    Some(content)
}

/// The reason that git did nothing.
enum Failure {
    Missing,
    Unreadable(io::Error),
    /// The first line of what git says; empty where it says nothing.
    Refused(String),
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Missing => problem(
                Code::UnreadableFile,
                "there is no `git`, which reads the documents of a commit".to_owned(),
            )
            .help("install git, or name a folder that has the other state"),
            Failure::Unreadable(error) => {
                problem(Code::UnreadableFile, format!("cannot run `git`: {error}"))
            }
            Failure::Refused(message) => {
                problem(Code::UnreadableFile, format!("`git` refuses: {message}"))
            }
        }
    }
}

/// Runs git in the current folder. It fetches nothing and asks nobody.
fn git(arguments: &[&str], input: Option<String>) -> Result<Vec<u8>, Failure> {
    let mut child = Command::new("git")
        .args(["--no-pager", "--literal-pathspecs"])
        .args(arguments)
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("LC_ALL", "C")
        .stdin(if input.is_some() {
            Stdio::piped()
        } else {
            Stdio::null()
        })
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => Failure::Missing,
            _ => Failure::Unreadable(error),
        })?;
    // Git answers while it reads: whoever only writes waits for ever.
    let writer = child.stdin.take().zip(input).map(|(mut stdin, input)| {
        thread::spawn(move || {
            // A git that stopped says why below.
            let _ = stdin.write_all(input.as_bytes());
        })
    });
    let output = child.wait_with_output().map_err(Failure::Unreadable)?;
    if let Some(writer) = writer {
        // A thread that only writes does not panic.
        let _ = writer.join();
    }
    match output.status.success() {
        true => Ok(output.stdout),
        false => {
            let message = text(output.stderr);
            let line = message.lines().next().unwrap_or_default();
            let line = line.trim_start_matches("fatal: ").to_owned();
            Err(Failure::Refused(line))
        }
    }
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_commits() {
        let parsed = |name: &'static str| {
            Revision::parse(name).map(|revision| (revision.rev, revision.path))
        };
        assert_eq!(parsed("v1.0:specs/azure"), Some(("v1.0", "specs/azure")));
        assert_eq!(parsed("HEAD~2:a:b"), Some(("HEAD~2", "a:b")));
        for name in [
            "specs/azure",
            ":specs",
            "v1:",
            "C:\\specs",
            "C:/specs",
            "https://example.com",
        ] {
            assert_eq!(parsed(name), None, "{name}");
        }
    }

    #[test]
    fn answers_of_cat_file() {
        let answer = b"00 blob 3\na\nb\n11 blob 0\n\n22 missing\n";
        let mut rest = answer.as_slice();
        assert_eq!(blob(&mut rest), Some(b"a\nb".as_slice()));
        assert_eq!(blob(&mut rest), Some(b"".as_slice()));
        assert_eq!(blob(&mut rest), None);
        for broken in [
            "",
            "00 blob",
            "00 blob 9\nab\n",
            "00 blob 99999999999999999999\n",
            "00 tree 0\n\n",
        ] {
            assert_eq!(blob(&mut broken.as_bytes()), None, "{broken}");
        }
    }
}
