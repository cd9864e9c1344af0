//! Several APIs share one runtime. A fourth one, generated separately, uses it too.
fn main() -> Result<(), billing_codegen::BuildError> {
    use billing_codegen::{Generator, Spec};
    Generator::new()
        .spec("api/cats.yaml")
        .spec(Spec::fragments(["api/dogs.yaml", "api/dogs-types.yaml"]).name("dogs"))
        .build()?;
    Generator::new()
        .spec("api/birds.yaml")
        .runtime("crate::wire::runtime")
        .build()?;
    Ok(())
}
