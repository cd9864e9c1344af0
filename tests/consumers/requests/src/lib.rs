//! Operations as requests and responses of the crate http, in both directions.

include!(concat!(env!("OUT_DIR"), "/things.rs"));

#[cfg(test)]
mod tests {
    use super::things::{
        SERVERS,
        operations::ThingsGet,
        runtime::{
            ErrorBody, HttpCall, ResponseError,
            testing::{Answer, ServedCall},
        },
    };

    #[test]
    fn a_documented_example() {
        use super::things::EXAMPLES;
        let answer = Answer::<ThingsGet>::example(EXAMPLES, "box");
        let response = answer.to_response().unwrap();
        assert_eq!(response.status(), 200);
        let text = String::from_utf8(response.into_body()).unwrap();
        assert!(text.contains("\"price\": 2.50"), "{text}");
    }

    #[test]
    fn a_request_and_its_response() {
        let endpoint = SERVERS[0].endpoint().unwrap();
        let get = ThingsGet::new("a b").expand(true);
        let request = get.request(&endpoint).unwrap();
        assert_eq!(
            request.uri(),
            "https://things.example/things/a%20b?expand=true"
        );
        assert_eq!(ThingsGet::parse_request(&request, &endpoint), Ok(get));

        let response = || http::Response::new(r#"{"name":"a b"}"#);
        assert_eq!(
            ThingsGet::response(response()).unwrap().into_body().name,
            "a b"
        );

        let thing = ThingsGet::response(response()).unwrap().into_body();
        let written = Answer::<ThingsGet>::output(thing).to_response().unwrap();
        assert_eq!(written.body(), response().body().as_bytes());

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
