//! Dependencies in the manifest of an existing crate.

/// Returns the name by which a manifest depends on a crate, which Rust code calls `crate_name`.
pub(super) fn find_dependency<'m>(manifest: &'m str, crate_name: &str) -> Option<&'m str> {
    let mut is_inside = false;
    manifest.lines().map(str::trim).find_map(|line| {
        let name = match line.strip_prefix('[') {
            Some(section) => {
                let section = section.trim_end_matches(']');
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
