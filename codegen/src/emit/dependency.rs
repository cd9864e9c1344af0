//! Dependencies and features in the manifest of an existing crate.

/// Returns the name by which a manifest depends on a crate, which Rust code calls `crate_name`.
pub(super) fn find_dependency<'m>(manifest: &'m str, crate_name: &str) -> Option<&'m str> {
    let mut is_inside = false;
    manifest.lines().map(str::trim).find_map(|line| {
        let name = match line.strip_prefix('[') {
            Some(section) => {
                let section = section.split(']').next()?;
                is_inside = section == "dependencies";
                section.strip_prefix("dependencies.")?
            }
            None if is_inside => line.split(['=', '.']).next()?,
            None => return None,
        };
        let name = name.trim().trim_matches('"');
        (name.replace('-', "_") == crate_name).then_some(name)
    })
}

/// Returns the name that Rust code has for the library of a package, as far as its manifest says it.
pub(super) fn library_name(manifest: &str) -> Option<String> {
    let mut table = "";
    let (mut package, mut library) = (None, None);
    for line in manifest.lines().map(str::trim) {
        if let Some(header) = line.strip_prefix('[') {
            table = header.split(']').next().unwrap_or_default();
        } else if let Some((key, value)) = line.split_once('=')
            && key.trim() == "name"
        {
            let value = value.trim().trim_matches(['"', '\'']);
            match table {
                "package" => package = Some(value),
                "lib" => library = Some(value),
                _ => {}
            }
        }
    }
    let name = library.or(package)?.replace('-', "_");
    crate::emit::is_module_name(&name).then_some(name)
}

/// Lists the lines of a block of dependencies that a manifest without that block lacks. Without features, optional
/// dependencies are of no use.
pub(super) fn missing_dependencies<'l>(
    manifest: &str,
    lines: &'l str,
    has_features: bool,
) -> Vec<&'l str> {
    let lines = lines.lines();
    lines
        .filter(|line| has_features || !line.contains("optional = true"))
        .filter(|line| {
            let name = line.split([' ', '=']).next().unwrap_or_default();
            find_dependency(manifest, &name.replace('-', "_")).is_none()
        })
        .collect()
}

/// Lists the names of the features in the lines of a block that a manifest without that block does not declare. The defaults
/// are the author's choice.
pub(super) fn missing_features<'l>(manifest: &str, lines: &'l str) -> Vec<&'l str> {
    let mut is_inside = false;
    let declared: Vec<&str> = manifest
        .lines()
        .map(str::trim)
        .filter(|line| {
            if line.starts_with('[') {
                is_inside = line.starts_with("[features]");
            }
            is_inside
        })
        .filter_map(name)
        .collect();
    let names = lines.lines().filter_map(name);
    let is_missing = |name: &&str| *name != "default" && !declared.contains(name);
    names.filter(is_missing).collect()
}

fn name(line: &str) -> Option<&str> {
    Some(line.split_once('=')?.0.trim().trim_matches('"'))
}
