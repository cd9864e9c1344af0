//! Definitions without aliases.

use std::collections::HashMap;

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::Type;
use syn::ext::IdentExt;

use crate::definitions::{Body, Definitions};
use crate::tokens;

/// The greatest number of aliases of aliases that are written out.
const MAX_DEPTH: usize = 100;

/// The greatest length of a type, in bytes.
const MAX_LENGTH: usize = 10_000;

/// Replaces the aliases in the types of all parts and responses by the types that they mean. An alias that means several types
/// in turn stays.
pub fn write_out_aliases(definitions: &mut Definitions) {
    let mut targets: HashMap<String, Option<TokenStream>> = HashMap::new();
    for item in &definitions.items {
        let Body::Alias(own) = &item.body else {
            continue;
        };
        for target in own {
            let ty = target.ty.to_token_stream();
            let known = targets
                .entry(target.ident.unraw().to_string())
                .or_insert_with(|| Some(ty.clone()));
            if known
                .as_ref()
                .is_some_and(|known| known.to_string() != ty.to_string())
            {
                *known = None;
            }
        }
    }
    if targets.is_empty() {
        return;
    }
    for item in &mut definitions.items {
        match &mut item.body {
            Body::Struct(fields) => fields
                .iter_mut()
                .for_each(|field| write_out(&mut field.ty, &targets)),
            Body::Union(alternatives) => alternatives
                .iter_mut()
                .for_each(|one| write_out(&mut one.ty, &targets)),
            Body::Operation(operation) => {
                for parameter in &mut operation.parameters {
                    write_out(&mut parameter.ty, &targets);
                }
                let bodies = operation.responses.iter_mut();
                let bodies = bodies.filter_map(|response| response.ty.as_mut());
                for ty in bodies.chain(&mut operation.error) {
                    write_out(ty, &targets);
                }
            }
            Body::Enumeration(..) | Body::Alias(_) => {}
        }
    }
}

fn write_out(ty: &mut Type, targets: &HashMap<String, Option<TokenStream>>) {
    let mut tokens = ty.to_token_stream();
    let mut is_changed = false;
    for _ in 0..MAX_DEPTH {
        let mut replaced = false;
        tokens = tokens::replace(&tokens, &mut |name| {
            let target = targets.get(&name.unraw().to_string())?.clone()?;
            replaced = true;
            Some(target)
        });
        if !replaced {
            break;
        }
        is_changed = true;
        // An alias that stands for itself is an error elsewhere.
        if tokens.to_string().len() > MAX_LENGTH {
            return;
        }
    }
    if is_changed && let Ok(new) = syn::parse2(tokens) {
        *ty = new;
    }
}
