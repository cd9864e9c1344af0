//! Credentials of the crate `azure_core`, such as those of `azure_identity`.

use std::sync::Arc;
use std::time::SystemTime;

use azure_core::credentials::TokenCredential;

use super::{Builder, Token};

impl<V, T> Builder<V, T> {
    /// Authenticates with bearer tokens of a credential, such as those of the crate `azure_identity`.
    #[must_use]
    pub fn azure_credential(self, credential: Arc<dyn TokenCredential>) -> Self {
        self.tokens(move |request| {
            let credential = Arc::clone(&credential);
            async move {
                let scopes: Vec<&str> = request.scopes().iter().map(String::as_str).collect();
                let token = credential.get_token(&scopes, None).await?;
                let end = SystemTime::from(token.expires_on);
                Ok(Token::new(token.token.secret()).expires_at(end))
            }
        })
    }
}
