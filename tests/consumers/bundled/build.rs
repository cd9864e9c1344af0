//! Selected operations of the bundled documents.
fn main() -> Result<(), billing_codegen::BuildError> {
    billing_codegen::Generator::new()
        .bundled("azure")
        .api_versions(["2020-05-01", "2024-04-01"])
        .operations(["Transactions_*"])
        .build()?;
    Ok(())
}
