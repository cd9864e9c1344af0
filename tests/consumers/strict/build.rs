//! A crate whose lints are as strict as lints get, and which uses nearly nothing of what is generated.

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let built = billing_codegen::Generator::new()
        .spec("../folder/api/shop")
        .build()?;
    if !built.warnings.is_empty() {
        return Err("the documents are not without warnings".into());
    }
    Ok(())
}
