//! Comparison of security schemes and requirements.

use std::collections::{BTreeMap, BTreeSet, HashSet, VecDeque};

use indexmap::IndexMap;

use super::{
    Check, Class,
    comparison::{Comparison, Site},
    matching,
    operations::whole,
};
use crate::model::{Model, Operation, SecurityScheme};

impl<'m> Comparison<'m> {
    /// Compares the definitions of security schemes. Returns the new names of those that are declared as before.
    pub(super) fn security_schemes(&mut self) -> SchemeNames<'m> {
        let (old, new) = (self.old, self.new);
        let renamed = renamed_schemes(old, new);
        let required = (required_schemes(old), required_schemes(new));
        let is_required = |name: &str| required.0.contains(name) && required.1.contains(name);
        for (was, is) in &renamed {
            let site = scheme_site(is);
            let what = format!("the new name of `{was}`");
            let rust = "`SECURITY` says so; credentials are given at run time".to_owned();
            self.report_in_rust(Check::SecuritySchemeRenamed, &site, &what, rust);
        }
        let names: BTreeSet<&String> = old
            .security_schemes
            .keys()
            .chain(new.security_schemes.keys())
            .collect();
        for name in names {
            let (was, is) = (
                old.security_schemes.get(name),
                new.security_schemes.get(name),
            );
            let what = match (was, is) {
                (Some(was), Some(is)) if !is_same(was, is) => {
                    format!("{} in place of {}", sent(is), sent(was))
                }
                // Operations of both documents name the scheme, and one of them does not say what it is.
                (Some(was), None) if is_required(name) => {
                    format!("no longer declared; it was {}", sent(was))
                }
                (None, Some(is)) if is_required(name) => {
                    format!("now {}; it was not declared", sent(is))
                }
                _ => continue,
            };
            let rust = "`SECURITY` says so; credentials are given at run time".to_owned();
            let check = Check::SecuritySchemeChanged;
            self.report_in_rust(check, &scheme_site(name), &what, rust);
        }
        renamed
    }

    /// Compares security requirements. Equal changes of many operations are merged.
    pub(super) fn security(
        &mut self,
        operations: &[(&'m Operation, &'m Operation)],
        renamed: &SchemeNames<'m>,
    ) {
        type Alternatives = BTreeSet<Requirement>;
        // No requirement is one alternative, which asks for nothing.
        let set = |operation: &Operation| -> Alternatives {
            match operation.security.as_slice() {
                [] => BTreeSet::from([Requirement::new()]),
                security => security.iter().cloned().collect(),
            }
        };
        let mut told: IndexMap<(Alternatives, Alternatives), (&Operation, &Operation, usize)> =
            IndexMap::new();
        for (old, new) in operations {
            let key = (with_new_names(set(old), renamed), set(new));
            if key.0 != key.1 {
                let (_, _, count) = told.entry(key).or_insert((old, new, 0));
                *count += 1;
            }
        }
        for ((was, is), (old, new, count)) in told {
            let mut site = whole(Some(old), Some(new));
            if count > 1 {
                site.wire = format!("{} and {} more", site.wire, count - 1);
            }
            let rust = || "credentials are given at run time".to_owned();
            let nothing = Requirement::new();
            if was.contains(&nothing) && !is.contains(&nothing) {
                let what = format!("callers must show {}", shown(new));
                self.report_in_rust(Check::SecurityRequired, &site, &what, rust());
                continue;
            }
            if is.contains(&nothing) && !was.contains(&nothing) {
                let what = format!("callers need not show {} any more", shown(old));
                self.report_in_rust(Check::SecurityDropped, &site, &what, rust());
                continue;
            }
            let (was, is): (Vec<_>, Vec<_>) = (was.into_iter().collect(), is.into_iter().collect());
            self.alternatives(&site, &was, &is);
        }
    }

    /// Compares alternatives of which any one suffices.
    fn alternatives(&mut self, site: &Site, old: &[Requirement], new: &[Requirement]) {
        let rust = || "credentials are given at run time".to_owned();
        let same = |schemes: &Requirement, _| Some(format!("{schemes:?}"));
        let schemes = |schemes: &Requirement, _| Some(format!("{:?}", schemes.keys()));
        let keys: [matching::Key<'_, Requirement>; 2] = [&same, &schemes];
        let is_comparable =
            |was: &Requirement, is: &Requirement| is_weaker(was, is) || is_weaker(is, was);
        let matched = matching::matched_if(old, new, &keys, is_comparable);
        for (was, is) in matched.both {
            if was.keys().ne(is.keys()) {
                let (check, what) = match is_weaker(is, was) {
                    true => (Check::SecurityAlternativeWeakened, "is enough in place of"),
                    false => (Check::SecurityAlternativeTightened, "takes the place of"),
                };
                let what = format!("{} {what} {}", requirement(is), requirement(was));
                self.report_in_rust(check, site, &what, rust());
                continue;
            }
            for (scheme, scopes) in is {
                let before = was.get(scheme).cloned().unwrap_or_default();
                for scope in scopes.difference(&before) {
                    let what = format!("`{scheme}` needs the scope `{scope}`");
                    self.report_in_rust(Check::SecurityScopeAdded, site, &what, rust());
                }
                for scope in before.difference(scopes) {
                    let what = format!("`{scheme}` no longer needs the scope `{scope}`");
                    self.report_in_rust(Check::SecurityScopeRemoved, site, &what, rust());
                }
            }
        }
        for schemes in matched.added {
            let what = format!("callers may show {}", requirement(schemes));
            self.report_in_rust(Check::SecurityAlternativeAdded, site, &what, rust());
        }
        for schemes in matched.removed {
            let what = format!("{} is not enough any more", requirement(schemes));
            let check = Check::SecurityAlternativeRemoved;
            // Who shows more than another alternative asks for is still let in.
            match new.iter().find(|is| is_weaker(is, schemes)) {
                Some(is) => {
                    let (was, is) = (requirement(schemes), requirement(is));
                    let what = format!("{was} is no alternative any more; {is} is enough");
                    self.report_in_rust(check, site, &what, rust());
                    if let Some(change) = self.changes.last_mut() {
                        change.on_the_wire = Class::Compatible;
                    }
                }
                None => self.report_in_rust(check, site, &what, rust()),
            }
        }
    }
}

/// The new names of security schemes by their old names.
pub(super) type SchemeNames<'m> = BTreeMap<&'m str, &'m str>;

/// Finds the security schemes that only have another name: their declaration is the same.
fn renamed_schemes<'m>(old: &'m Model, new: &'m Model) -> SchemeNames<'m> {
    let mut candidates: BTreeMap<&str, VecDeque<&str>> = BTreeMap::new();
    for (name, declaration) in &new.security_declarations {
        if !old.security_declarations.contains_key(name) {
            candidates.entry(declaration).or_default().push_back(name);
        }
    }
    let gone = old.security_declarations.iter();
    let gone = gone.filter(|(name, _)| !new.security_declarations.contains_key(*name));
    gone.filter_map(|(name, declaration)| {
        let is = candidates.get_mut(declaration.as_str())?.pop_front()?;
        Some((name.as_str(), is))
    })
    .collect()
}

fn with_new_names(
    alternatives: BTreeSet<Requirement>,
    renamed: &SchemeNames<'_>,
) -> BTreeSet<Requirement> {
    if renamed.is_empty() {
        return alternatives;
    }
    let rename = |(name, scopes): (String, BTreeSet<String>)| {
        let name = renamed
            .get(name.as_str())
            .map(|is| (*is).to_owned())
            .unwrap_or(name);
        (name, scopes)
    };
    let alternatives = alternatives.into_iter();
    alternatives
        .map(|schemes| schemes.into_iter().map(rename).collect())
        .collect()
}

/// Returns the security schemes that operations name.
fn required_schemes(model: &Model) -> HashSet<&str> {
    let operations = model.operations.iter();
    let alternatives = operations.flat_map(|operation| &operation.security);
    alternatives
        .flat_map(|schemes| schemes.keys().map(String::as_str))
        .collect()
}

fn scheme_site(name: &str) -> Site {
    Site {
        wire: format!("the security scheme `{name}`"),
        ..whole(None, None)
    }
}

/// Returns whether an alternative asks for nothing that another one does not ask for.
fn is_weaker(one: &Requirement, other: &Requirement) -> bool {
    one.iter().all(|(scheme, scopes)| {
        let others = other.get(scheme);
        others.is_some_and(|others| scopes.is_subset(others))
    })
}

/// Returns whether two schemes require the same. Case makes no difference to the name of a header.
fn is_same(one: &SecurityScheme, other: &SecurityScheme) -> bool {
    match (one, other) {
        (SecurityScheme::Header(one), SecurityScheme::Header(other)) => {
            one.eq_ignore_ascii_case(other)
        }
        _ => one == other,
    }
}

/// Returns the credential that a scheme requires, in words.
fn sent(scheme: &SecurityScheme) -> String {
    match scheme {
        SecurityScheme::Bearer => "a bearer token".to_owned(),
        SecurityScheme::Basic => "a name and a password".to_owned(),
        SecurityScheme::Header(name) => format!("a key in the header `{name}`"),
        SecurityScheme::Query(name) => format!("a key in the query parameter `{name}`"),
        SecurityScheme::Cookie(name) => format!("a key in the cookie `{name}`"),
        SecurityScheme::Other(name) => format!("`{name}`"),
    }
}

type Requirement = BTreeMap<String, BTreeSet<String>>;

fn requirement(schemes: &Requirement) -> String {
    let schemes: Vec<_> = schemes
        .iter()
        .map(
            |(name, scopes)| match scopes.iter().cloned().collect::<Vec<_>>().join(", ") {
                scopes if scopes.is_empty() => format!("`{name}`"),
                scopes => format!("`{name}` ({scopes})"),
            },
        )
        .collect();
    if schemes.is_empty() {
        "nothing".to_owned()
    } else {
        schemes.join(" and ")
    }
}

fn shown(operation: &Operation) -> String {
    let alternatives: Vec<_> = operation.security.iter().map(requirement).collect();
    alternatives.join(" or ")
}
