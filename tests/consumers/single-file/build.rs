//! One document becomes one module.
fn main() -> Result<(), billing_codegen::BuildError> {
    billing_codegen::Generator::new()
        .spec("api/things.yaml")
        .build()?;
    Ok(())
}
