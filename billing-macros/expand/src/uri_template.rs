//! URI templates: the paths of operations and the URLs of servers.

/// Returns the names of the variables of a template, `{name}`.
pub(crate) fn variable_names(template: &str) -> Vec<&str> {
    template
        .split('{')
        .skip(1)
        .filter_map(|part| Some(part.split_once('}')?.0))
        .collect()
}
