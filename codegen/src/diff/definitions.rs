//! Comparison of definitions at the same position of both documents.

use std::collections::{BTreeMap, HashMap};

use super::{
    Check, Class, Release, Subject,
    arguments::Argument,
    comparison::{Comparison, Site},
    matching,
    reach::{self, Reach},
    values::step,
    words,
};
use crate::model::{
    AdditionalProperties, Alternative, Constraints, Field, Presence, Stage, Type, TypeDefinition,
    TypeKind, Union, Variant,
};

impl Comparison<'_> {
    pub(super) fn definition(&mut self, old: &TypeDefinition, new: &TypeDefinition, reach: &Reach) {
        let subject = Subject::Type(if self.is_same(&old.name, &new.name) {
            new.name.clone()
        } else {
            format!("{} (was {})", new.name, old.name)
        });
        let site = Site {
            subject,
            reach: reach.clone(),
            wire: words::quoted(reach.path()),
            rust: format!("`{}`", new.name),
            types: (old.name.clone(), new.name.clone()),
            places: (Some(old.place.clone()), Some(new.place.clone())),
        };
        if old.name != new.name && self.is_same(&old.name, &new.name) {
            let rust = format!("`{}` is the new name of `{}`", new.name, old.name);
            self.report_in_rust(
                Check::TypeRenamed,
                &site,
                "the definition has another name",
                rust,
            );
        }
        self.deprecation(&site, &old.docs, &new.docs);
        match (&old.kind, &new.kind) {
            (TypeKind::Struct(was), TypeKind::Struct(is)) => {
                self.members(&site, was, is);
                self.other_members(&site, old, new);
            }
            (TypeKind::Enumeration(was_kind, was), TypeKind::Enumeration(is_kind, is))
                if was_kind == is_kind =>
            {
                self.extensible(&site, old.extensible, new.extensible);
                self.values(&site, was, is, old.extensible || new.extensible);
            }
            (TypeKind::Union(was), TypeKind::Union(is)) => self.union(&site, was, is),
            // The place that refers to them says that their kinds differ.
            _ => {}
        }
    }

    fn members(&mut self, site: &Site, old: &[Field], new: &[Field]) {
        let matched = reach::fields(old, new);
        let both = matched.both.iter();
        let keys: HashMap<&str, &str> = both
            .map(|(was, is)| (is.wire.as_str(), was.wire.as_str()))
            .collect();
        let arguments = (
            Argument::of_fields(old, &HashMap::new()),
            Argument::of_fields(new, &keys),
        );
        let name = site.rust.trim_matches('`').to_owned();
        self.arguments(site, &name, (&arguments.0, &arguments.1));
        for (was, is) in matched.both {
            self.member(&member_site(site, Some(was), Some(is)), was, is);
        }
        for field in matched.added {
            let (check, what) = if field.required {
                (Check::RequiredMemberAdded, "new and required")
            } else {
                (Check::MemberAdded, "new and optional")
            };
            self.report(check, &member_site(site, None, Some(field)), what);
        }
        for field in matched.removed {
            let check = if field.required {
                Check::RequiredMemberRemoved
            } else {
                Check::MemberRemoved
            };
            self.report(check, &member_site(site, Some(field), None), "gone");
        }
    }

    /// Compares the members that an object does not list.
    fn other_members(&mut self, site: &Site, old: &TypeDefinition, new: &TypeDefinition) {
        use AdditionalProperties::{Any, Forbidden, Typed, Unspecified};
        let kept = || format!("{} keeps members that it does not list", site.rust);
        let field = |definition: &'_ TypeDefinition| match &definition.kind {
            TypeKind::Struct(fields) => {
                let mut others = fields.iter();
                let others = others.find(|field| field.presence == Presence::Others);
                others.map(|field| (field.name.clone(), words::field_type(field)))
            }
            _ => None,
        };
        let (was, is) = (field(old), field(new));
        let name = is.as_ref().or(was.as_ref()).map(|(name, _)| name.clone());
        let rust = site.rust.trim_matches('`');
        let ty = |field: Option<(String, String)>| field.map(|(_, ty)| ty).unwrap_or_default();
        let inside = Site {
            rust: match name {
                Some(name) => format!("`{rust}::{name}`"),
                None => format!("what `{rust}` keeps"),
            },
            types: (ty(was), ty(is)),
            ..step(
                &Site {
                    wire: format!("`{}`", site.reach.path()),
                    ..site.clone()
                },
                ".*",
            )
        };
        let nothing = Constraints::default();
        match (&old.additional_properties, &new.additional_properties) {
            (Forbidden, Forbidden) | (Any | Unspecified, Any | Unspecified) => {}
            (Forbidden, _) => {
                let what = "members that are not listed are no longer refused";
                self.report_in_rust(Check::NoLongerClosed, site, what, kept());
            }
            (_, Forbidden) => {
                let what = "members that are not listed are refused";
                self.report_in_rust(Check::BecameClosed, site, what, kept());
            }
            (Typed(was), Typed(is)) => {
                self.value(&inside, (was, &nothing), (is, &nothing));
            }
            (Typed(was), Any | Unspecified) => {
                let what = self.was_is((was, &nothing), (&Type::Json, &nothing));
                self.report(Check::TypeWidened, &inside, &what);
            }
            (Any | Unspecified, Typed(is)) => {
                let what = self.was_is((&Type::Json, &nothing), (is, &nothing));
                // One more optional field.
                self.report_with(
                    Check::TypeNarrowed,
                    Release::Minor,
                    &inside,
                    &what,
                    inside.held(),
                );
            }
        }
    }

    fn extensible(&mut self, site: &Site, old: bool, new: bool) {
        let (check, what) = match (old, new) {
            (false, true) => (Check::BecameExtensible, "more values may come"),
            (true, false) => (
                Check::NoLongerExtensible,
                "no other values may come any more",
            ),
            _ => return,
        };
        let rust = format!("{} has an `UnknownValue` for others", site.rust);
        self.report_in_rust(check, site, what, rust);
    }

    fn member(&mut self, site: &Site, old: &Field, new: &Field) {
        let rust = || format!("{} is the new name of `{}`", site.rust, old.name);
        if old.wire != new.wire {
            let what = format!("it was `{}`", old.wire);
            self.report_in_rust(Check::MemberRenamed, site, &what, rust());
        } else if old.name != new.name {
            self.report_in_rust(Check::RustNameChanged, site, "the same on the wire", rust());
        }
        self.presence(site, old.required, new.required);
        if old.required == new.required {
            self.field_presence(site, old, new);
        }
        let flags = [
            (
                (old.read_only, new.read_only),
                (Check::BecameReadOnly, "now only the service sets it"),
                (Check::NoLongerReadOnly, "the client may set it too"),
            ),
            (
                (old.write_only, new.write_only),
                (Check::BecameWriteOnly, "the service no longer sends it"),
                (Check::NoLongerWriteOnly, "the service sends it too"),
            ),
        ];
        for ((was, is), became, no_longer) in flags {
            if was != is {
                let (check, what) = if is { became } else { no_longer };
                let rust = site.documented();
                self.report_in_rust(check, site, what, rust);
            }
        }
        self.deprecation(site, &old.docs, &new.docs);
        self.value(
            site,
            (&old.ty, &old.constraints),
            (&new.ty, &new.constraints),
        );
    }

    /// Reports a field that became an `Option`, or stopped to be one, while the property is required as before.
    fn field_presence(&mut self, site: &Site, old: &Field, new: &Field) {
        let (check, what) = match (old.is_optional(), new.is_optional()) {
            (false, true) if matches!(new.presence, Presence::Constant(_)) => (
                Check::FieldBecameOptional,
                "now a constant, which may be absent",
            ),
            (false, true) => (
                Check::FieldBecameOptional,
                "now also sent where it may be absent",
            ),
            (true, false) if matches!(old.presence, Presence::Constant(_)) => {
                (Check::FieldBecameRequired, "no longer a constant")
            }
            (true, false) => (
                Check::FieldBecameRequired,
                "no longer sent where it may be absent",
            ),
            _ => return,
        };
        self.report(check, site, what);
    }

    fn values(&mut self, site: &Site, old: &[Variant], new: &[Variant], extensible: bool) {
        let matched = matching::matched(
            old,
            new,
            &[
                &|value: &Variant, _| Some(value.wire.clone()),
                &|value: &Variant, _| Some(value.name.clone()),
            ],
            |value| (&value.name, value.was.as_ref()),
        );
        let of = |was: Option<&Variant>, is: Option<&Variant>| {
            let name = is
                .or(was)
                .map(|value| value.name.as_str())
                .unwrap_or_default();
            let ty = site.rust.trim_matches('`');
            Site {
                rust: format!("`{ty}::{name}`"),
                places: (
                    was.map(|value| value.place.clone())
                        .or_else(|| site.places.0.clone()),
                    is.map(|value| value.place.clone())
                        .or_else(|| site.places.1.clone()),
                ),
                ..site.clone()
            }
        };
        for (was, is) in matched.both {
            let site = of(Some(was), Some(is));
            let rust = format!("{} is the new name of `{}`", site.rust, was.name);
            if was.wire != is.wire {
                let what = format!("`{}` takes the place of `{}`", is.wire, was.wire);
                let rust = if was.name == is.name {
                    format!("{} has another text", site.rust)
                } else {
                    rust
                };
                self.report_in_rust(Check::ValueRenamed, &site, &what, rust);
            } else if was.name != is.name {
                self.report_in_rust(Check::RustNameChanged, &site, "the same on the wire", rust);
            }
            self.deprecation(&site, &was.docs, &is.docs);
        }
        for value in matched.added {
            let site = of(None, Some(value));
            let what = match extensible {
                true => format!("may be `{}`, as the document announced", value.wire),
                false => format!("may be `{}`", value.wire),
            };
            let rust = format!("{} is new; it was an `UnknownValue`", site.rust);
            self.report_in_rust(Check::ValueAdded, &site, &what, rust);
            if let Some(change) = self.changes.last_mut().filter(|_| extensible) {
                change.on_the_wire = Class::Compatible;
            }
        }
        for value in matched.removed {
            let site = of(Some(value), None);
            let what = format!("may not be `{}` any more", value.wire);
            let rust = format!("{} is gone; it would be an `UnknownValue`", site.rust);
            self.report_in_rust(Check::ValueRemoved, &site, &what, rust);
        }
    }

    fn union(&mut self, site: &Site, old: &Union, new: &Union) {
        let ty = site.rust.trim_matches('`').to_owned();
        let matched = reach::alternatives((self.old, self.new), old, new);
        let both = matched.both;
        for (was, is) in both.iter().copied() {
            let site = Site {
                rust: format!("`{ty}::{}`", is.name),
                types: (words::rust_type(&was.ty), words::rust_type(&is.ty)),
                places: (Some(was.place.clone()), Some(is.place.clone())),
                ..site.clone()
            };
            if was.name != is.name {
                let rust = format!("{} is the new name of `{}`", site.rust, was.name);
                self.report_in_rust(Check::RustNameChanged, &site, "the same on the wire", rust);
            }
            self.value(
                &site,
                (&was.ty, &was.constraints),
                (&is.ty, &is.constraints),
            );
        }
        for alternative in matched.added {
            let site = Site {
                places: (site.places.0.clone(), Some(alternative.place.clone())),
                ..site.clone()
            };
            let what = format!("may be a `{}`", alternative.name);
            let rust = format!(
                "`{ty}::{}` is new; it was an `UnknownValue`",
                alternative.name
            );
            self.report_in_rust(Check::AlternativeAdded, &site, &what, rust);
        }
        for alternative in matched.removed {
            let site = Site {
                places: (Some(alternative.place.clone()), site.places.1.clone()),
                ..site.clone()
            };
            let what = format!("may not be a `{}` any more", alternative.name);
            let rust = format!(
                "`{ty}::{}` is gone; it would be an `UnknownValue`",
                alternative.name
            );
            self.report_in_rust(Check::AlternativeRemoved, &site, &what, rust);
        }
        self.discriminators(site, (old, new), &both);
    }

    fn discriminators(
        &mut self,
        site: &Site,
        (old, new): (&Union, &Union),
        both: &[(&Alternative, &Alternative)],
    ) {
        let members = |union: &Union| -> Vec<(Vec<String>, bool)> {
            let stages = union.stages.iter();
            let members = stages.map(|stage| (stage.pointers.clone(), stage.is_optional));
            members.collect()
        };
        let shown = |stages: &[(Vec<String>, bool)]| {
            let stages: Vec<_> = stages
                .iter()
                .map(|(pointers, is_optional)| {
                    let optional = if *is_optional {
                        " where it is present"
                    } else {
                        ""
                    };
                    format!("`{}`{optional}", pointers.join(" and "))
                })
                .collect();
            stages.join(", then ")
        };
        let (was, is) = (members(old), members(new));
        let rust = format!("{} is read so", site.rust);
        match (was.is_empty(), is.is_empty()) {
            (true, true) => {}
            (true, false) => {
                let what = format!("{} chooses the type", shown(&is));
                self.report_in_rust(Check::DiscriminatorAdded, site, &what, rust);
            }
            (false, true) => {
                let what = format!("{} no longer chooses the type", shown(&was));
                self.report_in_rust(Check::DiscriminatorRemoved, site, &what, rust);
            }
            _ if was != is => {
                let what = format!("{} chooses the type; it was {}", shown(&is), shown(&was));
                self.report_in_rust(Check::DiscriminatorChanged, site, &what, rust);
            }
            _ => {
                let both = both.iter();
                let names = both.map(|(was, is)| (was.name.as_str(), is.name.as_str()));
                let names: HashMap<&str, &str> = names.collect();
                for (was, is) in old.stages.iter().zip(&new.stages) {
                    self.cases(site, &cases(old, was), &cases(new, is), &names);
                }
            }
        }
    }

    /// Compares the values that choose alternatives. `names` has the new name of each old alternative.
    fn cases(&mut self, site: &Site, old: &Cases, new: &Cases, names: &HashMap<&str, &str>) {
        let ty = site.rust.trim_matches('`');
        for (values, is) in new {
            match old.get(values) {
                None => {
                    let what = format!("`{values}` chooses `{is}`");
                    let rust = format!("`{ty}::{is}` has one more rule");
                    self.report_in_rust(Check::DiscriminatorValueAdded, site, &what, rust);
                }
                Some(was) if names.get(was.as_str()) != Some(&is.as_str()) => {
                    let what = format!("`{values}` chooses `{is}`; it chose `{was}`");
                    let rust = format!("the rule stands on `{ty}::{is}`");
                    self.report_in_rust(Check::DiscriminatorValueChanged, site, &what, rust);
                }
                Some(_) => {}
            }
        }
        for (values, was) in old.iter().filter(|(values, _)| !new.contains_key(*values)) {
            let what = format!("`{values}` chooses nothing any more");
            let rust = format!("`{ty}::{was}` has one rule less");
            self.report_in_rust(Check::DiscriminatorValueRemoved, site, &what, rust);
        }
    }
}

/// The discriminating values, with the alternative that each selects.
type Cases = BTreeMap<String, String>;

fn cases(union: &Union, stage: &Stage) -> Cases {
    let cases = stage.cases.iter();
    cases
        .filter_map(|case| {
            let alternative = union.alternatives.get(case.alternative)?;
            Some((case.values.join(" and "), alternative.name.clone()))
        })
        .collect()
}

fn member_site(site: &Site, old: Option<&Field>, new: Option<&Field>) -> Site {
    let shown = new.or(old);
    let wire = shown.map(|field| field.wire.as_str()).unwrap_or_default();
    let name = shown.map(|field| field.name.as_str()).unwrap_or_default();
    let reach = site.reach.step(|path| words::member(path, wire));
    Site {
        subject: site.subject.clone(),
        wire: format!("`{}`", words::member(site.reach.path(), wire)),
        rust: format!("`{}::{name}`", site.rust.trim_matches('`')),
        types: (
            old.map(words::field_type).unwrap_or_default(),
            new.map(words::field_type).unwrap_or_default(),
        ),
        places: (
            old.map(|field| field.place.clone())
                .or_else(|| site.places.0.clone()),
            new.map(|field| field.place.clone())
                .or_else(|| site.places.1.clone()),
        ),
        reach: reach.member(old, new),
    }
}
