//! The text of fragments: new ones as a whole, additions to those that are there.

use std::fmt::Write as _;

use super::{
    convert::{Converted, Section},
    existing::Existing,
    plan::Part,
};
use crate::{
    edit::{self, Addition, Refusal},
    openapi::UNWRITTEN,
    source::{Members, Node},
};

/// The heading of all new fragments.
pub(super) struct Heading<'h> {
    pub(super) title: &'h str,
    pub(super) api_version: &'h str,
}

/// The text of a fragment that is not there yet.
pub(super) fn fragment(part: &Part, heading: &Heading<'_>, converted: &Converted) -> String {
    let mut out = format!(
        "openapi: '3.0.3'\ninfo:\n  title: {}\n  version: {}\n  description: {UNWRITTEN}\n",
        edit::text_scalar(heading.title),
        edit::text_scalar(heading.api_version),
    );
    if !part.paths.is_empty() {
        for (name, node) in [
            ("servers", &converted.servers),
            ("security", &converted.security),
        ] {
            if let Some(node) = node.as_ref().filter(|node| !is_empty(node)) {
                out.push('\n');
                edit::member(name, node, 0, &mut out);
            }
        }
        out.push_str("\ntags:\n");
        for group in &part.groups {
            let _ = writeln!(
                out,
                "  - name: {}\n    description: {UNWRITTEN}",
                edit::text_scalar(group)
            );
        }
    }
    if part.paths.is_empty() {
        out.push_str("\npaths: {}\n");
    } else {
        out.push_str("\npaths:\n");
        let paths = part
            .paths
            .iter()
            .map(|(path, item)| (path, Node::Mapping(item.clone())));
        spaced(paths, 2, &mut out);
    }
    if part.components.values().all(Members::is_empty) {
        return out;
    }
    out.push_str("\ncomponents:\n");
    let sections = Section::ALL.into_iter().filter_map(|section| {
        let members = part.components.get(&section)?;
        (!members.is_empty()).then_some((section, members))
    });
    for (index, (section, members)) in sections.enumerate() {
        if index > 0 {
            out.push('\n');
        }
        let _ = writeln!(out, "  {}:", section.key());
        let members = members.iter().map(|(name, node)| (name, node.clone()));
        spaced(members, 4, &mut out);
    }
    out
}

fn spaced<'n>(members: impl Iterator<Item = (&'n String, Node)>, indent: usize, out: &mut String) {
    for (index, (name, node)) in members.enumerate() {
        if index > 0 {
            out.push('\n');
        }
        edit::member(name, &node, indent, out);
    }
}

fn is_empty(node: &Node) -> bool {
    matches!(node, Node::Sequence(elements) if elements.is_empty())
}

/// The text of a fragment with what is new in it.
pub(super) fn extended(part: &Part, index: usize, existing: &Existing) -> Result<String, Refusal> {
    let mut additions = Vec::new();
    let path = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let mut paths = Members::new();
    for (template, item) in &part.paths {
        if existing.has_path(index, template) {
            additions.push(Addition {
                path: path(&["paths", template]),
                members: item.clone(),
                is_spaced: false,
            });
        } else {
            paths.insert(template.clone(), Node::Mapping(item.clone()));
        }
    }
    if !paths.is_empty() {
        additions.push(Addition {
            path: path(&["paths"]),
            members: paths,
            is_spaced: true,
        });
    }
    for section in Section::ALL {
        if let Some(members) = part.components.get(&section) {
            additions.push(Addition {
                path: path(&["components", section.key()]),
                members: members.clone(),
                is_spaced: true,
            });
        }
    }
    let text = existing.texts.get(index).map_or("", String::as_str);
    edit::add(text, &additions)
}
