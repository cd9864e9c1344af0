//! Conversions of enumerations and unions without a runtime: one arm for each variant.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::ext::IdentExt;

use super::context::{self, Context};
use super::custom_conversion;
use super::field_conversions::{Conversion, ConversionPlan};
use crate::definitions::{Alternative, Variant};
use crate::transitions::TypeRelation;

/// Plans the conversion of an enumeration. It fails for the variants that the target does not have.
pub(super) fn plan_enumeration(
    conversion: Conversion<'_>,
    source: &[Variant],
    target: &[Variant],
    path: &TokenStream,
) -> ConversionPlan {
    let mut arms = Arms::default();
    for link in &conversion.transition.links {
        let (start, end) = conversion.direction.orient(link.older, link.newer);
        let Some(old) = start.and_then(|position| source.get(position)) else {
            continue;
        };
        let old = &old.ident;
        match end.and_then(|position| target.get(position)) {
            Some(new) => {
                let new = &new.ident;
                arms.convert(quote!(Self::#old), &quote!(#path::#new));
                arms.lossless.push(quote!(Self::#old));
            }
            None => arms.lose(old, quote!(Self::#old)),
        }
    }
    arms.into_plan(ConversionPlan::default())
}

/// Plans the conversion of a union, which fails for the alternatives that the target does not have; `None` if an
/// alternative has another type there.
pub(super) fn plan_union(
    context: &Context<'_>,
    conversion: Conversion<'_>,
    source: &[Alternative],
    target: &[Alternative],
    path: &TokenStream,
) -> Option<ConversionPlan> {
    let step = context::beside(quote!(step));
    let mut plan = ConversionPlan::default();
    let mut arms = Arms::default();
    for link in &conversion.transition.links {
        let (start, end) = conversion.direction.orient(link.older, link.newer);
        let Some(old) = start.and_then(|position| source.get(position)) else {
            continue;
        };
        let old = &old.ident;
        let Some(new) = end.and_then(|position| target.get(position)) else {
            arms.lose(old, quote!(Self::#old(_)));
            continue;
        };
        let new = &new.ident;
        let custom = link.newer.and_then(|position| {
            let newer = &conversion.transition.newer;
            custom_conversion::find(context, newer, position, conversion.direction)
        });
        let value = match (custom, link.relation) {
            (Some(custom), _) => {
                let custom = custom.path;
                quote!(#custom(&value))
            }
            (None, TypeRelation::Same) => quote!(value),
            (None, TypeRelation::Continued { older, newer }) => {
                plan.through.push(conversion.direction.orient(older, newer));
                arms.checks.extend(quote! {
                    Self::#old(value) => #step::look_at_alternative(#path::#new, value, at, found),
                });
                arms.convert(
                    quote!(Self::#old(value)),
                    &quote!(#path::#new(#step::Step::step(value))),
                );
                continue;
            }
            (None, TypeRelation::Different) => return None,
        };
        arms.convert(quote!(Self::#old(value)), &quote!(#path::#new(#value)));
        arms.lossless.push(quote!(Self::#old(_)));
    }
    Some(arms.into_plan(plan))
}

/// The arms of a conversion.
#[derive(Default)]
struct Arms {
    /// The arms that convert.
    conversions: TokenStream,
    /// The arms that look for values that would be lost.
    checks: TokenStream,
    /// The patterns of the variants whose values are never lost.
    lossless: Vec<TokenStream>,
    /// The patterns of the variants that the target does not have.
    lost: Vec<TokenStream>,
}

impl Arms {
    fn convert(&mut self, from: TokenStream, to: &TokenStream) {
        self.conversions.extend(quote!(#from => #to,));
    }

    /// Adds a variant that the target does not have.
    fn lose(&mut self, name: &Ident, pattern: TokenStream) {
        let (step, name) = (context::beside(quote!(step)), name.unraw().to_string());
        self.checks
            .extend(quote!(#pattern => found.push(#step::variant(at, #name)),));
        self.lost.push(pattern);
    }

    fn into_plan(self, plan: ConversionPlan) -> ConversionPlan {
        let Self {
            conversions,
            checks,
            lossless,
            lost,
        } = self;
        // `TryFrom` converts after it has found nothing that would be lost.
        let lost_arm = (!lost.is_empty())
            .then(|| quote!(#(#lost)|* => ::std::unreachable!("the value would be lost"),));
        let rest = (!lossless.is_empty()).then(|| quote!(#(#lossless)|* => {}));
        ConversionPlan {
            checks: match checks.is_empty() {
                true => checks,
                false => quote!(match self { #checks #rest }),
            },
            target: quote!(match self { #conversions #lost_arm }),
            loses: !lost.is_empty(),
            ..plan
        }
    }
}
