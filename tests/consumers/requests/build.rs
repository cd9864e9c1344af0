//! Operations as requests and responses of the crate http, in both directions.
fn main() -> Result<(), billing_codegen::BuildError> {
    use billing_codegen::emit::Layer;
    billing_codegen::Generator::new()
        .spec("../single-file/api/things.yaml")
        .layers([Layer::Http, Layer::Testing])
        .build()?;
    Ok(())
}
