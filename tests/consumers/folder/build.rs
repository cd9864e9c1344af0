//! A folder of api-versions becomes one module, in which an unchanged type is a single type.
fn main() -> Result<(), billing_codegen::BuildError> {
    billing_codegen::Generator::new().spec("api/shop").build()?;
    Ok(())
}
