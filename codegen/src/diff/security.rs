//! Comparison of security schemes and requirements.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Check,
    comparison::{Comparison, Site},
    operations::whole,
    reach,
};
use crate::model::{Operation, SecurityScheme};

impl<'m> Comparison<'m> {
    /// Compares the definitions of security schemes.
    pub(super) fn security_schemes(&mut self) {
        let (old, new) = (self.old, self.new);
        for (name, was) in &old.security_schemes {
            let Some(is) = new.security_schemes.get(name).filter(|is| *is != was) else {
                continue;
            };
            let site = Site {
                wire: format!("the security scheme `{name}`"),
                ..whole(None, None)
            };
            let what = format!("{} in place of {}", sent(is), sent(was));
            let rust = "`SECURITY` says so; credentials are given at run time".to_owned();
            self.report_in_rust(Check::SecuritySchemeChanged, &site, &what, rust);
        }
    }

    /// Compares security requirements. Equal changes of many operations are merged.
    pub(super) fn security(&mut self, operations: &[(&'m Operation, &'m Operation)]) {
        let mut told: Vec<(&Operation, &Operation, usize)> = Vec::new();
        for (old, new) in operations
            .iter()
            .filter(|(old, new)| old.security != new.security)
        {
            let known = told
                .iter_mut()
                .find(|(was, is, _)| was.security == old.security && is.security == new.security);
            match known {
                Some((_, _, count)) => *count += 1,
                None => told.push((old, new, 1)),
            }
        }
        for (old, new, count) in told {
            let mut site = whole(Some(old), Some(new));
            if count > 1 {
                site.wire = format!("{} and {} more", site.wire, count - 1);
            }
            let rust = || "credentials are given at run time".to_owned();
            if old.security.is_empty() {
                let what = format!("callers must show {}", shown(new));
                self.report_in_rust(Check::SecurityRequired, &site, &what, rust());
                continue;
            }
            if new.security.is_empty() {
                let what = format!("callers need not show {} any more", shown(old));
                self.report_in_rust(Check::SecurityDropped, &site, &what, rust());
                continue;
            }
            let key = |schemes: &Requirement| schemes.keys().cloned().collect::<BTreeSet<_>>();
            let matched = reach::matched(
                &old.security,
                &new.security,
                |old, new| key(old) == key(new),
                |_, _| false,
            );
            for (was, is) in matched.both {
                for (scheme, scopes) in is {
                    let before = was.get(scheme).cloned().unwrap_or_default();
                    for scope in scopes.difference(&before) {
                        let what = format!("`{scheme}` needs the scope `{scope}`");
                        self.report_in_rust(Check::SecurityScopeAdded, &site, &what, rust());
                    }
                    for scope in before.difference(scopes) {
                        let what = format!("`{scheme}` no longer needs the scope `{scope}`");
                        self.report_in_rust(Check::SecurityScopeRemoved, &site, &what, rust());
                    }
                }
            }
            for schemes in matched.added {
                let what = format!("callers may show {}", requirement(schemes));
                self.report_in_rust(Check::SecurityAlternativeAdded, &site, &what, rust());
            }
            for schemes in matched.removed {
                let what = format!("{} is not enough any more", requirement(schemes));
                self.report_in_rust(Check::SecurityAlternativeRemoved, &site, &what, rust());
            }
        }
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
