//! A folder of api-versions becomes one module, in which a type that did not change is one type.
fn main() -> Result<(), billing_codegen::BuildError> {
    billing_codegen::Generator::new().spec("api/shop").build()?;
    Ok(())
}
