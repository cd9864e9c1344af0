//! Cryptography of TLS.

use rustls::crypto::{CryptoProvider, ring};

/// Installs the cryptography of the crate `ring` for the process, unless there is another.
pub(super) fn install_provider() {
    if CryptoProvider::get_default().is_none() {
        // If another thread has installed one in the meantime, that one is used.
        drop(ring::default_provider().install_default());
    }
}
