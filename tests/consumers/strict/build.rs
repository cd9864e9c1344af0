//! A crate with the strictest lints that uses almost none of the generated code.

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
