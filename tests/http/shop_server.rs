//! A server of `shop.yaml` that behaves as FastAPI does: it reads forms, parts, queries and JSON as documented, and refuses all else with
//! status 422 and a list of errors.

use std::{
    collections::BTreeMap,
    io,
    sync::{Mutex, PoisonError},
};

use billing_tests::server::{Answer, Received, Server};
use serde_json::{Map, Value, json};

/// The contents of an invoice, which are no text.
pub(crate) const PDF: &[u8] = b"%PDF-1.7\n\xff\x00\r\n";

/// The only name with a password.
const USER: (&str, &str) = ("ann@example.com", "a&b =+\u{e9}");

/// A refusal, or a value of the request.
type Checked<T> = Result<T, Answer>;
type Orders = BTreeMap<i64, Value>;

/// Starts a shop without orders.
pub(crate) fn start() -> io::Result<Server> {
    let orders: Mutex<Orders> = Mutex::default();
    Server::start(0, move |request| {
        let mut orders = orders.lock().unwrap_or_else(PoisonError::into_inner);
        answer(request, &mut orders).unwrap_or_else(|refusal| refusal)
    })
}

fn answer(request: &Received, orders: &mut Orders) -> Checked<Answer> {
    let (method, target) = request.line.split_once(' ').unwrap_or_default();
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let segments: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    if (method, path) == ("POST", "/token") {
        return log_in(request);
    }
    if request.header("authorization") != Some("Bearer t-ann") {
        let headers = [
            ("content-type", "application/json"),
            ("www-authenticate", "Bearer"),
        ];
        let body = r#"{"detail":"Not authenticated"}"#;
        return Err(Answer::with(401, &headers, body));
    }
    match (method, segments.as_slice()) {
        ("GET", ["orders"]) => list(&pairs(query), orders),
        ("POST", ["orders"]) => create(&json_of(request)?, orders),
        ("GET", ["orders", id]) => Ok(json(200, order(id, orders)?.1)),
        ("DELETE", ["orders", id]) => {
            let id = order(id, orders)?.0;
            orders.remove(&id);
            Ok(Answer::with(204, &[], ""))
        }
        ("PUT", ["orders", id, "payment"]) => {
            let order = order(id, orders)?.1;
            let payment = payment(&json_of(request)?, &["body"])?;
            order["payment"] = payment.clone();
            Ok(json(200, &payment))
        }
        ("POST", ["orders", id, "files"]) => {
            order(id, orders)?;
            upload(request)
        }
        ("GET", ["orders", id, "invoice"]) => {
            let order = order(id, orders)?.1;
            match pairs(query).iter().find(|(name, _)| name == "as") {
                Some((_, kind)) if kind == "json" => Ok(json(200, order)),
                Some((_, kind)) if kind != "pdf" => Err(invalid(
                    &["query", "as"],
                    "literal_error",
                    "Input should be 'pdf' or 'json'",
                )),
                _ => {
                    let file = [
                        ("content-type", "application/pdf"),
                        (
                            "content-disposition",
                            "attachment; filename=\"invoice.pdf\"",
                        ),
                    ];
                    Ok(Answer::with(200, &file, PDF))
                }
            }
        }
        ("GET", ["export"]) => {
            let file = [("content-type", "text/csv; charset=utf-8")];
            Ok(Answer::with(200, &file, "id,price\r\n"))
        }
        _ => Err(json(404, &json!({ "detail": "Not Found" }))),
    }
}

fn json(status: u16, body: &Value) -> Answer {
    Answer::json(status, &body.to_string())
}

/// Returns the error of FastAPI for a value at a location, whose texts of digits are indices.
fn invalid(loc: &[&str], kind: &str, message: &str) -> Answer {
    let step = |step: &&str| {
        step.parse::<i64>()
            .map_or_else(|_| json!(step), Value::from)
    };
    let loc: Vec<Value> = loc.iter().map(step).collect();
    let error = json!({ "type": kind, "loc": loc, "msg": message, "input": null });
    json(422, &json!({ "detail": [error] }))
}

fn missing(loc: &[&str]) -> Answer {
    invalid(loc, "missing", "Field required")
}

fn content_type(request: &Received) -> &str {
    request.header("content-type").unwrap_or_default()
}

/// Reads `name=value` pairs.
fn pairs(text: &str) -> Vec<(String, String)> {
    let parts = text.split('&').filter(|part| !part.is_empty());
    parts
        .map(|part| {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            (unescaped(name), unescaped(value))
        })
        .collect()
}

fn unescaped(text: &str) -> String {
    let text = text.replace('+', " ");
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let escaped = (*first == b'%').then(|| std::str::from_utf8(after.get(..2)?).ok());
        match escaped
            .flatten()
            .and_then(|hex| u8::from_str_radix(hex, 16).ok())
        {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn json_of(request: &Received) -> Checked<Value> {
    match content_type(request) {
        "application/json" => serde_json::from_slice(&request.bytes)
            .map_err(|_| invalid(&["body"], "json_invalid", "JSON decode error")),
        _ => Err(missing(&["body"])),
    }
}

fn log_in(request: &Received) -> Checked<Answer> {
    let form = match content_type(request) {
        "application/x-www-form-urlencoded" => pairs(&request.body),
        _ => Vec::new(),
    };
    let field = |name: &str| form.iter().find(|(own, _)| own == name);
    let required = |name: &str| match field(name) {
        Some((_, value)) => Ok(value.as_str()),
        None => Err(missing(&["body", name])),
    };
    if let Some((_, kind)) = field("grant_type").filter(|(_, kind)| kind != "password") {
        let message = format!("String should match pattern '^password$', not {kind}");
        let loc = ["body", "grant_type"];
        return Err(invalid(&loc, "string_pattern_mismatch", &message));
    }
    match (required("username")?, required("password")?) == USER {
        true => Ok(Answer::json(
            200,
            r#"{"access_token":"t-ann","token_type":"bearer"}"#,
        )),
        false => Err(json(
            400,
            &json!({ "detail": "Incorrect username or password" }),
        )),
    }
}

fn order<'o>(id: &str, orders: &'o mut Orders) -> Checked<(i64, &'o mut Value)> {
    let Ok(id) = id.parse() else {
        let message = "Input should be a valid integer";
        return Err(invalid(&["path", "order_id"], "int_parsing", message));
    };
    let found = orders.get_mut(&id);
    let found = found.ok_or_else(|| json(404, &json!({ "detail": "Order not found" })));
    Ok((id, found?))
}

/// Lists orders that have all tags, and one of the ids and the state if there are any.
fn list(query: &[(String, String)], orders: &Orders) -> Checked<Answer> {
    let values = |name: &'static str| {
        let named = query.iter().filter(move |(own, _)| own == name);
        named.map(|(_, value)| value.as_str())
    };
    let mut ids: Vec<i64> = Vec::new();
    for (index, id) in values("id").enumerate() {
        let loc = ["query", "id", &index.to_string()];
        let message = "Input should be a valid integer, unable to parse string as an integer";
        ids.push(
            id.parse()
                .map_err(|_| invalid(&loc, "int_parsing", message))?,
        );
    }
    if values("paid").any(|paid| !matches!(paid, "true" | "false")) {
        let message = "Input should be a valid boolean, unable to interpret input";
        return Err(invalid(&["query", "paid"], "bool_parsing", message));
    }
    let fits = |(id, order): &(&i64, &Value)| {
        let tags = order["tags"].as_array();
        values("tag").all(|tag| tags.is_some_and(|tags| tags.contains(&json!(tag))))
            && (ids.is_empty() || ids.contains(id))
            && values("state").all(|state| order["state"] == state)
    };
    let found: Vec<&Value> = orders.iter().filter(fits).map(|(_, order)| order).collect();
    Ok(json(200, &json!(found)))
}

fn create(body: &Value, orders: &mut Orders) -> Checked<Answer> {
    let Value::Object(members) = body else {
        let message = "Input should be a valid dictionary or object to extract fields from";
        return Err(invalid(&["body"], "model_attributes_type", message));
    };
    let required = |name: &str| members.get(name).ok_or_else(|| missing(&["body", name]));
    let price = match required("price")? {
        Value::Number(price) => price.to_string(),
        Value::String(price) => price.clone(),
        _ => {
            let message = "Decimal input should be an integer, float, string or Decimal object";
            return Err(invalid(&["body", "price"], "decimal_type", message));
        }
    };
    let size = required("size")?;
    let is_pair =
        matches!(size.as_array().map(Vec::as_slice), Some([a, b]) if a.is_i64() && b.is_string());
    if !is_pair {
        let message = "Input should be a valid tuple";
        return Err(invalid(&["body", "size"], "tuple_type", message));
    }
    let long = |note: &Value| note.as_str().is_none_or(|note| note.chars().count() > 10);
    if members
        .get("note")
        .is_some_and(|note| !note.is_null() && long(note))
    {
        let message = "String should have at most 10 characters";
        return Err(invalid(&["body", "note"], "string_too_long", message));
    }
    let payment = match members.get("payment").filter(|payment| !payment.is_null()) {
        Some(value) => payment(value, &["body", "payment"])?,
        None => Value::Null,
    };
    let id = orders.len() as i64 + 1;
    let or = |name: &str, usual: Value| members.get(name).cloned().unwrap_or(usual);
    let order = json!({
        "id": id, "price": price, "size": size, "state": "open", "tags": or("tags", json!([])), "payment": payment,
        "note": or("note", Value::Null), "meta": or("meta", json!({})),
    });
    orders.insert(id, order.clone());
    Ok(json(201, &order))
}

/// Reads a payment as pydantic reads a tagged union, with the default of an untagged member.
fn payment(value: &Value, loc: &[&str]) -> Checked<Value> {
    let tag = value.get("kind").and_then(Value::as_str);
    let (member, kind) = match tag {
        Some("card") => ("number", "card"),
        Some("transfer") => ("iban", "transfer"),
        Some(other) => {
            let message = format!(
                "Input tag '{other}' found using 'kind' does not match any of the expected tags: 'card', 'transfer'"
            );
            return Err(invalid(loc, "union_tag_invalid", &message));
        }
        None => {
            let message = "Unable to extract tag using discriminator 'kind'";
            return Err(invalid(loc, "union_tag_not_found", message));
        }
    };
    match value.get(member).and_then(Value::as_str) {
        Some(text) => Ok(json!({ "kind": kind, member: text })),
        None => Err(missing(&[loc, &[kind, member]].concat())),
    }
}

/// A part of a body.
struct Part {
    name: String,
    file: Option<String>,
    content_type: Option<String>,
    content: Vec<u8>,
}

fn parts(request: &Received) -> Option<Vec<Part>> {
    let boundary = content_type(request).strip_prefix("multipart/form-data; boundary=")?;
    let separator = format!("\r\n--{boundary}");
    let body = [b"\r\n", request.bytes.as_slice()].concat();
    let mut starts: Vec<usize> = Vec::new();
    let windows = body.windows(separator.len()).enumerate();
    starts.extend(
        windows
            .filter(|(_, window)| *window == separator.as_bytes())
            .map(|(at, _)| at),
    );
    let mut parts = Vec::new();
    for pair in starts.windows(2) {
        let part = &body[pair[0] + separator.len() + 2..pair[1]];
        let end = part.windows(4).position(|window| window == b"\r\n\r\n")?;
        let head = std::str::from_utf8(&part[..end]).ok()?;
        let header = |name: &str| {
            let mut lines = head.split("\r\n").filter_map(|line| line.split_once(": "));
            lines.find(|(own, _)| *own == name).map(|(_, value)| value)
        };
        let disposition = header("content-disposition")?;
        let argument = |name: &str| {
            let (_, rest) = disposition.split_once(&format!("; {name}=\""))?;
            rest.split('"').next().map(str::to_owned)
        };
        parts.push(Part {
            name: argument("name")?,
            file: argument("filename"),
            content_type: header("content-type").map(str::to_owned),
            content: part[end + 4..].to_vec(),
        });
    }
    body.ends_with(format!("{separator}--\r\n").as_bytes())
        .then_some(parts)
}

/// Returns the length of each file by its name and media type, and of the fields.
fn upload(request: &Received) -> Checked<Answer> {
    let parts = parts(request).ok_or_else(|| missing(&["body", "file"]))?;
    let mut lengths = Map::new();
    for name in ["file", "note"] {
        if !parts.iter().any(|part| part.name == name) {
            return Err(missing(&["body", name]));
        }
    }
    for part in parts {
        let is_file = matches!(part.name.as_str(), "file" | "more" | "preview");
        if is_file != part.file.is_some() {
            let message = format!("Value error, Expected UploadFile, received: {}", part.name);
            return Err(invalid(&["body", &part.name], "value_error", &message));
        }
        let text = String::from_utf8_lossy(&part.content);
        if part.name == "copies" && text.parse::<i64>().is_err() {
            let message = "Input should be a valid integer, unable to parse string as an integer";
            return Err(invalid(&["body", "copies"], "int_parsing", message));
        }
        let key = match part.file {
            Some(file) => format!(
                "{} {file} {}",
                part.name,
                part.content_type.unwrap_or_default()
            ),
            None => format!("{} {text}", part.name),
        };
        lengths.insert(key, json!(part.content.len()));
    }
    Ok(json(200, &Value::Object(lengths)))
}
