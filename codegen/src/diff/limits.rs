//! Comparison of limits and patterns.

use std::{cmp::Ordering, collections::BTreeSet};

use billing_runtime::Decimal;

use super::{
    Check,
    comparison::{Comparison, Site},
    formats,
};
use crate::model::{Constraint, Constraints};

/// Patterns that every text matches.
const ANYTHING: [&str; 8] = ["", "^", "$", ".*", "^.*", ".*$", "^.*$", r"^[\s\S]*$"];

impl Comparison<'_> {
    /// Compares limits. Whole numbers above 0 and those from 1 on are the same.
    pub(super) fn limits(
        &mut self,
        site: &Site,
        old: &Constraints,
        new: &Constraints,
        is_whole: bool,
    ) {
        let bounds = [
            (Constraint::Minimum, Constraint::ExclusiveMinimum),
            (Constraint::Maximum, Constraint::ExclusiveMaximum),
        ];
        for (inclusive, exclusive) in bounds {
            let bound = |constraints| Bound::of(constraints, (inclusive, exclusive), is_whole);
            let stated = |constraints| bound(constraints).filter(|one| !one.is_void(constraints));
            self.bound(site, stated(old), stated(new));
        }
        let keywords = old.keywords.keys().chain(new.keywords.keys());
        let others: BTreeSet<Constraint> = keywords
            .filter(|limit| {
                let is_bound = |(one, other)| **limit == one || **limit == other;
                !bounds.into_iter().any(is_bound)
            })
            .copied()
            .collect();
        for limit in others {
            let stated = |constraints: &Constraints| {
                let value = constraints.keywords.get(&limit);
                value
                    .filter(|value| !is_void(limit, value, is_whole))
                    .cloned()
            };
            self.limit(site, limit, stated(old), stated(new));
        }
    }

    fn bound(&mut self, site: &Site, old: Option<Bound>, new: Option<Bound>) {
        let (check, what) = match (&old, &new) {
            (None, Some(new)) => (Check::LimitAdded, format!("{new}; there was none")),
            (Some(old), None) => (
                Check::LimitRemoved,
                format!("no `{}` any more; it was `{}`", old.keyword(), old.text),
            ),
            (Some(old), Some(new)) => {
                let what = match old.keyword() == new.keyword() {
                    true => format!("{new}; it was `{}`", old.text),
                    false => format!("{new}; {} before", old.in_words()),
                };
                match new.compare(old) {
                    Some(Ordering::Equal) => return,
                    Some(Ordering::Greater) => (Check::LimitTightened, what),
                    Some(Ordering::Less) => (Check::LimitLoosened, what),
                    None => (Check::LimitChanged, what),
                }
            }
            (None, None) => return,
        };
        self.report_documented(check, site, &what);
    }

    fn limit(&mut self, site: &Site, limit: Constraint, old: Option<String>, new: Option<String>) {
        let is_pattern = limit == Constraint::Pattern;
        let keyword = limit.keyword();
        let (check, what) = match (old, new) {
            (None, Some(new)) => (
                if is_pattern {
                    Check::PatternAdded
                } else {
                    Check::LimitAdded
                },
                format!("`{keyword}` is `{new}`; there was none"),
            ),
            (Some(old), None) => (
                if is_pattern {
                    Check::PatternRemoved
                } else {
                    Check::LimitRemoved
                },
                format!("no `{keyword}` any more; it was `{old}`"),
            ),
            (Some(old), Some(new)) if old != new => {
                let what = format!("`{keyword}` is `{new}`; it was `{old}`");
                match moved(limit, &old, &new) {
                    Some(check) => (check, what),
                    None => return,
                }
            }
            _ => return,
        };
        self.report_documented(check, site, &what);
    }
}

/// Returns whether a keyword says nothing: every value is within it.
fn is_void(limit: Constraint, value: &str, is_whole: bool) -> bool {
    match limit {
        Constraint::MultipleOf => {
            is_whole
                && value
                    .parse::<Decimal>()
                    .is_ok_and(|step| step.to_f64() == 1.0)
        }
        Constraint::MinLength | Constraint::MinItems | Constraint::MinProperties => value
            .parse::<Decimal>()
            .is_ok_and(|bound| bound <= Decimal::default()),
        Constraint::Pattern => ANYTHING.contains(&value),
        _ => false,
    }
}

/// A bound of numbers.
struct Bound {
    limit: Constraint,
    /// The number as the document writes it.
    text: String,
    value: Option<Decimal>,
    /// The bound among whole numbers, which includes it.
    whole: Option<i128>,
}

impl Bound {
    fn of(
        constraints: &Constraints,
        (inclusive, exclusive): (Constraint, Constraint),
        is_whole: bool,
    ) -> Option<Self> {
        let (limit, text) = [inclusive, exclusive]
            .into_iter()
            .find_map(|limit| Some((limit, constraints.keywords.get(&limit)?)))?;
        let step = match limit {
            Constraint::ExclusiveMinimum => 1,
            Constraint::ExclusiveMaximum => -1,
            _ => 0,
        };
        let whole = text.parse::<i128>().ok().filter(|_| is_whole);
        Some(Self {
            limit,
            text: text.clone(),
            value: text.parse().ok(),
            whole: whole.and_then(|bound| bound.checked_add(step)),
        })
    }

    /// Returns whether the format of a whole number says as much.
    fn is_void(&self, constraints: &Constraints) -> bool {
        let range = formats::whole_range(constraints).zip(self.whole);
        range.is_some_and(|((least, greatest), bound)| match self.limit {
            Constraint::Minimum | Constraint::ExclusiveMinimum => bound <= least,
            _ => bound >= greatest,
        })
    }

    fn keyword(&self) -> &'static str {
        self.limit.keyword()
    }

    fn in_words(&self) -> String {
        format!("`{}` was `{}`", self.keyword(), self.text)
    }

    /// Compares how tight two bounds of one side are.
    fn compare(&self, other: &Self) -> Option<Ordering> {
        let is_lower = matches!(
            self.limit,
            Constraint::Minimum | Constraint::ExclusiveMinimum
        );
        let order = match (self.whole, other.whole) {
            (Some(own), Some(other)) => own.cmp(&other),
            _ => self.value.as_ref()?.cmp(other.value.as_ref()?),
        };
        let is_exclusive = |bound: &Self| {
            let limits = [Constraint::ExclusiveMinimum, Constraint::ExclusiveMaximum];
            limits.contains(&bound.limit)
        };
        let order = if is_lower { order } else { order.reverse() };
        Some(match (self.whole, other.whole) {
            (Some(_), Some(_)) => order,
            _ => order.then(is_exclusive(self).cmp(&is_exclusive(other))),
        })
    }
}

impl std::fmt::Display for Bound {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "`{}` is `{}`", self.keyword(), self.text)
    }
}

/// Returns the check for a changed constraint; none if both bounds are the same number.
fn moved(limit: Constraint, old: &str, new: &str) -> Option<Check> {
    if limit == Constraint::Pattern {
        return Some(Check::PatternChanged);
    }
    let (Ok(was), Ok(is)) = (old.parse::<Decimal>(), new.parse::<Decimal>()) else {
        return Some(Check::LimitChanged);
    };
    let order = is.cmp(&was);
    let is_lower_bound = match limit {
        Constraint::MinLength | Constraint::MinItems | Constraint::MinProperties => true,
        Constraint::MultipleOf => {
            let (was, is) = (was.to_f64(), is.to_f64());
            let divides = |divisor: f64, number: f64| divisor != 0.0 && number % divisor == 0.0;
            return match order {
                Ordering::Equal => None,
                _ if divides(was, is) => Some(Check::LimitTightened),
                _ if divides(is, was) => Some(Check::LimitLoosened),
                _ => Some(Check::LimitChanged),
            };
        }
        _ => false,
    };
    match (order, is_lower_bound) {
        (Ordering::Equal, _) => None,
        (Ordering::Greater, true) | (Ordering::Less, false) => Some(Check::LimitTightened),
        _ => Some(Check::LimitLoosened),
    }
}
