//! Serialization of parameters: each style in each location, and percent-encoding.

use std::collections::BTreeMap;

use billing_api::{Endpoint, HttpCall, Json, runtime::testing::ServedCall};

use crate::read_back::read_back;

#[billing_macros::versioned(versions("v1"), runtime = billing_api::runtime)]
mod definitions {
    use std::collections::BTreeMap;

    use billing_api::runtime::Json;

    #[operation(GET "/{simple}/{members}/{label}/{label_repeated}/{matrix}/{matrix_repeated}/{verbatim}/fixed 'x'", id = "Paths", responses(200))]
    pub struct Paths {
        #[path("simple")]
        pub simple: Json,
        #[path("members", style = members)]
        pub members: Json,
        #[path("label", style = label)]
        pub label: Json,
        #[path("label_repeated", style = label_repeated)]
        pub label_repeated: Json,
        #[path("matrix", style = matrix)]
        pub matrix: Json,
        #[path("matrix_repeated", style = matrix_repeated)]
        pub matrix_repeated: Json,
        #[path("verbatim", style = verbatim)]
        pub verbatim: String,
    }

    #[operation(GET "/q", id = "Queries", responses(200))]
    pub struct Queries {
        #[query]
        pub usual: Option<Json>,
        #[query(style = commas)]
        pub commas: Option<Json>,
        #[query(style = repeated)]
        pub repeated: Option<Json>,
        #[query(style = spaces)]
        pub spaces: Option<Json>,
        #[query(style = pipes)]
        pub pipes: Option<Json>,
        #[query(style = tabs)]
        pub tabs: Option<Json>,
        #[query("deep", style = deep_object)]
        pub deep: Option<Json>,
        #[query(style = json)]
        pub json: Option<Json>,
        #[query("$verbatim", style = verbatim)]
        pub verbatim: Option<String>,
    }

    #[operation(GET "/a?comp=list", id = "Others", responses(200), api_version = "api-version")]
    pub struct Others {
        #[header("x-list")]
        pub list: Option<Vec<String>>,
        #[header("x-pipes", style = pipes)]
        pub pipes: Option<Vec<String>>,
        #[header("x-map", style = members)]
        pub map: Option<BTreeMap<String, i32>>,
        #[cookie("c")]
        pub cookie: Option<String>,
        #[cookie("d")]
        pub other: Option<Vec<i32>>,
        #[cookie("e", style = verbatim)]
        pub verbatim: Option<String>,
        #[query]
        pub q: Option<String>,
    }

    #[operation(GET "/x/?comp=list&api-version=v0&a", id = "Fixed", responses(200), api_version = "api-version")]
    pub struct Fixed {
        #[query]
        pub comp: Option<String>,
        #[query]
        pub b: Option<String>,
    }

    #[operation(GET "/names/{name}", id = "Names", responses(200))]
    pub struct Names {
        #[path]
        pub name: String,
        #[query("$filter")]
        pub filter: Option<String>,
    }

    #[operation(PUT "/json", id = "JsonBody", responses(200("text/plain") = String, 202("image/png") = Vec<u8>))]
    pub struct JsonBody {
        #[body(as = "application/merge-patch+json")]
        pub body: Option<Json>,
    }

    #[operation(POST "/text", id = "TextBody", responses(204))]
    pub struct TextBody {
        #[body(as = "text/csv")]
        pub body: String,
    }

    #[operation(PATCH "/bytes", id = "BytesBody", responses(200("application/pdf") = Vec<u8>))]
    pub struct BytesBody {
        #[body(as = "application/octet-stream")]
        pub body: Vec<u8>,
    }

    #[operation(POST "/form", id = "FormBody", responses(200 = Json))]
    pub struct FormBody {
        #[body(as = "application/x-www-form-urlencoded")]
        pub body: Form,
    }

    pub struct Form {
        pub name: Option<String>,
        pub count: Option<i32>,
        pub none: Option<String>,
    }

    #[operation(HEAD "/head", id = "Head", responses(200 = Json))]
    pub struct Head {}
}

use v1::{
    Form,
    operations::{
        BytesBody, Fixed, FormBody, Head, JsonBody, Names, Others, Paths, Queries, TextBody,
    },
};

fn endpoint() -> Endpoint {
    "https://a.example".parse().unwrap()
}

fn json(text: &str) -> Json {
    text.parse().unwrap()
}

/// Returns the target of a request, which is read back, or the error.
fn request<C: ServedCall>(call: &C) -> String {
    match call.request_at(&endpoint(), "v1") {
        Ok(request) => {
            read_back(call, &endpoint(), "v1");
            let uri = request.uri().to_string();
            uri.strip_prefix("https://a.example").unwrap().to_owned()
        }
        Err(error) => error.to_string(),
    }
}

#[test]
fn paths() {
    for (value, expected) in [
        ("5", "/5/5/.5/.5/;matrix=5/;matrix_repeated=5"),
        (
            r#""a b""#,
            "/a%20b/a%20b/.a%20b/.a%20b/;matrix=a%20b/;matrix_repeated=a%20b",
        ),
        (
            r#"["a","b/c"]"#,
            "/a,b%2Fc/a,b%2Fc/.a,b%2Fc/.a.b%2Fc/;matrix=a,b%2Fc/;matrix_repeated=a;matrix_repeated=b%2Fc",
        ),
        (
            r#"{"r":1,"g":2}"#,
            "/r,1,g,2/r=1,g=2/.r,1,g,2/.r=1.g=2/;matrix=r,1,g,2/;r=1;g=2",
        ),
        (
            "true",
            "/true/true/.true/.true/;matrix=true/;matrix_repeated=true",
        ),
    ] {
        let value = json(value);
        let [a, b, c, d, e, f] = std::array::from_fn(|_| value.clone());
        let paths = Paths::new(a, b, c, d, e, f, "x/y%2Fz?#");
        assert_eq!(
            request(&paths),
            format!("{expected}/x/y%2Fz%3F%23/fixed%20'x'")
        );
    }
}

#[test]
fn values_that_change_the_path() {
    let paths = |value: &str, verbatim: &str| {
        let [a, b, c, d, e, f] = std::array::from_fn(|_| json(value));
        request(&Paths::new(a, b, c, d, e, f, verbatim))
    };
    let refused = paths(r#"[".."]"#, "a/../b");
    for name in ["simple", "members", "verbatim"] {
        let problem = format!("`{name}` contains `..`, which would change the path");
        assert!(refused.contains(&problem), "{refused}");
    }
    let refused = paths(r#""""#, "a/%2e%2E/b");
    for problem in [
        "`simple` is empty, but it is a part of the path",
        "`label` contains `.`, which would change the path",
        "`verbatim` contains `%2e%2E`, which would change the path",
    ] {
        assert!(refused.contains(problem), "{refused}");
    }
    // A dot after the dot of the style.
    assert!(paths(r#"".""#, "a").contains("`label` contains `..`, which would change the path"));
}

#[test]
fn queries() {
    let all = |value: &str| {
        let value = json(value);
        let queries = Queries::new()
            .usual(value.clone())
            .commas(value.clone())
            .repeated(value.clone())
            .spaces(value.clone())
            .pipes(value.clone())
            .tabs(value.clone())
            .deep(value.clone())
            .json(value);
        request(&queries)
    };
    for (value, expected) in [
        (
            "7",
            "?usual=7&commas=7&repeated=7&spaces=7&pipes=7&tabs=7&deep=7&json=7",
        ),
        (
            r#"["a,b","c&d"]"#,
            "?usual=a%2Cb&usual=c%26d&commas=a%2Cb,c%26d&repeated=a%2Cb&repeated=c%26d&spaces=a%2Cb%20c%26d&pipes=a%2Cb%7Cc%26d\
             &tabs=a%2Cb%09c%26d&deep%5B0%5D=a%2Cb&deep%5B1%5D=c%26d&json=%5B%22a%2Cb%22%2C%22c%26d%22%5D",
        ),
        (
            r#"{"x y":1,"z":null,"w":[2]}"#,
            "?x%20y=1&w=%5B2%5D&commas=x%20y,1,w,%5B2%5D&x%20y=1&w=%5B2%5D&spaces=x%20y%201%20w%20%5B2%5D\
             &pipes=x%20y%7C1%7Cw%7C%5B2%5D&tabs=x%20y%091%09w%09%5B2%5D&deep%5Bx%20y%5D=1&deep%5Bw%5D%5B0%5D=2\
             &json=%7B%22x%20y%22%3A1%2C%22z%22%3Anull%2C%22w%22%3A%5B2%5D%7D",
        ),
        // An empty list repeats no parameter; where it is one text, that is empty.
        ("[]", "?commas=&spaces=&pipes=&tabs=&json=%5B%5D"),
        (
            r#""""#,
            "?usual=&commas=&repeated=&spaces=&pipes=&tabs=&deep=&json=%22%22",
        ),
        ("null", ""),
        (
            "1.50",
            "?usual=1.50&commas=1.50&repeated=1.50&spaces=1.50&pipes=1.50&tabs=1.50&deep=1.50&json=1.50",
        ),
    ] {
        assert_eq!(all(value), format!("/q{expected}"));
    }
    assert_eq!(request(&Queries::new()), "/q");
    assert_eq!(
        request(&Queries::new().verbatim("a/b?c=d&e#f g%20é")),
        "/q?$verbatim=a/b?c=d&e%23f%20g%20%C3%A9"
    );
    assert_eq!(
        request(&Queries::new().verbatim("100% of %4a, %4g and %")),
        "/q?$verbatim=100%25%20of%20%4a,%20%254g%20and%20%25"
    );
}

#[test]
fn headers_and_cookies() {
    let others = Others::new()
        .list(vec!["a".to_owned(), "b c".to_owned()])
        .map(BTreeMap::from([("x".to_owned(), 1), ("y".to_owned(), 2)]))
        .cookie("a;b")
        .other(vec![1, 2])
        .verbatim("a;admin=1")
        .pipes(vec!["a".to_owned(), "b".to_owned()])
        .q("é+ ");
    let request = others.request_at(&endpoint(), "v1").unwrap();
    assert_eq!(
        request.uri(),
        "https://a.example/a?comp=list&api-version=v1&q=%C3%A9%2B%20"
    );
    let headers: Vec<_> = request
        .headers()
        .iter()
        .map(|(name, value)| (name.as_str(), value.to_str().unwrap()))
        .collect();
    assert_eq!(
        headers,
        [
            ("x-list", "a,b c"),
            ("x-pipes", "a|b"),
            ("x-map", "x=1,y=2"),
            ("cookie", "c=a%3Bb; d=1; d=2; e=a%3Badmin%3D1")
        ]
    );

    let error = Others::new()
        .list(vec!["a\r\nx-other: b".to_owned()])
        .request_at(&endpoint(), "v1")
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "Others can't be requested: `x-list` contains a control character, which is not allowed in a header"
    );
}

/// A parameter that the path sets, too, is sent once.
#[test]
fn a_query_in_the_path() {
    for (call, expected) in [
        (Fixed::new(), "/x/?comp=list&api-version=v0&a"),
        (
            Fixed::new().comp("other"),
            "/x/?api-version=v0&a&comp=other",
        ),
        (Fixed::new().b("1"), "/x/?comp=list&api-version=v0&a&b=1"),
    ] {
        assert_eq!(request(&call), expected);
    }
}

#[test]
fn names() {
    for (name, encoded) in [
        ("123456", "123456"),
        (
            "00000000-0000-0000-0000-000000000000:00000000-0000-0000-0000-000000000000_2019-05-31",
            "00000000-0000-0000-0000-000000000000%3A00000000-0000-0000-0000-000000000000_2019-05-31",
        ),
        ("a b", "a%20b"),
        ("a/b", "a%2Fb"),
        ("a:b", "a%3Ab"),
        ("Zoë-中", "Zo%C3%AB-%E4%B8%AD"),
        ("100%25", "100%2525"),
        (
            "!#$&'()*+,;=?@[]",
            "%21%23%24%26%27%28%29%2A%2B%2C%3B%3D%3F%40%5B%5D",
        ),
        ("-._~", "-._~"),
        ("\"<>\\^`{|}", "%22%3C%3E%5C%5E%60%7B%7C%7D"),
        ("{billingAccountName}", "%7BbillingAccountName%7D"),
        ("...", "..."),
        ("\0", "%00"),
    ] {
        assert_eq!(request(&Names::new(name)), format!("/names/{encoded}"));
        assert_eq!(
            request(&Names::new("n").filter(name)),
            format!("/names/n?$filter={encoded}")
        );
    }
}

#[test]
fn bodies() {
    fn shown<C: ServedCall>(call: &C) -> (String, String) {
        let request = call.request_at(&endpoint(), "v1").unwrap();
        read_back(call, &endpoint(), "v1");
        let headers = request
            .headers()
            .iter()
            .map(|(name, value)| format!("{name}: {}\n", value.to_str().unwrap()));
        (
            headers.collect(),
            String::from_utf8_lossy(request.body()).into_owned(),
        )
    }
    let accept = "accept: text/plain, image/png\n";
    let json_body = JsonBody::new().body(json(r#"{"a": 1.50}"#));
    for ((headers, body), expected_headers, expected_body) in [
        (
            shown(&json_body),
            format!("content-type: application/merge-patch+json\ncontent-length: 10\n{accept}"),
            r#"{"a":1.50}"#,
        ),
        // A request that allows a body but has none sends its length.
        (shown(&JsonBody::new()), format!("content-length: 0\n{accept}"), ""),
        (
            shown(&TextBody::new("a,b\n")),
            "content-type: text/csv\ncontent-length: 4\n".to_owned(),
            "a,b\n",
        ),
        (
            shown(&BytesBody::new(b"%PDF".to_vec())),
            "content-type: application/octet-stream\ncontent-length: 4\naccept: application/pdf\n".to_owned(),
            "%PDF",
        ),
        (
            shown(&FormBody::new(Form { name: Some("a b&c".to_owned()), count: Some(2), ..Form::default() })),
            "content-type: application/x-www-form-urlencoded\ncontent-length: 20\naccept: application/json\n".to_owned(),
            "name=a%20b%26c&count=2",
        ),
    ] {
        assert_eq!(body, expected_body);
        let length = format!("content-length: {}\n", expected_body.len());
        let at = expected_headers.find("content-length").unwrap();
        let end = expected_headers[at..].find('\n').unwrap() + at + 1;
        assert_eq!(headers, format!("{}{length}{}", &expected_headers[..at], &expected_headers[end..]));
    }
}

#[test]
fn response_bodies() {
    let response = |status: u16, body: &'static [u8]| {
        http::Response::builder().status(status).body(body).unwrap()
    };
    let text = JsonBody::response(response(200, "é".as_bytes())).unwrap();
    assert_eq!(
        text.body,
        v1::operations::JsonBodyOutput::Ok("é".to_owned())
    );
    let bytes = JsonBody::response(response(202, b"\xff\0")).unwrap();
    assert_eq!(
        bytes.body,
        v1::operations::JsonBodyOutput::Accepted(vec![0xff, 0])
    );
    assert!(
        JsonBody::response(response(200, b"\xff"))
            .unwrap_err()
            .to_string()
            .contains("not UTF-8")
    );
    assert_eq!(
        BytesBody::response(response(200, b"\xff")).unwrap().body,
        [0xff]
    );
    // A response without documented content is not read.
    assert!(TextBody::response(response(204, b"")).is_ok());
    assert!(Head::response(response(200, b"")).is_ok());
    // An undocumented error is any JSON.
    let error = TextBody::response(response(400, br#"{"a":1}"#)).unwrap_err();
    let billing_api::ResponseError::Service(error) = error else {
        panic!()
    };
    assert_eq!(error.typed().unwrap().as_str(), r#"{"a":1}"#);
}
