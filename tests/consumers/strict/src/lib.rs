//! One type of all that is generated is used, and nothing of it can be seen from outside.

mod shop {
    //! What the shop sells.

    include!(concat!(env!("OUT_DIR"), "/shop.rs"));
}

use shop::shop::{decode, v2025_01_01::Order};

/// The currency of an order.
#[must_use]
pub fn currency(order: &[u8]) -> Option<String> {
    decode::<Order>(order).ok()?.total?.currency
}
