//! Reading of the values of enumerations.

use super::{
    Check, Effect, Mismatch,
    kind::Kind,
    mismatch::shown,
    reading::{Fit, Reader},
};
use crate::{
    diagnostic::Place,
    model::{Integer, Type, TypeDefinition, Variant},
    source::Node,
};

impl<'m> Reader<'m, '_> {
    /// Reads a value of an enumeration of texts.
    pub(super) fn listed_text(
        &mut self,
        definition: &'m TypeDefinition,
        variants: &'m [Variant],
        node: &Node,
        place: &'m Place,
    ) -> Fit {
        let Node::String(text) = node else {
            let expected = format!("a text (`{}`)", definition.name);
            let fit = self.misplaced(Kind::Text, &expected, node, place);
            return match node {
                Node::Bool(_) | Node::Number(_) => self.spelled(),
                _ => fit,
            };
        };
        match self.lookups.lists(definition, variants, text) {
            true => Fit::Typed(Vec::new()),
            false => self.unlisted_value(definition, variants, node, text),
        }
    }

    /// Reads a value of an enumeration of integers in every spelling of an integer.
    pub(super) fn listed_integer(
        &mut self,
        definition: &'m TypeDefinition,
        variants: &'m [Variant],
        node: &Node,
        place: &'m Place,
    ) -> Fit {
        const INTEGER: &Type = &Type::Integer(Integer::I64);
        let fit = self.scalar(INTEGER, node, place);
        let text = match node {
            Node::Number(text) | Node::String(text) => Integer::I64.literal(text),
            _ => None,
        };
        match (&fit, text) {
            (Fit::Typed(_), Some(text)) if !self.lookups.lists(definition, variants, &text) => {
                self.unlisted_value(definition, variants, node, &text)
            }
            _ => fit,
        }
    }

    fn unlisted_value(
        &mut self,
        definition: &'m TypeDefinition,
        variants: &'m [Variant],
        node: &Node,
        text: &str,
    ) -> Fit {
        let known = || variants.iter().map(|variant| variant.wire.as_str());
        const MOST: usize = 8;
        let mut list: Vec<_> = known().take(MOST).map(|wire| format!("`{wire}`")).collect();
        if variants.len() > MOST {
            list.push(format!("{} more", variants.len() - MOST));
        }
        let what = format!(
            "is {}, which `{}` does not list",
            shown(node),
            definition.name
        );
        let found = Mismatch::new(Check::UnlistedValue, Effect::Kept, what)
            .says(&definition.place, format!("lists {}", list.join(", ")))
            .nearest(&mut self.lookups.suggestions, text, known());
        self.found.push(found.below(&self.way));
        Fit::Typed(vec![self.way.path.clone()])
    }
}
