#[billing_macros::versioned(versions("2020-05-01", "2024-04-01"), runtime = billing_runtime)]
mod definitions {
    pub struct Failure {}

    #[operation(GET "/a", id = "A", responses(200, 200 = Failure, 202("text/plain")))]
    pub struct TypeLess {}

    #[operation(GET "/a", id = "B", responses(200, 200 = Failure, default = Failure, 404("text/xml") = String), error = Failure)]
    pub struct Twice {}

    #[operation(GET "/a", id = "C", responses(200), stream("text/csv" = Failure))]
    pub struct NoStream {}

    #[operation(GET "/a", id = "D", responses(200), stream("application/jsonl"))]
    pub struct TypeLessItems {}
}

fn main() {}
