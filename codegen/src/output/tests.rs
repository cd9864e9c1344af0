use std::{
    fs,
    path::{Path, PathBuf},
};

use tempfile::TempDir;

use super::{
    Difference, Error, Files, MARK, complete,
    steps::interruption::{Interruption, interrupt},
};

/// Generated files of these texts.
fn files(texts: &[(&str, &str)]) -> Files {
    let mut files = Files::default();
    for (path, text) in texts {
        files.insert(*path, format!("{MARK}{text}"));
    }
    files
}

/// The output before and after a run with a changed, an unchanged, a new and a removed file, each in several folders.
fn old_and_new() -> (Files, Files) {
    let old = [
        ("src/a.rs", "a"),
        ("src/b.rs", "b"),
        ("src/gone/c.rs", "c"),
        ("src/e.rs", "e"),
    ];
    let new = [
        ("src/a.rs", "A"),
        ("src/b.rs", "B"),
        ("src/new/d.rs", "D"),
        ("src/e.rs", "e"),
    ];
    (files(&old), files(&new))
}

fn folder_with(files: &Files) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    files.write(folder.path()).unwrap();
    folder
}

fn is(folder: &TempDir, files: &Files) -> bool {
    files.differences(folder.path()).unwrap().is_empty()
}

#[test]
fn writes_what_changed_and_removes_what_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let both = files(&[("src/a.rs", "a"), ("src/b/c.rs", "c")]);
    let written = both.write(folder.path()).unwrap();
    assert_eq!(written, ["src/a.rs", "src/b/c.rs"]);
    assert!(both.write(folder.path()).unwrap().is_empty());

    let own = folder.path().join("src/own.rs");
    fs::write(&own, "a file without the mark stays").unwrap();
    fs::write(folder.path().join("src/a.rs"), format!("{MARK}edited")).unwrap();
    let fewer = files(&[("src/a.rs", "a")]);
    let differences = fewer.differences(folder.path()).unwrap();
    let shown: Vec<_> = differences
        .iter()
        .map(|one| {
            (
                one.path.as_str(),
                one.found.is_some(),
                one.expected.is_some(),
            )
        })
        .collect();
    assert_eq!(
        shown,
        [("src/a.rs", true, true), ("src/b/c.rs", true, false)]
    );
    fewer.write(folder.path()).unwrap();
    assert!(is(&folder, &fewer) && own.exists());
}

#[test]
fn the_mark_of_a_generated_file() {
    let crlf = MARK.replace('\n', "\r\n");
    // The text of a file, and the expectation that a run may replace it.
    let cases = [
        (format!("{MARK}\npub struct A;\n"), true),
        (format!("{crlf}\r\npub struct A;\r\n"), true),
        (
            format!("// A licence.\n/*\n * Of ours.\n */\n\n{MARK}"),
            true,
        ),
        (String::new(), true),
        ("\n \n".to_owned(), true),
        ("pub struct A;\n".to_owned(), false),
        (format!("pub struct A;\n{MARK}"), false),
        (format!("const A: &str = \"\n{MARK}\";"), false),
        (format!("/{MARK}"), false),
        (MARK[..MARK.len() / 2].to_owned(), false),
    ];
    for (text, expected) in cases {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("src")).unwrap();
        fs::write(folder.path().join("src/a.rs"), &text).unwrap();
        let new = files(&[("src/a.rs", "new"), ("src/b.rs", "b")]);
        let result = new.write(folder.path());
        match result {
            Ok(_) => assert!(is(&folder, &new)),
            Err(Error::Foreign(ref paths)) => {
                assert_eq!(paths, &["src/a.rs"]);
                assert_eq!(
                    fs::read_to_string(folder.path().join("src/a.rs")).unwrap(),
                    text
                );
                assert!(!folder.path().join("src/b.rs").exists());
            }
            Err(ref error) => panic!("{error}"),
        }
        assert_eq!(result.is_ok(), expected, "{text:?}");
    }
}

#[test]
fn a_hook_does_not_lose_the_mark() {
    // What a hook returns for a file, and the beginning of the written text.
    let cases = [
        ("pub struct A;", format!("{MARK}pub struct A;")),
        (
            &*format!("// A licence.\n{MARK}"),
            format!("// A licence.\n{MARK}"),
        ),
    ];
    for (edited, expected) in cases {
        let files = files(&[("src/a.rs", "a")]).edited(|_, _| edited.to_owned());
        assert_eq!(files.iter().next(), Some(("src/a.rs", expected.as_str())));
        let folder = folder_with(&files);
        assert!(files.write(folder.path()).unwrap().is_empty());
        Files::default().write(folder.path()).unwrap();
        assert!(!folder.path().join("src/a.rs").exists());
    }
}

#[test]
fn a_run_that_is_interrupted_at_any_change_leaves_the_old_or_the_new_output() {
    let (old, new) = old_and_new();
    let mut seen = Vec::new();
    for how in [
        Interruption::Kill,
        Interruption::Failure,
        Interruption::Failures,
    ] {
        for index in 0.. {
            let folder = folder_with(&old);
            if interrupt(index, how, || new.write(folder.path())).is_none() {
                assert!(index > 10, "{index} changes");
                assert!(is(&folder, &new));
                break;
            }
            // A mixture is not up to date, whatever is expected.
            let is_whole = is(&folder, &old) || is(&folder, &new);
            let is_staged = folder.path().join(".billing-codegen/moves.json").exists();
            assert_eq!(is_whole, !is_staged, "{how:?} before {index}");
            // The next run has nothing to write, for instance because its documents have errors.
            complete(folder.path()).unwrap();
            assert!(
                is(&folder, &old) || is(&folder, &new),
                "{how:?} before {index}"
            );
            seen.push((how, is(&folder, &new)));
            assert!(!folder.path().join(".billing-codegen").exists());
            old.write(folder.path()).unwrap();
            assert!(is(&folder, &old));
        }
    }
    for how in [
        Interruption::Kill,
        Interruption::Failure,
        Interruption::Failures,
    ] {
        assert!(
            seen.contains(&(how, false)) && seen.contains(&(how, true)),
            "{how:?}"
        );
    }
}

#[test]
fn a_recovery_that_is_interrupted_at_any_change_is_completed() {
    let (old, new) = old_and_new();
    let mut count = 0;
    'kills: for kill in 0.. {
        for how in [
            Interruption::Kill,
            Interruption::Failure,
            Interruption::Failures,
        ] {
            for index in 0.. {
                let folder = folder_with(&old);
                // Also the moves back after a failure are interrupted.
                let first = [Interruption::Kill, Interruption::Failure][index % 2];
                if interrupt(kill, first, || new.write(folder.path())).is_none() {
                    break 'kills;
                }
                if interrupt(index, how, || complete(folder.path())).is_none() {
                    break;
                }
                complete(folder.path()).unwrap();
                assert!(
                    is(&folder, &old) || is(&folder, &new),
                    "{how:?}: {kill}, {index}"
                );
                count += 1;
            }
        }
    }
    assert!(count > 50, "{count} interruptions");
}

#[test]
fn a_run_that_moves_back_and_is_killed_meanwhile_is_completed() {
    let (old, _) = old_and_new();
    let mut texts = vec![("src/a.rs", "A")];
    texts.extend(["src/n1.rs", "src/n2.rs", "src/n3.rs", "src/n4.rs"].map(|path| (path, "new")));
    let new = files(&texts);
    let mut count = 0;
    for index in 0..60 {
        let folder = folder_with(&old);
        let mut differences = new.differences(folder.path()).unwrap();
        // The move of the last new file fails, because a folder comes into its place after the comparison.
        fs::create_dir_all(folder.path().join("src/z.rs/x")).unwrap();
        differences.push(Difference {
            path: "src/z.rs".to_owned(),
            found: None,
            expected: Some(String::new()),
        });
        let commit = || {
            let lock = super::commit::Lock::acquire(folder.path()).unwrap();
            lock.commit(folder.path(), &differences)
        };
        if interrupt(index, Interruption::Kill, || commit().unwrap_err()).is_none() {
            assert!(is(&folder, &old));
            break;
        }
        fs::remove_dir_all(folder.path().join("src/z.rs")).unwrap();
        complete(folder.path()).unwrap();
        let _ = fs::remove_file(folder.path().join("src/z.rs"));
        assert!(is(&folder, &old) || is(&folder, &new), "{index}");
        count += 1;
    }
    assert!((20..60).contains(&count), "{count} changes");
}

#[test]
fn a_file_that_cannot_take_its_place_puts_all_of_them_back() {
    let (old, _) = old_and_new();
    let folder = folder_with(&old);
    let new = files(&[("src/a.rs", "A"), ("src/d.rs", "D")]);
    let mut differences = new.differences(folder.path()).unwrap();
    fs::create_dir_all(folder.path().join("src/z.rs/x")).unwrap();
    differences.push(Difference {
        path: "src/z.rs".to_owned(),
        found: None,
        expected: Some(String::new()),
    });
    let lock = super::commit::Lock::acquire(folder.path()).unwrap();
    let error = lock.commit(folder.path(), &differences).unwrap_err();
    assert!(
        error
            .to_string()
            .ends_with("src/z.rs is a folder, not a file"),
        "{error}"
    );
    assert!(is(&folder, &old));
    assert!(!folder.path().join(".billing-codegen").exists());
}

#[test]
fn a_list_of_moves_leads_nowhere_else() {
    let (old, _) = old_and_new();
    for journal in [
        r#"[[["0", "../out.rs"]], []]"#,
        r#"[[["../0", "a.rs"]], []]"#,
        r#"[[], ["/etc/hosts"]]"#,
        r#"[[], ["./a.rs"]]"#,
    ] {
        let folder = folder_with(&old);
        fs::create_dir(folder.path().join(".billing-codegen")).unwrap();
        fs::write(folder.path().join(".billing-codegen/moves.json"), journal).unwrap();
        let error = complete(folder.path()).unwrap_err().to_string();
        assert!(
            error.contains("leads out of the folder; remove this folder"),
            "{error}"
        );
    }
    // A disk that lost its power may have a part of a file.
    let folder = folder_with(&old);
    fs::create_dir(folder.path().join(".billing-codegen")).unwrap();
    fs::write(
        folder.path().join(".billing-codegen/moves.json"),
        "[[[\"0\"",
    )
    .unwrap();
    let error = complete(folder.path()).unwrap_err().to_string();
    assert!(
        error.ends_with("; remove this folder and run again"),
        "{error}"
    );
    assert!(
        error.contains(".billing-codegen: EOF while parsing"),
        "{error}"
    );
}

#[test]
fn a_file_that_came_after_the_kill_is_not_overwritten() {
    let (old, new) = old_and_new();
    // The journal is there after half of the changes, and the file is moved last.
    let mut refused = 0;
    for index in 0..40 {
        let folder = folder_with(&old);
        if interrupt(index, Interruption::Kill, || new.write(folder.path())).is_none() {
            break;
        }
        let own = folder.path().join("src/b.rs");
        fs::write(&own, "mine").unwrap();
        match complete(folder.path()) {
            Ok(()) => {}
            Err(Error::Foreign(paths)) => {
                assert_eq!(paths, ["src/b.rs"]);
                refused += 1;
            }
            Err(error) => panic!("{error}"),
        }
        assert_eq!(fs::read_to_string(own).unwrap(), "mine");
    }
    assert!(refused > 2, "{refused}");
}

/// Obstacles in the place of a file or folder of the output.
#[cfg(unix)]
#[test]
fn links_and_special_files_are_neither_followed_nor_opened() {
    use std::os::unix::{fs::symlink, net::UnixListener};

    let fifo = |path: &Path| {
        let made = std::process::Command::new("mkfifo").arg(path).status();
        assert!(made.unwrap().success());
    };
    let socket = |path: &Path| drop(UnixListener::bind(path).unwrap());
    type Make<'m> = &'m dyn Fn(&Path, &Path);
    // The obstacle, given the output folder and a foreign crate beside it, and the message; none if it is in nobody's way.
    let cases: [(&str, Make<'_>, Option<&str>); 12] = [
        (
            "a folder of another crate",
            &|out, other| symlink(other.join("src"), out.join("src")).unwrap(),
            Some("out/src is a link"),
        ),
        (
            "a folder that contains itself",
            &|out, _| {
                fs::create_dir(out.join("src")).unwrap();
                symlink(".", out.join("src/a")).unwrap();
                symlink(".", out.join("src/b")).unwrap();
            },
            None,
        ),
        (
            "a folder above",
            &|out, _| {
                fs::create_dir(out.join("src")).unwrap();
                symlink("../..", out.join("src/up")).unwrap();
            },
            None,
        ),
        (
            "the folder of a group",
            &|out, other| {
                fs::create_dir(out.join("src")).unwrap();
                symlink(other.join("src"), out.join("src/all")).unwrap();
            },
            Some("out/src/all is a link"),
        ),
        (
            "a file of another crate",
            &|out, other| {
                fs::create_dir(out.join("src")).unwrap();
                symlink(other.join("src/lib.rs"), out.join("src/lib.rs")).unwrap();
            },
            Some("out/src/lib.rs is a link"),
        ),
        (
            "a file that is nowhere",
            &|out, _| {
                fs::create_dir(out.join("src")).unwrap();
                symlink("nowhere", out.join("src/lib.rs")).unwrap();
            },
            Some("out/src/lib.rs is a link"),
        ),
        (
            "tests of another crate",
            &|out, other| symlink(other.join("tests"), out.join("tests")).unwrap(),
            None,
        ),
        (
            "the staging folder",
            &|out, other| symlink(other.join("src"), out.join(".billing-codegen")).unwrap(),
            Some("out/.billing-codegen is a link"),
        ),
        (
            "a FIFO beside",
            &|out, _| {
                fs::create_dir(out.join("src")).unwrap();
                fifo(&out.join("src/pipe.rs"));
            },
            None,
        ),
        (
            "a FIFO",
            &|out, _| {
                fs::create_dir(out.join("src")).unwrap();
                fifo(&out.join("src/lib.rs"));
            },
            Some("out/src/lib.rs is not a regular file"),
        ),
        (
            "a FIFO for a folder",
            &|out, _| fifo(&out.join("src")),
            Some("out/src is not a folder"),
        ),
        (
            "a socket",
            &|out, _| {
                fs::create_dir(out.join("src")).unwrap();
                socket(&out.join("src/lib.rs"));
            },
            Some("out/src/lib.rs is not a regular file"),
        ),
    ];
    for (name, make, expected) in cases {
        let root = tempfile::tempdir().unwrap();
        let (out, other) = (root.path().join("out"), root.path().join("other"));
        fs::create_dir(&out).unwrap();
        let theirs = files(&[
            ("src/lib.rs", "theirs"),
            ("src/own.rs", "own"),
            ("tests/generated/t.rs", "t"),
        ]);
        theirs.write(&other).unwrap();
        make(&out, &other);
        let ours = files(&[("src/lib.rs", "ours"), ("src/all/a.rs", "a")]);
        for result in [ours.differences(&out).map(drop), ours.write(&out).map(drop)] {
            match (result, expected) {
                (Ok(()), None) => {}
                (Err(error), Some(expected)) => {
                    assert!(error.to_string().contains(expected), "{name}: {error}");
                }
                (result, _) => panic!("{name}: {result:?}"),
            }
        }
        let is_written = ours.differences(&out).is_ok_and(|all| all.is_empty());
        assert_eq!(is_written, expected.is_none(), "{name}");
        assert!(theirs.differences(&other).unwrap().is_empty(), "{name}");
    }
}

/// The output folder itself may be a link.
#[cfg(unix)]
#[test]
fn a_link_to_the_output_folder_is_followed() {
    let root = tempfile::tempdir().unwrap();
    let path = |name: &str| -> PathBuf { root.path().join(name) };
    fs::create_dir(path("real")).unwrap();
    std::os::unix::fs::symlink("real", path("out")).unwrap();
    files(&[("src/a.rs", "a")]).write(&path("out")).unwrap();
    assert!(path("real/src/a.rs").exists());
}
