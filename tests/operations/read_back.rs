//! Requests that are read back are the same ones, and encode to the same request.

use std::fmt::Debug;

use billing_api::{
    Endpoint, HttpCall, Operation, Version, azure, partner_center,
    runtime::{Location, Parameter, Style, testing::ServedCall},
};
use http::Request;

use crate::requests::{self, Requests};

/// Reads a request back, and asserts that the result encodes to the same request.
pub(crate) fn read_back<C: ServedCall>(call: &C, endpoint: &Endpoint, api_version: &str) -> C {
    let request = call.request_at(endpoint, api_version).unwrap();
    let read = C::parse_request(&request, endpoint)
        .unwrap_or_else(|error| panic!("{error}: {}", shown(&request)));
    let again = read.request_at(endpoint, api_version).unwrap();
    assert_eq!(shown(&again), shown(&request), "{}", C::ID);
    read
}

/// Asserts that a request that is read back is the same one.
pub(crate) fn assert_same<C: ServedCall + PartialEq + Debug>(
    call: &C,
    endpoint: &Endpoint,
    api_version: &str,
) {
    assert_eq!(read_back(call, endpoint, api_version), *call);
}

/// Returns a request as one text. The order of the pairs in its query does not matter.
fn shown(request: &Request<Vec<u8>>) -> String {
    let (path, query) = match request.uri().query() {
        Some(query) => (request.uri().path(), query),
        None => (request.uri().path(), ""),
    };
    let mut pairs: Vec<&str> = query.split('&').collect();
    pairs.sort_unstable();
    let body = String::from_utf8_lossy(request.body());
    let (method, headers) = (request.method(), request.headers());
    format!("{method} {path}?{} {headers:?}\n{body}", pairs.join("&"))
}

/// Encoded texts for values of parameters: of every type, with separators of every style, and hostile ones.
const TEXTS: [&str; 32] = [
    "7",
    "0",
    "-1",
    "1.50",
    "1e3",
    "007",
    "true",
    "False",
    "null",
    "",
    "a",
    "a%20b",
    "a+b",
    "a,b",
    "a%2Cb",
    "a%7Cb",
    "a|b",
    "a%09b",
    "a%26b%3Dc",
    "%C3%A9",
    "%FF",
    "%",
    "%zz",
    "%5B1%5D",
    "%7B%22a%22:1%7D",
    "%22q%22",
    "2024-02-29",
    "2024-02-30",
    "2024-02-29T12:30:00Z",
    "..a",
    "a=b",
    "x%2Fy",
];

/// A generator of numbers from a seed.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % limit.max(1)
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

/// Changes a request: a value of its path, query, headers, cookies or form, or one more of them.
fn mutate(
    request: &Request<Vec<u8>>,
    parameters: &[Parameter],
    random: &mut Random,
) -> Request<Vec<u8>> {
    let mut changed = request.clone();
    let uri = request.uri();
    let (mut segments, query): (Vec<String>, _) = (
        uri.path().split('/').map(str::to_owned).collect(),
        uri.query().unwrap_or_default(),
    );
    let mut pairs: Vec<String> = query.split('&').map(str::to_owned).collect();
    pairs.retain(|pair| !pair.is_empty());
    for _ in 0..=random.below(3) {
        let text = random.pick(&TEXTS);
        match (random.below(4), parameters.is_empty()) {
            (0, false) => {
                let index = random.below(segments.len());
                let segment = &mut segments[index];
                if text.is_empty() || segment.is_empty() {
                    continue;
                }
                *segment = text.replace('|', "%7C");
            }
            (1, false) if !pairs.is_empty() => {
                let index = random.below(pairs.len());
                let (name, _) = pairs[index].split_once('=').unwrap_or((&pairs[index], ""));
                pairs[index] = format!("{name}={text}");
            }
            (_, false) => {
                let parameter = random.pick(parameters);
                let name = match (parameter.style, random.below(3)) {
                    (Style::DeepObject, 0) => format!("{}%5B0%5D", parameter.name),
                    (Style::DeepObject, _) => format!("{}%5Bk%5D%5Bl%5D", parameter.name),
                    _ => parameter.name.to_owned(),
                };
                match parameter.location {
                    Location::Query => pairs.push(format!("{name}={text}")),
                    Location::Header => {
                        let value = text.parse().unwrap();
                        let name: http::HeaderName = parameter.name.parse().unwrap();
                        changed.headers_mut().insert(name, value);
                    }
                    Location::Cookie => {
                        let value = format!("{name}={text}").parse().unwrap();
                        changed.headers_mut().insert("cookie", value);
                    }
                    Location::Path => {}
                    Location::Body => {
                        let form = String::from_utf8(changed.body().clone()).unwrap_or_default();
                        let is_form = changed
                            .headers()
                            .get("content-type")
                            .is_some_and(|own| own == "application/x-www-form-urlencoded");
                        if is_form {
                            let name = random.pick(&["a", "k", "codes", "expand%5B0%5D", "tags"]);
                            let body = format!("{form}&{name}={text}");
                            *changed.body_mut() = body.into_bytes();
                        }
                    }
                }
            }
            (_, true) => pairs.push(format!("unknown={text}")),
        }
    }
    let path = segments.join("/");
    let origin = uri.to_string();
    let origin = &origin[..origin.find(uri.path()).unwrap()];
    let query = match pairs.is_empty() {
        true => String::new(),
        false => format!("?{}", pairs.join("&")),
    };
    *changed.uri_mut() = format!("{origin}{path}{query}").parse().unwrap();
    changed
}

/// Counts of requests: those that were changed, and those that could be read then.
#[derive(Default)]
pub(crate) struct Counts {
    pub(crate) changed: usize,
    pub(crate) read: usize,
    pub(crate) operations: usize,
}

impl Counts {
    /// Asserts that a request is read back, and so is every request near it that can be read at all.
    pub(crate) fn check<C: ServedCall + PartialEq + Debug>(
        &mut self,
        call: &C,
        endpoint: &Endpoint,
        api_version: &str,
    ) {
        assert_same(call, endpoint, api_version);
        self.operations += 1;
        let request = call.request_at(endpoint, api_version).unwrap();
        let seed = C::ID.bytes().fold(1469598103934665603, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(1099511628211)
        });
        let mut random = Random(seed);
        for _ in 0..200 {
            let changed = mutate(&request, C::PARAMETERS, &mut random);
            self.changed += 1;
            let Ok(near) = C::parse_request(&changed, endpoint) else {
                continue;
            };
            // Documented limits refuse some.
            if near.request_at(endpoint, api_version).is_ok() {
                self.read += 1;
                let read = read_back(&near, endpoint, api_version);
                assert_eq!(read, near, "{}", shown(&changed));
            }
        }
    }
}

struct Checked {
    endpoint: Endpoint,
    counts: Counts,
}

impl Requests for Checked {
    fn add<V: Version, C: Operation<V> + ServedCall + PartialEq + Debug>(
        &mut self,
        call: &C,
    ) -> &mut Self {
        self.counts.check(call, &self.endpoint, V::API_VERSION);
        self
    }
}

#[test]
fn every_operation_of_the_services() {
    for (url, service) in [
        (azure::SERVERS[0].url, requests::azure as fn(&mut Checked)),
        (partner_center::SERVERS[0].url, requests::partner_center),
        ("https://a.example/below/a/path", requests::azure),
    ] {
        let mut checked = Checked {
            endpoint: url.parse().unwrap(),
            counts: Counts::default(),
        };
        service(&mut checked);
        let Counts { changed, read, .. } = checked.counts;
        assert!(read * 4 > changed, "only {read} of {changed} were read");
    }
}

/// A request that is not one of an operation, with the reason.
#[test]
fn other_requests_are_refused() {
    use azure::v2024_04_01::operations::{InvoicesGet, InvoicesListByBillingAccount};

    let endpoint: Endpoint = "https://management.azure.com/api".parse().unwrap();
    let path = "/api/providers/Microsoft.Billing/billingAccounts/default/invoices/G1";
    let get = |method: &str, target: &str| {
        let request = Request::builder().method(method).uri(target);
        let read = InvoicesGet::parse_request(&request.body("").unwrap(), &endpoint);
        read.map_err(|error| error.to_string())
    };
    let version = "api-version=2024-04-01";
    for target in [
        format!("{path}?{version}"),
        format!("https://any.example{path}?x=1&{version}&x"),
        format!("{path}?api-version=2024%2D04%2d01"),
    ] {
        assert_eq!(get("GET", &target), Ok(InvoicesGet::new("G1")), "{target}");
    }
    let known = "2024-04-01";
    for (method, target, expected) in [
        ("POST", format!("{path}?{version}"), "its method is GET".to_owned()),
        (
            "GET",
            format!("{}?{version}", path.replace("/api", "")),
            "its path is `/providers/Microsoft.Billing/billingAccounts/default/invoices/{invoiceName}`".to_owned(),
        ),
        (
            "GET",
            format!("{path}/?{version}"),
            "its path is `/providers/Microsoft.Billing/billingAccounts/default/invoices/{invoiceName}`".to_owned(),
        ),
        (
            "GET",
            path.to_owned(),
            format!("`api-version` is missing, but the operation has it as {known}"),
        ),
        (
            "GET",
            format!("{path}?api-version=2020-05-01"),
            format!("`api-version` is `2020-05-01`, but the operation has it as {known}"),
        ),
    ] {
        let expected = format!("not a request of Invoices_Get: {expected}");
        assert_eq!(get(method, &target), Err(expected), "{target}");
    }
    let list = "/api/providers/Microsoft.Billing/billingAccounts/a/invoices";
    let request = Request::builder().uri(format!("{list}?{version}&top=x"));
    let error = InvoicesListByBillingAccount::parse_request(&request.body("").unwrap(), &endpoint);
    assert_eq!(
        error.unwrap_err().to_string(),
        "not a request of Invoices_ListByBillingAccount: `top` can't be read: expected a whole number, found \"x\""
    );
}
