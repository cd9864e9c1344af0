//! The crate uses one generated type, privately.

mod shop {
    //! Generated types of the shop.

    include!(concat!(env!("OUT_DIR"), "/shop.rs"));
}

use shop::shop::{decode, v2025_01_01::Order};

/// Returns the currency of an order.
#[must_use]
pub fn currency(order: &[u8]) -> Option<String> {
    decode::<Order>(order).ok()?.total?.currency
}
