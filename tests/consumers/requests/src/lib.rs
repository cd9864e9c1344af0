//! Operations as requests and responses of the crate http.

include!(concat!(env!("OUT_DIR"), "/things.rs"));

#[cfg(test)]
mod tests {
    use super::things::{
        SERVERS,
        operations::ThingsGet,
        runtime::{ErrorBody, HttpCall, ResponseError},
    };

    #[test]
    fn a_request_and_its_response() {
        let endpoint = SERVERS[0].endpoint().unwrap();
        let get = ThingsGet::new("a b").expand(true);
        let request = get.request(&endpoint).unwrap();
        assert_eq!(
            request.uri(),
            "https://things.example/things/a%20b?expand=true"
        );

        let response = http::Response::new(r#"{"name":"a b"}"#);
        assert_eq!(
            ThingsGet::response(response).unwrap().into_body().name,
            "a b"
        );

        let response = http::Response::builder()
            .status(404)
            .body(r#"{"code":"Gone"}"#);
        let Err(ResponseError::Service(error)) = ThingsGet::response(response.unwrap()) else {
            panic!("it is a failure");
        };
        let ErrorBody::Typed(problem) = error.body else {
            panic!("it is documented");
        };
        assert_eq!(problem.code.as_deref(), Some("Gone"));
    }
}
