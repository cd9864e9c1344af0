//! Edition 2021, three modules deep, with value types of other crates.
fn main() -> Result<(), billing_codegen::BuildError> {
    use billing_codegen::emit::Conversion;
    billing_codegen::Generator::new()
        .spec("../single-file/api/things.yaml")
        .conversions([Conversion::RustDecimal, Conversion::Time])
        .build()?;
    Ok(())
}
