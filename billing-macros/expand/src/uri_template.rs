//! URI templates: paths of operations and URLs of servers with `{name}` in them.

/// The names in braces.
pub(crate) fn template_names(template: &str) -> Vec<&str> {
    template
        .split('{')
        .skip(1)
        .filter_map(|part| Some(part.split_once('}')?.0))
        .collect()
}
